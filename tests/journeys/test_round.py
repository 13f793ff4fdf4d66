"""Samira prepares the table: a round, its progress, what fits, what changes under her hands."""

import os

import pytest

from mekaar.exchange import actions
from tests.acting import acting_as, by
from tests.browser import DESK, check_accessible, sign_in
from tests.exchange.asks import an_ask, an_offer
from tests.journeys.walking import press, text_of

pytestmark = pytest.mark.browser

CARDS, SPANISH, DOOR = "Weer eens klaverjassen.", "Spaanse les, één keer.", "Een deur die klemt."


def look(page, name):
    if folder := os.environ.get("SHOTS"):
        for width in (320, 1100):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def is_ready(page, javascript):
    """With scripts the page says so itself; without, who asked looks again."""
    done = page.locator("main").get_by_text("De ronde is klaar.")
    for _ in range(60):
        if javascript:
            done.first.wait_for(timeout=20_000)
            press(page, "Bekijk de ronde")
        if page.get_by_text("Gemaakt op").count():
            return
        press(page, "Kijk hoe ver het is")
        page.wait_for_timeout(300)


def test_a_round_for_the_table(town, browse, javascript):
    an_ask(town.dekker, CARDS, state="ideas_open")
    an_offer(town.wil, "Ik klaverjas elke week.")
    an_offer(town.neighbour("Kees"), "Samen klaverjassen bij mij thuis.")
    an_ask(town.henk, SPANISH, state="ideas_open")
    spanish = an_offer(town.tineke, SPANISH)
    an_ask(town.tineke, DOOR, state="ideas_open")
    an_offer(town.henk, DOOR)
    an_ask(town.selam, "Iemand die mijn haar vlecht.", state="ideas_open", languages=["nl"])
    samira = sign_in(browse(viewport=DESK), town.samira)
    samira.goto("/verbinden/")
    press(samira, "Een ronde voor de tafel")
    look(samira, "begin")
    check_accessible(samira)
    press(samira, "Ronde voor de tafel maken")
    look(samira, "busy")
    if samira.get_by_role("button", name="Stop").count():
        check_accessible(samira)
        is_ready(samira, javascript)
    look(samira, "paper")
    check_accessible(samira)
    told = text_of(samira)
    for part in ("Hier kan het rond", "Henk voor Tineke", "Tineke voor Henk", "voor meneer Dekker",
                 "Past dit niet? Dan ook:", "Deze vragen blijven open", "Voor de tafel:"):  # fmt: skip
        assert part in told, part
    if folder := os.environ.get("SHOTS"):
        samira.emulate_media(media="print")
        samira.pdf(path=f"{folder}/paper.pdf", prefer_css_page_size=True, print_background=True)
        samira.emulate_media(media="screen")

    with acting_as(town.tineke):
        actions.withdraw_offer(spanish, by=by(town.tineke))
    samira.reload()
    told = text_of(samira)
    assert "er iets veranderd" in told
    assert "Hier kan het rond" not in told
    assert "Tineke voor Henk" not in told
    assert "Henk voor Tineke" in told
    look(samira, "changed")
