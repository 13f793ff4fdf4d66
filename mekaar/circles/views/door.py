"""The one door to a circle: who sits there comes in, for everybody else there is nothing (404)."""

from dataclasses import dataclass

from mekaar.circles.models import Seat, SupportCircle
from mekaar.circles.queries.seats import seat_of
from mekaar.core.errors import NotThere
from mekaar.core.pages import get
from mekaar.people.requests import PersonRequest


@dataclass(frozen=True, slots=True)
class Here:
    """A circle, and the chair on which who asks sits in it."""

    circle: SupportCircle
    seat: Seat

    @property
    def is_resident(self) -> bool:
        """Whose circle it is."""
        return self.seat.chair == Seat.Chair.RESIDENT

    @property
    def is_facilitator(self) -> bool:
        """The one fixed facilitator."""
        return self.seat.chair == Seat.Chair.FACILITATOR

    @property
    def is_member(self) -> bool:
        """A member."""
        return self.seat.chair == Seat.Chair.MEMBER


def alone(request: PersonRequest) -> None:
    """Circle pages are there for who sits alone at the screen, never during a desk visit.

    Raises NotThere: the same answer as for who has no circle.
    """
    if request.visit is not None:
        raise NotThere("")


def enter(request: PersonRequest, code: str, *chairs: str) -> Here:
    """The circle with this code, for who sits in it (on one of these chairs, when given).

    Raises NotThere.
    """
    alone(request)
    circle = get(SupportCircle.objects.visible_to(request.by), code=code)
    seat = seat_of(circle, request.by)
    if seat is None or seat.state != Seat.State.SEATED or (chairs and seat.chair not in chairs):
        raise NotThere("")
    return Here(circle, seat)
