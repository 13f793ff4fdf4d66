"""The facilitator's list: the circles that asked, and no other (R-C13)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import chairs as actions
from mekaar.circles.actions.listing import saw_list
from mekaar.circles.forms.chairs import FacilitateForm
from mekaar.circles.models import Seat
from mekaar.circles.queries.chairs import MyChair, my_chairs
from mekaar.circles.views.door import alone
from mekaar.core.errors import NotThere
from mekaar.core.pages import get, show
from mekaar.people.doors import holding
from mekaar.people.models import RoleHeld
from mekaar.people.requests import PersonRequest

facilitators = holding(RoleHeld.Role.PROCESS_FACILITATOR)


@facilitators
def circle_list(request: PersonRequest) -> HttpResponse:
    """Asked, waiting for the resident, and taken."""
    alone(request)
    mine = [one for one in my_chairs() if one.facilitates]
    saw_list(mine, by=request.by)
    return show(
        request,
        "circles/circle_list.html",
        title=_("Kringen die jou vroegen"),
        lead=_("Je ziet alleen een kring die jou zelf vroeg."),
        asked=[one for one in mine if one.is_asked],
        waiting=[one for one in mine if one.waits],
        taken=[one for one in mine if one.is_taken],
    )


def _asked(code: str) -> MyChair:
    """Raises NotThere: also for who was asked once, and answered."""
    mine = (one for one in my_chairs() if one.facilitates and not one.is_taken)
    found = next((one for one in mine if one.code == code), None)
    if found is None:
        raise NotThere("")
    return found


@facilitators
def facilitate(request: PersonRequest, code: str) -> HttpResponse:
    """Say yes, after saying that one stands apart from everybody there."""
    alone(request)
    chair = _asked(code)
    form = FacilitateForm(request.POST or None, name=chair.of_whom)
    if request.method == "POST" and form.is_valid():
        seat = get(Seat.objects.visible_to(request.by), code=code)
        independent = form.cleaned_data["is_independent"]
        seat = actions.facilitate(seat, is_independent=independent, by=request.by)
        if seat.state == Seat.State.SEATED:
            messages.success(request, _("Jij bent de procesbegeleider van deze kring."))
            return redirect("circles:circle_page", chair.circle_code)
        messages.success(request, _("Bewaard. %(name)s beslist.") % {"name": chair.of_whom})
        return redirect("circles:circle_list")
    return show(
        request,
        "circles/facilitate.html",
        title=_("%(name)s vraagt jou als procesbegeleider") % {"name": chair.of_whom},
        form=form,
        chair=chair,
    )


@facilitators
@require_POST
def rather_not(request: PersonRequest, code: str) -> HttpResponse:
    """ "Liever niet": no reason."""
    alone(request)
    seat = get(Seat.objects.visible_to(request.by), code=_asked(code).code)
    actions.rather_not(seat, by=request.by)
    messages.success(request, _("Bewaard. Je hoeft niet te zeggen waarom."))
    return redirect("circles:circle_list")
