"""Who sees, changes and removes what of a circle, in each of its states, in SQL as the web role.

The permission matrix of law-and-rules (core questions and goals as far as they are shown, sketch,
talk, agenda, plan) as one table; whoever is not in it finds nothing, in no state (invariant 20).
"""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from mekaar.core.ids import new_code, new_id
from tests.acting import as_web, at_desk
from tests.circles import scenes, whole

pytestmark = pytest.mark.django_db

CHAIRS = ("mark", "zus", "ellen", "joke")
OUTSIDERS = (
    "dekker", "anouk", "selam", "peter", "ria", "samira", "bert", "loes", "noor", "douwe",
    "stranger", "stranger_host",
)  # fmt: skip
EVERYBODY = "mark zus ellen joke"
STATEMENTS = {"change": "UPDATE {} SET made_at = made_at", "remove": "DELETE FROM {}"}

# In an open circle. What only its member wrote (line, suggestion, calendar) is of zus.
SEES = {
    "supportcircle": EVERYBODY, "seat": EVERYBODY, "sketchedperson": "mark",
    "shown": EVERYBODY, "preparatorytalk": EVERYBODY, "releasedline": EVERYBODY,
    "startyes": EVERYBODY, "circlemeeting": EVERYBODY, "possibleday": EVERYBODY,
    "dayanswer": EVERYBODY, "presence": EVERYBODY, "agendapoint": EVERYBODY,
    "suggestion": "mark zus", "planversion": EVERYBODY, "agreement": EVERYBODY,
    "consent": EVERYBODY, "calendarfeed": "zus",
}  # fmt: skip
# In one that rests: that it rests, and what is one's own.
SEES_AT_REST = {
    "supportcircle": EVERYBODY, "seat": EVERYBODY, "preparatorytalk": "mark zus ellen",
    "releasedline": "mark zus", "suggestion": "mark zus", "calendarfeed": "zus",
}  # fmt: skip
REMOVES = {
    "sketchedperson": "mark", "shown": "mark", "preparatorytalk": "joke",
    "releasedline": "zus", "startyes": EVERYBODY, "possibleday": "mark joke",
    "suggestion": "mark zus", "calendarfeed": "zus",
}  # fmt: skip
CHANGES = {
    "supportcircle": "mark", "seat": EVERYBODY, "sketchedperson": "mark",
    "preparatorytalk": "joke", "releasedline": "zus", "circlemeeting": "mark joke",
    "dayanswer": "zus", "presence": "mark", "suggestion": "mark", "planversion": "mark joke",
    "agreement": "mark zus joke",
}  # fmt: skip


def _seen(table, state):
    if state == "ended":
        gone = {"releasedline", "calendarfeed"}
        return "" if table in gone else "mark"
    return SEES_AT_REST.get(table, "mark") if state == "paused" else SEES[table]


def _rows(who, table):
    with as_web(who) as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def _kept(table):
    """How many there are, as the owner of the tables sees it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def _does(who, statement):
    """Whether the statement touched a row; whatever it did is undone."""
    with as_web(who) as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement)
                done = cursor.rowcount > 0
                transaction.set_rollback(True)
        except DatabaseError:
            return False
    return done


@pytest.mark.parametrize("state", whole.STATES)
def test_who_sees_what(cast, state):
    made = whole.in_state(cast, state)
    sitting = {name for name in CHAIRS if name in made.seats}
    expected, found = {}, {}
    for table in whole.TABLES:
        name = table.removeprefix("circles_")
        expected[name] = {*_seen(name, state).split()} & sitting if _kept(table) else set()
        found[name] = {one for one in CHAIRS if _rows(made.who(one), table)}
    assert found == expected


@pytest.mark.parametrize("state", whole.STATES)
def test_nobody_else_sees_a_row_in_any_state(cast, state):
    made = whole.in_state(cast, state)
    scenes.sketching_of(cast, cast.selam)  # who has a circle of her own sees no other
    assert _kept("circles_supportcircle") == 2
    for table in whole.TABLES:
        for name in OUTSIDERS:
            own = name == "selam" and table in {"circles_supportcircle", "circles_seat"}
            assert _rows(getattr(cast, name), table) == (1 if own else 0), (table, name)
        with as_web(None, here=cast.here.id) as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == 0
    assert made.circle.pk


@pytest.mark.parametrize("helper", ["ria", "samira"])
@pytest.mark.parametrize("state", ["sketch", "active", "paused", "ended"])
def test_the_desk_sees_nothing_during_a_visit_either(cast, state, helper):
    made = whole.in_state(cast, state)
    visit = at_desk(getattr(cast, helper), made.mark)
    for table in whole.TABLES:
        assert _rows(visit.me, table) == 0, table
        for statement in (f"UPDATE {table} SET made_at = made_at", f"DELETE FROM {table}"):
            assert not _does(visit.me, statement), statement


@pytest.mark.parametrize("verb", ["change", "remove"])
def test_who_writes_what_in_an_open_circle(cast, verb):
    made = whole.in_state(cast, "active")
    table_of = CHANGES if verb == "change" else REMOVES
    found, expected = {}, {}
    for table in whole.TABLES:
        name = table.removeprefix("circles_")
        statement = STATEMENTS[verb].format(table)
        expected[name] = {*table_of.get(name, "").split()}
        found[name] = {one for one in CHAIRS if _does(made.who(one), statement)}
    assert found == expected


def _as_new(table, me):
    """A row of this table as it stands, with another id and written by who tries; as the owner."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(one) FROM {table} one LIMIT 1")
        row = json.loads(cursor.fetchone()[0])
    row |= {"id": str(new_id()), "code": new_code()}
    authors = {"written_by", "said_by", "participant_id"} & set(row)
    return json.dumps(row | dict.fromkeys(authors, str(me.id)))


def _adds(who, table):
    """Whether the walls let this row in; a key that was there already comes after the walls."""
    row = _as_new(table, who)
    with as_web(who) as cursor:
        try:
            with transaction.atomic():
                cursor.execute(
                    f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)",
                    [row],
                )
                transaction.set_rollback(True)
        except IntegrityError as error:
            return error.__cause__.diag.constraint_name is not None
        except DatabaseError:
            return False
    return True


@pytest.mark.parametrize("state", ["active", "ended"])
@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_nobody_else_writes_a_row(cast, state, outsider):
    whole.in_state(cast, state)
    who = getattr(cast, outsider)
    for table in whole.TABLES:
        for statement in STATEMENTS.values():
            assert not _does(who, statement.format(table)), (statement, table)
        if _kept(table):
            assert not _adds(who, table), table


def test_the_attack_on_adding_can_succeed(cast):
    """The same attempt by whom it is of gets through: the test above can fail."""
    whole.in_state(cast, "active")
    assert _adds(cast.mark, "circles_sketchedperson")
    assert not _adds(cast.zus, "circles_sketchedperson")


@pytest.mark.parametrize("state", ["removed", "left", "declined"])
def test_who_goes_sees_nothing_from_that_moment(cast, state):
    """Invariant 20: in the same transaction, whatever the page does."""
    made = whole.in_state(cast, "active")
    if state == "declined":
        scenes.ask_member(made, "anouk", "mijn dochter")
        gone = cast.anouk
        scenes.refuses(made, "anouk")
    else:
        gone = cast.zus
        scenes.goes(made, "zus", state)
    for table in whole.TABLES:
        assert _rows(gone, table) == 0, table


def test_every_table_of_the_room_is_in_the_matrix():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relname LIKE 'circles%' AND relkind='r'")
        assert {row[0] for row in cursor.fetchall()} == set(whole.TABLES)
    assert {f"circles_{name}" for name in SEES} == set(whole.TABLES)
