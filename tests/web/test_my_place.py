"""Mijn plek and the whole record: what waits comes first, and everything is there to take along."""

import pytest
from django.utils import timezone

from mekaar.conversation.models import Encounter
from mekaar.exchange.actions import afterwards as actions
from mekaar.exchange.models import Arrangement
from mekaar.notices.models import Notice
from mekaar.notices.registry import WORDS
from tests.acting import acting_as, at_desk, by
from tests.exchange.asks import an_ask, an_offer
from tests.exchange.pairs import a_pair, first_yes, introduced, said
from tests.exchange.test_afterwards_actions import question_of, rounded_off
from tests.promises.whole_life import without_triggers

# What stands on one's own page itself, and what a worker does at the desk.
HERE = {"/mijn/", "/balie/gesprekken/"}


def a_notice(who, kind="exchange.contact_ended") -> Notice:
    return Notice.objects.create(
        neighbourhood_id=who.neighbourhood_id, recipient=who.id, kind=kind, channel="page"
    )


def test_what_waits_is_read_and_gone(cast, page):
    notice = a_notice(cast.dekker)
    mine = page(cast.dekker)
    mine.get("/mijn/")
    assert "Een contact is gestopt" in mine.text
    mine.post(f"/mijn/bericht/{notice.code}/gelezen/")
    mine.get("/mijn/")
    assert "Een contact is gestopt" not in mine.text


@pytest.mark.parametrize(
    "kind", sorted(kind for kind, words in WORDS.items() if words.where not in HERE)
)
def test_what_waits_leads_to_where_it_stands(cast, page, kind):
    a_notice(cast.dekker, kind)
    mine = page(cast.dekker).get("/mijn/")
    words = WORDS[kind]
    assert mine.links[str(words.subject)] == words.where
    assert mine.follow(str(words.subject)).status == 200
    assert mine.url == words.where


def test_a_notice_of_another_is_not_there(cast, page):
    notice = a_notice(cast.henk)
    mine = page(cast.dekker)
    assert mine.post(f"/mijn/bericht/{notice.code}/gelezen/").status == 404
    notice.refresh_from_db()
    assert notice.done_at is None


def test_my_place_shows_mine_and_nothing_of_another(cast, page):
    an_ask(cast.dekker, "Weer eens klaverjassen.")
    an_offer(cast.dekker, "Soep maken.")
    an_ask(cast.henk, "Spaanse les, mijn vrouw was ervan.")
    mine = page(cast.dekker)
    mine.get("/mijn/")
    assert "Weer eens klaverjassen." in mine.text
    assert "Soep maken." in mine.text
    assert "Spaanse les" not in mine.text


def test_after_the_double_yes_stands_when_they_meet(cast, page):
    pair = first_yes(a_pair(cast))
    told = pair.side("asker").told
    mine = page(pair.asker).get("/mijn/")
    assert told in mine.main
    assert "De eerste keer" not in mine.main
    said(pair, "asker", "yes")
    mine.get("/mijn/")
    assert f"De eerste keer kan hier: dinsdag om tien uur, {cast.place.name}" in mine.main
    assert told not in mine.main


def test_the_link_is_what_was_said(cast, page):
    ask = an_ask(cast.dekker, "Weer eens klaverjassen.")
    offer = an_offer(cast.dekker, "Soep maken " + "en nog meer " * 20)
    mine = page(cast.dekker)
    for address in ("/mijn/", "/mijn/vragen/"):
        assert mine.get(address).links["Weer eens klaverjassen."] == f"/mijn/vragen/{ask.code}/"
        assert "Bij de buurtverbinder" not in mine.links
    for address in ("/mijn/", "/mijn/aanbod/"):
        link = next(name for name in mine.get(address).links if name.startswith("Soep maken"))
        assert link.endswith("…")
        assert mine.links[link] == f"/mijn/aanbod/{offer.code}/"


def test_the_record_holds_everything_and_at_the_desk_no_goals(cast, page):
    pair = introduced(a_pair(cast))
    mine = page(pair.asker)
    mine.get("/mijn/alles/")
    assert pair.ask.words in mine.text
    assert "Henk" in mine.text
    assert "Jouw doelen" in mine.text
    at_desk(cast.ria, pair.asker)
    desk = page(cast.ria)
    desk.get("/mijn/alles/")
    assert pair.ask.words in desk.text
    assert "Jouw doelen" not in desk.text
    mine.get("/mijn/alles/")
    assert "Ria" in mine.text


def test_the_record_holds_what_is_over_too(cast, page):
    """ "Dit is alles" is true: also what was rounded off, and what somebody answered (R-B03)."""
    pair = rounded_off(introduced(a_pair(cast)))
    arrangement = Arrangement.objects.get()
    with acting_as(pair.asker):
        actions.answer_reverse_question(question_of(pair.asker), "no", by=by(pair.asker))
    mine = page(pair.asker).get("/mijn/alles/")
    assert arrangement.words in mine.main
    assert "(afgerond)" in mine.main
    assert "De vraag terug" in mine.main


@pytest.mark.parametrize("path", ["/mijn/", "/mijn/alles/"])
def test_as_many_queries_at_three_as_at_one(cast, page, path):
    mine = page(cast.dekker)
    an_ask(cast.dekker, "Een.")
    a_notice(cast.dekker)
    mine.get(path)  # the first page of a process also reads the opening hours
    mine.get(path)
    at_one = len(mine.queries)
    for words in ("Twee.", "Drie."):
        an_ask(cast.dekker, words)
        a_notice(cast.dekker)
    mine.get(path)
    assert len(mine.queries) == at_one


def test_the_desk_overview_is_for_host_and_connector(cast, page):
    for person in (cast.ria, cast.samira):
        assert page(person).get("/balie/").status == 200
    for person in (cast.dekker, cast.noor, cast.douwe, cast.joke):
        assert page(person).get("/balie/").status == 404


def test_while_helping_the_desk_shows_nobody_else(cast, page):
    """Who is helped looks along: the names of today stand there again afterwards."""
    a_planned_talk(cast)
    ria = page(cast.ria).get("/balie/")
    assert "Selam" in ria.main
    at_desk(cast.ria, cast.dekker)
    ria.get("/balie/")
    assert "Selam" not in ria.main
    assert "Daarom staat hier niemand anders." in ria.main
    assert "name" in ria.fields


def a_planned_talk(cast) -> None:
    with without_triggers():
        Encounter.objects.create(
            neighbourhood=cast.here,
            participant=cast.selam,
            written_by=cast.selam.id,
            place="thuis",
            state="planned",
            planned_for=timezone.now(),
            with_whom=cast.samira.id,
        )
