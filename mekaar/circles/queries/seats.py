"""Who sits in a circle, and how they are called there."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from mekaar.circles.models import Seat, SupportCircle
from mekaar.people.by import By
from mekaar.people.models import Participant

_NAME = Participant._meta.get_field("display_name")


def seat_of(circle: SupportCircle, by: By) -> Seat | None:
    """The chair of this person in this circle, taken or asked; None for who has none."""
    mine = Seat.objects.visible_to(by).filter(circle=circle, participant=by.id)
    return mine.filter(state__in=Seat.WAITING_OR_SEATED).first()


def facilitator_of(circle: SupportCircle, by: By) -> Seat | None:
    """The one fixed facilitator, if there is one now."""
    seats = Seat.objects.visible_to(by).taken()
    return seats.filter(circle=circle, chair=Seat.Chair.FACILITATOR).first()


def names(seats: Iterable[Seat]) -> dict[uuid.UUID, str]:
    """By seat: members as the resident calls them, resident and facilitator by their own name."""
    all_of_them = list(seats)
    called = {one.id: one.name for one in all_of_them if one.chair == Seat.Chair.MEMBER}
    others = [one.id for one in all_of_them if one.id not in called]
    if others:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, name FROM wall.seat_names(%s::uuid[])", [others])
            called |= {seat: _NAME.opened(name) for seat, name in cursor.fetchall()}
    return called


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a resident can ask as facilitator: a name, and nothing of an organisation."""

    id: uuid.UUID
    code: str
    name: str


def can_be_asked() -> list[Candidate]:
    """Who said here that they can be asked as facilitator, by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, code, name FROM wall.facilitators()")
        found = [Candidate(who, code, _NAME.opened(name)) for who, code, name in cursor.fetchall()]
    return sorted(found, key=lambda one: one.name.casefold())


def as_resident_calls(resident: uuid.UUID, people: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """How this resident calls these members, also those who went: for "wie keek" (people/looks.py).

    The walls show these chairs to the resident, and to nobody at the desk.
    """
    members = Seat.objects.filter(chair=Seat.Chair.MEMBER, resident=resident)
    found = members.filter(participant__in=people).order_by("made_at")
    return {one.participant_id: one.name for one in found if one.participant_id}
