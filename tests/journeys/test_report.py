"""A neighbour reports words on the board; a person decides; who wrote it disagrees (L-20, J13)."""

import pytest

from tests.browser import sign_in
from tests.exchange.asks import an_ask
from tests.journeys.walking import press, text_of, write
from tests.reports.scenes import COMPLAINT, REASON, RUDE

pytestmark = pytest.mark.browser


def test_from_melden_to_a_second_decision(town, browse):
    cast = town
    assert cast.bert
    an_ask(cast.dekker, RUDE, audience="neighbourhood")
    henk = sign_in(browse(), cast.henk)
    henk.goto("/mijn/buurtvragen/")
    press(henk, "Melden")
    assert RUDE in text_of(henk)
    write(henk, words=COMPLAINT)
    press(henk, "Meld dit")
    assert COMPLAINT in text_of(henk)

    samira = sign_in(browse(), cast.samira)
    _decide(samira, "removed", REASON)
    henk.goto("/mijn/buurtvragen/")
    assert RUDE not in text_of(henk)

    dekker = sign_in(browse(), cast.dekker)
    dekker.goto("/mijn/meldingen/")
    assert REASON in text_of(dekker)
    assert COMPLAINT not in text_of(dekker)
    press(dekker, "Ik ben het er niet mee eens")
    samira.goto("/meldingen/")
    assert "Er wacht nu niets op jou" in text_of(samira)

    ria = sign_in(browse(), cast.ria)
    _decide(ria, "stays", "Boos mag.")
    henk.goto("/mijn/meldingen/")
    assert "Boos mag." in text_of(henk)
    henk.goto("/mijn/buurtvragen/")
    assert RUDE in text_of(henk)


def _decide(page, outcome, reason):
    page.goto("/meldingen/")
    press(page, "Een vraag,")
    page.locator(f"main [name=outcome][value={outcome}]").check()
    write(page, reason=reason)
    press(page, "Beslis")
