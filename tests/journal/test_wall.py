"""The journal only grows, and everybody writes as themselves: attacked in SQL as the web role."""

import uuid

import pytest
from django.db import connection

from mekaar.journal.actions import Line, record
from mekaar.journal.models import Entry
from tests.acting import acting_as, as_web, by, refused_by_database

SEEN = "people.participant.seen"


@pytest.fixture
def line(cast):
    """Ria looked at meneer Dekker."""
    with acting_as(by(cast.ria)):
        return record(Line(SEEN, whose=cast.dekker.id), by=cast.ria.id, here=cast.here.id)


@pytest.mark.parametrize("who", ["dekker", "ria", "samira", "douwe"])
@pytest.mark.parametrize(
    "statement", ["UPDATE journal_entry SET why = ''", "DELETE FROM journal_entry"]
)
def test_nobody_changes_or_removes_a_line(cast, line, who, statement):
    with as_web(getattr(cast, who)) as cursor, refused_by_database("permission denied"):
        cursor.execute(statement)
    assert Entry.objects.filter(id=line.id).exists()


@pytest.mark.parametrize(
    "statement", ["UPDATE journal_entry SET why = ''", "DELETE FROM journal_entry"]
)
def test_not_even_the_owner(line, statement):
    with connection.cursor() as cursor, refused_by_database("append-only"):
        cursor.execute(statement)


def test_nobody_writes_in_the_name_of_another(cast):
    with acting_as(by(cast.henk)), refused_by_database("row-level security"):
        record(Line(SEEN, whose=cast.dekker.id), by=cast.ria.id, here=cast.here.id)


def test_nobody_writes_next_door(cast):
    there = cast.there.id
    with acting_as(by(cast.henk)), refused_by_database("row-level security"):
        record(Line(SEEN, whose=cast.dekker.id), by=cast.henk.id, here=there)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("dekker", 1), ("ria", 1),
        ("samira", 0), ("henk", 0), ("noor", 0), ("douwe", 0), ("stranger", 0),
    ],
)  # fmt: skip
def test_whose_line_it_is_and_who_wrote_it_read_it(cast, line, who, sees):
    with as_web(getattr(cast, who)) as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry")
        assert cursor.fetchone() == (sees,)


def test_a_line_holds_ids_and_codes_only():
    texts = {f.name for f in Entry._meta.get_fields() if f.get_internal_type() == "CharField"}
    assert texts == {"verb", "why", "code"}
    assert Entry._meta.get_field("by").to_python(str(uuid.UUID(int=1))) == uuid.UUID(int=1)
