"""The first page of a support circle; at the desk a page that is the same for everybody."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import circle as actions
from mekaar.circles.forms.resident import DeskForm
from mekaar.circles.queries.circle import circles_i_sit_in, ended_circles, my_circle
from mekaar.circles.views.door import alone
from mekaar.core.pages import show
from mekaar.people.requests import PersonRequest
from mekaar.people.writing import settled


def start(request: PersonRequest) -> HttpResponse:
    """What a circle is, with a button to begin one; who has one goes on to it (R-C01)."""
    if request.visit is not None:
        return _at_desk(request)
    mine, others = my_circle(request.by), circles_i_sit_in(request.by)
    ended = ended_circles(request.by)
    if mine and not others and not ended:
        return redirect("circles:circle_page", mine.code)
    return show(
        request,
        "circles/start.html",
        title=_("Een steunkring"),
        lead=_("Mensen die jij kiest, om jou heen. Met een plan dat van jou is."),
        mine=mine,
        others=others,
        ended=ended,
    )


@require_POST
def begin(request: PersonRequest) -> HttpResponse:
    """ "Ik wil een steunkring"."""
    alone(request)
    circle = actions.begin(by=request.by)
    return redirect("circles:circle_page", circle.code)


def _at_desk(request: PersonRequest) -> HttpResponse:
    """The host passes on what the resident says, and learns nothing (R-C02).

    This page looks nothing up: what it shows is the same for every resident.
    """
    form = DeskForm(request.POST or None)
    name = request.resident.display_name
    if request.method == "POST" and form.is_valid():
        page = settled(request, form, title=_("Een steunkring"))
        if page is not None:
            return page
        actions.pass_on(request.resident, form.cleaned_data["what"], by=request.by)
        messages.success(
            request,
            _("Gedaan. Of er een kring is, zie jij niet: dat ziet alleen %(name)s.")
            % {"name": name},
        )
        return redirect("circles:start")
    return show(
        request,
        "circles/start_at_desk.html",
        title=_("Een steunkring"),
        lead=_("Jij geeft door wat %(name)s zegt. Jij ziet niet of er een kring is.")
        % {"name": name},
        form=form,
    )
