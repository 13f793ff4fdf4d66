"""Samira prepares the table: a round, its progress, what fits, what changes under her hands."""

import pytest

from mekaar.exchange import actions
from tests.acting import acting_as, by
from tests.browser import DESK, check_accessible, sign_in
from tests.exchange.asks import an_ask, an_offer
from tests.journeys.walking import press, text_of

pytestmark = pytest.mark.browser

CARDS, SPANISH, DOOR = "Weer eens klaverjassen.", "Spaanse les, één keer.", "Een deur die klemt."
ON_THE_PAPER = (
    "Ieder doet iets voor de volgende", "Hier kan het rond", "Henk voor Tineke", "Tineke voor Henk",
    "voor meneer Dekker", "Past dit niet? Dan ook:", "Deze vragen blijven open", "Voor de tafel:",
)  # fmt: skip


def neighbours(town):
    """Two who go round, one with two ideas, one without; gives the offer that is taken back."""
    an_ask(town.dekker, CARDS, state="ideas_open")
    an_offer(town.wil, "Ik klaverjas elke week.")
    an_offer(town.neighbour("Kees"), "Samen klaverjassen bij mij thuis.")
    an_ask(town.henk, SPANISH, state="ideas_open")
    an_ask(town.tineke, DOOR, state="ideas_open")
    an_offer(town.henk, DOOR)
    an_ask(town.selam, "Iemand die mijn haar vlecht.", state="ideas_open", languages=["nl"])
    return an_offer(town.tineke, SPANISH)


def wait_until_ready(page, javascript):
    """With scripts the page says so itself; without, who asked looks again."""
    if javascript:
        page.locator("main").get_by_text("De ronde is klaar.").first.wait_for(timeout=30_000)
        assert "De ronde is klaar." in page.locator("#round-said").inner_text()
        press(page, "Bekijk de ronde")
    for _ in range(60):
        if page.get_by_text("Gemaakt op").count():
            return
        page.wait_for_timeout(250)
        press(page, "Kijk hoe ver het is")


def test_a_round_for_the_table(town, browse, javascript):
    spanish = neighbours(town)
    samira = sign_in(browse(viewport=DESK), town.samira)
    samira.goto("/verbinden/")
    press(samira, "Een ronde voor de tafel")
    check_accessible(samira)
    press(samira, "Ronde voor de tafel maken")
    if samira.get_by_role("button", name="Stop").count():
        wait_until_ready(samira, javascript)
    check_accessible(samira)
    told = text_of(samira)
    assert [part for part in ON_THE_PAPER if part not in told] == []

    with acting_as(town.tineke):
        actions.withdraw_offer(spanish, by=by(town.tineke))
    samira.reload()
    told = text_of(samira)
    assert "er iets veranderd" in told
    assert "Hier kan het rond" not in told
    assert "Tineke voor Henk" not in told
    assert "Henk voor Tineke" in told
