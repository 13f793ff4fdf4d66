"""The plan of a circle: on a page, on paper, begun, asked about, in force (R-C20, R-C21)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import plan as actions
from mekaar.circles.actions.in_plan import saw_plan
from mekaar.circles.models import CircleMeeting, PlanVersion, Seat, SupportCircle
from mekaar.circles.queries import plan as queries
from mekaar.circles.queries.seats import names
from mekaar.circles.views.door import Here, enter
from mekaar.core import pdf
from mekaar.core.errors import NotThere
from mekaar.core.pages import get, paper, show
from mekaar.exchange.queries import arrangement as exchange
from mekaar.people.doors import View
from mekaar.people.requests import PersonRequest

PAPER = "circles/_plan_paper.html"


def rests(here: Here) -> bool:
    """While a circle rests only its resident sees anything of it."""
    return here.circle.state == SupportCircle.State.PAUSED and not here.is_resident


def rest_page(request: PersonRequest, here: Here) -> HttpResponse:
    """That it rests, and nothing else."""
    return show(
        request,
        "circles/plan_rests.html",
        title=_("Het plan"),
        lead=_("De kring rust nu. Later kun je hier weer kijken."),
        chair=here,
    )


def plan_page(request: PersonRequest, code: str) -> HttpResponse:
    """The plan in force, the one in the making, and what this person can do with it."""
    here = enter(request, code)
    if rests(here):
        return rest_page(request, here)
    saw_plan(here.circle, by=request.by)
    return show(
        request,
        "circles/plan_page.html",
        title=_("Het plan"),
        chair=here,
        page=queries.plan_page(here.circle, here.seat, by=request.by),
        goals=queries.shown_goals(here.circle),
        insurance=exchange.insurance(None),
        has_pdf=pdf.available(),
    )


def _on_paper(request: PersonRequest, here: Here) -> queries.Version:
    if rests(here):
        raise NotThere("")
    page = queries.plan_page(here.circle, here.seat, by=request.by)
    if page.in_force is None:
        raise NotThere("")
    saw_plan(here.circle, by=request.by)
    return page.in_force


def _title(request: PersonRequest, here: Here) -> str:
    chair = Seat.Chair.RESIDENT
    seats = Seat.objects.visible_to(request.by).filter(circle=here.circle, chair=chair)
    return _("Het plan van %(name)s") % {"name": next(iter(names(seats).values()), "")}


def plan_paper(request: PersonRequest, code: str) -> HttpResponse:
    """The plan in force on one sheet of A4; a version in the making is not a plan."""
    here = enter(request, code)
    return show(
        request,
        "circles/plan_paper.html",
        version=_on_paper(request, here),
        title=_title(request, here),
        chair=here,
        has_pdf=pdf.available(),
        insurance=exchange.insurance(None),
    )


def plan_pdf(request: PersonRequest, code: str) -> HttpResponse:
    """The same as a file."""
    here = enter(request, code)
    version = _on_paper(request, here)
    return paper(
        request,
        PAPER,
        title=_title(request, here),
        version=version,
        insurance=exchange.insurance(None),
    )


@require_POST
def plan_begin(request: PersonRequest, code: str) -> HttpResponse:
    """In the third phase: write agreements down."""
    here = enter(request, code)
    meetings = CircleMeeting.objects.visible_to(request.by).filter(circle=here.circle)
    meeting = get(meetings.select_related("circle"), code=request.POST.get("meeting", ""))
    actions.begin(meeting, by=request.by)
    messages.success(request, _("Schrijf nu samen de afspraken op."))
    return redirect("circles:plan_page", code)


def plan_in(request: PersonRequest, here: Here) -> PlanVersion:
    """The version that the page showed, as far as it is there.

    Raises NotThere.
    """
    plans = PlanVersion.objects.visible_to(request.by).filter(circle=here.circle)
    return get(plans.select_related("circle"), code=request.POST.get("plan", ""))


def _button(
    act: Callable[[PlanVersion, PersonRequest], None], said: Callable[[], str]
) -> View[str]:
    """A button of the plan's page: do it, say it, come back to the page."""

    @require_POST
    def view(request: PersonRequest, code: str) -> HttpResponse:
        here = enter(request, code)
        act(plan_in(request, here), request)
        messages.success(request, said())
        return redirect("circles:plan_page", code)

    return view


def _ask(plan: PlanVersion, request: PersonRequest) -> None:
    actions.ask_everybody(plan, by=request.by)


def _back(plan: PlanVersion, request: PersonRequest) -> None:
    actions.take_back(plan, by=request.by)


def _force(plan: PlanVersion, request: PersonRequest) -> None:
    actions.put_in_force(plan, seen=request.POST.get("seen", ""), by=request.by)


plan_ask = _button(_ask, lambda: _("Iedereen kan nu zeggen of het zo goed is."))
plan_back = _button(_back, lambda: _("Het plan is terug. Je kunt de tekst veranderen."))
plan_force = _button(_force, lambda: _("Dit is nu het plan."))
