"""The board and the overview: no names where they do not belong, long lists stay calm."""

import datetime

import pytest
from django.utils import timezone

from mekaar.exchange import queries
from mekaar.exchange.models import Ask, Idea, Offer
from mekaar.journal.models import Entry
from mekaar.people.models import Group, GroupMember
from mekaar.places.models import Building
from tests.acting import acting_as, by
from tests.conversation import scenes
from tests.exchange.asks import an_ask, an_offer, own_queries, with_ideas
from tests.exchange.pairs import a_pair, first_yes

BOARD = "/mijn/buurtvragen/"


def test_board_shows_words_without_a_name(cast, page):
    an_ask(cast.dekker, "Wie leest mij voor?", audience="neighbourhood")
    browser = page(cast.wil).get(BOARD)

    assert "Wie leest mij voor?" in browser.main
    assert "Dekker" not in browser.html


@pytest.mark.parametrize("audience", ["connector", "group"])
def test_board_shows_only_what_the_asker_let_the_neighbourhood_read(cast, page, audience):
    an_ask(cast.dekker, "Wie leest mij voor?", audience=audience)

    assert "voor?" not in page(cast.wil).get(BOARD).main


@pytest.mark.parametrize(
    "state", ["draft", "introduction_offered", "introduced", "arranged", "rounded_off", "withdrawn"]
)
def test_board_shows_no_ask_that_is_being_helped_or_over(cast, page, state):
    an_ask(cast.dekker, "Wie leest mij voor?", audience="neighbourhood", state=state)

    assert "voor?" not in page(cast.wil).get(BOARD).main


def test_board_is_for_who_is_signed_in_here(cast, page, public):
    an_ask(cast.dekker, "Wie leest mij voor?", audience="neighbourhood")

    assert public.get(BOARD).status == 302
    assert "voor?" not in page(cast.stranger_resident).get(BOARD).main


def test_narrowing_takes_it_from_the_board_and_from_a_form_that_was_open(cast, page):
    ask = an_ask(cast.dekker, "Wie leest mij voor?", audience="neighbourhood")
    reader = page(cast.wil).get(BOARD).follow("Dat wil ik wel doen")
    page(cast.dekker).post(f"/mijn/vragen/{ask.code}/wie-leest-mee/", {"audience": "connector"})

    assert reader.submit("Bewaar", words="Ik lees graag voor.").status == 404
    assert "voor?" not in reader.get(BOARD).main
    assert not Offer.objects.exists()


def test_i_would_like_to_do_that(cast, page):
    ask = an_ask(cast.dekker, "Wie leest mij voor?", audience="neighbourhood")
    browser = page(cast.wil).get(BOARD).follow("Dat wil ik wel doen")
    assert browser.h1 == "Dat wil ik wel doen"
    browser.submit("Bewaar", words="Ja hoor.")

    offer = Offer.objects.get()
    assert (offer.for_ask, offer.participant, offer.audience) == (ask, cast.wil, "connector")


def test_board_goes_on_in_the_order_of_entry(cast, page):
    start = timezone.now() - datetime.timedelta(days=100)
    asks = [
        an_ask(cast.neighbour(f"Buur {n}"), f"Vraag nummer {n}.", audience="neighbourhood")
        for n in range(45)
    ]
    for n, ask in enumerate(asks):
        # Two and two came in at the same moment: the place in the list is still one place.
        Ask.objects.filter(id=ask.id).update(made_at=start + datetime.timedelta(hours=n // 2))
    browser = page(cast.wil)

    seen = []
    browser.get(BOARD)
    while True:
        seen += [line for line in browser.main.splitlines() if line.startswith("Vraag nummer")]
        if "Volgende bladzijde" not in browser.links:
            break
        browser.follow("Volgende bladzijde")

    assert len(seen) == len(set(seen)) == 45
    assert [int(line.split()[-1].strip(".")) // 2 for line in seen] == sorted(
        n // 2 for n in range(45)
    )


@pytest.mark.parametrize(
    "after", ["x", "~", "2026-01-01~", "1~1", "\x00~A", "9999-99-99~AB", "'; --~AB", "x" * 5000]
)
def test_a_place_that_nobody_was_given_is_the_beginning(cast, page, after):
    an_ask(cast.dekker, "Wie leest mij voor?", audience="neighbourhood")

    assert "voor?" in page(cast.wil).get(BOARD, {"na": after}).main


@pytest.mark.parametrize("how_many", [1, 3])
def test_query_count_of_the_board_does_not_grow(cast, page, how_many):
    for n in range(how_many):
        an_ask(cast.neighbour(f"Buur {n}"), audience="neighbourhood")

    assert own_queries(page(cast.wil).get(BOARD)) == BOARD_QUERIES


def test_overview_has_names_in_order_and_no_words(cast, page):
    an_ask(cast.dekker, "Geheim een.")
    an_ask(cast.selam, "Geheim twee.", state="ideas_open")
    an_ask(cast.tineke, "Geheim drie.", state="thinking")
    browser = page(cast.samira).get("/verbinden/")

    assert "meneer Dekker" in browser.main
    assert "Selam" in browser.main
    assert "Tineke" not in browser.main
    assert "Geheim" not in browser.main
    assert not Entry.objects.filter(verb="exchange.ask.seen").exists()


def test_who_talks_stays_on_a_quiet_list(cast, page):
    an_ask(cast.dekker, "Geheim een.", state="encounter")
    an_ask(cast.tineke, "Geheim twee.", state="thinking")
    for address in ("/verbinden/", "/verbinden/lijst/praten/"):
        browser = page(cast.samira).get(address)
        assert "Jullie praten" in browser.main
        assert "meneer Dekker" in browser.main
        assert "Tineke" not in browser.main
        assert "Geheim" not in browser.main


def test_overview_shows_a_wish(cast, page):
    an_offer(cast.wil, "Ik klaverjas graag.")
    ask = with_ideas(an_ask(cast.dekker, "Klaverjassen.", state="ideas_open"))
    browser = page(cast.samira)
    assert "Iemand wil meer weten over een idee" not in browser.get("/verbinden/").main

    Idea.objects.update(wished_at=timezone.now())

    assert "Iemand wil meer weten over een idee" in browser.get("/verbinden/").main
    with acting_as(by(cast.samira)):
        wishes = queries.waiting_list("wensen", cast.here.id).leaf.items
    assert [one.url for one in wishes] == [f"/verbinden/vraag/{ask.code}/ideeen/"]


def test_namesakes_are_told_apart_by_building_and_day(cast, page):
    rietkraag = Building.objects.get(name="De Rietkraag")
    for building in (rietkraag, None):
        an_ask(cast.neighbour("Annie", building=building))
    Ask.objects.filter(participant__building=None).update(
        state_since=datetime.datetime(2026, 3, 3, 12, tzinfo=datetime.UTC)
    )
    links = page(cast.samira).get("/verbinden/").links
    names = sorted(name for name in links if name.startswith("Annie"))
    assert len(names) == 2
    assert names[0].startswith("Annie De Rietkraag, ")
    assert names[1].startswith("Annie dinsdag 3 maart")


def test_a_wish_to_talk_is_one_step_away(cast, page):
    assert "Nu: 0" in page(cast.samira).get("/verbinden/").main
    scenes.talk(cast.dekker)
    for start in ("/verbinden/", "/balie/"):
        browser = page(cast.samira).get(start)
        assert "Nu: 1" in browser.main
        assert "Het is nu stil" not in browser.main
        assert "meneer Dekker" in browser.follow("Wie wil praten").main
    host = page(cast.ria).get("/balie/")
    assert "Wie wil praten" not in host.links
    assert host.follow("Gesprekken").ok


def test_quiet_is_fine(cast, page):
    assert "Het is nu stil. Dat is goed." in page(cast.samira).get("/verbinden/").main


def test_long_list_goes_on(cast, page):
    for n in range(25):
        an_ask(cast.neighbour(f"Buur {n:02}"))
    browser = page(cast.samira).get("/verbinden/").follow("De hele lijst")
    first = browser.main
    browser.follow("Volgende bladzijde")

    names = [f"Buur {n:02}" for n in range(25)]
    assert [name in first for name in names] == [True] * 20 + [False] * 5
    assert [name in browser.main for name in names] == [False] * 20 + [True] * 5


@pytest.mark.parametrize("who", ["dekker", "ria", "noor", "douwe", "joke", "bert", "loes"])
@pytest.mark.parametrize("address", ["/verbinden/", "/verbinden/lijst/nieuw/"])
def test_overview_is_the_connectors(cast, page, who, address):
    an_ask(cast.tineke)
    browser = page(getattr(cast, who)).get(address)

    assert browser.status == 404
    assert "Tineke" not in browser.text


def test_list_that_does_not_exist(cast, page):
    assert page(cast.samira).get("/verbinden/lijst/ranglijst/").status == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_query_count_of_the_overview_does_not_grow(cast, page, how_many):
    for n in range(how_many):
        buur = cast.neighbour(f"Buur {n}")
        an_ask(buur)
        an_ask(buur, "Klaverjassen.", state="ideas_open")
        an_ask(buur, "Praten.", state="encounter")
        an_offer(buur, look_again_on=timezone.localdate())

    assert own_queries(page(cast.samira).get("/verbinden/")) == OVERVIEW_QUERIES


BOARD_QUERIES = 1
OVERVIEW_QUERIES = 6


@pytest.mark.parametrize("who", ["noor", "douwe"])
@pytest.mark.parametrize("second_step", [True, False])
def test_policy_officer_and_operator_have_no_board_and_no_ideas(cast, page, who, second_step):
    """Invariant 18: they read nobody's words, also not those that neighbours read."""
    person = getattr(cast, who)
    an_ask(cast.dekker, "Wie leest mij voor?", audience="neighbourhood")
    an_offer(cast.wil, "Ik klaverjas graag.", audience="neighbourhood")
    mine = with_ideas(an_ask(person, "Klaverjassen.", state="ideas_open"))
    browser = page(person, second_step=second_step)
    for address in (BOARD, f"/mijn/vragen/{mine.code}/ideeen/"):
        assert browser.get(address).status == 404
        assert "voor?" not in browser.text
        assert "graag" not in browser.text
    for address in ("/mijn/", "/mijn/vragen/"):
        assert BOARD not in browser.get(address).html


def test_overview_names_only_who_is_asked_now_and_writes_it_down_once(cast, page):
    pair = first_yes(a_pair(cast))  # Henk said yes, now meneer Dekker is asked
    browser = page(cast.samira).get("/verbinden/")
    assert "meneer Dekker" in browser.main
    assert "Henk" not in browser.main
    browser.get("/verbinden/lijst/gevraagd/")
    assert "Henk" not in browser.main
    lines = Entry.objects.filter(verb="exchange.introduction.seen", by=cast.samira.id)
    assert [line.whose for line in lines] == [pair.asker.id]


def test_an_ask_for_a_group_says_for_which(cast, page):
    table = Group.objects.create(neighbourhood=cast.here, name="de vrouwentafel")
    GroupMember.objects.create(
        neighbourhood=cast.here, group=table, participant=cast.wil, confirmed_at=timezone.now()
    )
    an_ask(cast.tineke, "Wie zwemt er mee?", audience="group", group=table)
    browser = page(cast.wil).get(BOARD)
    assert "Voor de vrouwentafel" in browser.main
    an_ask(cast.dekker, "Wie leest mij voor?", audience="neighbourhood")
    assert browser.get(BOARD).main.count("Voor de vrouwentafel") == 1
    assert "vrouwentafel" not in page(cast.henk).get(BOARD).main
