"""Alles wat bewaard is: to read, to print, to take along."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.core.pages import show
from mekaar.people.looks import looked
from mekaar.people.paper import for_paper
from mekaar.people.requests import PersonRequest
from mekaar.web.record import whole


@for_paper
def record(request: PersonRequest) -> HttpResponse:
    """The whole record with who looked at it, made to be printed (J1 step 7)."""
    looked(request, "web.record.seen", thing=request.resident.id)
    told = whole.looks_at(request.resident)
    return show(
        request,
        "web/record.html",
        title=_("Alles wat van jou bewaard is"),
        sections=whole.sections(request.resident, by=request.by),
        looks=told.looks,
        more_looks=told.older,
        most=len(told.looks),
    )
