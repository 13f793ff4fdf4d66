"""Who may do what with an experience or a question. Plain functions; the walls say the same."""

import datetime

from mekaar.answers.models import Asked, Experience, Handed, Question
from mekaar.core.dates import months_later
from mekaar.people.by import By

MONTHS_UNTIL_LOOKING_AGAIN = 12
# Below this a share says more about one question than about a neighbourhood.
FEWEST_COUNTED = 5


def may_change(by: By, thing: Experience | Question) -> bool:
    """The teller or asker, or who helps them at the desk now."""
    return by.acts_for(thing.participant_id)


def may_tell_for(by: By, question: Question) -> bool:
    """Who reads an open question of another tells for it what they went through."""
    return question.is_open and not by.acts_for(question.participant_id)


def may_hand(by: By, question: Question) -> bool:
    """The desk, when the owner said that the back-up may hear it."""
    return by.holds("host", "connector") and question.is_open and question.asks_back_up


def may_answer_as_back_up(by: By, handed: Handed) -> bool:
    """Once, by the back-up."""
    return by.holds("back_up") and handed.answered_at is None


def may_look_for_people(by: By, question: Question) -> bool:
    """A connector, when the owner said so, and never of an own question or beside its owner."""
    wanted = question.is_open and question.asks_people
    return wanted and by.holds("connector") and not by.acts_for(question.participant_id)


def may_answer(by: By, asked: Asked) -> bool:
    """Who was asked, or who helps that person now."""
    return by.acts_for(asked.participant_id)


def look_again_on(day: datetime.date) -> datetime.date:
    """The day on which an experience of today is looked at again with its teller (L-14)."""
    return months_later(day, MONTHS_UNTIL_LOOKING_AGAIN)
