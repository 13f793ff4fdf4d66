"""Henk lets the neighbourhood read along until a day, and stops it with one press (L-02, R-A16)."""

import pytest

from mekaar.core.dates import months_later, say_day, today
from tests.browser import check_accessible, sign_in
from tests.exchange.asks import an_ask
from tests.journeys.walking import press, text_of

pytestmark = pytest.mark.browser

WORDS = "Wie vist er op zondag mee?"


def test_from_meelezen_to_stop(town, browse):
    ask = an_ask(town.henk, WORDS)
    henk = sign_in(browse(), town.henk)
    henk.goto(f"/mijn/vragen/{ask.code}/wie-leest-mee/")
    check_accessible(henk)
    henk.locator("main [name=audience][value=neighbourhood]").check()
    press(henk, "Bewaar")
    until = say_day(months_later(today(), 3))
    assert f"zonder mijn naam, tot en met {until}" in text_of(henk)

    wil = sign_in(browse(), town.wil)
    wil.goto("/mijn/buurtvragen/")
    assert WORDS in text_of(wil)

    henk.goto("/mijn/gegevens/")
    press(henk, "Zien wie iets van mij mag lezen")
    check_accessible(henk)
    assert "Delen hoeft nooit om hulp te krijgen." in text_of(henk)
    assert f"Tot en met {until}" in text_of(henk)
    press(henk, f"Stop met delen {WORDS}")
    assert "Tot en met" not in text_of(henk)
    wil.reload()
    assert WORDS not in text_of(wil)
