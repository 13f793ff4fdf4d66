"""Inkijk: who looked at my record and why, on screen and on paper (L-10)."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.core.pages import show
from mekaar.journal import queries as lines
from mekaar.people import looks
from mekaar.people.forms.journal import JournalForm
from mekaar.people.requests import PersonRequest


def journal(request: PersonRequest) -> HttpResponse:
    """The newest lines as sentences; by one person or in a period when asked."""
    looks.looked(request, "people.journal.seen")
    people = looks.people_in_journal(request.resident)
    form = JournalForm(request.GET or None, people=people)
    found = lines.lines_about(request.resident.id)
    if form.is_valid():
        found = lines.lines_about(request.resident.id, by=form.who(), period=form.period())
        if code := form.cleaned_data["older"]:
            found = lines.older_than(found, code)
    sentences, older = looks.latest(request.resident, found)
    query = request.GET.copy()
    query["older"] = older
    return show(
        request,
        "people/journal.html",
        title=_("Wie keek in mijn gegevens"),
        lead=_("Hier staat elke keer dat iemand kijkt of iets opschrijft. Niemand haalt dat weg."),
        form=form,
        looks=sentences,
        older=query.urlencode() if older else "",
    )
