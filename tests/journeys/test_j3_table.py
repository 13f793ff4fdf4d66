"""J3, from the first meeting to a plan and a pause: Mark's circle at the table."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from mekaar.circles.models import CircleMeeting
from tests.browser import check_accessible
from tests.circles import scenes
from tests.journeys import hands
from tests.journeys.circling import Browsers, circle_of
from tests.journeys.walking import choose, press, text_of, write

pytestmark = pytest.mark.browser

GOAL = "zelf bepalen wie er langskomt"
TABOO = "medicatie"


def his_circle(page: Page) -> None:
    """Mark's own circle."""
    page.goto("/mijn/steunkring/")


def day(days: int) -> str:
    """A day to come, as somebody types it."""
    on = timezone.localdate() + datetime.timedelta(days=days)
    return f"{on.day}-{on.month}-{on.year}"


def test_they_find_a_day_and_are_together(town, browse, javascript):
    """5, 6: a day poll, the agenda, what it is rather not about; being there is enough."""
    made = scenes.active(town)
    browsers = Browsers(browse, keys=javascript)
    mark, joke, zus, ellen = (browsers.of(made.who(n)) for n in ("mark", "joke", "zus", "ellen"))
    he_asks_for_days(mark)
    for page in (zus, ellen):
        circle_of(page, "Mark")
        to_the_meeting(page)
        press(page, "Bekijk welke dagen kunnen")
        press(page, "Zeg welke dagen jij kunt")
        answers_days(page)
    kees_answers_by_phone(joke)
    he_chooses_and_makes_the_agenda(mark, joke, zus)
    they_are_there(mark, ellen)
    assert CircleMeeting.objects.get(circle=made.circle).state == "written"


def to_the_meeting(page: Page) -> None:
    """From the circle's page."""
    press(page, "Bekijk de bijeenkomst")


def answers_days(page: Page) -> None:
    """Each day: it can."""
    for group in page.locator("main fieldset").all():
        first = group.get_by_label("kan", exact=True)
        choose_in(page, first)
    press(page, "Bewaar")


def choose_in(page: Page, target) -> None:
    """A radio that is not the only one with its words."""
    if hands.has_no_mouse(page):
        hands.choose_by_key(page, target)
    else:
        target.check()


def he_asks_for_days(mark: Page) -> None:
    """5. The place is his; the day they choose together."""
    his_circle(mark)
    press(mark, "Alle bijeenkomsten")
    press(mark, "Een nieuwe bijeenkomst")
    write(mark, place="bij de vijver")
    press(mark, "Ga verder")
    write(mark, day_1=day(5), time_1="14.00", day_2=day(6), time_2="half elf")
    press(mark, "Zet deze dagen klaar")
    press(mark, "Zeg welke dagen jij kunt")
    answers_days(mark)


def kees_answers_by_phone(joke: Page) -> None:
    """5. Joke types what Kees says; the circle sees that she did."""
    circle_of(joke, "Mark")
    to_the_meeting(joke)
    press(joke, "Bekijk welke dagen kunnen")
    press(joke, "Vul in buurman Kees")
    answers_days(joke)
    assert "ingevuld door Joke" in text_of(joke)
    press(joke, "Zeg welke dagen jij kunt")
    answers_days(joke)
    check_accessible(joke)


def he_chooses_and_makes_the_agenda(mark: Page, joke: Page, zus: Page) -> None:
    """6. Points of Mark and Joke, one that zus suggests, and what it is rather not about."""
    mark.reload()
    assert "dan kan iedereen" in text_of(mark)
    press(mark, "Kies deze dag")
    circle_of(zus, "Mark")
    to_the_meeting(zus)
    press(zus, "Ik wil het ergens over hebben")
    write(zus, words="samen koken op zondag")
    press(zus, "Geef dit aan Mark")
    circle_of(joke, "Mark")
    to_the_meeting(joke)
    press(joke, "Maak de agenda")
    write(joke, words="wie er langskomt")
    press(joke, "Zet op de agenda")
    press(mark, "Maak de agenda")
    press(mark, "Zet op de agenda voorstel 1, mijn zus")
    write(mark, words=TABOO)
    choose(mark, "liever niet over")
    press(mark, "Zet op de agenda")
    circle_of(zus, "Mark")
    to_the_meeting(zus)
    assert TABOO not in text_of(zus)
    press(mark, "De agenda is klaar")
    zus.reload()
    assert "samen koken op zondag" in text_of(zus)
    assert TABOO in text_of(zus)
    press(zus, "Ik kom")


def they_are_there(mark: Page, ellen: Page) -> None:
    """6. The meeting ends after being there, and was good."""
    press(mark, "We zijn bij elkaar: we beginnen")
    for name in ("Mark", "mijn zus"):
        press(mark, f"Is erbij {name}")
    press(mark, "Klaar voor vandaag")
    choose(mark, "we waren bij elkaar, dat was goed")
    press(mark, "Bewaar")
    circle_of(ellen, "Mark")
    press(ellen, "Alle bijeenkomsten")
    assert "We waren bij elkaar, dat was goed." in text_of(ellen)
