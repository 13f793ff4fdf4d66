"""Reporting words, deciding with a reason, and another person who looks again (L-20)."""

import pytest
from django.urls import reverse

from mekaar.exchange.models import Arrangement, Ask, Idea, Introduction
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from mekaar.places.models import Responsibility
from mekaar.reports.models import Decision, Report
from tests.acting import at_desk
from tests.exchange.asks import an_ask, an_offer, with_ideas
from tests.exchange.pairs import a_pair, agreed, introduced, offered, proposed
from tests.reports.scenes import (
    COMPLAINT,
    REASON,
    RUDE,
    appealed,
    decided,
    on_board,
    reported,
    rude_ask,
)

BOARD = "/mijn/buurtvragen/"
MINE = "/mijn/meldingen/"
LIST = "/meldingen/"
QUERIES_LIST = 11
# Who decides, and who does not even see that there are reports.
NO_DOOR = ("dekker", "joke", "loes", "noor", "douwe")


def lines(verb: str) -> list[tuple]:
    return list(Entry.objects.filter(verb=verb).values_list("by", "whose", "why"))


def test_from_the_board_to_a_decision_that_both_read(cast, page):
    cast.bert  # noqa: B018  # a second person who may decide
    rude_ask(cast)
    henk = page(cast.henk).get(BOARD)
    assert RUDE in henk.main
    henk.follow("Melden").submit(words=COMPLAINT)
    assert COMPLAINT in henk.main
    assert "Nog niet bekeken" in henk.main

    samira = page(cast.samira).get("/balie/")
    assert "Nu: 1" in samira.main
    samira.get(LIST)
    for secret in ("Dekker", "Henk", RUDE, COMPLAINT):
        assert secret not in samira.main
    samira.follow("Een vraag,")
    assert RUDE in samira.main
    assert COMPLAINT in samira.main
    assert "Henk" not in samira.main
    assert "Dekker" not in samira.main
    assert lines("reports.thing.seen") == [(cast.samira.id, cast.dekker.id, "reported")]
    assert lines("reports.report.seen") == [(cast.samira.id, cast.henk.id, "you_reported")]
    samira.submit(outcome="hidden", reason=REASON)
    assert "Er wacht nu niets op jou" in samira.main


def test_what_is_hidden_is_off_every_page_but_the_writers(cast, page):
    cast.bert  # noqa: B018
    ask = rude_ask(cast)
    decided(reported(cast, ask), "hidden", by_whom=cast.samira)
    assert RUDE not in page(cast.henk).get(BOARD).main
    assert RUDE not in page(cast.tineke).get(BOARD).main
    assert page(cast.samira).get(f"/verbinden/vraag/{ask.code}/").status == 404
    dekker = page(cast.dekker)
    assert RUDE in dekker.get(f"/mijn/vragen/{ask.code}/").main
    for who in (dekker, page(cast.henk)):
        assert "besluit over een melding" in who.get("/mijn/").main
        who.get(MINE)
        assert REASON in who.main
        assert "Ik ben het er niet mee eens" in who.buttons
    assert COMPLAINT not in dekker.get(MINE).main
    assert "Henk" not in dekker.main


def test_who_wrote_disagrees_and_another_person_decides_otherwise(cast, page):
    ask = rude_ask(cast)
    decided(reported(cast, ask), "removed", by_whom=cast.samira)
    dekker = page(cast.dekker).get(MINE).press("Ik ben het er niet mee eens")
    assert "Iemand anders kijkt er nog eens naar" in dekker.main
    assert on_board(cast, cast.tineke) == []

    assert "Er wacht nu niets op jou" in page(cast.samira).get(LIST).main
    ria = page(cast.ria).get(LIST).follow("Een vraag,")
    assert REASON in ria.main
    assert "Wie het schreef, is het hier niet mee eens" in ria.main
    ria.submit(outcome="stays", reason="Het is boos, en het mag er staan.")
    assert on_board(cast, cast.tineke) == [RUDE]
    for who in (cast.dekker, cast.henk):
        main = page(who).get(MINE).main
        assert "Een ander keek nog eens" in main
        assert "Het is boos" in main
        assert "Ik ben het er niet mee eens" not in main
    assert Notice.objects.filter(kind="reports.settled").count() == 2


def test_hidden_until_said_differently_and_removed_for_good(cast, page):
    for outcome, read in (("hidden", ["Wie helpt mij?"]), ("removed", [])):
        ask = rude_ask(cast)
        decided(reported(cast, ask), outcome, by_whom=cast.samira)
        page(cast.dekker).get(f"/mijn/vragen/{ask.code}/woorden/").submit(words="Wie helpt mij?")
        assert on_board(cast, cast.tineke) == read
        page(cast.dekker).get(f"/mijn/vragen/{ask.code}/").press("Intrekken")


def test_at_the_desk_it_is_read_back(cast, page):
    rude_ask(cast, cast.tineke)
    at_desk(cast.ria, cast.selam)
    ria = page(cast.ria).get(BOARD).follow("Melden").submit("Lees het terug", words=COMPLAINT)
    assert Report.objects.count() == 0
    assert COMPLAINT in ria.main
    ria.press("Ja, zo klopt het")
    assert ria.h1 == "Meldingen"
    report = Report.objects.get()
    assert (report.parties.participant_id, report.parties.written_by) == (
        cast.selam.id,
        cast.ria.id,
    )
    # Also saying that one does not agree, and who wrote it down does not decide.
    decided(report, "stays", by_whom=cast.samira)
    ria.get(MINE).press("Ik ben het er niet mee eens")
    at_desk(cast.ria, cast.henk)
    assert page(cast.ria).get(LIST).status == 409
    assert Entry.objects.filter(
        verb="reports.appeal.made", by=cast.ria.id, on_behalf_of=cast.selam.id, why="came_by"
    ).exists()


def test_a_report_is_taken_back_without_a_trace_of_words(cast, page):
    henk = page(cast.henk)
    reported(cast)
    henk.get(MINE).press("Trek deze melding in")
    assert "Hier staat niets" in henk.main
    assert Report.objects.count() == 0


def test_twice_is_once(cast):
    ask = rude_ask(cast)
    assert reported(cast, ask) == reported(cast, ask)
    assert reported(cast, ask, by_whom=cast.tineke) != reported(cast, ask)


@pytest.mark.parametrize("who", NO_DOOR)
def test_for_others_there_is_no_list(cast, page, who):
    report = reported(cast, rude_ask(cast, cast.tineke))
    browser = page(getattr(cast, who))
    assert browser.get(LIST).status == 404
    assert browser.get(f"{LIST}{report.code}/").status == 404
    assert "Hier staat niets" in browser.get(MINE).main


def test_who_wrote_reported_or_decided_does_not_decide(cast, page):
    """Also when that is a connector; and who decided first does not look again."""
    also = cast.neighbour("Tweede verbinder", role="connector")
    report = reported(cast, rude_ask(cast, cast.samira), by_whom=also)
    for who in (cast.samira, also, cast.ria):  # a host looks again only
        assert page(who).get(f"{LIST}{report.code}/").status == 404
        sent = {"outcome": "stays", "reason": "Ik vind van wel."}
        assert page(who).post(f"{LIST}{report.code}/", sent).status == 404
    decision = decided(report, "stays", by_whom=cast.bert)
    appealed(decision, by_whom=also)
    assert page(cast.bert).get(f"{LIST}{report.code}/").status == 404
    assert page(cast.ria).get(f"{LIST}{report.code}/").ok


def test_a_decision_has_a_reason(cast, page):
    report = reported(cast)
    samira = page(cast.samira).get(f"{LIST}{report.code}/").submit(outcome="hidden", reason="  ")
    assert samira.status == 422
    assert samira.errors == ["Waarom? Zeg waarom. Zonder reden is er geen besluit."]
    assert Decision.objects.count() == 0


def test_one_person_who_decides_is_told_honestly(cast, page):
    here = {"neighbourhood": cast.here, "label": "vertrouwenspersoon", "role": "confidant"}
    Responsibility.objects.create(**here, phone="06 0000 0004")
    assert cast.samira
    mine = page(cast.henk).get(MINE)
    assert "maar één mens" in mine.main
    assert "06 0000 0004" in mine.main
    assert "Je bent de enige die hier beslist" in page(cast.samira).get(LIST).main
    assert cast.bert
    assert "maar één mens" not in page(cast.henk).get(MINE).main


def test_what_is_hidden_is_no_idea_and_nobody_is_asked_for_it(cast, page):
    """An ask among ideas: the words in an idea are reported; an introduction that ran is off."""
    ask = with_ideas(an_ask(cast.dekker, "Weer eens klaverjassen.", state="ideas_open"))
    offer = an_offer(cast.wil, "Samen klaverjassen, dief.", audience="neighbourhood")
    with_ideas(ask)
    dekker = page(cast.dekker).get(f"/mijn/vragen/{ask.code}/ideeen/")
    assert "klaverjassen, dief" in dekker.main
    dekker.follow("Melden").submit(words=COMPLAINT)
    decided(Report.objects.get(), "hidden", by_whom=cast.samira)
    assert Idea.objects.filter(offer=offer).count() == 0
    with_ideas(ask)
    assert Idea.objects.filter(offer=offer).count() == 0
    assert page(cast.samira).get(f"/verbinden/aanbod/{offer.code}/").status == 404

    pair = offered(a_pair(cast, asker=cast.tineke))
    page(cast.henk).get(f"/mijn/kennismaking/{pair.side('giver').code}/").follow("Melden").submit(
        words="Dit is naar gezegd."
    )
    report = Report.objects.get(kind="telling")
    assert page(cast.samira).get(f"{LIST}{report.code}/").status == 404  # her own words
    decided(report, "hidden", by_whom=cast.bert)
    assert Introduction.objects.count() == 0
    assert Ask.objects.get(id=pair.ask.id).state == "ideas_open"
    assert "Verteld" not in page(cast.henk).get("/mijn/").main


def test_words_of_an_arrangement_and_of_an_ask_after_a_double_yes(cast, page):
    pair = introduced(a_pair(cast))
    side = pair.side("giver")
    page(cast.henk).get(f"/mijn/kennismaking/{side.code}/").follow("Melden").submit(words="Naar.")
    one = proposed(pair)
    there = f"/mijn/afspraken/{one.code}/"
    assert "Melden" not in page(cast.dekker).get(there).links
    page(cast.henk).get(there).follow("Melden").submit(words="Dit wil ik niet lezen.")
    assert page(cast.samira).get(LIST).ok
    for report in Report.objects.all():
        samira = page(cast.samira).get(f"{LIST}{report.code}/")
        assert "De woorden zijn er niet meer" not in samira.main
        samira.submit(outcome="hidden", reason=REASON)
    assert page(cast.henk).get(there).status == 404
    assert page(cast.dekker).get(there).ok
    assert page(cast.henk).get(f"/mijn/kennismaking/{side.code}/").ok
    assert Arrangement.objects.count() == 1


def test_an_agreed_arrangement_belongs_to_who_proposed_it(cast):
    pair = introduced(a_pair(cast))
    assert agreed(pair).proposer_id == cast.dekker.id
    assert proposed(pair, which="giver", words="Soep eten.").proposer_id == cast.henk.id


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(cast, page, count):
    cast.bert  # noqa: B018
    for who in (cast.dekker, cast.tineke, cast.wil)[:count]:
        reported(cast, rude_ask(cast, who))
    assert len(page(cast.samira).get(LIST).queries) == QUERIES_LIST


@pytest.mark.parametrize("what", ["vraag", "idee", "aanbod", "kennismaking", "afspraak", "mens"])
def test_what_one_does_not_read_is_not_there(cast, page, what):
    pair = introduced(a_pair(cast, asker=cast.wil))
    codes = [pair.ask.code, pair.offer.code, pair.side("giver").code, proposed(pair).code, "X"]
    for who in (cast.tineke, cast.noor, cast.stranger_resident):
        found = [page(who).get(reverse("reports:report_new", args=[what, c])).status for c in codes]
        assert set(found) == {404}
    assert page(cast.wil).get(f"/mijn/melden/vraag/{pair.ask.code}/").status == 404  # one's own
