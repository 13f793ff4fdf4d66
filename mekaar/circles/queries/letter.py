"""What stands in the letter of an invitation, for who has its code."""

import uuid
from dataclasses import dataclass

from django.db import connection

from mekaar.circles.models import Seat
from mekaar.people.by import By
from mekaar.people.models import Participant

_NAME = Participant._meta.get_field("display_name")
_NAMED = Seat._meta.get_field("name")


@dataclass(frozen=True, slots=True)
class Letter:
    """Who asks whom; it is open as long as nobody answered and the circle does not rest."""

    digest: str
    seat: uuid.UUID
    circle: uuid.UUID
    resident: uuid.UUID
    here: uuid.UUID
    named: str
    asked_by: str


def open_letter(digest: str) -> Letter | None:
    """The letter with this digest; None when it was never there, is answered, or rests."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seat, circle, resident, here, named, asked_by FROM wall.letter(%s)", [digest]
        )
        found = cursor.fetchone()
    if found is None:
        return None
    seat, circle, resident, here, named, asked_by = found
    return Letter(
        digest, seat, circle, resident, here, _NAMED.opened(named), _NAME.opened(asked_by)
    )


def sits_there(letter: Letter, by: By) -> bool:
    """Whether this person has a chair in that circle, or is asked for one."""
    mine = Seat.objects.visible_to(by).filter(circle=letter.circle, participant=by.id)
    return mine.filter(state__in=Seat.WAITING_OR_SEATED).exists()
