"""J3, the second meeting: thinking along, a plan, a goal that moved, and a circle at rest."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from mekaar.circles.actions.shown import show_circle
from mekaar.circles.models import Agreement, PlanVersion, SupportCircle
from mekaar.conversation.models import Goal
from tests.acting import acting_as, by
from tests.browser import check_accessible, sign_in
from tests.circles import plans, scenes
from tests.conversation.scenes import wants
from tests.journeys.circling import READ_ANSWER, READ_BACK, Browsers, circle_of
from tests.journeys.test_paper import ONE_SHEET, sheets
from tests.journeys.walking import choose, open_pages, press, text_of, write
from tests.promises.whole_life import without_triggers

pytestmark = pytest.mark.browser

GOAL = "zelf bepalen wie er langskomt"
WALK = "elke week een rondje om de vijver"
DOG = "de hond uitlaten als Mark weg is"
MONDAY = "elke maandag even binnenlopen"
MOST_MONDAYS = "de meeste maandagen even binnenlopen"
OBJECTION = "Elke maandag, dat kan ik niet beloven."
# What is gone from sight while it rests; and what an outsider could come across besides.
INSIDE = (WALK, GOAL, "buurman Kees", "Ellen (FACT)", "medicijnen")
SECRETS = (*INSIDE, "de vijver", "De kring van Mark")
# So many links away from one's own page: who sits there has come across all of it by then.
FAR = 3


def test_they_make_a_plan(town, browse, javascript):
    """7. The first meeting was good; in the second they are together, without Kees."""
    made = scenes.active(town)
    made.meeting = scenes.meeting(made, "being_there")
    plans.ends_meeting(made)
    scenes.meeting(made, "being_there", number=2)
    browsers = Browsers(browse, keys=javascript)
    mark, joke, zus, ellen = (browsers.of(made.who(n)) for n in ("mark", "joke", "zus", "ellen"))
    he_opens_the_third_phase(mark, joke)
    three_agreements(joke, zus, ellen)
    ellen_objects_and_the_text_changes(mark, ellen, zus)
    everybody_answers(mark, joke, zus, ellen)
    it_is_one_page(mark, zus)
    assert PlanVersion.objects.get(circle=made.circle).state == "in_force"
    assert Agreement.objects.filter(circle=made.circle, state="agreed").count() == 3


def test_his_goal_moves_and_the_circle_rests(town, browse, javascript):
    """2, 8 and 9: there is a plan; Mark does not tell why it rests."""
    made = plans.in_force(town)
    wants(town.mark, GOAL)
    browsers = Browsers(browse, keys=javascript)
    mark, joke, zus = (browsers.of(made.who(name)) for name in ("mark", "joke", "zus"))
    he_shows_his_goal(mark)
    joke_may_call(mark, joke, made.circle)
    his_goal_moved(mark, zus)
    assert Goal.objects.get(participant=town.mark).mark == "more"
    it_rests(mark, joke, zus)


def test_nobody_outside_sees_that_it_is_there(town, browse, javascript):
    """Fails if Ellen's organisation, the municipality or an operator can see it."""
    made = plans.in_force(town)
    with acting_as(town.mark):
        show_circle(made.circle, "goal", by=by(town.mark), goal=wants(town.mark, GOAL).id)
    everything = "".join(pages_of(sign_in(browse(), town.zus)).values())
    assert [one for one in (*SECRETS, made.circle.code) if one not in everything] == []
    for who in ("noor", "douwe", "bert", "ria", "samira"):
        page = sign_in(browse(), getattr(town, who))
        reads_nothing_of_it(page, made.circle)
        if who == "ria":
            open_pages(page, town.mark)
            for url in ("/mijn/", "/mijn/steunkring/", "/mijn/alles/", "/mijn/inkijk/"):
                page.goto(url)
                assert "Mark" in page.locator("body").inner_text()
                assert [one for one in SECRETS if one in text_of(page)] == [], url


def his_circle(mark: Page) -> None:
    """Mark's own circle."""
    mark.goto("/mijn/")
    press(mark, "Een steunkring")


def to_plan(page: Page) -> None:
    """The plan, from one's own place."""
    circle_of(page, "Mark")
    press(page, "Naar het plan")


def he_shows_his_goal(mark: Page) -> None:
    """2. Unshared at first; he chooses what the circle reads."""
    his_circle(mark)
    assert GOAL not in text_of(mark)
    press(mark, "Wat laat ik zien?")
    press(mark, f"Laat zien {GOAL}")
    press(mark, "Terug naar de kring")
    assert GOAL in text_of(mark)


def he_opens_the_third_phase(mark: Page, joke: Page) -> None:
    """7. Joke may go on to thinking along; only Mark to who can do what."""
    circle_of(joke, "Mark")
    press(joke, "Bekijk de bijeenkomst")
    press(joke, "Verder met meedenken")
    assert joke.get_by_role("button", name="Verder met steunen").count() == 0
    his_circle(mark)
    press(mark, "Bekijk de bijeenkomst")
    press(mark, "Verder met steunen")
    press(mark, "Naar het plan")
    press(mark, "Schrijf afspraken op")


def three_agreements(joke: Page, zus: Page, ellen: Page) -> None:
    """7. Joke writes, each says yes to what they do themselves; Kees by phone."""
    to_plan(joke)
    for name, what, when in (
        ("mijn zus", WALK, "op dinsdag, niet 's nachts"),
        ("buurman Kees", DOG, "als Mark belt"),
        ("Ellen (FACT)", MONDAY, "op maandag"),
    ):
        press(joke, "Schrijf een afspraak op")
        choose(joke, name)
        write(joke, what=what, when=when)
        press(joke, "Bewaar de afspraak")
    for page, what in ((zus, WALK), (ellen, MONDAY)):
        to_plan(page)
        press(page, f"Ja, dat doe ik {what}")
    press(joke, "Schrijf op wat buurman Kees zegt")
    choose(joke, "Ja, dat doe ik", READ_ANSWER)
    press(joke, "Bewaar het antwoord")
    check_accessible(joke)
    press(joke, "Vraag iedereen of het zo goed is")


def ellen_objects_and_the_text_changes(mark: Page, ellen: Page, zus: Page) -> None:
    """7. An objection helps: everybody reads it, and the words change."""
    to_plan(ellen)
    press(ellen, "Ik heb een bezwaar")
    write(ellen, words=OBJECTION)
    press(ellen, "Zeg dit bezwaar")
    to_plan(zus)
    assert OBJECTION in text_of(zus)
    his_circle(mark)
    press(mark, "Naar het plan")
    press(mark, f"In andere woorden {MONDAY}")
    write(mark, what=MOST_MONDAYS)
    press(mark, "Bewaar de afspraak")
    to_plan(ellen)
    press(ellen, f"Ja, dat doe ik {MOST_MONDAYS}")
    mark.reload()
    press(mark, "Vraag iedereen of het zo goed is")


def everybody_answers(mark: Page, joke: Page, zus: Page, ellen: Page) -> None:
    """7. Nobody objects any more; to Kees, who was not there, it is read."""
    for page in (zus, ellen):
        to_plan(page)
        press(page, "Ik heb geen bezwaar")
    to_plan(joke)
    press(joke, "Lees het voor aan buurman Kees")
    assert MOST_MONDAYS in text_of(joke)
    choose(joke, "Het is voorgelezen, meer niet", READ_ANSWER)
    press(joke, "Bewaar het antwoord")
    mark.reload()
    press(mark, "Ik heb geen bezwaar")
    press(mark, "Dit is het plan")


def it_is_one_page(mark: Page, zus: Page) -> None:
    """7. The plan on one page, for everybody; the meeting ends."""
    press(mark, "Op één blad")
    to_plan(zus)
    press(zus, "Op één blad")
    for page in (mark, zus):
        for words in (WALK, DOG, MOST_MONDAYS, "Jullie doen dit als buren onder elkaar."):
            assert words in text_of(page)
        assert MONDAY not in text_of(page)
    assert sheets(mark) == ONE_SHEET
    his_circle(mark)
    press(mark, "Bekijk de bijeenkomst")
    press(mark, "Klaar voor vandaag")
    choose(mark, "we zijn verder gekomen")
    press(mark, "Bewaar")


def joke_may_call(mark: Page, joke: Page, circle: SupportCircle) -> None:
    """8. A call is proposed and not planned; when it is time, Joke reads that it is welcome."""
    would_be_now = "Je zou nu bellen, als dat nog gewenst is."
    circle_of(joke, "Mark")
    press(joke, "Stel dat voor")
    his_circle(mark)
    press(mark, "Ja, dat mag")
    joke.reload()
    assert would_be_now not in text_of(joke)
    with without_triggers():
        four_weeks_ago = timezone.now() - datetime.timedelta(weeks=4)
        PlanVersion.objects.filter(circle=circle).update(in_force_since=four_weeks_ago)
    joke.reload()
    assert would_be_now in text_of(joke)


def his_goal_moved(mark: Page, zus: Page) -> None:
    """8. Only Mark says how it goes with his goal; what he shows, the circle reads."""
    press(mark, "Naar het plan")
    press(mark, "Zeg hoe het met je doelen gaat")
    press(mark, "Bekijk dit doel")
    press(mark, "Hoe gaat het?")
    choose(mark, "iets meer dan gehoopt")
    press(mark, "Zo vind ik het")
    to_plan(zus)
    assert "iets meer dan gehoopt" in text_of(zus).lower()


def it_rests(mark: Page, joke: Page, zus: Page) -> None:
    """9. One call is enough; the others read only that it rests. Later he lets it rest himself."""
    circle_of(joke, "Mark")
    press(joke, "Rusten, verder gaan of stoppen, gezegd aan de telefoon")
    assert joke.locator("main textarea, main input[type=text]").count() == 0
    choose(joke, "De kring rust een tijd", READ_BACK)
    press(joke, "Schrijf het op")
    read_only_that_it_rests(zus, joke)
    his_circle(mark)
    press(mark, "Ga weer verder")
    to_plan(zus)
    assert WALK in text_of(zus)
    assert GOAL in text_of(zus)
    press(mark, "Laat de kring rusten")
    read_only_that_it_rests(zus, joke)


def read_only_that_it_rests(zus: Page, joke: Page) -> None:
    """9. Not why, and nothing of what they said to each other."""
    for page in (zus, joke):
        circle_of(page, "Mark")
        assert "De kring rust nu. Je hoeft niets te doen." in text_of(page)
        here = page.url
        for there in ("", "plan/", "bijeenkomsten/"):
            page.goto(f"{here}{there}")
            assert [one for one in INSIDE if one in text_of(page)] == [], page.url


def reads_nothing_of_it(page: Page, circle: SupportCircle) -> None:
    """No address of it answers, and none of the pages that this person can reach speaks of it."""
    for there in ("", "plan/", "bijeenkomsten/", "mensen/"):
        assert page.request.get(f"/kring/{circle.code}/{there}").status == 404
    read = pages_of(page)
    assert len(read) > 8
    for url, text in read.items():
        assert [one for one in (*SECRETS, circle.code) if one in text] == [], url


def pages_of(page: Page) -> dict[str, str]:
    """The pages of this person's menu, and of everything that can be followed from there."""
    read: dict[str, str] = {}
    ahead = ["/mijn/"]
    for _ in range(FAR):
        links: list[str] = []
        for url in dict.fromkeys(ahead):
            if url not in read:
                read[url] = page.request.get(url).text()
                links += re.findall(r'href="(/[^"#?.]*/)"', read[url])
        ahead = links
    return read
