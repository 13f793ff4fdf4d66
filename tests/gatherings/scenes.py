"""Gatherings as a test needs them, made by the real actions."""

import datetime
from typing import Any

from django.utils import timezone

from mekaar.gatherings import actions
from mekaar.gatherings.models import Gathering
from mekaar.gatherings.plan import Plan
from tests.acting import acting_as, by
from tests.cast import Cast

HELPED = "Samen een brief lezen, met koffie erbij."
HARD = "Er is bijna niemand die Turks spreekt."
ABOUT = "We drinken koffie en praten over wat er speelt."


def meant(cast: Cast, **more: Any) -> Plan:
    """The weekly table at De Linde, today, public."""
    told = {
        "kind": "table",
        "title": "Met Mekaar",
        "day": timezone.localdate(),
        "starts": datetime.time(0, 5),
        "ends": datetime.time(23, 55),
        "place": cast.place.id,
        "is_public": True,
        "about": ABOUT,
        "agenda": "Brieven lezen\nWie kookt er mee?",
        "rounds": "Wie zijn er?\nWat nemen we mee?",
    }
    return Plan(**{**told, **more})


def planned(cast: Cast, **more: Any) -> Gathering:
    """Ria plans it."""
    with acting_as(cast.ria):
        [made] = actions.plan(meant(cast, **more), weeks=1, by=by(cast.ria))
    return made


def begun(cast: Cast, **more: Any) -> Gathering:
    """Ria begins."""
    made = planned(cast, **more)
    with acting_as(cast.ria):
        actions.begin(made, by=by(cast.ria))
    made.refresh_from_db()
    return made


def harvested(cast: Cast, hard: str = HARD, **more: Any) -> Gathering:
    """Ria writes down what it harvested."""
    made = begun(cast, **more)
    with acting_as(cast.ria):
        actions.write_harvest(made, helped=HELPED, hard=hard, head_count=14, by=by(cast.ria))
    made.refresh_from_db()
    return made


def published(cast: Cast, **more: Any) -> Gathering:
    """And lets everybody read it."""
    made = harvested(cast, **more)
    with acting_as(cast.ria):
        actions.publish(made, by=by(cast.ria))
    made.refresh_from_db()
    return made
