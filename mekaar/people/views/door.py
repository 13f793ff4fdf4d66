"""The three doors of the first page: for visitors a bell, for who is signed in the room itself."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core.pages import show
from mekaar.people import actions
from mekaar.people.actions import limits
from mekaar.people.doors import public
from mekaar.people.forms.doorbell import DoorbellForm, StartForm
from mekaar.people.models import Doorbell
from mekaar.people.requests import PersonRequest
from mekaar.people.rules import is_guest

Door = Doorbell.Door

_LEADS = {
    Door.ASK: gettext_lazy("Klein of groot. Je hoeft niet te weten hoe je het moet zeggen."),
    Door.DO: gettext_lazy("Een pan soep, een wandeling, een klusje. Eén keer is ook goed."),
    Door.START: gettext_lazy(
        "Je ziet iets dat beter kan in de buurt. Vertel het ons. Dan zoeken we samen wie meedoet."
    ),
}
_PICTURES = {Door.ASK: "ketel", Door.DO: "soep", Door.START: "brug"}


@public
def door_ask(request: PersonRequest) -> HttpResponse:
    """Ik heb een vraag."""
    if request.me and not is_guest(request.me):
        return redirect("exchange:ask_new")
    return _bell(request, Door.ASK)


@public
def door_do(request: PersonRequest) -> HttpResponse:
    """Ik wil iets voor iemand doen."""
    if request.me and not is_guest(request.me):
        return redirect("exchange:offer_new")
    return _bell(request, Door.DO)


@public
def door_start(request: PersonRequest) -> HttpResponse:
    """Ik wil iets beginnen: always to the connector, until that room is built."""
    return _bell(request, Door.START)


def _bell(request: PersonRequest, door: Door) -> HttpResponse:
    if request.here is None:
        return redirect("places:home")
    if request.me and is_guest(request.me):
        return redirect("web:my_place")
    form = StartForm(request.POST or None) if request.me else DoorbellForm(request.POST or None)
    status = None
    if request.method == "POST" and form.is_valid():
        if _may_ring_again(request):
            _ring(request, door, form)
            return redirect(reverse("people:door_thanks"))
        form.add_error(None, _("Er is vandaag al vaak aangebeld vanaf hier. Bel ons liever even."))
        status = HTTPStatus.TOO_MANY_REQUESTS
    return show(
        request,
        "people/door.html",
        title=str(door.label),
        lead=str(_LEADS[door]),
        drawing=_PICTURES[door],
        status=status,
        form=form,
    )


def _may_ring_again(request: PersonRequest) -> bool:
    return limits.spend(
        limits.per_session(request, "bell", 5, minutes=60),
        limits.per_address(request, "bell", 30, minutes=60),
    )


def _ring(request: PersonRequest, door: Door, form: DoorbellForm | StartForm) -> None:
    assert request.here is not None  # noqa: S101  # asked by _bell
    given = form.cleaned_data
    if request.me:
        name, reach = request.resident.display_name, _("Staat in de gegevens van deze buur.")
    else:
        name, reach = given["name"], given["reach"]
    actions.ring(
        door,
        name=name,
        reach=reach,
        words=given["words"],
        here=request.here.id,
        by=request.by if request.me else None,
    )


@public
def door_thanks(request: PersonRequest) -> HttpResponse:
    """What happens next."""
    return show(
        request,
        "people/door_thanks.html",
        title=_("Dank je wel. We hebben je gehoord."),
        lead=_("Iemand van ons neemt contact met je op, zoals jij het opschreef."),
    )
