"""The printed card: own words, a number, a code shown once."""

import re

import pytest
from django.urls import reverse

from mekaar.journal.models import Entry
from mekaar.people import queries
from mekaar.people.models import SignInCard
from mekaar.places.models import Responsibility
from tests.acting import at_desk

CARD = reverse("people:card")
PRINT = reverse("people:card_print")
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@pytest.fixture(autouse=True)
def own_words(monkeypatch):
    """The room above hands down the resident's own words."""
    said = ["weer eens klaverjassen", "koken gaat goed"]
    monkeypatch.setattr(queries, "CARD_WORDS", [lambda participant: said])


def test_card_of_ones_own(cast, page):
    Responsibility.objects.create(
        neighbourhood=cast.here, label="buurtverbinder", role="connector", phone="06 0000 0015"
    )
    browser = page(cast.dekker).get(CARD)
    browser.submit("Maak de kaart", chosen=["0"], line="bel na tienen")
    assert browser.h1 == "De kaart van meneer Dekker"
    assert "weer eens klaverjassen" in browser.main
    assert "bel na tienen" in browser.main
    assert "koken gaat goed" not in browser.main
    assert "06 0000 0015" in browser.main
    assert CODE.search(browser.main)
    assert "data:image/svg+xml" in browser.html


def test_without_a_connectors_number_the_place_is_called(cast, page):
    browser = page(cast.dekker).get(CARD).submit("Maak de kaart")
    assert "Bel gerust buurthuis De Linde: 06 0000 0010" in browser.main


def test_code_is_shown_once_and_stands_nowhere(cast, page):
    browser = page(cast.dekker).get(CARD).submit("Maak de kaart")
    code = CODE.search(browser.main)[0]
    assert browser.get(PRINT).location == CARD
    assert code not in str(dict(browser.client.session))
    assert code not in browser.url
    assert not SignInCard.objects.filter(digest__contains=code.replace("-", "")).exists()


def test_card_at_the_desk_is_the_residents(cast, page, public):
    at_desk(cast.ria, cast.dekker)
    desk = page(cast.ria).get(reverse("people:desk_card")).submit("Maak de kaart", chosen=["1"])
    code = CODE.search(desk.main)[0]
    desk.post(reverse("people:end_visit"))
    public.post(reverse("people:sign_in"), {"code": code})
    assert "meneer Dekker" in public.get(reverse("people:me")).main
    line = Entry.objects.get(verb="people.card.printed")
    assert (line.by, line.whose, line.why) == (cast.ria.id, cast.dekker.id, "came_by")


def test_card_is_not_shown_to_the_next_person(cast, page):
    at_desk(cast.ria, cast.dekker)
    desk = page(cast.ria)
    desk.post(CARD, {"line": "van Dekker"})
    at_desk(cast.ria, cast.henk)
    assert desk.get(PRINT).location == CARD
    assert "Dekker" not in desk.land().main


def test_lost_card_is_ended(cast, page, public):
    browser = page(cast.dekker).get(CARD).submit("Maak de kaart")
    code = CODE.search(browser.main)[0]
    browser.get(CARD).press("Maak de code ongeldig")
    assert public.post(reverse("people:sign_in"), {"code": code}).status == 422


@pytest.mark.parametrize("chosen", ["7", "-1", "x", "\x00"])
def test_words_of_somebody_else_cannot_be_chosen(cast, page, chosen):
    browser = page(cast.dekker).post(CARD, {"chosen": chosen, "line": ""})
    assert browser.status == 422
    assert not SignInCard.objects.exists()
