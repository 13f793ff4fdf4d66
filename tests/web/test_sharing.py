"""/mijn/delen/ and the two forms with a day: what is shared, why, with whom, until when (L-02)."""

import datetime

import pytest
from django.utils import timezone

from mekaar.core.dates import months_later, parse, say_day, today, write_day
from mekaar.exchange.models import Ask, Offer
from mekaar.journal.models import Entry
from mekaar.people.models import Group, GroupMember
from tests.acting import at_desk
from tests.conversation import scenes
from tests.exchange.asks import an_ask, an_offer
from tests.exchange.pairs import a_pair, introduced
from tests.page import Page, filled_in

MINE = "/mijn/delen/"
FORMS = {"ask": ("/mijn/vragen", an_ask, Ask), "offer": ("/mijn/aanbod", an_offer, Offer)}


def in_months(months: int) -> datetime.date:
    return months_later(today(), months)


@pytest.fixture(params=FORMS)
def thing(request, cast):
    base, make, model = FORMS[request.param]
    made = make(cast.henk, "Samen vissen.")
    return base, made, model


# --- the forms -----------------------------------------------------------------------------------


def test_a_wider_audience_begins_with_three_months_and_is_said_back(thing, cast, page):
    base, made, model = thing
    browser = page(cast.henk).get(f"{base}/{made.code}/wie-leest-mee/")
    assert "Delen hoeft nooit om hulp te krijgen." in browser.main
    assert parse(browser.fields["shared_until"]) == in_months(3)
    browser.submit("Bewaar", audience="neighbourhood")
    said = f"ook de buurt, zonder mijn naam, tot en met {say_day(in_months(3))}"
    assert said in browser.main
    assert said in browser.get("/mijn/alles/").main
    assert said in browser.get("/mijn/alles.json").html
    assert model.objects.get().shared_until == in_months(3)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"audience": "neighbourhood", "shared_until": ""}, ("neighbourhood", None)),
        ({"audience": "neighbourhood", "shared_until": "morgen"}, ("neighbourhood", 1)),
        ({"audience": "neighbourhood", "shared_until": "vandaag"}, ("neighbourhood", 0)),
        ({"audience": "connector", "shared_until": "3 maart 2090"}, ("connector", None)),
        ({"audience": "connector", "shared_until": "ooit"}, ("connector", None)),
    ],
)
def test_the_day_may_be_changed_or_emptied(thing, cast, page, sent, kept):
    base, made, model = thing
    browser = page(cast.henk).get(f"{base}/{made.code}/wie-leest-mee/")
    assert browser.submit("Bewaar", **sent).ok
    found = model.objects.get()
    audience, days = kept
    until = None if days is None else today() + datetime.timedelta(days=days)
    assert (found.audience, found.shared_until) == (audience, until)
    if audience == "neighbourhood":  # what was said is said again, empty too
        browser.get(f"{base}/{made.code}/wie-leest-mee/")
        assert browser.fields["shared_until"] == (write_day(until) if until else "")


@pytest.mark.parametrize("day", ["ooit", "1 maart 2020", "1 januari 3000"])
def test_a_day_that_cannot_be_is_asked_again(thing, cast, page, day):
    base, made, model = thing
    browser = page(cast.henk).get(f"{base}/{made.code}/wie-leest-mee/")
    assert browser.submit("Bewaar", audience="neighbourhood", shared_until=day).status == 422
    assert browser.fields["shared_until"] == day
    assert model.objects.get().audience == "connector"


def test_at_the_desk_the_day_is_read_back(thing, cast, page):
    base, made, model = thing
    at_desk(cast.ria, cast.henk)
    browser = page(cast.ria).get(f"{base}/{made.code}/wie-leest-mee/")
    browser.submit("Lees het terug", audience="neighbourhood")
    assert say_day(in_months(3)) in browser.main
    assert model.objects.get().audience == "connector"
    browser.press("Ja, zo klopt het")
    assert model.objects.get().shared_until == in_months(3)


def test_after_the_day_its_owner_is_asked_on_the_page_and_shares_again(thing, cast, page):
    base, made, model = thing
    yesterday = today() - datetime.timedelta(days=1)
    model.objects.update(audience="neighbourhood", shared_until=yesterday)
    browser = page(cast.henk).get(f"{base}/{made.code}/")
    assert "Wil je dat de buurt weer meeleest?" in browser.main
    assert "alleen de buurtverbinder" in browser.main
    assert "ook de buurt" not in browser.main
    browser.follow("Kies wie er weer meeleest").submit("Bewaar")
    assert "weer meeleest" not in browser.main
    assert model.objects.get().shared_until == in_months(3)


# --- the page -----------------------------------------------------------------------------------


def a_full_life(cast):
    """Henk shares one of each."""
    group = Group.objects.create(neighbourhood=cast.here, name="de visclub")
    GroupMember.objects.create(
        neighbourhood=cast.here, group=group, participant=cast.henk, confirmed_at=timezone.now()
    )
    until = in_months(1)
    an_ask(cast.henk, "Wie vist er mee?", audience="neighbourhood", shared_until=until)
    an_ask(cast.henk, "Wie zwemt er mee?", audience="group", group=group)
    an_ask(cast.henk, "Stil gevraagd.")
    an_ask(cast.henk, "Al lang voorbij.", state="rounded_off", audience="neighbourhood")
    an_offer(cast.henk, "Hengels lenen.", audience="neighbourhood")
    an_offer(cast.henk, "Rust nu.", audience="neighbourhood", state="resting")
    introduced(a_pair(cast))
    scenes.talk(cast.henk)
    return until


def test_everything_that_is_shared_stands_there_with_its_purpose_and_its_end(cast, page):
    until = a_full_life(cast)
    text = page(cast.henk).get("/mijn/gegevens/").follow("Zien wie iets van mij").main
    for said in (
        "Delen hoeft nooit om hulp te krijgen.",
        "Wie vist er mee?", "Zodat een buur die dit kan, zich meldt.",
        f"Tot en met {say_day(until)}",
        "Wie zwemt er mee?", "zonder je naam deze groep: de visclub",
        "Stil gevraagd.", "Zodat de buurtverbinder met je meedenkt.",
        "Hengels lenen.", "Zodat een buur met een vraag weet dat dit kan.",
        "meneer Dekker", "Zodat jullie elkaar kunnen vinden.",
        "Dat je wilt praten", "Dat je hoort bij deze groep: de visclub", "Je naam",
    ):  # fmt: skip
        assert said in text, said
    assert "Al lang voorbij." not in text
    assert text.count("een buur die ideeën wil horen") == 1  # what rests is the connector's only
    assert "Wie mag nu iets van mij lezen?" in page(cast.henk).get("/mijn/alles/").links


def test_one_press_for_each_until_only_the_name_is_left(cast, page):
    a_full_life(cast)
    browser = page(cast.henk)
    for _narrowed_then_withdrawn in range(2):
        forms = map(filled_in, browser.get(MINE).forms)
        stops = [{name: one[name] for name in ("what", "code")} for one in forms if "what" in one]
        assert stops
        for stop in stops:
            assert browser.post(MINE, stop).location == MINE
    browser.get(MINE)
    assert browser.main.count("Tot wanneer") == 1
    assert "Tot jij alles wist" in browser.main


def test_a_role_says_who_takes_it_back(cast, page):
    text = page(cast.ria).get(MINE).main
    assert "Je naam bij je taak: gastvrouw of gastheer" in text
    assert "Zeg het tegen de buurtverbinder." in text


def test_the_same_press_twice_stops_once_and_never_withdraws(cast, page):
    ask = an_ask(cast.henk, audience="neighbourhood")
    sent = {"what": "vraag", "code": ask.code}
    for browser in (page(cast.henk), page(cast.henk)):
        assert browser.post(MINE, sent).location == MINE
    ask.refresh_from_db()
    assert (ask.state, ask.audience) == ("with_connector", "connector")
    assert Entry.objects.filter(verb="exchange.ask.sharing_stopped").count() == 1


def test_at_the_desk_it_is_the_residents_page_and_the_journal_says_so(cast, page):
    ask = an_ask(cast.henk, "Wie vist er mee?", audience="neighbourhood")
    at_desk(cast.ria, cast.henk)
    host = page(cast.ria).get(MINE)
    assert "Wie vist er mee?" in host.main
    host.press("Stop met delen Wie vist er mee?")
    ask.refresh_from_db()
    assert ask.audience == "connector"
    lines = Entry.objects.filter(whose=cast.henk.id, by=cast.ria.id)
    assert {"web.sharing.seen", "exchange.ask.sharing_stopped"} <= {one.verb for one in lines}


@pytest.mark.parametrize("what", ["vraag", "vraag-intrekken", "contact", "groep", "zeg", ""])
def test_what_is_of_another_or_nothing_is_not_there(cast, page, what):
    ask = an_ask(cast.dekker, audience="neighbourhood")
    pair = introduced(a_pair(cast))
    for code in (ask.code, pair.side("asker").code, "\x00", ""):
        assert page(cast.tineke).post(MINE, {"what": what, "code": code}).status == 404
    ask.refresh_from_db()
    assert (ask.audience, pair.introduction.state) == ("neighbourhood", "introduced")


@pytest.mark.parametrize("how_many", [1, 3])
def test_query_count_does_not_grow(cast, how_many):
    for _n in range(how_many):
        an_ask(cast.henk, audience="neighbourhood")
        an_offer(cast.henk)
        introduced(a_pair(cast))
        scenes.talk(cast.henk)
    assert len(Page(cast.henk).get(MINE).queries) == QUERIES


QUERIES = 17
