"""What is printed fits on the sheet it was made for: real PDFs out of the real browser."""

import datetime
import re

import pytest
from playwright.sync_api import Page

from mekaar.conversation.models import CoreAnswer, DailyActivity
from mekaar.places.models import OpeningHour, Responsibility
from tests.browser import sign_in

pytestmark = pytest.mark.browser

SHORT = "Ik wil weer eens klaverjassen met anderen."
ONE_SHEET = 1


def sheets(page: Page) -> int:
    """How many sheets the printer takes for this page."""
    page.emulate_media(media="print")
    made = page.pdf(prefer_css_page_size=True, print_background=True)
    page.emulate_media(media="screen")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", made))


def answers(person) -> None:
    """A whole card and a step each, in the resident's own words."""
    mine = {"neighbourhood": person.neighbourhood, "participant": person, "written_by": person.id}
    for question in ("want", "can", "need"):
        CoreAnswer.objects.create(**mine, question=question, version=1, words=SHORT)
    for step in ("self_done", "self_done", "to_regain", "left_over"):
        DailyActivity.objects.create(**mine, step=step, words=SHORT)


def every_day_open(place) -> None:
    """As many hours as a place can have: they stand at the foot of every sheet."""
    OpeningHour.objects.filter(meeting_place=place).delete()
    for weekday in range(7):
        OpeningHour.objects.create(
            neighbourhood=place.neighbourhood,
            meeting_place=place,
            weekday=weekday,
            opens=datetime.time(9, 30),
            closes=datetime.time(17, 30),
            what="koffie en vragen",
        )
    Responsibility.objects.create(
        neighbourhood=place.neighbourhood,
        label="buurtverbinder",
        name="Samira van de buurt",
        phone="06 0000 0002",
        role="connector",
    )


def test_the_card_to_sign_in_with_is_one_small_sheet(town, browse):
    every_day_open(town.place)
    answers(town.dekker)
    page = sign_in(browse(), town.dekker)
    page.goto("/mijn/kaart/")
    page.get_by_role("checkbox").first.check()
    page.locator("textarea").fill("Kom dinsdag om tien uur.\nNeem je bril en de brief mee.")
    page.get_by_role("button", name="Maak de kaart").click()
    assert sheets(page) == ONE_SHEET


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_the_empty_conversation_card_is_one_sheet(town, browse, size):
    every_day_open(town.place)
    page = sign_in(browse(), town.dekker)
    page.goto(f"/mijn/gesprek/kaart/leeg/{size}/")
    assert sheets(page) == ONE_SHEET


def test_the_own_card_and_plan_are_one_sheet(town, browse):
    answers(town.dekker)
    page = sign_in(browse(), town.dekker)
    page.goto("/mijn/gesprek/plan/")
    assert sheets(page) == ONE_SHEET
    page.goto("/mijn/gesprek/kaart/papier/")
    assert sheets(page) == ONE_SHEET


def test_the_poster_is_one_sheet(town, browse):
    page = browse()
    page.goto(town.front)
    page.goto("/poster/")
    assert sheets(page) == ONE_SHEET
