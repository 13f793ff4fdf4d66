"""The circle's page: who sits there, how it stands, and what its resident can do in one action."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import circle as actions
from mekaar.circles.actions.looking import saw_circle
from mekaar.circles.forms.resident import NameForm
from mekaar.circles.models import Seat, SupportCircle
from mekaar.circles.queries.chairs import part_of
from mekaar.circles.queries.circle import around
from mekaar.circles.queries.meetings import next_meeting
from mekaar.circles.queries.plan import in_short
from mekaar.circles.queries.shown import what_is_shown
from mekaar.circles.views.door import Here, enter
from mekaar.circles.words.states import FOR_OTHERS, FOR_RESIDENT
from mekaar.core.pages import show
from mekaar.people.requests import PersonRequest

State = SupportCircle.State
RESIDENT = Seat.Chair.RESIDENT
# Addresses are Dutch.
STEPS = {
    "uitnodigen": State.INVITING,
    "voorgesprekken": State.PREPARING,
    "samen-kiezen": State.START_DECISION,
    "beginnen": State.ACTIVE,
}
Do = Callable[..., SupportCircle]


def circle_page(request: PersonRequest, code: str) -> HttpResponse:
    """For each chair its own part; a circle that rests shows the others only that (R-C02)."""
    here = enter(request, code)
    circle = here.circle
    if circle.state == State.ENDED:
        return _ended(request, here)
    saw_circle(circle, by=request.by)
    words = FOR_RESIDENT if here.is_resident else FOR_OTHERS
    state = str(words[State(circle.state)])
    if circle.state == State.PAUSED:
        return show(
            request, "circles/circle_rests.html", title=_title(here), lead=state, chair=here,
            circle=circle,
        )  # fmt: skip
    return show(
        request,
        "circles/circle_page.html",
        title=_title(here),
        lead=state,
        chair=here,
        circle=circle,
        table=around(circle, request.by, with_lines=True),
        shown=what_is_shown(circle),
        part=part_of(circle, here.seat, request.by),
        next_meeting=next_meeting(circle, by=request.by),
        plan=in_short(circle, by=request.by),
    )


def _title(here: Here) -> str:
    if here.circle.name:
        return here.circle.name
    return _("Jouw steunkring") if here.is_resident else _("Een steunkring")


def _ended(request: PersonRequest, here: Here) -> HttpResponse:
    """Only for the resident: to take along, and to wipe before its time (L-14)."""
    return show(
        request,
        "circles/circle_ended.html",
        title=_title(here),
        lead=str(FOR_RESIDENT[State.ENDED]),
        circle=here.circle,
    )


@require_POST
def step(request: PersonRequest, code: str, to: str) -> HttpResponse:
    """One step on the way, or back."""
    here = enter(request, code, RESIDENT)
    actions.move_on(here.circle, STEPS[to], by=request.by)
    return redirect("circles:circle_page", here.circle.code)


def name(request: PersonRequest, code: str) -> HttpResponse:
    """A name for the circle."""
    here = enter(request, code, RESIDENT)
    form = NameForm(request.POST or None, initial={"name": here.circle.name})
    if request.method == "POST" and form.is_valid():
        actions.name_circle(here.circle, form.cleaned_data["name"], by=request.by)
        return redirect("circles:circle_page", here.circle.code)
    return show(
        request,
        "circles/form.html",
        title=_("Een naam voor de kring"),
        form=form,
        circle=here.circle,
    )


def _do(request: PersonRequest, code: str, action: Do, sentence: str) -> HttpResponse:
    here = enter(request, code, RESIDENT)
    action(here.circle, by=request.by)
    messages.success(request, sentence)
    return redirect("circles:circle_page", here.circle.code)


@require_POST
def pause(request: PersonRequest, code: str) -> HttpResponse:
    """Rest, by one action; no reason."""
    return _do(request, code, actions.pause, _("De kring rust nu. Niemand hoort waarom."))


@require_POST
def go_on(request: PersonRequest, code: str) -> HttpResponse:
    """On where it was."""
    return _do(request, code, actions.go_on, _("De kring gaat weer verder."))


@require_POST
def stop(request: PersonRequest, code: str) -> HttpResponse:
    """Stop, by one action; no reason, and nobody asks to stay."""
    return _do(request, code, actions.stop, _("De kring is gestopt. Niemand hoort waarom."))


@require_POST
def wipe(request: PersonRequest, code: str) -> HttpResponse:
    """Everything of a circle that ended, at once."""
    here = enter(request, code, RESIDENT)
    actions.wipe(here.circle, by=request.by)
    messages.success(request, _("Alles van de kring is gewist."))
    return redirect("circles:start")
