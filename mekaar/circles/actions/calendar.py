"""The secret address from which somebody's own calendar reads when the circle meets."""

import secrets

from django.db import transaction

from mekaar.circles.actions.hold import hold, of_circle, own_seat, take_turns
from mekaar.circles.models import CalendarFeed, Seat, SupportCircle
from mekaar.core.errors import NotThere
from mekaar.people import keys
from mekaar.people.by import By

# As many as a session key has; nobody guesses it.
SECRET_BYTES = 32


def digest(secret: str) -> str:
    """The keyed digest of a secret: who reads the database cannot read anybody's calendar."""
    return keys.digest("calendar", secret)


def _mine(circle: SupportCircle, by: By) -> tuple[SupportCircle, Seat]:
    circle = hold(circle, by=by)
    mine = own_seat(circle, by=by)
    if mine.state != Seat.State.SEATED:
        raise NotThere("")
    return circle, mine


@transaction.atomic
def make_feed(circle: SupportCircle, *, with_place: bool, by: By) -> str:
    """A new secret for one's own calendar, shown once; an older one stops working.

    Raises NotThere, Refused.
    """
    circle, mine = _mine(circle, by)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    _replace(circle, mine, digest(secret), with_place=with_place, by=by)
    return secret


@transaction.atomic
def change_feed(circle: SupportCircle, *, with_place: bool, by: By) -> None:
    """Show the place too, or only the time; the address stays. Raises NotThere, Refused."""
    circle, mine = _mine(circle, by)
    feed = CalendarFeed.objects.filter(seat=mine, participant=by.id).first()
    if feed and feed.with_place != with_place:
        _replace(circle, mine, feed.digest, with_place=with_place, by=by)


def _replace(
    circle: SupportCircle, seat: Seat, its_digest: str, *, with_place: bool, by: By
) -> None:
    """A row never changes, so that nobody gives their calendar to another."""
    CalendarFeed.objects.filter(seat=seat, participant=by.id).delete()
    CalendarFeed.objects.create(
        **of_circle(circle), seat=seat, participant_id=by.id, digest=its_digest,
        with_place=with_place,
    )  # fmt: skip


@transaction.atomic
def stop_feed(circle: SupportCircle, *, by: By) -> None:
    """The address stops working, also while the circle rests. Twice is once."""
    take_turns(circle.resident_id)
    CalendarFeed.objects.filter(circle=circle, participant=by.id).delete()
