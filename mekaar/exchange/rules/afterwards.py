"""When the reverse question and "zien jullie elkaar nog?" are asked, and by whom answered."""

import calendar
import datetime

from mekaar.exchange.models import LastingContact, ReverseQuestion
from mekaar.people.by import By

WEEKS_UNTIL_LASTING = 8
# Below this many contacts a share tells about people (L-12).
SMALLEST_SHARE = 10


def may_answer(by: By, question: ReverseQuestion | LastingContact) -> bool:
    """The person who is asked, or who helps that person now."""
    return by.acts_for(question.participant_id)


def may_ask_again(questions: list[ReverseQuestion], today: datetime.date) -> bool:
    """Whether one more contact is a reason to ask, after these questions of the same kind.

    Not while a question waits, and not before the date that somebody gave with "later".
    """
    return not any(
        question.answer == ""
        or (question.answer == ReverseQuestion.Answer.LATER and _waits(question, today))
        for question in questions
    )


def _waits(question: ReverseQuestion, today: datetime.date) -> bool:
    return question.later_on is None or question.later_on > today


def ask_lasting_from(day: datetime.date) -> datetime.date:
    """Eight weeks after the contact began or was rounded off."""
    return day + datetime.timedelta(weeks=WEEKS_UNTIL_LASTING)


def quarter_of(day: datetime.date) -> str:
    """ "2026-Q4"."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def later_by_default(day: datetime.date) -> datetime.date:
    """Three months on, for who says "later" without a date of their own."""
    month = day.month + 3
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
