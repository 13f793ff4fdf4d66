"""State machines: what PostgreSQL lets happen is exactly the table in the code (§2)."""

import re

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django import app as queue

from mekaar.core.walls import all_walls
from mekaar.exchange import states

MACHINES = [
    pytest.param(wall, column, machine, id=machine.name)
    for wall in all_walls()
    for column, machine in wall.machines
]


def choices(wall, column) -> list[str]:
    return [value for value, _ in apps.get_model(wall.model)._meta.get_field(column).choices]


def succeeds(sql, values) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return False
    return True


@pytest.fixture
def mirror(db):
    """A table with nothing but a state and the very trigger function of the real table."""

    def make(wall, column) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE mirror (source text, {column} text) ON COMMIT DROP")
            for state in choices(wall, column):
                cursor.execute("INSERT INTO mirror VALUES (%s, %s)", [state, state])
            cursor.execute(
                "CREATE TRIGGER states BEFORE INSERT OR UPDATE ON mirror FOR EACH ROW"
                f" EXECUTE FUNCTION wall.states_of_{wall.table}_{column}()"
            )

    return make


@pytest.mark.parametrize(("wall", "column", "machine"), MACHINES)
def test_database_allows_exactly_the_moves_of_the_table(mirror, wall, column, machine):
    mirror(wall, column)
    states_of = choices(wall, column)
    allowed = {
        (source, target)
        for source in states_of
        for target in states_of
        if source != target
        and succeeds(f"UPDATE mirror SET {column} = %s WHERE source = %s", [target, source])
        and succeeds("DELETE FROM mirror WHERE source = %s", [source])
        and _put_back(source, column)
    }
    assert allowed == {(move.source, move.target) for move in machine.moves}


def _put_back(source, column) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE mirror DISABLE TRIGGER states")
        cursor.execute(f"INSERT INTO mirror (source, {column}) VALUES (%s, %s)", [source, source])
        cursor.execute("ALTER TABLE mirror ENABLE TRIGGER states")
    return True


@pytest.mark.parametrize(("wall", "column", "machine"), MACHINES)
def test_database_allows_exactly_the_starts_of_the_table(mirror, wall, column, machine):
    mirror(wall, column)
    begun = {
        state
        for state in choices(wall, column)
        if succeeds(f"INSERT INTO mirror (source, {column}) VALUES ('new', %s)", [state])
    }
    assert begun == set(machine.starts)


@pytest.mark.django_db
@pytest.mark.parametrize(("wall", "column", "machine"), MACHINES)
def test_the_trigger_stands_on_the_real_table(wall, column, machine):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger"
            " WHERE tgrelid = %s::regclass AND tgname = %s",
            [wall.table, f"states_of_{column}"],
        )
        [(definition, enabled)] = cursor.fetchall()
    assert enabled == "O"
    assert f"BEFORE INSERT OR UPDATE OF {column}" in definition
    assert f"wall.states_of_{wall.table}_{column}()" in definition


@pytest.mark.parametrize(("wall", "column", "machine"), MACHINES)
def test_the_table_speaks_about_all_states_and_no_others(wall, column, machine):
    named = {*machine.starts, *(s for move in machine.moves for s in (move.source, move.target))}
    assert named == set(choices(wall, column))


def test_every_field_with_states_has_a_machine():
    guarded = {(wall.model, column) for wall in all_walls() for column, _ in wall.machines}
    having = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("mekaar.")
        for field in model._meta.fields
        if field.name == "state"
    }
    # A participant becomes known by a first talk, and that is all.
    assert having - guarded <= {("people.Participant", "state")}


@pytest.mark.parametrize(("wall", "column", "machine"), MACHINES)
def test_nothing_moves_by_time(wall, column, machine):
    """Invariant 17: every move is somebody's; no clock stands in a table."""
    clock = re.compile(r"\b(time|timer|clock|nobody|system|automatic|days?|expir)", re.IGNORECASE)
    assert [move for move in machine.moves if not move.who or clock.search(move.who)] == []


def test_only_the_asker_ends_thinking():
    assert {move.who for move in states.ASK.moves_from("thinking")} == {"asker"}


def test_no_job_runs_by_the_clock_on_an_ask():
    """Invariant 17: what runs by itself is listed here, and none of it touches an ask."""
    periodic = {key for key, _ in queue.periodic_registry.periodic_tasks}
    assert not {name for name in periodic if "ask" in name or "thinking" in name}


@pytest.mark.django_db
def test_no_wall_looks_at_the_age_of_an_ask():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT policyname, qual, with_check FROM pg_policies WHERE tablename = 'exchange_ask'"
        )
        conditions = " ".join(str(row) for row in cursor.fetchall())
        cursor.execute(
            "SELECT prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'wall' AND prosrc LIKE '%exchange_ask%'"
            # What is closed goes after a year (test_retention.py): no open ask is in there.
            " AND proname NOT IN ('due_closed_asks', 'end_closed_asks')"
        )
        conditions += " ".join(text for (text,) in cursor.fetchall())
    assert not re.search(r"state_since|made_at\s*[<>]|interval", conditions)
