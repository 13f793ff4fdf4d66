"""What I show my circle: on by one action, away by one action, at once (invariant 20)."""

import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import shown as actions
from mekaar.circles.models import Seat, Shown
from mekaar.circles.queries.shown import QUESTIONS, shown_now
from mekaar.circles.views.door import enter
from mekaar.conversation.models import Goal
from mekaar.core.errors import NotThere
from mekaar.core.pages import get, show
from mekaar.people.requests import PersonRequest

RESIDENT = Seat.Chair.RESIDENT
What = Shown.What
_PLAIN = {*QUESTIONS, What.SKETCH}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be shown: what, which goal, and whether it lies on the table now."""

    what: str
    title: str
    words: str
    goal: str
    is_on: bool


def shown(request: PersonRequest, code: str) -> HttpResponse:
    """Everything that can be shown, each with its own button."""
    here = enter(request, code, RESIDENT)
    now = shown_now(here.circle, request.by)
    goals = Goal.objects.visible_to(request.by).filter(participant=request.by.id)
    plain = [
        Choice(str(one), str(one.label), "", "", (str(one), None) in now)
        for one in (*QUESTIONS, What.SKETCH)
    ]
    mine = [
        Choice(str(What.GOAL), str(What.GOAL.label), goal.words, goal.code,
               (str(What.GOAL), goal.id) in now)
        for goal in goals.order_by("made_at")
        if goal.closed_at is None or (str(What.GOAL), goal.id) in now
    ]  # fmt: skip
    return show(
        request,
        "circles/shown.html",
        title=_("Wat laat ik zien?"),
        lead=_("Je hoeft niets te laten zien. Wat je weghaalt, is meteen weg."),
        circle=here.circle,
        choices=[*plain, *mine],
    )


@require_POST
def turn(request: PersonRequest, code: str, how: str, what: str) -> HttpResponse:
    """Show it, or take it away; `what` is a word, or the code of one's own goal."""
    here = enter(request, code, RESIDENT)
    word, goal = _which(request, what)
    if how == "toon":
        actions.show_circle(here.circle, word, by=request.by, goal=goal)
    else:
        actions.hide_from_circle(here.circle, word, by=request.by, goal=goal)
    return redirect("circles:shown", here.circle.code)


def _which(request: PersonRequest, what: str) -> tuple[str, uuid.UUID | None]:
    if what in _PLAIN:
        return what, None
    if what in What.values:
        raise NotThere("")
    return str(What.GOAL), get(Goal.objects.visible_to(request.by), code=what).id
