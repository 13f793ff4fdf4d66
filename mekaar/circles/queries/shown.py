"""What the resident shows the circle of their own, in the last wording."""

import uuid
from dataclasses import dataclass

from django.db import connection

from mekaar.circles.models import Shown, SupportCircle
from mekaar.conversation.models import CoreAnswer, Goal
from mekaar.people.by import By

What = Shown.What
QUESTIONS = (What.WANT, What.CAN, What.NEED)
_WORDS = CoreAnswer._meta.get_field("words")
_OTHER = CoreAnswer._meta.get_field("other_words")
_GOAL = Goal._meta.get_field("words")
_FIRST = Goal._meta.get_field("first_words")


@dataclass(frozen=True, slots=True)
class Answer:
    """One core question with its answer, as the circle reads it."""

    title: str
    words: str
    unknown_yet: bool
    language: str
    other_words: str


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """A goal: the first words and those of now stay side by side (R-C06)."""

    id: uuid.UUID
    first_words: str
    words: str
    mark: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class OnTable:
    """Everything that lies on the table."""

    answers: tuple[Answer, ...]
    goals: tuple[ShownGoal, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing is shown; that is fine too."""
        return not (self.answers or self.goals)


def what_is_shown(circle: SupportCircle) -> OnTable:
    """What who asks may read of it now: two queries; the walls decide (invariant 20)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT question, unknown_yet, words, other_language, other_words"
            " FROM wall.shown_answers(%s)",
            [circle.id],
        )
        answers = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(
            "SELECT id, first_words, words, mark, closed FROM wall.shown_goals(%s)", [circle.id]
        )
        goals = cursor.fetchall()
    marks = dict(Goal._meta.get_field("mark").flatchoices)
    return OnTable(
        tuple(
            Answer(
                str(question.label),
                _WORDS.opened(answers[question][1]),
                answers[question][0],
                answers[question][2],
                _OTHER.opened(answers[question][3]),
            )
            for question in QUESTIONS
            if question in answers
        ),
        tuple(
            ShownGoal(one, _FIRST.opened(first), _GOAL.opened(words), str(marks.get(mark, "")), end)
            for one, first, words, mark, end in goals
        ),
    )


def shown_now(circle: SupportCircle, by: By) -> set[tuple[str, uuid.UUID | None]]:
    """What and which goal the resident shows now."""
    found = Shown.objects.visible_to(by).filter(circle=circle)
    return set(found.values_list("what", "goal_id"))


def is_sketch_shown(circle: SupportCircle, by: By) -> bool:
    """Whether the facilitator may see the sketch now."""
    return Shown.objects.visible_to(by).filter(circle=circle, what=What.SKETCH).exists()
