"""For the desk: who wants to talk, where, and when that will be."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.conversation import actions, queries, rules
from mekaar.conversation.forms import PlanTalkForm
from mekaar.conversation.models import Encounter
from mekaar.core.leaf import Leaf
from mekaar.core.pages import get, show
from mekaar.people.doors import desk
from mekaar.people.models import RoleHeld
from mekaar.people.requests import PersonRequest


def _why(request: PersonRequest) -> str:
    return "to_plan" if request.by.holds(RoleHeld.Role.CONNECTOR) else "who_comes"


@desk
def talks(request: PersonRequest) -> HttpResponse:
    """Wishes first, for who plans them, then what is planned, in the order of the days."""
    asked = request.GET
    planned = queries.agenda(request.by, after=asked.get("na", ""))
    wished: Leaf[queries.Talk] = Leaf([], "")
    if request.by.holds(RoleHeld.Role.CONNECTOR):
        wished = queries.wishes(request.by, after=asked.get("wens", ""))
    shown = [*wished.items, *planned.items]
    actions.saw_talks(shown, by=request.by, why=_why(request))
    return show(
        request,
        "conversation/desk_talks.html",
        title=_("Gesprekken"),
        wished=wished,
        planned=planned,
    )


@desk
def talk_plan(request: PersonRequest, code: str) -> HttpResponse:
    """Agree on a day; the place is the resident's and stays."""
    talk = get(Encounter.objects.visible_to(request.by).to_come(), code=code)
    partners = queries.talk_partners(request.by.here)
    form = PlanTalkForm(
        request.POST or None, partners=partners, initial={"with_whom": request.me.code}
    )
    if request.method == "POST" and form.is_valid():
        partner = get(queries.of_the_desk(request.by.here), code=form.cleaned_data["with_whom"])
        actions.plan_encounter(talk, at=form.at(), with_whom=partner, by=request.by)
        messages.success(request, _("De dag staat vast. De plek blijft die van de bewoner zelf."))
        return redirect("conversation:desk_talks")
    shown = queries.talk(talk)
    actions.opened_talk(shown, by=request.by, why=_why(request))
    return show(
        request,
        "conversation/desk_talk.html",
        title=_("Een dag om te praten"),
        talk=shown,
        form=form,
        may_plan=rules.may_plan(request.by, talk),
        may_hold=rules.may_hold(request.by, talk),
    )


@desk
@require_POST
def talk_was_held(request: PersonRequest, code: str) -> HttpResponse:
    """The connector says that the talk has been."""
    talk = get(Encounter.objects.visible_to(request.by), code=code)
    actions.hold_encounter(talk, by=request.by)
    messages.success(request, _("Genoteerd: jullie hebben gepraat."))
    return redirect("conversation:desk_talks")
