"""Asking in own words on screen and at the desk: J1 steps 3 to 5, J3's later wording."""

import pytest

from mekaar.conversation.models import CoreAnswer
from mekaar.exchange.models import Ask, Idea
from mekaar.journal.models import Entry
from mekaar.people.models import DeskVisit, Group
from tests.conversation.scenes import says
from tests.exchange.asks import an_ask, an_offer, own_queries, with_ideas

NEW = "/mijn/vragen/nieuw/"


def url(ask, *rest):
    return "/".join(["/mijn/vragen", ask.code, *rest, ""])


@pytest.fixture
def desk(cast, page):
    """Samira with an open visit of meneer Dekker."""
    DeskVisit.objects.create(neighbourhood=cast.here, helper=cast.samira, resident=cast.dekker)
    return page(cast.samira)


def test_asking_is_one_thing_a_page(cast, page):
    browser = page(cast.dekker).get(NEW)
    assert set(browser.fields) == {"csrfmiddlewaretoken", "eenmaal", "words"}

    browser.submit("Bewaar mijn vraag", words="Weer eens klaverjassen.")
    assert browser.h1 == "Wat ik zelf doe, en wie er naast me staat"
    browser.submit("Bewaar", self_part="Ik ken de regels.", beside_me="")
    assert browser.h1 == "Wanneer, hoe ver en in welke taal"
    browser.submit("Bewaar", times=["6"], max_distance="1000", languages=["nl"])

    ask = Ask.objects.get()
    assert browser.url == url(ask)
    assert ask.state == "with_connector"
    assert ask.audience == "connector"
    assert (ask.self_part, ask.beside_me) == ("Ik ken de regels.", "")
    assert (ask.times, ask.max_distance, ask.languages) == (1 << 6, 1000, ["nl"])
    assert "Weer eens klaverjassen." in browser.main
    assert "Wie er naast me staat: dat staat hier nog niet." in browser.main


def test_only_the_words_are_needed_and_the_rest_can_wait(cast, page):
    browser = page(cast.dekker).get(NEW).submit("Bewaar mijn vraag", words="Klaverjassen.")
    browser.follow("Later verder")

    assert browser.h1 == "Mijn vraag"
    assert Ask.objects.get().self_part == ""


def test_an_ask_can_begin_with_what_the_card_says_is_needed(cast, page):
    says(cast.henk, need="Geheim van Henk.")
    says(cast.dekker, need="Weer eens kaarten.", want="rust")
    browser = page(cast.dekker).get("/mijn/gesprek/kaart/").follow("Maak hier een vraag van")
    assert browser.url == f"{NEW}?van=kaart"
    assert browser.fields["words"] == "Weer eens kaarten."
    browser.submit("Bewaar mijn vraag")
    assert Ask.objects.get().words == "Weer eens kaarten."
    assert browser.get(NEW).fields["words"] == ""


def test_at_the_desk_the_words_of_the_card_are_journalled(cast, desk):
    says(cast.dekker, need="Weer eens kaarten.")
    assert desk.get(f"{NEW}?van=kaart").fields["words"] == "Weer eens kaarten."
    line = Entry.objects.get(verb="conversation.card.seen")
    assert (line.by, line.whose) == (cast.samira.id, cast.dekker.id)


def test_a_card_without_a_need_makes_no_ask(cast, page):
    says(cast.dekker, want="rust")
    assert "Maak hier een vraag van" not in page(cast.dekker).get("/mijn/gesprek/kaart/").links


def test_no_step_asks_a_problem_a_birth_date_or_mail(cast, page):
    browser = page(cast.dekker).get(NEW)
    seen = [browser.text]
    browser.submit("Bewaar mijn vraag", words="Klaverjassen.")
    seen.append(browser.text)
    browser.submit("Bewaar")
    seen.append(browser.text)
    browser.submit("Bewaar")
    seen.append(browser.text)

    words = " ".join(seen).lower()
    for never in ("probleem", "geboorte", "e-mail", "mailadres", "bsn", "soort vraag", "categorie"):
        assert never not in words


def test_card_is_offered_first_and_the_resident_may_pass_it(cast, page):
    ask = an_ask(cast.dekker, state="thinking")
    browser = page(cast.dekker).get(url(ask))
    assert "Wat wil ik? Wat kan ik? Wat heb ik nodig?" in browser.main
    assert browser.links["Naar de drie vragen"]

    browser.press("Ik wil ideeën horen")
    assert browser.h1 == "Eerst drie vragen"
    ask.refresh_from_db()
    assert ask.state == "thinking"

    browser.press("Sla over, ik wil nu ideeën horen")
    ask.refresh_from_db()
    assert ask.state == "ideas_open"
    assert browser.h1 == "Ideeën bij mijn vraag"


def test_card_is_not_offered_again_after_an_answer(cast, page):
    ask = an_ask(cast.dekker, state="thinking")
    CoreAnswer.objects.create(
        neighbourhood=cast.here, participant=cast.dekker, question="want", version=1,
        words="weer eens klaverjassen", written_by=cast.dekker.id,
    )  # fmt: skip
    browser = page(cast.dekker).get(url(ask))

    assert "Naar de drie vragen" not in browser.links
    assert browser.press("Ik wil ideeën horen").h1 == "Ideeën bij mijn vraag"


def test_thinking_says_so_and_shows_no_clock(cast, page):
    ask = an_ask(cast.dekker, state="encounter")
    browser = page(cast.dekker).get(url(ask)).press("Ik denk nog na")

    assert "Neem de tijd. Er gebeurt niets tot jij het zegt." in browser.main
    for clock in ("dagen", "weken", "sinds", "geleden", "uiterlijk"):
        assert clock not in browser.main


def test_first_and_later_wording_stand_side_by_side(cast, page):
    ask = an_ask(cast.dekker, "Rust van instanties.")
    browser = page(cast.dekker).get(url(ask)).follow("Ik zeg het nu anders")
    browser.submit("Bewaar", words="Zelf bepalen wie er langskomt.")

    assert "Zo zei je het eerst" in browser.main
    assert "Rust van instanties." in browser.main
    assert "Zelf bepalen wie er langskomt." in browser.main


def test_withdrawing_is_one_step_without_a_reason(cast, page):
    ask = an_ask(cast.dekker, state="ideas_open")
    browser = page(cast.dekker).get(url(ask)).press("Intrekken")

    ask.refresh_from_db()
    assert ask.state == "withdrawn"
    assert "Deze vraag is ingetrokken." in browser.main
    assert not {"Intrekken", "Afronden"} & set(browser.buttons)


def test_closing_ideas_again_takes_them_away(cast, page):
    an_offer(cast.wil, "Ik wil graag samen klaverjassen.")
    ask = with_ideas(an_ask(cast.dekker, state="ideas_open"))
    assert Idea.objects.filter(ask=ask).count() == 1

    page(cast.dekker).get(url(ask)).press("Doe de ideeën weer dicht")

    ask.refresh_from_db()
    assert ask.state == "thinking"
    assert not Idea.objects.exists()


def test_group_is_asked_for_when_it_is_for_a_group(cast, page):
    table = Group.objects.create(neighbourhood=cast.here, name="de vrouwentafel")
    ask = an_ask(cast.selam)
    browser = page(cast.selam).get(url(ask, "wie-leest-mee"))

    browser.submit("Bewaar", audience="group")
    assert browser.status == 422
    browser.submit("Bewaar", audience="group", group=table.code)

    ask.refresh_from_db()
    assert (ask.audience, ask.group) == ("group", table)
    assert "de vrouwentafel" in browser.main


def test_at_the_desk_everything_is_on_one_page_and_read_back(cast, desk):
    browser = desk.get(NEW)
    assert {"words", "self_part", "beside_me", "max_distance", "audience"} <= set(browser.fields)

    browser.submit("Lees het terug", words="Weer eens klaverjassen.", self_part="Koken.")
    assert browser.h1 == "Klopt je vraag zo?"
    assert not Ask.objects.exists()
    browser.press("Ja, zo klopt het")

    ask = Ask.objects.get()
    assert ask.participant == cast.dekker
    assert ask.written_by == cast.samira.id
    assert ask.read_back_at is not None
    line = Entry.objects.get(verb="exchange.ask.placed")
    assert (line.by, line.whose, line.on_behalf_of) == (
        cast.samira.id,
        cast.dekker.id,
        cast.dekker.id,
    )


def test_looking_at_the_desk_is_written_down_and_at_home_it_is_not(cast, desk, page):
    ask = an_ask(cast.dekker)

    page(cast.dekker).get(url(ask)).get("/mijn/vragen/")
    assert not Entry.objects.filter(verb="exchange.ask.seen").exists()

    desk.get(url(ask)).get("/mijn/vragen/")
    lines = Entry.objects.filter(verb="exchange.ask.seen")
    assert [(line.by, line.whose, line.thing) for line in lines] == [
        (cast.samira.id, cast.dekker.id, ask.id)
    ] * 2


@pytest.mark.parametrize("who", ["wil", "ria", "samira", "noor", "douwe", "stranger"])
@pytest.mark.parametrize(
    "rest", [(), ("woorden",), ("samen",), ("wanneer",), ("wie-leest-mee",), ("ideeen",)]
)
def test_nobody_else_has_my_ask_on_their_pages(cast, page, who, rest):
    ask = an_ask(cast.dekker, "Geheim van meneer Dekker.", state="ideas_open")
    browser = page(getattr(cast, who)).get(url(ask, *rest))

    assert browser.status == 404
    assert "Geheim" not in browser.text


@pytest.mark.parametrize("verb", ["ik-denk-na", "afronden", "intrekken", "ideeen-horen"])
def test_nobody_else_presses_my_buttons(cast, page, verb):
    ask = an_ask(cast.dekker, state="encounter", audience="neighbourhood")

    assert page(cast.wil).post(url(ask, verb)).status == 404
    assert page(cast.dekker).get(url(ask, verb)).status == 405
    ask.refresh_from_db()
    assert ask.state == "encounter"


def test_second_click_says_that_something_changed(cast, page):
    ask = an_ask(cast.dekker, state="encounter")
    one, other = page(cast.dekker), page(cast.dekker)
    one.get(url(ask))
    other.get(url(ask)).press("Intrekken")

    one.submit("Ik denk nog na")

    assert one.status == 409
    ask.refresh_from_db()
    assert ask.state == "withdrawn"


def test_ask_from_the_notebook_becomes_mine(cast, page):
    ask = an_ask(cast.dekker, "iets met kaarten", state="draft")
    browser = page(cast.dekker).get(url(ask)).follow("Ja, dit is mijn vraag")
    browser.submit("Bewaar", words="Weer eens klaverjassen.")

    ask.refresh_from_db()
    assert (ask.state, ask.first_words) == ("with_connector", "Weer eens klaverjassen.")


@pytest.mark.parametrize("how_many", [1, 3])
def test_query_count_does_not_grow(cast, page, how_many):
    asks = [an_ask(cast.dekker, f"Vraag {n}") for n in range(how_many)]
    browser = page(cast.dekker)

    assert own_queries(browser.get("/mijn/vragen/")) == LIST_QUERIES
    assert own_queries(browser.get(url(asks[0]))) == PAGE_QUERIES


LIST_QUERIES = 1
PAGE_QUERIES = 1


@pytest.mark.parametrize("state", ["with_connector", "thinking", "ideas_open", "introduced"])
def test_what_ends_an_ask_is_folded_away_at_the_end(cast, page, state):
    ask = an_ask(cast.dekker, state=state)
    browser = page(cast.dekker).get(url(ask))
    buttons = [one for one in browser.document.all("button") if one.inside("main")]
    folded = [one.words for one in buttons if one.inside("details")]
    assert folded == ["Afronden", "Intrekken"]
    assert [one.words for one in buttons][-2:] == folded


def test_what_was_left_open_is_not_said_for_the_asker(cast, page):
    ask = an_ask(cast.dekker, "Iemand met verstand van kachels.")
    for browser, address in (
        (page(cast.dekker), url(ask)),
        (page(cast.samira), f"/verbinden/vraag/{ask.code}/"),
    ):
        browser.get(address)
        assert "Iemand met verstand van kachels." in browser.main
        assert "weet ik nog niet" not in browser.main
        assert "maakt niet uit" not in browser.main
