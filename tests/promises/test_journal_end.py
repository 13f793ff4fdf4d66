"""The oldest end of the journal goes after its years; what is left is a whole chain (L-10)."""

import datetime

import pytest
from django.db import connection

from mekaar.journal import chain, tasks
from mekaar.journal.models import Anchor, Entry, Link
from mekaar.web import tasks as nightly
from tests.acting import as_web, refused_by_database
from tests.promises.test_journal_chain import (
    as_a_thief_of_the_owners_key,
    commit,
    faults,
    verify,
    write,
)

TODAY = datetime.date(2030, 3, 31)  # the clock goes forward this day


def today_is(day):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE OR REPLACE FUNCTION wall.today() RETURNS date LANGUAGE sql STABLE"
                       f" AS $$ SELECT date '{day}' $$")  # fmt: skip


def a_day(cast, day, lines=2):
    """What happened on a day: some lines, and the anchor of that night."""
    today_is(day)
    write(cast, lines)
    tasks.anchor(0)


def years_ago(years, days=0):
    return TODAY.replace(year=TODAY.year - years) + datetime.timedelta(days=days)


@pytest.fixture
def _four_days(cast):
    """Two days that are past two years, the last day that is not, and yesterday."""
    for day in (years_ago(3), years_ago(2, -1), years_ago(2), TODAY - datetime.timedelta(days=1)):
        a_day(cast, day)
    today_is(TODAY)


def numbers():
    return list(Link.objects.order_by("number").values_list("number", flat=True))


@pytest.mark.usefixtures("_four_days")
def test_what_is_past_its_years_goes_and_the_rest_is_a_chain(cast):
    kept = [chain.head(cast.here.id)]
    assert nightly.let_go(0) == 4
    assert numbers() == [5, 6, 7, 8]
    assert Entry.objects.count() == 4
    assert list(Anchor.objects.order_by("day").values_list("number", flat=True)) == [4, 6, 8]
    assert faults(cast, kept) == []
    assert "klopt" in verify()
    assert nightly.let_go(0) == 0


@pytest.mark.usefixtures("_four_days")
def test_the_chain_goes_on_after_it(cast):
    nightly.let_go(0)
    write(cast, 1)
    assert (numbers()[-1], faults(cast)) == (9, [])


@pytest.mark.usefixtures("_four_days")
def test_a_care_provider_keeps_it_for_five_years(cast):
    cast.here.journal_years = 5
    cast.here.save()
    assert nightly.let_go(0) == 0
    assert len(numbers()) == 8


def test_when_everything_went_the_numbers_go_on(cast):
    a_day(cast, years_ago(3))
    a_day(cast, years_ago(3, 1), lines=0)  # a quiet day has the same head
    today_is(TODAY)
    assert nightly.let_go(0) == 2
    assert (numbers(), faults(cast)) == ([], [])
    write(cast, 1)
    assert (numbers(), faults(cast)) == ([3], [])


def test_without_an_anchor_nothing_goes(cast):
    """Lines say themselves when they were written; only an anchor proves it."""
    write(cast)
    today_is("2099-01-01")
    assert nightly.let_go(0) == 0
    assert numbers() == [1, 2, 3]


@pytest.mark.usefixtures("_four_days")
def test_a_line_changed_before_the_new_beginning_is_gone_and_after_it_is_found(cast):
    nightly.let_go(0)
    with as_a_thief_of_the_owners_key("journal_entry") as cursor:
        cursor.execute("UPDATE journal_entry SET by = NULL WHERE id ="
                       " (SELECT entry FROM journal_link WHERE number = 5)")  # fmt: skip
    assert faults(cast) == ["regel 5 is veranderd"]


@pytest.mark.usefixtures("_four_days")
def test_a_beginning_cut_off_too_early_is_found(cast):
    with as_a_thief_of_the_owners_key("journal_entry", "journal_link") as cursor:
        cursor.execute("DELETE FROM journal_link WHERE number <= 6")
        cursor.execute("DELETE FROM journal_entry WHERE id NOT IN (SELECT entry FROM journal_link)")
    assert faults(cast) == ["tot en met regel 6 is te vroeg weggehaald"]


@pytest.mark.usefixtures("_four_days")
def test_a_new_beginning_without_an_anchor_is_found(cast):
    with as_a_thief_of_the_owners_key("journal_entry", "journal_link") as cursor:
        cursor.execute("DELETE FROM journal_link WHERE number <= 5")
        cursor.execute("DELETE FROM journal_entry WHERE id NOT IN (SELECT entry FROM journal_link)")
    assert faults(cast) == ["regel 1 ontbreekt"]


@pytest.mark.usefixtures("_four_days")
def test_a_forged_beginning_is_found_by_what_follows(cast):
    nightly.let_go(0)
    with as_a_thief_of_the_owners_key("journal_anchor") as cursor:
        cursor.execute("UPDATE journal_anchor SET hash = sha256('x') WHERE number = 4")
    assert faults(cast) == ["regel 5 is veranderd"]


@pytest.mark.usefixtures("_four_days")
@pytest.mark.parametrize("table", ["journal_entry", "journal_link", "journal_anchor"])
def test_not_even_the_owner_removes_what_is_younger(cast, table):
    commit()
    with connection.cursor() as cursor, refused_by_database("append-only"):
        cursor.execute(f"DELETE FROM {table}")
    with connection.cursor() as cursor, refused_by_database("append-only"):
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.usefixtures("_four_days")
@pytest.mark.parametrize("who", ["samira", "noor", "douwe", "dekker"])
def test_nobody_hurries_the_end_of_the_journal(cast, who):
    """Who may set the engine's door open still cuts no younger line, nor writes an old anchor."""
    with as_web(getattr(cast, who), engine=True) as cursor:
        with refused_by_database("by itself"):
            cursor.execute("SELECT wall.end_journal_lines(NULL)")
        with refused_by_database("permission denied"):
            cursor.execute("INSERT INTO journal_anchor VALUES ('2001-01-01', 8, 'x', %s)",
                           [cast.here.id])  # fmt: skip
        with refused_by_database("permission denied"):
            cursor.execute("DELETE FROM journal_entry")
    with as_web(None, here=cast.here.id, engine=True) as cursor:
        for _ in range(4):
            cursor.execute("SELECT wall.end_journal_lines(NULL)")
    assert numbers() == [5, 6, 7, 8]
