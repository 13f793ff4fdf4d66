"""Everything of a circle to take along: on paper, as text, as a file for another program (L-03)."""

import json

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.circles.models import Seat
from mekaar.circles.queries.whole import Part, to_take_along
from mekaar.circles.views.door import enter
from mekaar.core import dates
from mekaar.core.pages import private_file, show
from mekaar.people.requests import PersonRequest

RESIDENT = Seat.Chair.RESIDENT


def print_page(request: PersonRequest, code: str) -> HttpResponse:
    """To read and to print."""
    here = enter(request, code, RESIDENT)
    return show(
        request,
        "circles/take_along.html",
        title=_("Alles van de kring"),
        circle=here.circle,
        parts=to_take_along(here.circle, request.by),
    )


def as_json(request: PersonRequest, code: str) -> HttpResponse:
    """The same for another program."""
    here = enter(request, code, RESIDENT)
    kept = {
        "made_on": dates.today().isoformat(),
        "parts": [
            {
                "title": part.title,
                "things": [
                    [{"label": fact.label, "words": fact.words} for fact in thing]
                    for thing in part.things
                ],
            }
            for part in to_take_along(here.circle, request.by)
        ],
    }
    content = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    return private_file(content, kind="application/json", name=_("van mij"), ending="json")


def as_text(request: PersonRequest, code: str) -> HttpResponse:
    """The same in plain text."""
    here = enter(request, code, RESIDENT)
    text = _in_lines(to_take_along(here.circle, request.by))
    kind = "text/plain; charset=utf-8"
    return private_file(text.encode(), kind=kind, name=_("van mij"), ending="txt")


def _in_lines(parts: list[Part]) -> str:
    lines: list[str] = []
    for part in parts:
        if part.things:
            lines += [part.title, "=" * len(part.title), ""]
        for thing in part.things:
            lines += [*(f"{fact.label}: {fact.words}" for fact in thing), ""]
    return "\n".join(lines)
