"""Everything that is kept, as a file that another program can read (L-03)."""

import json

from mekaar.exchange.models import Ask
from mekaar.journal.models import Entry
from tests.exchange.asks import an_ask

FILE = "/mijn/alles.json"


def titles(browser) -> dict[str, list[str]]:
    parts = json.loads(browser.html)["parts"]
    return {
        part["title"]: [item["words"] for thing in part["things"] for item in thing]
        for part in parts
    }


def test_who_takes_it_along_has_every_word_that_the_page_shows(cast, page):
    an_ask(cast.dekker, "Ramen lappen, “eens” in de <maand> — ሰላም")
    an_ask(cast.henk, "Dit is van een ander.")
    browser = page(cast.dekker).get("/mijn/alles/").follow("Neem het mee als bestand (JSON)")
    assert browser.response["Content-Type"] == "application/json"
    assert browser.response["Content-Disposition"] == 'attachment; filename="alles-van-mij.json"'
    assert "no-store" in browser.response["Cache-Control"]
    found = titles(browser)
    assert Ask.objects.get(participant=cast.dekker).words in found["Jouw vragen"]
    assert "meneer Dekker" in found["Over jou"]
    assert "Jouw doelen" in found
    assert "van een ander" not in browser.html
    assert Entry.objects.count() == 0


def test_at_the_desk_it_is_written_down_and_holds_no_goals(cast, page, at_desk):
    at_desk(cast.ria, cast.dekker)
    found = titles(page(cast.ria).get(FILE))
    assert "Jouw doelen" not in found
    line = Entry.objects.get(verb="web.record.taken")
    assert (line.by, line.whose) == (cast.ria.id, cast.dekker.id)
    told = page(cast.dekker).get("/mijn/inkijk/").main
    assert "een bestand met alles wat over jou bewaard is" in told
