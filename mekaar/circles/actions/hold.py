"""What every action of this room does: take turns, write down who did it, tell who should know."""

import uuid
from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext as _

from mekaar.circles.models import OfCircle, Seat, SupportCircle
from mekaar.core.errors import NotThere, Refused
from mekaar.journal.actions import record
from mekaar.notices.actions import queue
from mekaar.people.by import By
from mekaar.people.queries import private_channel_for

Chair = Seat.Chair


def take_turns(resident: uuid.UUID) -> None:
    """Two people never write in one circle at the same moment, until this transaction ends.

    The desk takes the same turn (`wall.circle_at_desk`).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s::text, 30))", [str(resident)]
        )


def hold(circle: SupportCircle, *, by: By) -> SupportCircle:
    """The circle as it is now, for this person, held until the action is done.

    Raises NotThere when it is not theirs (any more), Refused when it rests or is over.
    """
    take_turns(circle.resident_id)
    found = SupportCircle.objects.visible_to(by).filter(id=circle.id).first()
    if found is None:
        raise NotThere("")
    if found.state == SupportCircle.State.PAUSED:
        raise Refused(_("De kring rust nu. Er is niets veranderd. Later kan het weer."))
    if found.state == SupportCircle.State.ENDED:
        raise Refused(_("De kring is gestopt. Er is niets veranderd."))
    return found


def hold_of(row: OfCircle, *, by: By) -> SupportCircle:
    """The circle to which this row belongs, held; also when who asks may not see that circle.

    Raises NotThere, Refused.
    """
    return hold(SupportCircle(id=row.circle_id, resident_id=row.resident_id), by=by)


def own_seat(circle: SupportCircle, *, by: By) -> Seat:
    """The chair on which this person sits, or is asked to sit.

    Raises NotThere.
    """
    seats = Seat.objects.visible_to(by).filter(circle=circle, participant=by.id)
    found = seats.filter(state__in=Seat.WAITING_OR_SEATED).first()
    if found is None:
        raise NotThere("")
    return found


def note(verb: str, circle: SupportCircle, *, by: By, thing: uuid.UUID | None = None) -> None:
    """A line in the journal of the resident, of whose circle it is."""
    line = by.line(verb, whose=circle.resident_id, thing=thing or circle.id)
    record(line, by=by.id, here=by.here)


def tell(seats: Iterable[Seat], kind: str, *, by: By, thing: uuid.UUID) -> None:
    """Tell these people, on their own page or by a mail that says nothing; never by the desk."""
    for participant in {one.participant_id for one in seats} - {by.id, None}:
        if participant is None:
            continue
        channel = private_channel_for(participant)
        queue(kind, recipient=participant, channel=channel, by=by, thing=thing)


def of_circle(circle: SupportCircle) -> dict[str, uuid.UUID]:
    """What every row of a circle carries."""
    return {
        "neighbourhood_id": circle.neighbourhood_id,
        "circle_id": circle.id,
        "resident_id": circle.resident_id,
    }
