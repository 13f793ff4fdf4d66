"""J11: a daughter at a distance, in her father's circle with a record of her own."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from mekaar.circles.models import Agreement, PlanVersion, Seat
from tests.browser import check_accessible
from tests.circles import plans, scenes
from tests.conversation.scenes import says
from tests.journeys.circling import Browsers, begins, circle_of, invites, opens_letter
from tests.journeys.walking import choose, press, text_of, write
from tests.promises.whole_life import without_triggers

pytestmark = pytest.mark.browser

HERS = {
    "want": "ook dochter zijn",
    "can": "administratie op afstand",
    "need": "iemand die appt als het gordijn dicht blijft",
}
CURTAIN = "kijken of het gordijn open is, en anders appen"
NEIGHBOURS = "Jullie doen dit als buren onder elkaar."
INSURANCE = "Gaat er iets stuk? Dan geldt je eigen aansprakelijkheidsverzekering."


def test_her_own_record_is_not_in_her_father_s(town, browse, javascript):
    """1, 2: what she wants, can and needs is hers; she comes in by letter, and may leave."""
    browsers = Browsers(browse, keys=javascript)
    father, anouk = browsers.of(town.dekker), browsers.of(town.anouk)
    anouk.goto("/mijn/gesprek/kaart/invullen/")
    write(anouk, **HERS)
    press(anouk, "Bewaar mijn kaart")
    begins(father)
    code = invites(father, "mijn dochter", "familie")
    opens_letter(anouk, code)
    press(anouk, "Ja, ik doe mee")
    for url in ("/mijn/alles/", "/mijn/steunkring/", "/mijn/gesprek/"):
        father.goto(url)
        assert [one for one in HERS.values() if one in text_of(father)] == [], url
    anouk.goto("/mijn/alles/")
    assert all(words in text_of(anouk) for words in HERS.values())
    circle_of(anouk, "meneer Dekker")
    press(anouk, "Ik stop met deze kring")
    assert "Bedankt dat je er was." in anouk.locator("body").inner_text()
    assert Seat.objects.get(participant=town.anouk).state == "left"


def test_jan_says_yes_until_christmas_and_then_again(town, browse, javascript):
    """3. Between neighbours themselves; an agreement that is over takes another yes."""
    town.jan = town.neighbour("Jan")
    made = scenes.active_of(town, town.dekker, anouk="family", jan="neighbour")
    says(town.anouk, **HERS)
    made.meeting = scenes.meeting(made, "supporting")
    browsers = Browsers(browse, keys=javascript)
    father, jan, anouk = (browsers.of(who) for who in (town.dekker, town.jan, town.anouk))
    he_asks_jan(father)
    everybody_says_yes(father, jan, anouk)
    assert "25 december" in text_of(father)
    it_is_over(made)
    jan.reload()
    assert "Wie het weer wil, zegt in een volgend plan opnieuw ja." in text_of(jan)
    plans.next_meeting(made)
    he_asks_jan_again(father)
    everybody_says_yes(father, jan, anouk)
    versions = PlanVersion.objects.filter(circle=made.circle).order_by("number")
    assert list(versions.values_list("state", flat=True)) == ["superseded", "in_force"]
    her_burden_is_not_in_his_plan(father)


def to_plan(father: Page) -> None:
    """His plan, from his own place."""
    father.goto("/mijn/")
    press(father, "Een steunkring")
    press(father, "Naar het plan")


def he_asks_jan(father: Page) -> None:
    """What Jan could do, until Christmas."""
    to_plan(father)
    press(father, "Schrijf afspraken op")
    press(father, "Schrijf een afspraak op")
    choose(father, "Jan")
    write(father, what=CURTAIN, when="elke ochtend", until="25 december")
    press(father, "Bewaar de afspraak")


def everybody_says_yes(father: Page, jan: Page, anouk: Page) -> None:
    """Jan to what he does; everybody to the plan; beside it stands how it is insured."""
    circle_of(jan, "meneer Dekker")
    press(jan, "Naar het plan")
    press(jan, f"Ja, dat doe ik {CURTAIN}")
    to_plan(father)
    press(father, "Vraag iedereen of het zo goed is")
    press(father, "Ik heb geen bezwaar")
    for page in (jan, anouk):
        circle_of(page, "meneer Dekker")
        press(page, "Naar het plan")
        press(page, "Ik heb geen bezwaar")
    to_plan(father)
    press(father, "Dit is het plan")
    assert f"{NEIGHBOURS} {INSURANCE}" in text_of(father)
    check_accessible(father)


def it_is_over(made: scenes.Circle) -> None:
    """Christmas passed."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    with without_triggers():
        Agreement.objects.filter(circle=made.circle).update(until=yesterday)


def he_asks_jan_again(father: Page) -> None:
    """It does not go on by itself: the same words in a new version, asked anew."""
    to_plan(father)
    press(father, "Schrijf afspraken op")
    press(father, "Vraag het opnieuw")
    assert father.locator("main [name=what]").input_value() == CURTAIN
    choose(father, "Jan")
    write(father, until="25 december")
    press(father, "Bewaar de afspraak")


def her_burden_is_not_in_his_plan(father: Page) -> None:
    """Fails if her burden appears in father's plan."""
    press(father, "Op één blad")
    assert NEIGHBOURS in text_of(father)
    for url in (father.url, "/mijn/alles/", "/mijn/steunkring/"):
        father.goto(url)
        assert [one for one in HERS.values() if one in text_of(father)] == [], url
