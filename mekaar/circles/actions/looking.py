"""Writing down who looked in a circle, for its resident (invariant 19)."""

from mekaar.circles.actions.hold import note
from mekaar.circles.models import SupportCircle
from mekaar.people.by import By
from mekaar.people.queries import not_yet_logged


def saw_circle(circle: SupportCircle, *, by: By, verb: str = "circles.circle.seen") -> None:
    """A line once a day when another than the resident looks; none for one's own circle."""
    if by.id != circle.resident_id and not_yet_logged(verb, {circle.resident_id}, by=by):
        note(verb, circle, by=by)
