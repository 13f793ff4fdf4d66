"""The journal: appended as oneself, changed by nobody, read by who it is about (L-10)."""

import pytest
from django.db import connection

from mekaar.journal.actions import Line, record
from mekaar.journal.models import Entry
from tests.acting import acting_as, as_web, at_desk, refused_by_database


@pytest.fixture
def entry(cast):
    line = Line("people.participant.seen", whose=cast.dekker.id)
    return record(line, by=cast.ria.id, here=cast.here.id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET verb = 'x.y.z'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
        "UPDATE journal_entry SET by = NULL",
    ],
)
@pytest.mark.parametrize("who", ["the owner", "ria", "dekker", "samira"])
def test_nobody_changes_the_journal(cast, entry, statement, who):
    if who == "the owner":
        with refused_by_database("append-only"), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)
    else:
        with refused_by_database(), as_web(getattr(cast, who)) as cursor:
            cursor.execute(statement)
    entry.refresh_from_db()
    assert (entry.verb, entry.by) == ("people.participant.seen", cast.ria.id)


def test_nobody_writes_as_another(cast):
    line = Line("people.participant.seen", whose=cast.dekker.id)
    with refused_by_database("row-level security"), acting_as(cast.samira):
        record(line, by=cast.ria.id, here=cast.here.id)
    assert Entry.objects.count() == 0


def test_nobody_makes_up_a_line_of_the_operator(cast):
    """A line without a person reads as "De beheerder": only a command of the operator makes one."""
    line = Line("people.participant.seen", whose=cast.dekker.id)
    for who in (None, cast.samira):
        with refused_by_database("row-level security"), as_web(who, here=cast.here.id):
            record(line, by=None, here=cast.here.id)
    with as_web(None, here=cast.here.id):
        record(Line("people.doorbell.rung"), by=None, here=cast.here.id)


def test_nobody_writes_in_another_neighbourhood(cast):
    line = Line("people.participant.seen", whose=cast.dekker.id)
    with refused_by_database("row-level security"), acting_as(cast.stranger):
        record(line, by=cast.stranger.id, here=cast.here.id)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("dekker", 1), ("ria", 1), ("samira", 0), ("henk", 0), ("noor", 0), ("douwe", 0),
        ("stranger", 0),
    ],
)  # fmt: skip
def test_the_journal_is_read_by_who_it_is_about_and_who_did_it(cast, entry, who, sees):
    with acting_as(getattr(cast, who)):
        assert Entry.objects.count() == sees


def test_the_journal_is_read_with_the_resident_at_the_desk(cast, entry):
    with acting_as(at_desk(cast.samira, cast.dekker)):
        assert list(Entry.objects.values_list("id", flat=True)) == [entry.id]


def test_the_journal_has_no_column_for_words():
    kinds = {field.get_internal_type() for field in Entry._meta.concrete_fields}
    texts = {f.name for f in Entry._meta.concrete_fields if f.get_internal_type() == "CharField"}
    assert "TextField" not in kinds
    assert texts == {"verb", "why", "code"}
