"""Goals: only whoever they belong to, signed in as such, sees and writes them (R-C07)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.conversation import actions
from mekaar.conversation.forms import GoalForm, GoalMarkForm
from mekaar.conversation.models import Goal
from mekaar.core.errors import NotAllowed
from mekaar.core.pages import get, show
from mekaar.people.requests import PersonRequest

P = ParamSpec("P")
View = Callable[Concatenate[PersonRequest, P], HttpResponse]


def own_hand(view: View[P]) -> View[P]:
    """While a resident is helped the page only says that this is typed by the resident; a form sent
    anyway is not allowed (invariant 3).
    """

    @wraps(view)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.by.id == request.resident.id:
            return view(request, *args, **kwargs)
        sentence = _("Dit typt %(name)s zelf: meld je aan met je kaart.") % {
            "name": request.resident.display_name
        }
        if request.method == "POST":
            raise NotAllowed(sentence)
        return show(
            request, "conversation/goal_own_hand.html", title=_("Mijn doelen"), lead=sentence
        )

    return guarded


def _goal(request: PersonRequest, code: str) -> Goal:
    return get(Goal.objects.visible_to(request.by).select_related("participant"), code=code)


@own_hand
def goal_list(request: PersonRequest) -> HttpResponse:
    """My goals; none is fine too."""
    goals = list(Goal.objects.visible_to(request.by))
    return show(
        request,
        "conversation/goal_list.html",
        title=_("Mijn doelen"),
        lead=_("Een doel is van jou en van niemand anders. Geen doel is ook goed."),
        open_goals=[goal for goal in goals if not goal.closed_at],
        closed_goals=[goal for goal in goals if goal.closed_at],
    )


@own_hand
def goal_new(request: PersonRequest) -> HttpResponse:
    """Write a goal in own words."""
    form = GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.write_goal(request.resident, form.cleaned_data["words"], by=request.by)
        messages.success(request, _("Je doel is bewaard. Niemand anders ziet het."))
        return redirect("conversation:goal_list")
    return show(request, "conversation/goal_edit.html", title=_("Een doel"), form=form)


@own_hand
def goal_page(request: PersonRequest, code: str) -> HttpResponse:
    """One goal with its first words."""
    return show(
        request,
        "conversation/goal_page.html",
        title=_("Mijn doel"),
        goal=_goal(request, code),
    )


@own_hand
def goal_edit(request: PersonRequest, code: str) -> HttpResponse:
    """Say it in other words; the first stay visible."""
    goal = _goal(request, code)
    form = GoalForm(request.POST or None, initial={"words": goal.words})
    if request.method == "POST" and form.is_valid():
        actions.reword_goal(goal, form.cleaned_data["words"], by=request.by)
        messages.success(request, _("Bewaard. Je eerste woorden blijven erbij staan."))
        return redirect("conversation:goal_page", goal.code)
    return show(request, "conversation/goal_edit.html", title=_("In andere woorden"), form=form)


@own_hand
def goal_mark(request: PersonRequest, code: str) -> HttpResponse:
    """How it goes, in the owner's own view."""
    goal = _goal(request, code)
    form = GoalMarkForm(request.POST or None, initial={"mark": goal.mark})
    if request.method == "POST" and form.is_valid():
        actions.mark_goal(goal, form.cleaned_data["mark"], by=request.by)
        messages.success(request, _("Bewaard."))
        return redirect("conversation:goal_page", goal.code)
    return show(
        request, "conversation/goal_mark.html", title=_("Hoe gaat het?"), form=form, goal=goal
    )


@own_hand
@require_POST
def goal_close(request: PersonRequest, code: str) -> HttpResponse:
    """Done with it; no reason."""
    goal = actions.close_goal(_goal(request, code), by=request.by)
    messages.success(request, _("Afgesloten. Je hoeft geen reden te geven."))
    return redirect("conversation:goal_page", goal.code)


@own_hand
@require_POST
def goal_reopen(request: PersonRequest, code: str) -> HttpResponse:
    """It matters again."""
    goal = actions.reopen_goal(_goal(request, code), by=request.by)
    messages.success(request, _("Je doel staat weer open."))
    return redirect("conversation:goal_page", goal.code)
