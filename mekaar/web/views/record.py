"""Alles wat bewaard is: to read, to print, to take along."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from mekaar.core import dates
from mekaar.core.pages import show
from mekaar.people.looks import looked
from mekaar.people.paper import for_paper
from mekaar.people.requests import PersonRequest
from mekaar.people.rules import is_guest
from mekaar.web.record import whole
from mekaar.web.views.privacy import terms


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
        guest=is_guest(request.resident),
        terms=terms(request.here),
    )


@for_paper
def record_file(request: PersonRequest) -> HttpResponse:
    """The same as a file that another program can read (L-03, AVG art. 20)."""
    looked(request, "web.record.taken", thing=request.resident.id)
    parts = whole.sections(request.resident, by=request.by)
    kept = {
        "made_on": dates.today().isoformat(),
        "neighbourhood": request.here.name if request.here else "",
        "parts": [
            {
                "title": part.title,
                "things": [
                    [{"label": item.label, "words": item.words} for item in thing]
                    for thing in part.things
                ],
            }
            for part in parts
        ],
        "who_looked": [look.sentence for look in whole.looks_at(request.resident).looks],
    }
    answer = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="alles-van-mij.json"'
    return answer
