"""Inkijk: who looked at my record and why, on screen and on paper (L-10)."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.core.pages import show
from mekaar.journal import queries as lines
from mekaar.people import looks
from mekaar.people.forms.journal import JournalForm
from mekaar.people.paper import for_paper
from mekaar.people.requests import PersonRequest


@for_paper
def journal(request: PersonRequest) -> HttpResponse:
    """The newest lines as sentences; by one person or in a period when asked.

    With `alles` in the address each line by itself, all on one page: to print (no JavaScript).
    """
    looks.looked(request, "people.journal.seen")
    people = looks.people_in_journal(request.resident)
    form = JournalForm(request.GET or None, people=people)
    found = lines.lines_about(request.resident.id)
    if form.is_valid():
        found = lines.lines_about(request.resident.id, by=form.who(), period=form.period())
        if code := form.cleaned_data["older"]:
            found = lines.older_than(found, code)
    all_of_it = "alles" in request.GET
    told = (looks.whole if all_of_it else looks.latest)(request.resident, found)
    return show(
        request,
        "people/journal.html",
        title=_("Wie keek in mijn gegevens"),
        lead=_("Hier staat elke keer dat iemand kijkt of iets opschrijft. Niemand haalt dat weg."),
        form=form,
        told=told,
        looks=told.looks,
        is_whole=all_of_it,
        most=looks.ON_PAPER,
        older=_address(request, older=told.older),
        unfolded=_address(request, older="", alles="ja"),
        folded=_address(request, older="", alles=""),
    )


def _address(request: PersonRequest, **changed: str) -> str:
    """The question of this page with something else in it; what is empty is left out."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    left = urlencode([(name, value) for name, value in query.items() if value])
    return f"{request.path}?{left}"
