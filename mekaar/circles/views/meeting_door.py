"""The door to a meeting: who sits in the circle comes in; typed words never get lost at it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.circles.models import CircleMeeting, Seat, SupportCircle
from mekaar.circles.queries.meetings import People, people
from mekaar.circles.queries.seats import seat_of
from mekaar.circles.rules import meetings as rules
from mekaar.circles.views.door import Here, alone, enter
from mekaar.core.errors import Refused
from mekaar.core.pages import get, show
from mekaar.people.requests import PersonRequest

P = ParamSpec("P")
View = Callable[Concatenate[PersonRequest, P], HttpResponse]
LEADS = (Seat.Chair.RESIDENT, Seat.Chair.FACILITATOR)
RESIDENT = (Seat.Chair.RESIDENT,)


@dataclass(frozen=True, slots=True)
class At:
    """A meeting, and the chair of who asks."""

    here: Here
    meeting: CircleMeeting

    @property
    def circle(self) -> SupportCircle:
        """Of this circle."""
        return self.here.circle

    @property
    def seat(self) -> Seat:
        """The chair of who asks."""
        return self.here.seat

    def people(self, request: PersonRequest) -> People:
        """Who sits in the circle."""
        return people(self.circle, self.seat, by=request.by)

    def may(self) -> dict[str, bool]:
        """What this chair may do now; nothing while the circle rests."""
        seat, meeting, is_open = self.seat, self.meeting, self.circle.is_open
        return {
            name: is_open and rule(seat, meeting)
            for name, rule in {
                "place": rules.may_place,
                "be_alone": rules.may_be_alone,
                "propose_days": rules.may_propose_days,
                "make_agenda": rules.may_make_agenda,
                "see_agenda": rules.may_see_agenda,
                "release": rules.may_release,
                "call_off": rules.may_call_off,
                "begin": rules.may_begin,
                "think_along": rules.may_think_along,
                "support": rules.may_support,
                "end": rules.may_end,
                "note_presence": rules.may_note_presence,
            }.items()
        } | {"see_agenda": rules.may_see_agenda(seat, meeting)}


def come_in(request: PersonRequest, code: str, *chairs: str) -> Here:
    """The circle, open; the resident also looks while it rests.

    Raises NotThere, Refused.
    """
    here = enter(request, code, *chairs)
    if not here.circle.is_open and not here.is_resident:
        raise Refused(_resting())
    return here


def at(request: PersonRequest, code: str, which: str, *chairs: str) -> At:
    """This meeting of this circle, for who sits there (on one of these chairs, when given).

    Raises NotThere, Refused.
    """
    here = come_in(request, code, *chairs)
    rows = CircleMeeting.objects.visible_to(request.by).filter(circle=here.circle)
    return At(here, get(rows, code=which))


def _resting() -> str:
    return _("De kring rust nu. Er is niets veranderd. Later kan het weer.")


def keeps_words(*chairs: str) -> Callable[[View[P]], View[P]]:
    """What somebody typed comes back on the page when there is no circle for them (any more).

    The same answer for who had a circle a moment ago, for who never had one, and for who sits there
    on another chair than these: it says nothing.
    """

    def keeping(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: PersonRequest, /, *args: P.args, **more: P.kwargs) -> HttpResponse:
            typed = request.POST.get("words", "").replace("\x00", "")
            if request.method == "POST" and typed:
                sentence, status = _closed(request, str(more["code"]), chairs)
                if sentence:
                    return show(
                        request,
                        "circles/words_kept.html",
                        title=_("Dit gaat nu niet"),
                        sentence=sentence,
                        typed=typed,
                        status=status,
                    )
            return view(request, *args, **more)

        return cast("View[P]", guarded)

    return keeping


def _closed(request: PersonRequest, code: str, chairs: tuple[str, ...]) -> tuple[str, int]:
    alone(request)
    circle = SupportCircle.objects.visible_to(request.by).filter(code=code).first()
    seat = seat_of(circle, request.by) if circle else None
    if circle is None or seat is None or not _sits_on(seat, chairs):
        return _("Dit is er niet, of niet meer voor jou. Er is niets bewaard."), 404
    if not circle.is_open and seat.chair != Seat.Chair.RESIDENT:
        return _resting(), 409
    return "", 200


def _sits_on(seat: Seat, chairs: tuple[str, ...]) -> bool:
    return seat.state == Seat.State.SEATED and seat.chair in chairs
