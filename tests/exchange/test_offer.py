"""What somebody wants to do: who may what in which state, J13, nothing stale, no list (R-B07)."""

import datetime

import pytest
from django.utils import timezone

from mekaar.core.errors import NotAllowed, Refused
from mekaar.exchange import actions, states
from mekaar.exchange.models import Carrying, Idea, Introduction, Offer, Side
from mekaar.exchange.rules import offer as rules
from mekaar.journal.models import Entry
from mekaar.people.models import DeskVisit
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database
from tests.exchange.asks import an_ask, an_offer, own_queries, with_ideas

STATES = ["draft", "open", "resting", "withdrawn"]
VERBS = {
    "open": actions.reopen_offer,
    "resting": actions.rest_offer,
    "withdrawn": actions.withdraw_offer,
}
ALLOWED = {
    "draft": {"withdrawn"},
    "open": {"resting", "withdrawn"},
    "resting": {"open", "withdrawn"},
    "withdrawn": set(),
}


def url(offer, *rest):
    return "/".join(["/mijn/aanbod", offer.code, *rest, ""])


# --- Rules -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_giver_makes_exactly_these_moves(cast, state, verb):
    offer = an_offer(cast.henk, state=state)
    me = by(cast.henk)

    with acting_as(me):
        if verb in ALLOWED[state] or verb == state:
            assert VERBS[verb](offer, by=me).state == verb
        else:
            with pytest.raises(Refused):
                VERBS[verb](offer, by=me)

    offer.refresh_from_db()
    assert offer.state == (verb if verb in ALLOWED[state] else state)


@pytest.mark.parametrize("who", ["wil", "ria", "samira", "noor", "stranger"])
@pytest.mark.parametrize("verb", VERBS)
def test_nobody_else_moves_an_offer(cast, who, verb):
    offer = an_offer(cast.henk, state="resting" if verb == "open" else "open")
    before = offer.state
    other = by(getattr(cast, who))

    with acting_as(other), pytest.raises(NotAllowed):
        VERBS[verb](offer, by=other)

    offer.refresh_from_db()
    assert offer.state == before


def test_the_desk_does_the_same_for_the_giver(cast):
    offer = an_offer(cast.henk)
    helping = at_desk(cast.ria, cast.henk)

    with acting_as(helping):
        assert actions.rest_offer(offer, by=helping).state == "resting"
        assert actions.reopen_offer(offer, by=helping).state == "open"
        assert actions.say_carrying(cast.henk, 3, by=helping).at_once == 3


def test_table_of_the_giver_is_the_table_of_the_states():
    assert {(m.source, m.target) for m in states.OFFER.moves} == {
        (state, target) for state in STATES for target in rules.giver_moves(Offer(state=state))
    }


@pytest.mark.parametrize(
    ("day", "again"),
    [
        ((2026, 1, 15), (2026, 7, 15)),
        ((2026, 8, 31), (2027, 2, 28)),
        ((2027, 8, 31), (2028, 2, 29)),
        ((2026, 6, 30), (2026, 12, 30)),
    ],
)
def test_half_a_year_later(day, again):
    assert rules.look_again_on(datetime.date(*day)) == datetime.date(*again)


@pytest.mark.parametrize("at_once", [-1, 6, 1000])
def test_nobody_carries_that_much(cast, at_once):
    me = by(cast.henk)

    with acting_as(me), pytest.raises(Refused):
        actions.say_carrying(cast.henk, at_once, by=me)

    assert not Carrying.objects.exists()


# --- Pages: J13 ----------------------------------------------------------------------------------


def test_giver_without_demand_reads_an_honest_line_and_a_question(cast, page):
    browser = page(cast.henk).get("/mijn/aanbod/nieuw/")
    browser.submit("Bewaar", words="Klusjes: deuren en kasten.", kind="person")
    assert browser.h1 == "Wanneer, hoe ver en in welke taal"
    browser.submit("Bewaar", max_distance="")
    assert browser.h1 == "Hoeveel kan ik nu doen?"
    browser.submit("Bewaar", at_once="2")
    offer = Offer.objects.get()
    browser.get(url(offer))

    assert "Nu vraagt niemand je hiervoor. Kom langs aan de tafel." in browser.main
    assert browser.links["En heb jij ook een vraag?"] == "/mijn/vragen/nieuw/"
    assert (offer.state, offer.audience) == ("open", "connector")
    assert offer.look_again_on == rules.look_again_on(timezone.localdate())
    assert Carrying.objects.get().at_once == 2


def test_giver_cannot_see_that_there_is_an_idea(cast, page):
    offer = an_offer(cast.henk, "Klusjes aan deuren.")
    browser = page(cast.henk)
    before = browser.get(url(offer)).main
    with_ideas(an_ask(cast.tineke, "Mijn deuren klemmen.", state="ideas_open"))
    assert Idea.objects.get().offer == offer

    assert browser.get(url(offer)).main == before


def test_line_goes_when_a_person_came_with_a_question(cast, page):
    offer = an_offer(cast.henk, "Klusjes aan deuren.")
    ask = an_ask(cast.tineke, "Mijn deuren klemmen.", state="introduction_offered")
    introduction = Introduction.objects.create(
        neighbourhood=cast.here, ask=ask, offer=offer, connector=cast.samira.id
    )
    side = Side.objects.create(
        neighbourhood=cast.here, introduction=introduction, participant=cast.henk,
        which="giver", told="Een deur die klemt.",
    )  # fmt: skip
    browser = page(cast.henk)
    assert "Nu vraagt niemand je hiervoor" in browser.get(url(offer)).main

    side.asked_at = timezone.now()
    side.save()
    assert "Nu vraagt niemand je hiervoor" not in browser.get(url(offer)).main


def test_no_page_of_the_giver_counts_or_lists(cast, page):
    offer = an_offer(cast.henk)
    an_offer(cast.wil, "Aanbod van een ander.", audience="neighbourhood")
    an_ask(cast.tineke, "Vraag van een ander.", audience="neighbourhood")
    browser = page(cast.henk)

    for address in ("/mijn/aanbod/", url(offer), url(offer, "nog-steeds"), "/mijn/aanbod/nieuw/"):
        main = browser.get(address).main
        for never in ("van een ander", "keer geholpen", "punten", "gegeven", " uren", "bekeken"):
            assert never not in main


@pytest.mark.parametrize(
    "address", ["/", "/mijn/buurtvragen/", "/mijn/vragen/", "/verbinden/", "/ik-wil-iets-doen/"]
)
def test_no_page_lists_offers_of_others(cast, page, address):
    an_offer(cast.wil, "Aanbod dat nergens staat.", audience="neighbourhood")

    for who in (cast.henk, cast.samira):
        assert "Aanbod dat nergens staat" not in page(who).get(address).land().text


def test_after_half_a_year_the_giver_is_asked_on_the_page(cast, page):
    offer = an_offer(cast.henk, look_again_on=timezone.localdate())
    browser = page(cast.henk).get("/mijn/aanbod/")
    assert "Wil je dit nog steeds?" in browser.main

    browser.get(url(offer)).follow("Wil je dit nog steeds?").press("Ja, nog steeds")

    offer.refresh_from_db()
    assert offer.look_again_on == rules.look_again_on(timezone.localdate())
    assert "Wil je dit nog steeds?" not in browser.main


def test_connector_looks_at_it_and_that_is_written_down(cast, page):
    offer = an_offer(cast.henk, "Klusjes.", look_again_on=timezone.localdate())
    browser = page(cast.samira).get("/verbinden/")
    assert "Klusjes" not in browser.main

    browser.follow("Henk")

    assert "Klusjes." in browser.main
    line = Entry.objects.get(verb="exchange.offer.seen")
    assert (line.by, line.whose, line.thing) == (cast.samira.id, cast.henk.id, offer.id)


def test_offer_that_rests_is_not_on_the_list(cast, page):
    offer = an_offer(cast.henk, look_again_on=timezone.localdate())
    me = by(cast.henk)
    with acting_as(me):
        actions.rest_offer(offer, by=me)

    assert "Henk" not in page(cast.samira).get("/verbinden/").main


@pytest.mark.parametrize("who", ["wil", "ria", "samira", "noor", "stranger"])
@pytest.mark.parametrize("rest", [(), ("woorden",), ("nog-steeds",), ("wie-leest-mee",)])
def test_nobody_else_has_my_offer_on_their_pages(cast, page, who, rest):
    offer = an_offer(cast.henk, "Geheim van Henk.", audience="neighbourhood")
    browser = page(getattr(cast, who)).get(url(offer, *rest))

    assert browser.status == 404
    assert "Geheim" not in browser.text


def test_at_the_desk_an_offer_is_read_back(cast, page):
    DeskVisit.objects.create(neighbourhood=cast.here, helper=cast.ria, resident=cast.dekker)
    browser = page(cast.ria).get("/mijn/aanbod/nieuw/")
    browser.submit("Lees het terug", words="Soep maken.", audience="connector")
    assert not Offer.objects.exists()
    browser.press("Ja, zo klopt het")

    offer = Offer.objects.get()
    assert (offer.participant, offer.written_by) == (cast.dekker, cast.ria.id)
    assert offer.read_back_at is not None


@pytest.mark.parametrize("how_many", [1, 3])
def test_query_count_does_not_grow(cast, page, how_many):
    for n in range(how_many):
        an_offer(cast.henk, f"Aanbod {n}")

    assert own_queries(page(cast.henk).get("/mijn/aanbod/")) == LIST_QUERIES


LIST_QUERIES = 2


# --- The wall ---


def reads(who, offer):
    with as_web(who) as cursor:
        cursor.execute("SELECT words FROM exchange_offer WHERE id = %s", [offer.id])
        return bool(cursor.fetchall())


@pytest.mark.parametrize("who", ["wil", "noor", "douwe", "joke", "bert", "stranger"])
def test_others_read_no_offer_for_the_connector(cast, who):
    offer = an_offer(cast.henk)

    assert not reads(getattr(cast, who), offer)
    assert reads(cast.samira, offer)


def test_narrowing_the_audience_counts_in_the_same_transaction(cast):
    offer = an_offer(cast.henk, audience="neighbourhood")
    me = by(cast.henk)
    assert reads(cast.wil, offer)

    with acting_as(me):
        actions.change_offer(offer, {"audience": "connector"}, by=me)
        assert not reads(cast.wil, offer)


def test_stale_words_are_not_read_by_neighbours(cast):
    offer = an_offer(cast.henk, audience="neighbourhood", look_again_on=timezone.localdate())

    assert not reads(cast.wil, offer)
    assert reads(cast.samira, offer)
    assert reads(cast.henk, offer)


@pytest.mark.parametrize("change", ["words = 'x'", "state = 'withdrawn'", "audience = 'connector'"])
@pytest.mark.parametrize("who", ["wil", "samira", "stranger"])
def test_nobody_changes_an_offer_of_another(cast, change, who):
    offer = an_offer(cast.henk, audience="neighbourhood")

    with as_web(getattr(cast, who)) as cursor:
        cursor.execute(f"UPDATE exchange_offer SET {change} WHERE id = %s", [offer.id])
        assert cursor.rowcount == 0


def test_no_offer_for_a_group(cast):
    with refused_by_database("exchange_offer_has_no_group"):
        an_offer(cast.henk, audience="group")


def test_no_column_counts_what_somebody_gave(cast):
    """Invariant 14: no sum, count or balance exists to be shown."""
    names = {field.name for model in (Offer, Carrying, Idea) for field in model._meta.get_fields()}

    assert not {
        name
        for name in names
        if any(word in name for word in ("count", "total", "balance", "points", "hours", "given"))
    }


def test_how_much_is_not_said_for_the_giver(cast, page):
    browser = page(cast.henk).get("/mijn/aanbod/")
    assert "Zolang jij niets zegt" in browser.main
    assert "1 ding" not in browser.main
    browser.get("/mijn/aanbod/hoeveel/").submit("Bewaar", at_once="0")
    assert "0 dingen" in browser.get("/mijn/aanbod/").main


def test_nothing_now_is_read_back_too(cast, page):
    at_desk(cast.ria, cast.henk)
    desk = page(cast.ria).get("/mijn/aanbod/hoeveel/").submit("Lees het terug", at_once="0")
    assert "nu even niets" in desk.main


def test_the_quiet_line_is_true_while_an_ask_fits(cast, page):
    """An idea shows nothing to the giver (R-A13); so the page does not say that nothing fits."""
    offer = an_offer(cast.henk, "Klusjes aan deuren.")
    with_ideas(an_ask(cast.dekker, "Mijn deuren klemmen.", state="ideas_open"))
    assert Idea.objects.filter(offer=offer).exists()
    browser = page(cast.henk).get(url(offer))
    assert "geen vraag die hierbij past" not in browser.main
    assert "Nu vraagt niemand je hiervoor." in browser.main
