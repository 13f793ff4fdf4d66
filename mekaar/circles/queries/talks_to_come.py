"""Who did not talk with the facilitator yet, and did not say that none is needed (R-C15)."""

from collections.abc import Iterable

from mekaar.circles.models import PreparatoryTalk, Seat
from mekaar.people.by import By


def talks_to_come(seats: Iterable[Seat], *, by: By) -> list[Seat]:
    """Of these seats, the members whose talk is still to come; for resident and facilitator."""
    members = [one for one in seats if one.chair == Seat.Chair.MEMBER and not one.is_child]
    talked = PreparatoryTalk.objects.visible_to(by).filter(seat__in=[one.id for one in members])
    held = set(talked.values_list("seat_id", flat=True))
    return [one for one in members if one.id not in held]
