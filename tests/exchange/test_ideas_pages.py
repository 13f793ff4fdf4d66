"""The ideas pages: for the asker no name and few words; for the connector everything (R-A13)."""

import pytest
from django.utils import timezone

from mekaar.exchange.models import Idea, IdeaSetAside, Introduction, Offer
from mekaar.exchange.reasons import sentences
from mekaar.journal.models import Entry
from mekaar.people.models import DeskVisit
from tests.exchange.asks import an_ask, an_offer, own_queries, with_ideas

HIDDEN = "Ik klaverjas graag en woon op nummer twaalf."
SHOWN = "Klaverjassen bij ons aan tafel."


def mine(ask):
    return f"/mijn/vragen/{ask.code}/ideeen/"


def theirs(ask, *rest):
    return "/".join(["/verbinden/vraag", ask.code, *rest, ""])


@pytest.fixture
def ask(cast):
    an_offer(cast.wil, HIDDEN)
    an_offer(cast.henk, SHOWN, audience="neighbourhood", kind="group")
    return with_ideas(an_ask(cast.dekker, "Weer eens klaverjassen.", state="ideas_open"))


def test_asker_reads_kind_and_reasons_and_never_a_name(cast, page, ask):
    browser = page(cast.dekker).get(mine(ask))

    assert "Iemand uit de buurt" in browser.main
    assert "Een groep" in browser.main
    assert "Waarom dit idee?" in browser.main
    for hidden in ("Wil ", "Henk", HIDDEN, "nummer", "twaalf", "klaverjas graag"):
        assert hidden not in browser.main
    assert SHOWN in browser.main


def test_at_the_desk_the_same_page_hides_the_same(cast, page, ask):
    DeskVisit.objects.create(neighbourhood=cast.here, helper=cast.samira, resident=cast.dekker)
    browser = page(cast.samira).get(mine(ask))

    assert SHOWN in browser.main
    for hidden in ("Henk", HIDDEN, "nummer twaalf"):
        assert hidden not in browser.main


@pytest.mark.parametrize("state", ["with_connector", "encounter", "thinking", "rounded_off"])
def test_ideas_page_is_not_there_until_ideas_are_open(cast, page, state):
    an_offer(cast.wil, HIDDEN)
    ask = with_ideas(an_ask(cast.dekker, "Klaverjassen.", state=state))

    assert page(cast.dekker).get(mine(ask)).status == 404
    assert page(cast.samira).get(theirs(ask, "ideeen")).status == 404


def test_more_and_not_this_one(cast, page, ask):
    browser = page(cast.dekker).get(mine(ask))
    first, second = Idea.objects.order_by("code")
    browser.post(f"{mine(ask)}{first.code}/meer-weten/").land()
    assert "Je wilt hier meer van weten." in browser.main
    browser.post(f"{mine(ask)}{second.code}/deze-niet/").land()

    left = Idea.objects.get()
    assert left == first
    assert left.wished_at is not None


def test_double_click_on_not_this_one_is_no_fault_of_anybody(cast, page, ask):
    idea = Idea.objects.first()
    browser = page(cast.dekker)
    browser.post(f"{mine(ask)}{idea.code}/deze-niet/")

    assert browser.post(f"{mine(ask)}{idea.code}/deze-niet/").status == 404
    assert Idea.objects.count() == 1


@pytest.mark.parametrize("who", ["wil", "henk", "samira", "ria", "stranger"])
def test_nobody_presses_on_the_ideas_of_another(cast, page, ask, who):
    idea = Idea.objects.first()
    browser = page(getattr(cast, who))

    assert browser.post(f"{mine(ask)}{idea.code}/meer-weten/").status == 404
    assert browser.post(f"{mine(ask)}{idea.code}/deze-niet/").status == 404
    assert Idea.objects.filter(wished_at=None).count() == 2


def test_connector_listens_until_ideas_are_open(cast, page):
    an_offer(cast.wil, HIDDEN)
    ask = an_ask(cast.dekker, "Weer eens klaverjassen.")
    browser = page(cast.samira).get(theirs(ask))
    assert "Luister." in browser.main
    assert "Bekijk de ideeën" not in browser.links
    for hidden in ("Wil ", HIDDEN):
        assert hidden not in browser.main

    browser.press("We praten samen")
    ask.refresh_from_db()
    assert ask.state == "encounter"
    assert "We praten samen" not in browser.buttons
    assert "Luister." in browser.main


def test_connector_sees_names_words_and_reasons_and_it_is_written_down(cast, page, ask):
    browser = page(cast.samira).get(theirs(ask, "ideeen"))

    for seen in ("Wil", "Henk", HIDDEN, SHOWN):
        assert seen in browser.main
    lines = Entry.objects.filter(by=cast.samira.id, verb__endswith=".seen")
    assert {(line.verb, line.whose, line.why) for line in lines} == {
        ("exchange.ask.seen", cast.dekker.id, "asked_connector"),
        ("exchange.offer.seen", cast.wil.id, "told_connector"),
        ("exchange.offer.seen", cast.henk.id, "told_connector"),
    }
    read = page(cast.dekker).get("/mijn/inkijk/").main
    assert "Samira keek" in read
    assert "naar jouw vraag, omdat jij de buurtverbinder iets vroeg" in read


def test_connector_reads_who_can_go_round(cast, page, ask):
    an_offer(cast.dekker, "Een pan soep maken.")
    with_ideas(an_ask(cast.wil, "Wie maakt er soep?", state="ideas_open"))

    browser = page(cast.samira).get(theirs(ask, "ideeen"))

    assert "Hier kan het rond:" in browser.main
    assert "meneer Dekker voor Wil" in browser.main
    assert "Wil voor meneer Dekker" in browser.main


def test_connector_reads_who_can_go_round_with_three(cast, page, ask):
    an_offer(cast.dekker, "Een pan soep maken.")
    with_ideas(an_ask(cast.tineke, "Wie maakt er soep?", state="ideas_open"))
    an_offer(cast.tineke, "Fietsen plakken.")
    with_ideas(an_ask(cast.henk, "Mijn fietsen zijn lek.", state="ideas_open"))

    browser = page(cast.samira).get(theirs(ask, "ideeen"))

    assert "meneer Dekker voor Tineke, Tineke voor Henk en Henk voor meneer Dekker" in browser.main


@pytest.mark.parametrize(
    ("offer", "sentence"),
    [
        ({"words": "Deuren maken."}, "Niemand in de buurt bood iets aan dat hierop lijkt."),
        ({"times": 0b0100}, "De dagen en tijden vallen niet samen."),
        ({"languages": ["tr"]}, "Niemand die dit aanbiedt, spreekt Nederlands."),
    ],
)
def test_connector_reads_why_there_is_no_idea(cast, page, offer, sentence):
    ask = an_ask(cast.dekker, "Klaverjassen.", state="ideas_open", times=0b0011)
    an_offer(cast.wil, **{"words": "Samen klaverjassen.", **offer})

    browser = page(cast.samira).get(theirs(with_ideas(ask), "ideeen"))

    assert sentence in browser.main
    assert "Wil " not in browser.main


def test_connector_looks_again(cast, page, ask):
    an_offer(cast.tineke, "Klaverjassen op vrijdag.")
    browser = page(cast.samira).get(theirs(ask, "ideeen")).press("Kijk opnieuw")

    assert "Klaverjassen op vrijdag." in browser.main


@pytest.mark.parametrize("who", ["dekker", "wil", "ria", "noor", "douwe", "joke", "bert"])
@pytest.mark.parametrize("rest", [(), ("ideeen",)])
def test_only_a_connector_has_these_pages(cast, page, ask, who, rest):
    browser = page(getattr(cast, who)).get(theirs(ask, *rest))

    assert browser.status == 404
    assert "klaverjas" not in browser.text


def test_connector_of_another_neighbourhood_sees_nothing(cast, page, ask):
    assert page(cast.stranger).get(theirs(ask)).status == 404


def test_no_score_and_no_number_of_ideas_on_any_page(cast, page, ask):
    for browser in (
        page(cast.dekker).get(mine(ask)),
        page(cast.samira).get(theirs(ask, "ideeen")),
    ):
        for never in ("fit", "procent", "%", "sterren", "beste", "punten", "2 ideeën"):
            assert never not in browser.main


@pytest.mark.parametrize("how_many", [1, 3])
def test_query_count_does_not_grow(cast, page, how_many):
    ask = an_ask(cast.dekker, "Weer eens klaverjassen.", state="ideas_open")
    for n in range(how_many):
        buur = cast.neighbour(f"Buur {n}")
        an_offer(buur, SHOWN, audience="neighbourhood")
    with_ideas(ask)
    assert Idea.objects.count() == how_many

    assert own_queries(page(cast.dekker).get(mine(ask))) == ASKER_QUERIES
    assert own_queries(page(cast.samira).get(theirs(ask, "ideeen"))) == CONNECTOR_QUERIES


ASKER_QUERIES = 3
CONNECTOR_QUERIES = 3


@pytest.mark.parametrize(
    ("kind", "values", "rest"),
    [
        ("same_subject", ["tandarts"], "hebben het allebei over ‘tandarts’."),
        ("near", [], "wonen vlak bij elkaar."),
        ("same_language", ["ti"], "spreken allebei Tigrinya."),
        ("via_language_helper", [], "spreken een andere taal. Er is een taalhulp die mee kan."),
    ],
)
def test_a_reason_speaks_to_the_asker_and_about_them_to_the_connector(kind, values, rest):
    told = [{"kind": kind, "values": values}]
    assert sentences(told, words="naar de tandarts") == [f"Jullie {rest}"]
    assert sentences(told, words="naar de tandarts", to_connector=True) == [f"Zij {rest}"]


def test_connector_reads_by_name_who_wants_more(cast, page, ask):
    Idea.objects.filter(ask=ask).update(wished_at=timezone.now())
    browser = page(cast.samira).get(theirs(ask, "ideeen"))
    assert "Meneer Dekker wil hier meer van weten." in browser.main


def test_a_connector_thinks_of_somebody_the_engine_did_not(cast, page, ask):
    """The engine proposes, a person knows people: any open offer can be introduced."""
    an_offer(cast.tineke, "Ik schuif graag ergens aan.")
    an_offer(cast.tineke, "Dit even niet.", state="resting")
    browser = page(cast.samira).get(theirs(ask, "ideeen"))
    assert "Tineke" not in browser.main
    browser.submit("Zoek", name="tin")
    assert "Ik schuif graag ergens aan." in browser.main
    assert "Dit even niet." not in browser.main
    seen = Entry.objects.filter(verb="exchange.offer.seen", whose=cast.tineke.id)
    assert [(one.by, one.why) for one in seen] == [(cast.samira.id, "told_connector")]
    offer = Offer.objects.get(state="open", participant=cast.tineke)
    browser.get(f"/verbinden/{ask.code}/{offer.code}/kennismaking/")
    browser.submit("Vraag de eerste")
    assert Introduction.objects.get().ask == ask


@pytest.mark.parametrize("name", ["dekker", "henk aside", "nobody", "stranger", "x", "\x00"])
def test_whom_a_connector_does_not_find_there(cast, page, ask, name):
    """The asker, what the asker laid aside, who offers nothing, and next door."""
    an_offer(cast.dekker, "Ik kan zelf ook kaarten.")
    an_offer(cast.stranger_resident, "Van de overkant.")
    for idea in Idea.objects.filter(ask=ask, offer__participant=cast.henk):
        IdeaSetAside.objects.create(
            neighbourhood=cast.here, ask=ask, offer=idea.offer, participant=cast.dekker
        )
    typed = {"henk aside": "Henk", "nobody": "Ria", "stranger": "Ophelia"}.get(name, name)
    browser = page(cast.samira).get(theirs(ask, "ideeen"), {"name": typed})
    heading = browser.main.index("Weet jij zelf iemand?")
    assert "Breng ze samen" not in browser.main[heading:]
