"""Wie mag nu iets van mij lezen? One page, and one press that stops it at once (L-02)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mekaar.answers.actions import take_back, take_known_back, take_question_back
from mekaar.answers.models import Experience, KnownSituation, Question
from mekaar.conversation.actions import withdraw_encounter
from mekaar.conversation.models import Encounter
from mekaar.core.errors import NotThere
from mekaar.core.pages import get, show
from mekaar.core.text import tidy_line
from mekaar.exchange import actions as exchange
from mekaar.exchange.models import Ask, Offer, Side
from mekaar.people.actions import leave_group
from mekaar.people.looks import looked
from mekaar.people.models import Group
from mekaar.people.paper import for_paper
from mekaar.people.requests import PersonRequest
from mekaar.web.sharing import shared_by


@for_paper
def sharing(request: PersonRequest) -> HttpResponse:
    """Everything of me that another may read now; what is stopped is gone in this very request."""
    if request.method == "POST":
        stop = _STOPS.get(request.POST.get("what", ""))
        if stop is None:
            raise NotThere("")
        stop(request, tidy_line(request.POST.get("code", "")))
        messages.success(request, _("Het is gestopt. Niemand hoort waarom."))
        return redirect("web:sharing")
    looked(request, "web.sharing.seen", thing=request.resident.id)
    return show(
        request,
        "web/sharing.html",
        title=_("Wie mag nu iets van mij lezen?"),
        lead=_("Delen hoeft nooit om hulp te krijgen."),
        shared=shared_by(request.resident),
    )


def _ask(request: PersonRequest, code: str) -> Ask:
    return get(Ask.objects.visible_to(request.by).filter(participant=request.resident), code=code)


def _offer(request: PersonRequest, code: str) -> Offer:
    return get(Offer.objects.visible_to(request.by).filter(participant=request.resident), code=code)


def _narrow_ask(request: PersonRequest, code: str) -> None:
    exchange.stop_sharing_ask(_ask(request, code), by=request.by)


def _withdraw_ask(request: PersonRequest, code: str) -> None:
    exchange.withdraw_ask(_ask(request, code), by=request.by)


def _narrow_offer(request: PersonRequest, code: str) -> None:
    exchange.stop_sharing_offer(_offer(request, code), by=request.by)


def _withdraw_offer(request: PersonRequest, code: str) -> None:
    exchange.withdraw_offer(_offer(request, code), by=request.by)


def _take_experience_back(request: PersonRequest, code: str) -> None:
    own = Experience.objects.visible_to(request.by).filter(participant=request.resident)
    take_back(get(own, code=code), by=request.by)


def _take_question_back(request: PersonRequest, code: str) -> None:
    own = Question.objects.visible_to(request.by).filter(participant=request.resident)
    take_question_back(get(own, code=code), by=request.by)


def _take_known_back(request: PersonRequest, code: str) -> None:
    own = KnownSituation.objects.visible_to(request.by).filter(participant=request.resident)
    take_known_back(get(own, code=code), by=request.by)


def _end_contact(request: PersonRequest, code: str) -> None:
    own = Side.objects.visible_to(request.by).filter(participant=request.resident)
    exchange.end_contact(get(own.select_related("introduction"), code=code), by=request.by)


def _withdraw_talk(request: PersonRequest, code: str) -> None:
    own = Encounter.objects.visible_to(request.by).filter(participant=request.resident)
    withdraw_encounter(get(own, code=code), by=request.by)


def _leave_group(request: PersonRequest, code: str) -> None:
    group = get(Group.objects.visible_to(request.by), code=code)
    leave_group(request.resident, group, by=request.by)


# By what the button sends. Narrowing and withdrawing are two: a second press does not withdraw.
_STOPS: dict[str, Callable[[PersonRequest, str], None]] = {
    "vraag": _narrow_ask,
    "vraag-intrekken": _withdraw_ask,
    "aanbod": _narrow_offer,
    "aanbod-intrekken": _withdraw_offer,
    "ervaring": _take_experience_back,
    "ervaringsvraag": _take_question_back,
    "ken-ik": _take_known_back,
    "contact": _end_contact,
    "gesprek": _withdraw_talk,
    "groep": _leave_group,
}
