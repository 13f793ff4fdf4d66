"""The page of a round: asked for, how far it is, stopped, read, and gone on with."""

import subprocess
import sys

import pytest
from django.utils import timezone

from mekaar.exchange import round_engine, tasks
from mekaar.exchange.models import RoundIdea, TableRound
from mekaar.exchange.queries import round as queries
from mekaar.journal.models import Entry
from tests.exchange.asks import an_ask, an_offer, job_count, own_queries
from tests.exchange.rounds import a_round
from tests.house.source import ROOT

ROUND = "/verbinden/ronde/"
CARDS, DOOR, SPANISH = "Weer eens klaverjassen.", "Een deur die klemt.", "Spaanse les, één keer."
# The rounds, the ideas, what stays open, who goes round, what else could be, new asks and offers.
PAPER_QUERIES, BUSY_QUERIES = 7, 1


@pytest.fixture
def ring(cast):
    """Henk and Tineke go round; Dekker and Wil besides; Selam's ask stays open."""
    an_ask(cast.dekker, CARDS, state="ideas_open")
    an_offer(cast.wil, "Ik klaverjas elke week.")
    an_ask(cast.henk, SPANISH, state="ideas_open")
    an_offer(cast.tineke, SPANISH)
    an_ask(cast.tineke, DOOR, state="ideas_open")
    an_offer(cast.henk, DOOR)
    an_ask(cast.selam, "Wie vlecht mijn haar?", state="ideas_open", languages=["nl"])


def queued(cast):
    return TableRound.objects.create(neighbourhood=cast.here, connector=cast.samira.id)


def test_from_the_overview_to_what_a_table_can_talk_about(cast, page, ring):
    browser = page(cast.samira).get("/verbinden/")
    assert "Een ronde voor de tafel" in browser.links
    browser.get(ROUND)
    assert "Niemand hoort van een idee tot jij iemand vraagt." in browser.main
    browser.press("Ronde voor de tafel maken").land()
    assert "De ronde wacht op zijn beurt." in browser.main
    one = TableRound.objects.get()
    assert job_count("exchange.make_round") == 1

    tasks.make_round(str(one.id), str(cast.samira.id), str(cast.here.id))

    told = browser.get(ROUND).main
    for part in (
        "Ieder doet iets voor de volgende", "Hier kan het rond:", "Tineke voor Henk",
        "Henk voor Tineke", "Buren voor buren", "Wil voor meneer Dekker", "Waarom dit idee?",
        "Zij hebben het allebei over ‘klaverjassen’.", "Deze vragen blijven open",
        "Waarom is er geen idee?", "Niemand in de buurt bood iets aan dat hierop lijkt.",
        "Voor de tafel: Wie kent iemand die dit kan of leuk vindt?",
    ):  # fmt: skip
        assert part in " ".join(told.split()), part


def test_no_score_no_rank_and_no_number_stands_on_it(cast, page, ring):
    a_round(cast)
    told = page(cast.samira).get(ROUND).main.lower()
    for word in ("score", "%", "beste", "plaats", "punt", "rang", "passend"):
        assert word not in told, word


def test_each_idea_goes_on_by_the_flow_that_is_there(cast, page, ring):
    a_round(cast)
    browser = page(cast.samira).get(ROUND)
    idea = RoundIdea.objects.get(participant=cast.dekker)
    introduce = f"/verbinden/{idea.ask.code}/{idea.offer.code}/kennismaking/"
    assert introduce in browser.html
    assert browser.get(introduce).status == 200


def test_who_is_shown_reads_that_they_were_looked_at_once_a_day(cast, page, ring):
    a_round(cast)
    for _again in range(2):
        page(cast.samira).get(ROUND)

    lines = Entry.objects.filter(by=cast.samira.id, verb__endswith=".seen")
    looked = sorted((line.verb, str(line.whose), line.why) for line in lines)
    asked = [cast.dekker, cast.henk, cast.tineke, cast.selam]
    offered = [cast.wil, cast.henk, cast.tineke]
    assert looked == sorted(
        [("exchange.ask.seen", str(one.id), "asked_connector") for one in asked]
        + [("exchange.offer.seen", str(one.id), "told_connector") for one in offered]
    )


def test_nobody_else_reads_of_an_idea_that_concerns_them(cast, page, ring):
    """Nobody learns of an idea until a person introduces it (decision 1)."""
    a_round(cast)
    page(cast.samira).get(ROUND)
    for who, of_the_other in ((cast.wil, "Dekker"), (cast.dekker, "Ik klaverjas elke week.")):
        browser = page(who)
        for address in (
            "/mijn/",
            "/mijn/vragen/",
            "/mijn/aanbod/",
            "/mijn/inkijk/",
            "/mijn/alles/",
        ):
            told = browser.get(address).main
            assert of_the_other not in told, address
            assert "voor de tafel" not in told, address


@pytest.mark.parametrize("who", ["dekker", "ria", "noor", "joke", "stranger_host"])
def test_the_doors_are_there_for_the_connector_only(cast, page, who):
    browser = page(getattr(cast, who))
    assert browser.get(ROUND).status == 404
    assert [browser.post(f"{ROUND}{step}/").status for step in ("maken", "stoppen")] == [404, 404]
    assert TableRound.objects.count() == 0


def test_how_far_it_is_and_stop(cast, page):
    one = queued(cast)
    for state, step, done, total in (("running", "pairs", 3, 8), ("running", "solve", 0, 0)):
        TableRound.objects.filter(id=one.id).update(state=state, step=step, done=done, total=total)
        browser = page(cast.samira).get(ROUND)
        assert str(TableRound.Step(step).label) in browser.main
    assert "Ronde voor de tafel maken" not in browser.buttons

    browser.press("Stop met het maken van de ronde").land()

    assert "De ronde is gestopt. Er is niets van bewaard." in browser.text
    assert "Ronde voor de tafel maken" in browser.buttons
    assert browser.post(f"{ROUND}stoppen/").land().status == 200


def test_a_script_that_looks_again_gets_how_far_it_is_and_no_more(cast, page, ring):
    a_round(cast)
    one = queued(cast)
    browser = page(cast.samira)
    htmx = {"HTTP_HX_REQUEST": "true"}
    same = browser.client.get(f"{ROUND}?stap=queued-read", **htmx).content.decode()
    assert "De ronde wacht op zijn beurt." in same
    assert 'data-hx-trigger="every 2s"' in same
    assert "round-said" not in same  # read aloud only when it is new
    TableRound.objects.filter(id=one.id).update(state="running", step="solve")
    new = browser.client.get(f"{ROUND}?stap=queued-read", **htmx).content.decode()
    assert "round-said" in new
    assert "Dekker" not in new
    TableRound.objects.filter(id=one.id).update(state="ready")
    done = browser.client.get(f"{ROUND}?stap=running-solve", **htmx).content.decode()
    assert "De ronde is klaar." in done
    assert "data-hx-trigger" not in done
    assert "Dekker" not in done


def test_what_went_wrong_is_said_and_can_be_done_again(cast, page, ring, monkeypatch):
    an_earlier_one = a_round(cast)
    with monkeypatch.context() as broken:
        broken.setattr(round_engine, "read", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            a_round(cast)
    browser = page(cast.samira).get(ROUND)
    assert "Het is niet gelukt om een ronde te maken. Dat ligt niet aan jou." in browser.main
    assert "Wil voor meneer Dekker" in browser.main  # the one before still holds
    browser.press("Maak een nieuwe ronde").land()
    assert "De ronde wacht op zijn beurt." in browser.main
    assert TableRound.objects.filter(id=an_earlier_one.id).exists()


def test_how_often_a_page_asks_is_pinned(cast, page, ring):
    for many in (1, 3):
        for nth in range(many):
            words = f"Samen zingen op dag {nth}."
            an_ask(cast.neighbour(f"Zanger {nth}"), words, state="ideas_open")
            an_offer(cast.neighbour(f"Stem {nth}"), words)
            an_offer(cast.neighbour(f"Nog een stem {nth}"), words)
        a_round(cast)
        browser = page(cast.samira).get(ROUND)  # writes who was looked at
        assert own_queries(browser.get(ROUND)) == PAPER_QUERIES
    queued(cast)
    assert own_queries(browser.get(ROUND)) == BUSY_QUERIES


def test_a_long_round_goes_on_on_a_next_page(cast, page, ring, monkeypatch):
    monkeypatch.setattr(queries, "ON_LEAF", 3)
    a_round(cast)
    browser = page(cast.samira).get(ROUND)
    assert "Wil voor meneer Dekker" in browser.main
    assert "Wie vlecht mijn haar?" not in browser.main
    assert "Dit is niet alles: er komt nog een blad." in browser.main
    assert "er iets veranderd" not in browser.main
    browser.get(ROUND, {"na": "3"})
    assert "Wie vlecht mijn haar?" in browser.main
    assert "er iets veranderd" not in browser.main
    for odd in ("x", "-1", "9" * 30, "²"):
        assert "Wil voor meneer Dekker" in browser.get(ROUND, {"na": odd}).main


def test_an_empty_neighbourhood_has_an_empty_round(cast, page):
    a_round(cast)
    assert "Er staat nu niets op deze ronde." in page(cast.samira).get(ROUND).main


def test_the_day_it_was_made_stands_on_it(cast, page, ring):
    made = a_round(cast)
    clock = timezone.localtime(made.made_at)
    assert f"{clock.hour}.{clock.minute:02}" in page(cast.samira).get(ROUND).main


# --- the web process stays light -----------------------------------------------------------------

HEAVY = ("numpy", "numba", "scipy", "mekaar.matching.rounds")


def test_the_pages_load_no_numpy(cast, page, ring, monkeypatch):
    """Whatever a page imports while it is made: with these blocked, every page is still there."""
    a_round(cast)
    for name in [*sys.modules]:
        if name in HEAVY or name.startswith("mekaar.matching.rounds."):
            monkeypatch.delitem(sys.modules, name)
    for name in HEAVY:
        monkeypatch.setitem(sys.modules, name, None)
    browser = page(cast.samira).get(ROUND)
    assert "Wil voor meneer Dekker" in browser.main
    ask = RoundIdea.objects.get(participant=cast.dekker).ask
    assert browser.get(f"/verbinden/vraag/{ask.code}/ideeen/").status == 200
    browser.get(ROUND).press("Maak een nieuwe ronde").land()
    assert "De ronde wacht op zijn beurt." in browser.main


def test_starting_the_web_process_loads_no_numpy():
    """And nothing is loaded at its start, by whatever file."""
    asks = (
        "import config.wsgi, sys; from django.urls import get_resolver;"
        " get_resolver().url_patterns; import mekaar.exchange.tasks;"
        f" print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr[-500:]
