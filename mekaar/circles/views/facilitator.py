"""The one fixed facilitator: asked by the resident, followed by another only with a yes (R-C13)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import seats as actions
from mekaar.circles.forms.resident import HandOverForm
from mekaar.circles.models import Seat
from mekaar.circles.queries.circle import around
from mekaar.circles.queries.seats import can_be_asked, names
from mekaar.circles.views.door import enter
from mekaar.core.errors import NotThere
from mekaar.core.pages import get, show
from mekaar.people.requests import PersonRequest

RESIDENT, FACILITATOR = Seat.Chair.RESIDENT, Seat.Chair.FACILITATOR


def facilitator(request: PersonRequest, code: str) -> HttpResponse:
    """Who it is, who is asked, and whom one can ask."""
    here = enter(request, code, RESIDENT)
    table = around(here.circle, request.by)
    taken = {one.seat.participant_id for one in table.sitters}
    return show(
        request,
        "circles/facilitator.html",
        title=_("De procesbegeleider"),
        lead=_("Eén vaste persoon die jij kiest. Niet iemand die jou behandelt, en geen baas."),
        circle=here.circle,
        table=table,
        candidates=[one for one in can_be_asked() if one.id not in taken],
    )


@require_POST
def ask(request: PersonRequest, code: str, who: str) -> HttpResponse:
    """Ask this person; they say yes or no themselves."""
    here = enter(request, code, RESIDENT)
    found = next((one for one in can_be_asked() if one.code == who), None)
    if found is None:
        raise NotThere("")
    actions.ask_facilitator(here.circle, found.id, by=request.by)
    messages.success(request, _("Gevraagd: %(name)s. Nee is ook goed.") % {"name": found.name})
    return redirect("circles:facilitator", here.circle.code)


@require_POST
def withdraw(request: PersonRequest, code: str, one: str) -> HttpResponse:
    """Not asked any more, or not the facilitator any more; no reason."""
    here = enter(request, code, RESIDENT)
    seats = Seat.objects.visible_to(request.by).filter(circle=here.circle, chair=FACILITATOR)
    actions.remove(get(seats, code=one), by=request.by)
    messages.success(request, _("Gedaan. Je hoeft geen reden te geven."))
    return redirect("circles:facilitator", here.circle.code)


def hand_over(request: PersonRequest, code: str, one: str) -> HttpResponse:
    """The yes of the resident to another facilitator, with reason and day of the talk (J12)."""
    here = enter(request, code, RESIDENT)
    seats = Seat.objects.visible_to(request.by).filter(circle=here.circle, chair=FACILITATOR)
    seat = get(seats, code=one)
    name = names([seat]).get(seat.id, "")
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.hand_over(seat, form.said(), by=request.by)
        messages.success(
            request, _("%(name)s is nu de procesbegeleider van je kring.") % {"name": name}
        )
        return redirect("circles:facilitator", here.circle.code)
    return show(
        request,
        "circles/hand_over.html",
        title=_("%(name)s wordt de procesbegeleider") % {"name": name},
        form=form,
        circle=here.circle,
        name=name,
    )
