"""Inkijk: the journal in plain Dutch, to the resident only, without names before a double yes."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mekaar.journal import queries as journal
from mekaar.journal.actions import Line, record
from mekaar.people import looks
from tests.acting import acting_as, as_web, at_desk, by

JOURNAL = reverse("people:journal")
MARCH = datetime.datetime(2026, 3, 3, 9, 15, tzinfo=datetime.UTC)


def look(whose, who, verb="people.participant.seen", why="came_by", on_behalf=True):
    record(
        Line(verb, whose=whose.id, why=why, on_behalf_of=whose.id if on_behalf else None),
        by=who.id if who else None,
        here=whose.neighbourhood_id,
    )


def sentences(whose, *, viewer=None):
    with acting_as(viewer or by(whose)):
        found = looks.latest(whose, journal.lines_about(whose.id))
    return [one.sentence for one in found.looks]


# PostgreSQL's own clock cannot be set: a visit is open in the real now.
TODAY = datetime.datetime.now(datetime.UTC)


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel(MARCH, tick=True):
        yield


def test_reads_like_a_neighbour_would_say_it(cast):
    look(cast.dekker, cast.ria)
    assert sentences(cast.dekker) == [
        "Ria keek op dinsdag 3 maart om 10.15 uur naar jouw gegevens, omdat je aan de balie kwam."
    ]


def test_just_after_midnight(cast):
    with time_machine.travel("2026-03-03T00:05+01:00"):
        look(cast.dekker, cast.ria)
    assert "op dinsdag 3 maart om 0.05 uur naar" in sentences(cast.dekker)[0]


def test_a_visit_is_told_in_one_line_that_folds_out(cast, page):
    """Twenty pages in one talk are one visit; what was written stands apart (L-10)."""
    with time_machine.travel(MARCH, tick=False) as clock:
        for minute in range(4):
            look(cast.dekker, cast.ria)
            if minute == 2:
                look(cast.dekker, cast.ria, verb="people.reach.changed")
            clock.shift(datetime.timedelta(minutes=3))
        clock.shift(datetime.timedelta(hours=2))
        look(cast.dekker, cast.ria)
        with acting_as(by(cast.dekker)):
            found = looks.latest(cast.dekker, journal.lines_about(cast.dekker.id))
    later, visit, written = found.looks
    assert later.each == ()
    assert visit.sentence == (
        "Ria keek op dinsdag 3 maart van 10.15 uur tot 10.24 uur in jouw bladzijden,"
        " omdat je aan de balie kwam."
    )
    assert [len(visit.each), written.each] == [4, ()]
    assert "namens jou" in written.sentence
    assert "om 10.18 uur naar jouw gegevens" in page(cast.dekker).get("/mijn/inkijk/").html


def test_two_helpers_are_two_visits(cast):
    for _ in range(3):
        look(cast.dekker, cast.ria)
        look(cast.dekker, cast.samira)
    assert len(sentences(cast.dekker)) == 2


def test_what_was_written_for_you_says_so(cast):
    look(cast.dekker, cast.ria, verb="people.reach.changed")
    assert sentences(cast.dekker) == [
        "Ria veranderde op dinsdag 3 maart om 10.15 uur hoe jij bereikbaar bent, namens jou,"
        " omdat je aan de balie kwam."
    ]


def test_oneself_is_you(cast):
    look(cast.dekker, cast.dekker, verb="people.reach.changed", why="", on_behalf=False)
    assert sentences(cast.dekker)[0].startswith("Jij veranderde op dinsdag 3 maart")


def test_without_a_person_it_was_the_operator(cast):
    look(cast.dekker, None, verb="people.role.given", why="by_command", on_behalf=False)
    assert sentences(cast.dekker)[0].startswith("De beheerder gaf op")


def test_somebody_who_was_erased_has_no_name(cast):
    look(cast.dekker, cast.ria)
    cast.ria.delete()
    assert sentences(cast.dekker)[0].startswith("Iemand die gewist is keek op")


def test_no_name_of_a_neighbour_before_a_double_yes(cast):
    look(cast.dekker, cast.henk, why="", on_behalf=False)
    assert sentences(cast.dekker)[0].startswith("Een buurtgenoot keek op")
    with as_web(cast.dekker) as cursor:
        cursor.execute("SELECT name FROM wall.names_in_journal(ARRAY[%s]::uuid[])", [cast.henk.id])
        assert cursor.fetchall() == [(b"",)]


@pytest.mark.parametrize("who", ["henk", "noor", "douwe", "ria", "samira", "stranger"])
def test_nobody_else_reads_it(cast, who):
    look(cast.dekker, cast.bert)
    reader = getattr(cast, who)
    assert sentences(cast.dekker, viewer=by(reader)) == []
    with as_web(reader) as cursor:
        cursor.execute("SELECT * FROM wall.names_in_journal(ARRAY[%s]::uuid[])", [cast.bert.id])
        assert cursor.fetchall() == []


def test_page_shows_everything_and_can_be_printed(cast, page):
    look(cast.dekker, cast.ria)
    look(cast.dekker, cast.samira, why="phoned")
    browser = page(cast.dekker).get(JOURNAL)
    assert "Ria keek op" in browser.main
    assert "Samira keek op dinsdag 3 maart om 10.15 uur naar jouw gegevens, omdat je belde." in (
        browser.main
    )
    assert "Druk af op papier" in browser.html


def test_filter_by_person(cast, page):
    look(cast.dekker, cast.ria)
    look(cast.dekker, cast.samira)
    browser = page(cast.dekker).get(JOURNAL, {"person": cast.samira.code})
    assert "Samira keek" in browser.main
    assert "Ria keek" not in browser.main


def test_filter_by_period(cast, page):
    look(cast.dekker, cast.ria)
    with time_machine.travel(MARCH + datetime.timedelta(days=10), tick=True):
        look(cast.dekker, cast.samira)
    browser = page(cast.dekker).get(JOURNAL, {"first": "5 maart"})
    assert "Samira keek" in browser.main
    assert "Ria keek" not in browser.main
    browser.get(JOURNAL, {"last": "3 maart"})
    assert "Ria keek" in browser.main
    assert "Samira keek" not in browser.main


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"first": "ooit"}, 422),
        ({"person": "iemand"}, 422),
        ({"older": "\x00"}, 422),
        ({"older": "ZZZZ"}, 200),
        ({"person": "\x00", "first": "9" * 5000}, 422),
    ],
)
def test_nonsense_in_the_filter_shows_everything(cast, page, given, status):
    look(cast.dekker, cast.ria)
    browser = page(cast.dekker).get(JOURNAL, given)
    assert browser.status == status
    assert "Ria keek" in browser.main


def test_desk_path_and_that_look_is_logged_too(cast, page):
    look(cast.dekker, cast.samira)
    with time_machine.travel(TODAY, tick=True):
        at_desk(cast.ria, cast.dekker)
        browser = page(cast.ria).get(JOURNAL)
    assert "Samira keek" in browser.main
    assert "uur wie er in jouw gegevens keek, omdat je aan de balie kwam." in browser.main


def test_older_lines_are_a_page_further(cast, page):
    for minute in range(looks.ON_A_PAGE + 2):
        with time_machine.travel(MARCH - datetime.timedelta(hours=minute), tick=False):
            look(cast.dekker, cast.ria)
    browser = page(cast.dekker).get(JOURNAL)
    assert browser.main.count("Ria keek") == looks.ON_A_PAGE
    browser.follow("Laat oudere regels zien")
    assert browser.main.count("Ria keek") == 2
    assert "Laat oudere" not in browser.main


@pytest.mark.parametrize("count", [1, 3])
def test_same_number_of_questions_for_more_lines(cast, page, count):
    for who in (cast.ria, cast.samira, cast.bert)[:count]:
        look(cast.dekker, who)
    assert len(page(cast.dekker).get(JOURNAL).queries) == 10


def test_verb_without_words_still_reads(cast):
    look(cast.dekker, cast.ria, verb="later.thing.done", why="", on_behalf=False)
    assert sentences(cast.dekker)[0].startswith("Ria deed op")


def test_the_year_is_said_when_it_is_another(cast):
    look(cast.dekker, cast.ria)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=365), tick=True):
        assert "dinsdag 3 maart 2026 om" in sentences(cast.dekker)[0]


def test_what_was_done_is_never_folded_away_with_looks(cast):
    """Opening ideas is an act of the asker, whatever its verb is called."""
    for verb in ("people.visit.opened", "exchange.ideas.opened", "people.visit.closed"):
        look(cast.dekker, cast.ria)
        look(cast.dekker, cast.ria, verb=verb)
    told = [one for one in sentences(cast.dekker) if "ideeën" in one]
    assert told == [
        "Ria schreef op dinsdag 3 maart om 10.15 uur op dat jij ideeën wilt horen, namens jou,"
        " omdat je aan de balie kwam."
    ]


def test_on_one_page_to_print_stands_each_line_by_itself(cast, page):
    many = looks.ON_A_PAGE + 3
    for minute in range(many):
        with time_machine.travel(MARCH - datetime.timedelta(minutes=minute), tick=False):
            look(cast.dekker, cast.ria)
    browser = page(cast.dekker).get(JOURNAL, {"first": "3 maart"})
    assert "Dit is niet alles." in browser.main
    assert "<details" in browser.html
    browser.follow("Alles op één bladzijde, om te printen")
    assert browser.main.count("Ria keek op dinsdag 3 maart om ") == many
    assert '<details class="told"' not in browser.html
    assert "Dit is niet alles." not in browser.main
    assert "Er zijn oudere." not in browser.main


def test_what_does_not_fit_on_one_page_is_said(cast, page, monkeypatch):
    monkeypatch.setattr(looks, "ON_PAPER", 2)
    for hour in range(3):
        with time_machine.travel(MARCH - datetime.timedelta(hours=hour), tick=False):
            look(cast.dekker, cast.ria)
    browser = page(cast.dekker).get(JOURNAL, {"alles": "ja"})
    assert "Dit zijn de nieuwste 2 regels. Er zijn oudere." in browser.main
    browser.follow("Laat oudere regels zien")
    assert browser.main.count("Ria keek op") == 1
    record_page = page(cast.dekker).get("/mijn/alles/")
    assert "Dit zijn de nieuwste 2 regels." in record_page.main
