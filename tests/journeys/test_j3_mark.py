"""J3: Mark builds a support circle, from a sketch on paper to a plan, and lets it rest."""

import pytest
from playwright.sync_api import Page

from mekaar.circles.models import SupportCircle
from tests.browser import check_accessible
from tests.journeys.circling import (
    Browsers,
    accepts,
    begins,
    circle_of,
    comes_as_guest,
    invites,
    opens_letter,
    phones,
)
from tests.journeys.walking import choose, press, text_of, write

pytestmark = pytest.mark.browser

LINE = "Ik wil graag helpen maar niet 's nachts."


def test_mark_gathers_his_people_and_they_begin(town, browse, javascript):
    """1 to 5: from nothing to everybody's own yes."""
    browsers = Browsers(browse, keys=javascript)
    mark, joke, zus = (browsers.of(one) for one in (town.mark, town.joke, town.zus))
    ellen = browsers.of()
    he_writes_a_goal(mark)
    begins(mark)
    he_draws(mark)
    letters = he_invites(mark)
    he_finds_a_facilitator(mark, joke)
    opens_letter(zus, letters["zus"])
    press(zus, "Ja, ik doe mee")
    assert "Je doet mee in de kring van Mark." in zus.locator("body").inner_text()
    comes_as_guest(ellen, letters["ellen"], "Ellen")
    circle_of(joke, "Mark")
    phones(joke, "buurman Kees", "Ja, ik doe mee")
    they_talk_with_joke(mark, joke, zus, ellen)
    everybody_says_yes(mark, joke, zus, ellen)
    assert SupportCircle.objects.get(resident=town.mark).state == "active"


def he_writes_a_goal(mark: Page) -> None:
    """1, 2. His first words and those of now both stay to be seen; nobody reads them yet."""
    mark.goto("/mijn/gesprek/doelen/nieuw/")
    write(mark, words="rust van instanties")
    press(mark, "Bewaar mijn doel")
    mark.goto("/mijn/gesprek/doelen/")
    press(mark, "Bekijk dit doel")
    press(mark, "In andere woorden")
    write(mark, words="zelf bepalen wie er langskomt")
    press(mark, "Bewaar mijn doel")
    mark.goto("/mijn/gesprek/doelen/")
    press(mark, "Bekijk dit doel")
    for words in ("rust van instanties", "zelf bepalen wie er langskomt"):
        assert words in text_of(mark)


def he_draws(mark: Page) -> None:
    """2. What he drew on paper he types over; no photo can be given."""
    press(mark, "Begin met tekenen")
    for name, kind, ring in (
        ("zus", "familie", "dichtbij"),
        ("buurman Kees", "buur", "er omheen"),
        ("Ellen (FACT)", "beroepskracht", "verder weg"),
    ):
        press(mark, "Teken iemand erbij")
        assert mark.locator("main input[type=file]").count() == 0
        write(mark, name=name)
        choose(mark, ring, kind)
        press(mark, "Zet in de tekening")
    assert "Alleen jij ziet dit." in text_of(mark)
    check_accessible(mark)
    press(mark, "Terug naar de kring")


def he_invites(mark: Page) -> dict[str, str]:
    """3. His sister, Kees and Ellen; not his mother."""
    return {
        "zus": invites(mark, "zus", "familie"),
        "kees": invites(mark, "buurman Kees", "buur"),
        "ellen": invites(mark, "Ellen (FACT)", "beroepskracht"),
    }


def he_finds_a_facilitator(mark: Page, joke: Page) -> None:
    """3. Joke says yes."""
    press(mark, "Kies een procesbegeleider")
    press(mark, "Vraag Joke")
    accepts(joke, "Mark")
    press(mark, "Terug naar de kring")


def they_talk_with_joke(mark: Page, joke: Page, zus: Page, ellen: Page) -> None:
    """4. Three talks of which only the day is kept, one line, and one who needs no talk."""
    press(mark, "Dit zijn de mensen")
    assert "Nog geen voorgesprek met: zus, buurman Kees, Ellen (FACT)." in text_of(mark)
    for name in ("zus", "buurman Kees"):
        circle_of(joke, "Mark")
        press(joke, f"We hebben gepraat {name}")
        assert joke.locator("main textarea").count() == 0
        write(joke, day="vandaag")
        press(joke, "Bewaar de dag")
    circle_of(ellen, "Mark")
    press(ellen, "Dat hoeft niet voor mij")
    circle_of(zus, "Mark")
    press(zus, "Ik wil een zin opschrijven")
    write(zus, words=LINE)
    press(zus, "Laat de kring dit lezen")


def everybody_says_yes(mark: Page, joke: Page, zus: Page, ellen: Page) -> None:
    """5. The start decision: everybody's own yes, Kees by phone."""
    mark.reload()
    press(mark, "Vraag iedereen: beginnen we?")
    for page in (zus, ellen, joke):
        circle_of(page, "Mark")
        press(page, "Ja, wat mij betreft beginnen we")
    mark.reload()
    assert "Nog geen ja van:" in text_of(mark)
    phones(joke, "buurman Kees", "Ja, wat mij betreft beginnen we")
    press(mark, "Ja, wat mij betreft beginnen we")
    press(mark, "We beginnen")
    assert "De kring is begonnen." in mark.locator("body").inner_text()
