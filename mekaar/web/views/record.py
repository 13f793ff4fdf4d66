"""Alles wat bewaard is: to read, to print, to take along."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from mekaar.core import dates
from mekaar.core.pages import show
from mekaar.people.looks import looked
from mekaar.people.requests import PersonRequest
from mekaar.web import record as whole


def record(request: PersonRequest) -> HttpResponse:
    """The whole record with who looked at it, made to be printed (J1 step 7)."""
    looked(request, "web.record.seen", thing=request.resident.id)
    return show(
        request,
        "web/record.html",
        title=_("Alles wat van jou bewaard is"),
        sections=whole.sections(request.resident, by=request.by),
        looks=whole.looks_at(request.resident),
        most=whole.MOST_LOOKS,
    )


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
                "items": [{"label": item.label, "words": item.words} for item in part.items],
            }
            for part in parts
        ],
        "who_looked": [look.sentence for look in whole.looks_at(request.resident)],
    }
    answer = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="alles-van-mij.json"'
    return answer
