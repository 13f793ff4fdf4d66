"""Questions as a test needs them: written down, asked, handed over, by the real actions."""

import json
import uuid

from django.db import connection

from mekaar.answers import actions
from mekaar.answers.models import Asked, Audience, Experience, KnownSituation, Matter, Question
from mekaar.people.models import Participant
from tests.acting import acting_as, by

LETTER = "Wie kreeg ook een brief van de deurwaarder, en wat deed je toen?"
KNOWS_DEBTS = "Jarenlang schulden en een incassobureau aan de deur."
KNOWN_AS = "Abeba, op dinsdag aan de tafel"


def written(who: Participant, words: str = LETTER, **said: object) -> Question:
    """Somebody types a question; nobody else reads it yet."""
    whole = {
        "words": words, "matter": Matter.NONE, "audience": Audience.NEIGHBOURHOOD, "group": None,
        "asks_people": True, "asks_back_up": True, **said,
    }  # fmt: skip
    with acting_as(who):
        return actions.ask(who, whole, by=by(who))


def put(who: Participant, words: str = LETTER, **said: object) -> Question:
    """The same, asked with the yes of its owner."""
    question = written(who, words, **said)
    with acting_as(who):
        return actions.put(question, actions.mark_question(question), by=by(who))


def told_for(question: Question, who: Participant, **said: object) -> Experience:
    """Somebody tells for this question, with a yes."""
    whole = {
        "happened": "Ik belde ze op.", "helped": "", "otherwise": "", "matter": Matter.NONE,
        "audience": Audience.TABLE, "group": None, **said,
    }  # fmt: skip
    with acting_as(who):
        experience = actions.tell(who, whole, by=by(who), question=question)
        return actions.say_yes(experience, actions.mark(experience), by=by(who))


def knows(who: Participant, words: str = KNOWS_DEBTS) -> KnownSituation:
    """Somebody says what they know from the inside."""
    with acting_as(who):
        return actions.add_known(who, words, by=by(who))


def asked(question: Question, who: Participant, connector: Participant) -> Asked:
    """A connector asks somebody who knows this."""
    with acting_as(connector):
        return actions.ask_person(question, who, by=by(connector))


def says(row: Asked, answer: str, shown_as: str = KNOWN_AS) -> Asked:
    """Who was asked answers."""
    who = row.participant
    with acting_as(who):
        return actions.answer_asked(row, answer, shown_as, by=by(who))


def handed(question: Question, host: Participant):
    """The desk lays the words before the back-up."""
    with acting_as(host):
        return actions.hand_to_back_up(question, by=by(host))


def answered(row, back_up: Participant, answer: str = "Bel het wijkteam."):
    """The back-up answers."""
    with acting_as(back_up):
        return actions.answer_as_back_up(row, answer, by=by(back_up))


def closed(question: Question, answered_by: str) -> Question:
    """Its owner says that it is done."""
    who = question.participant
    with acting_as(who):
        return actions.close(question, answered_by, by=by(who))


def to_tell() -> list[tuple[uuid.UUID, uuid.UUID]]:
    """What the queued jobs that tell an asker are about: id and neighbourhood, and no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'answers.tell_asker' ORDER BY id"
        )
        rows = [json.loads(row[0]) for row in cursor.fetchall()]
    assert all(set(row) == {"question_id", "here"} for row in rows)
    return [(uuid.UUID(row["question_id"]), uuid.UUID(row["here"])) for row in rows]
