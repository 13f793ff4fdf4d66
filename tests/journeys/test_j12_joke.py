"""J12: the facilitator falls ill. The circle waits; only Mark says yes to another."""

import re

import pytest
from playwright.sync_api import Page

from mekaar.circles.actions.talks import release_line
from mekaar.circles.models import Seat
from tests.acting import acting_as, by
from tests.browser import Town, check_accessible, sign_in
from tests.circles import scenes
from tests.journeys.circling import Browsers, accepts, circle_of
from tests.journeys.walking import press, text_of, write

pytestmark = pytest.mark.browser

LINE = "Ik wil graag helpen maar niet 's nachts."
# What Ellen told Joke; she never says that Peter may read it.
HERS = "Ik kom in mijn eigen tijd."
NO_FACILITATOR = "Er is nog geen procesbegeleider."
PLANNERS = ("bert", "ria", "noor", "douwe", "gerda")
BEGIN = "We zijn bij elkaar: we beginnen"
_MARKS = """form => Object.fromEntries([...form.elements].filter(one => one.type === 'hidden')
  .map(one => [one.name, one.value]))"""


def test_another_comes_only_with_marks_yes(town, browse, javascript):
    """1, 2: Joke is ill; Mark hears two names and asks Peter."""
    made = scenes.active(town)
    town.gerda = town.neighbour("Gerda", role="process_facilitator")
    with acting_as(town.ellen):
        release_line(made.circle, made.seats["ellen"], HERS, by=by(town.ellen))
    browsers = Browsers(browse, keys=javascript)
    people = (town.mark, town.zus, town.peter, town.joke)
    mark, zus, peter, joke = (browsers.of(one) for one in people)
    zus_lets_joke_read_a_line(zus, joke)
    he_hears_two_names(mark)
    peter_can_take_over(peter)
    planners = {who: sign_in(browse(), getattr(town, who)) for who in PLANNERS}
    nobody_else_changes_it({**planners, "peter": peter, "joke": joke}, mark, made, town)
    he_says_yes(mark)
    assert joke.goto(f"/kring/{made.circle.code}/").status == 404
    the_lines_do_not_move(zus, peter)
    the_reason_is_kept(mark, peter, zus)
    before = Seat.objects.get(id=made.seats["joke"].id)
    now = Seat.objects.get(participant=town.peter)
    assert (before.state, now.state, now.why) == ("replaced", "seated", "ziek")


def zus_lets_joke_read_a_line(zus: Page, joke: Page) -> None:
    """What was told in the talk before: one line."""
    circle_of(zus, "Mark")
    press(zus, "Ik wil een zin opschrijven")
    write(zus, words=LINE)
    press(zus, "Laat de kring dit lezen")
    circle_of(joke, "Mark")
    assert LINE in text_of(joke)
    assert HERS in text_of(joke)


def he_hears_two_names(mark: Page) -> None:
    """2. He hears who there is, and asks one of them; asking is not yet a yes."""
    mark.goto("/mijn/")
    press(mark, "Een steunkring")
    press(mark, "De procesbegeleider")
    assert "Geen organisatie kan iemand sturen of ruilen. Alleen jij zegt ja." in text_of(mark)
    for name in ("Peter", "Gerda"):
        assert mark.get_by_role("button", name=f"Vraag {name}").count() == 1
    check_accessible(mark)
    press(mark, "Vraag Peter")
    assert mark.get_by_role("link", name="Ik zeg ja").count() == 0


def peter_can_take_over(peter: Page) -> None:
    """2. Peter says that he can; he sees nothing of the circle yet."""
    accepts(peter, "Mark")
    assert "Jij wilt het overnemen" in text_of(peter)


def nobody_else_changes_it(
    others: dict[str, Page], mark: Page, made: scenes.Circle, town: Town
) -> None:
    """1. No planner, no municipality, no operator, nor Joke or Peter: it is not there for them."""
    here = f"/kring/{made.circle.code}/"
    asks = f"{here}begeleider/vraag/{town.gerda.code}/"
    peter = Seat.objects.get(participant=town.peter)
    takes = f"{here}begeleider/{peter.code}/overdracht/"
    gone = f"{here}begeleider/{made.seats['joke'].code}/weg/"
    for who, page in others.items():
        for there in (here, f"{here}begeleider/", takes):
            expected = 200 if (who, there) == ("joke", here) else 404
            assert page.goto(there).status == expected, (who, there)
        for there in (asks, takes, gone):
            assert sends(page, there, why="ziek", on="vandaag") == 404, (who, there)
    assert sends(mark, asks) == 409  # he is let in, and has asked somebody already
    chairs = Seat.objects.filter(circle=made.circle, chair="facilitator")
    states = dict(chairs.values_list("participant__code", "state"))
    assert states == {town.joke.code: "seated", town.peter.code: "ready"}


def sends(page: Page, there: str, **told: str) -> int:
    """What the house answers to a form of another, with what every form of one's own carries."""
    page.goto("/mijn/")
    marks = page.locator("form:has([name=csrfmiddlewaretoken])").first.evaluate(_MARKS)
    headers = {"Origin": page.watch.address, "Referer": page.url}
    return page.request.post(there, form={**marks, **told}, headers=headers).status


def he_says_yes(mark: Page) -> None:
    """2. They met, and Joke handed over by phone; without a reason and a day it is not done."""
    mark.goto("/mijn/")
    press(mark, "Een steunkring")
    press(mark, "De procesbegeleider")
    press(mark, "Ik zeg ja")
    press(mark, "Ja, dit is goed")
    assert "Schrijf in een paar woorden waarom." in text_of(mark)
    assert "Schrijf de dag van het gesprek op." in text_of(mark)
    write(mark, why="ziek", on="vandaag")
    check_accessible(mark)
    press(mark, "Ja, dit is goed")
    assert "Peter is nu de procesbegeleider van je kring." in mark.locator("body").inner_text()


def the_lines_do_not_move(zus: Page, peter: Page) -> None:
    """2. What a member told Joke, Peter reads when that member says so."""
    circle_of(peter, "Mark")
    assert [one for one in (LINE, HERS) if one in text_of(peter)] == []
    circle_of(zus, "Mark")
    assert "Mag Peter jouw zin lezen?" in text_of(zus)
    press(zus, "Ja, dat mag")
    peter.reload()
    assert [one for one in (LINE, HERS) if one in text_of(peter)] == [LINE]


def the_reason_is_kept(mark: Page, peter: Page, zus: Page) -> None:
    """2. In Mark's log and his own record; Peter may know it, the members need not."""
    press(mark, "Terug naar de kring")
    press(mark, "Alles van de kring op papier")
    assert "ziek" in text_of(mark)
    mark.goto("/mijn/steunkring/")
    press(mark, "Wie keek er?")
    assert re.search("Jij koos op .* een andere procesbegeleider", text_of(mark))
    peter.goto("/mijn/alles/")
    assert "ziek" in text_of(peter)
    here = zus.url
    for there in (here, "/mijn/alles/", "/mijn/"):
        zus.goto(there)
        assert "ziek" not in text_of(zus), there


def test_the_circle_waits_when_she_goes(town, browse, javascript):
    """1. Joke cannot any more: nobody is sent, and no meeting begins without a facilitator."""
    made = scenes.active(town)
    scenes.meeting(made, "released")
    browsers = Browsers(browse, keys=javascript)
    mark, joke, peter = (browsers.of(one) for one in (town.mark, town.joke, town.peter))
    to_the_meeting(mark)
    assert mark.get_by_role("button", name=BEGIN).count() == 1
    circle_of(joke, "Mark")
    press(joke, "Ik kan niet meer")
    to_the_meeting(mark)
    assert NO_FACILITATOR in text_of(mark)
    assert mark.get_by_role("button", name=BEGIN).count() == 0
    peter.goto("/mijn/")
    assert "Mark" not in text_of(peter)


def to_the_meeting(mark: Page) -> None:
    """The meeting, from his own place."""
    mark.goto("/mijn/")
    press(mark, "Een steunkring")
    press(mark, "Bekijk de bijeenkomst")
