"""Experiences as a test needs them: told and said yes to by the real actions."""

import json
import uuid

from django.db import connection

from mekaar.answers import actions
from mekaar.answers.models import Audience, Experience, Matter
from mekaar.people.models import Participant
from tests.acting import acting_as, by

# Shares no word with what is asked.
COLLECTING = "Ik kreeg een aanmaning van het incassobureau en durfde niets open te maken."
BAILIFF = "brief van de deurwaarder"
HELPED = "Gewoon bellen. Ik mocht in delen betalen."
DENTIST = "Mijn zoontje wilde niet naar de tandarts."


def told(who: Participant, happened: str = COLLECTING, **said: object) -> Experience:
    """Somebody types an experience; nobody else reads it yet."""
    whole = {
        "happened": happened, "helped": "", "otherwise": "", "matter": Matter.NONE,
        "audience": Audience.NEIGHBOURHOOD, "group": None, **said,
    }  # fmt: skip
    with acting_as(who):
        return actions.tell(who, whole, by=by(who))


def readable(who: Participant, happened: str = COLLECTING, **said: object) -> Experience:
    """The same, with the yes of its teller."""
    experience = told(who, happened, **said)
    with acting_as(who):
        return actions.say_yes(experience, actions.mark(experience), by=by(who))


def jobs() -> list[tuple[uuid.UUID, uuid.UUID]]:
    """What the queued jobs of meaning are about: id and neighbourhood, and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'answers.keep_meaning'"
            " ORDER BY id"
        )
        rows = [json.loads(row[0]) for row in cursor.fetchall()]
    assert all(set(row) == {"experience_id", "here"} for row in rows)
    return [(uuid.UUID(row["experience_id"]), uuid.UUID(row["here"])) for row in rows]
