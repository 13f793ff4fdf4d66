"""What each actor may do with one resident's rows, table by table, tried in SQL as the web role.

Every try happens in a savepoint and is undone. A wall and a trigger refuse; a CHECK, a key or a
foreign key (an error with a constraint's name) comes after both, so it counts as "may".
"""

import contextlib
import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from mekaar.core.ids import new_code, new_id
from mekaar.core.sealed import SealedText
from mekaar.core.walls import Wall, all_walls
from mekaar.people.models import Participant

READ, ADD, CHANGE, REMOVE = "read", "add", "change", "remove"
# Columns that say who wrote, or who did it: whoever tries puts their own name there.
AUTHORS = ("written_by", "by", "helper_id", "decided_by", "connector", "rung_by")
# What is only written together with something else.
TOGETHER = {
    ("exchange_side", "answer"): [
        {"how": f"'{how}'", "answered_at": "now()"} for how in ("screen", "desk", "phone")
    ],
    ("conversation_encounter", "by_phone"): [{}],  # said of the place: by whom, and read back
}
# What belongs to her in tables that do not name her.
HERS = {
    "journal_link": "entry IN (SELECT id FROM journal_entry WHERE whose = %(her)s)",
    "people_ownerkey": "owner = %(her)s",
    "exchange_introduction": "ask_id IN"
    " (SELECT id FROM exchange_ask WHERE participant_id = %(her)s)",
    "answers_handed": "question_id IN"
    " (SELECT id FROM answers_question WHERE participant_id = %(her)s)",
    "reports_report": "id IN (SELECT report_id FROM reports_reportparties"
    " WHERE %(her)s IN (participant_id, writer))",
    "reports_decision": "report_id IN (SELECT report_id FROM reports_reportparties"
    " WHERE %(her)s IN (participant_id, writer))",
}
_PLAIN = "change as it stands"
_LATER = "now() + interval '1 hour'"


@dataclass(frozen=True)
class Actor:
    """Somebody at the database: who they are there, and whether the engine's door is open."""

    me: Participant | None
    here: uuid.UUID
    engine: bool = False

    @contextlib.contextmanager
    def at_work(self) -> Iterator[CursorWrapper]:
        """A cursor of the web role, being this actor."""
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT actor")
            cursor.execute(
                f'SET LOCAL ROLE "{settings.WEB_ROLE}";'
                f" SET LOCAL mekaar.me = '{self.me.id if self.me else ''}';"
                f" SET LOCAL mekaar.here = '{self.here}';"
                f" SET LOCAL mekaar.engine = '{'on' if self.engine else ''}'"
            )
            yield cursor
            cursor.execute("ROLLBACK TO SAVEPOINT actor")


@dataclass
class Table:
    """One table with a wall, and the rows in it that are hers (or of her neighbourhood)."""

    wall: Wall
    of_nobody: bool = False
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As the database calls it."""
        return self.wall.table

    @property
    def is_of_circle(self) -> bool:
        """Whether who sits in her circle may do something with it, and nobody else."""
        return self.name.startswith("circles_")

    @property
    def primary(self) -> list[str]:
        """The columns of the primary key."""
        return [one.column for one in apps.get_model(self.wall.model)._meta.pk_fields]

    @property
    def key(self) -> str:
        """SQL that tells one row from another."""
        return f"concat_ws('/', {', '.join(self.primary)})"

    @property
    def keys(self) -> list[str]:
        """Which rows are hers."""
        return ["/".join(str(row[name]) for name in self.primary) for row in self.rows]

    @property
    def columns(self) -> dict[str, str]:
        """Column → kind of column."""
        fields = apps.get_model(self.wall.model)._meta.concrete_fields
        return {f.column: f.db_type(connection) or "" for f in fields if f.column != "id"}

    @property
    def sealed(self) -> set[str]:
        """Columns with words."""
        fields = apps.get_model(self.wall.model)._meta.concrete_fields
        return {f.column for f in fields if isinstance(f, SealedText)}

    def moves(self, column: str) -> list[str]:
        """The states that this column can have; nothing for a column that is no state."""
        for name, machine in self.wall.machines:
            if name == column:
                return sorted({move.target for move in machine.moves} | set(machine.starts))
        return []

    def starts(self) -> dict[str, str]:
        """How a new row begins."""
        return {name: min(machine.starts) for name, machine in self.wall.machines}


def filled(her: Participant) -> list[Table]:
    """Every table with a wall, with her rows; read as the owner of the database."""
    return [_filled(Table(wall), her) for wall in all_walls()]


def _filled(table: Table, her: Participant) -> Table:
    uuids = [name for name, kind in table.columns.items() if kind == "uuid"]
    if table.name == "people_participant":
        uuids.append("id")
    named = " OR ".join(f"{name} = %(her)s" for name in uuids if name != "neighbourhood_id")
    values = {"her": her.id, "here": her.neighbourhood_id}
    if table.is_of_circle:
        # Her own: a chair in another's is there for who sits with her in that one.
        table.rows = _rows(table, "resident_id = %(her)s", values)
    elif table.name in HERS:
        table.rows = _rows(table, HERS[table.name], values)
    elif named:
        table.rows = _rows(table, named, values)
    if not table.rows and not _names_people(table):
        table.of_nobody = True
        here = "neighbourhood_id = %(here)s" if "neighbourhood_id" in table.columns else "true"
        table.rows = _rows(table, here, values)
    return table


def _names_people(table: Table) -> bool:
    """Whether a row of this table can be somebody's."""
    people = {"participant_id", "resident_id", "recipient", "whose", "owner", "writer", "rung_by"}
    return table.name in HERS or bool(people & {*table.columns})


def _rows(table: Table, which: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table.name} t WHERE {which}", values)
        return [json.loads(row) for (row,) in cursor.fetchall()]


def in_every_state(table: Table) -> None:
    """A copy of her row for each state that it can be in, where that can be."""
    for column, machine in table.wall.machines:
        known = {row[column] for row in table.rows}
        for state in sorted({move.target for move in machine.moves} | set(machine.starts)):
            if table.rows and state not in known:
                copy = {"id": str(new_id()), "code": new_code(), column: state}
                _insert(table, table.rows[0] | copy)


def _insert(table: Table, row: dict[str, Any]) -> None:
    """Set the scene, as the owner of the database; where a constraint lets it stand."""
    sql = f"INSERT INTO {table.name} SELECT * FROM jsonb_populate_record(NULL::{table.name}, %s)"
    with contextlib.suppress(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(row)])


# --- trying -------------------------------------------------------------------------------------

# All tries of one actor in one go. Each is undone at once, by the exception that ends its block. A
# constraint (it has a name, but for "not null") is looked at after walls and triggers: these let
# it through. `once`: one time is enough; `needs`, `unless`: only when that was (not) done.
_ALL_TRIES = """DO $do$
DECLARE
  attempt jsonb; found jsonb := '{}'; done integer; before integer;
  state text; rule text; said text;
BEGIN
  FOR attempt IN SELECT jsonb_array_elements(current_setting('mekaar.tries')::jsonb) LOOP
    before := coalesce((found ->> (attempt ->> 'name'))::integer, 0);
    CONTINUE WHEN (attempt -> 'once')::boolean AND before > 0;
    CONTINUE WHEN coalesce((found ->> (attempt ->> 'unless'))::integer, 0) > 0;
    CONTINUE WHEN attempt ->> 'needs' <> ''
      AND coalesce((found ->> (attempt ->> 'needs'))::integer, 0) = 0;
    BEGIN
      EXECUTE attempt ->> 'sql';
      GET DIAGNOSTICS done = ROW_COUNT;
      RAISE EXCEPTION USING ERRCODE = 'UNDON';
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, rule = CONSTRAINT_NAME,
        said = MESSAGE_TEXT;
      IF state <> 'UNDON' THEN
        done := (rule <> '' OR state = '23502')::integer;
        IF done = 0 AND state NOT IN ('42501', '23514') THEN
          RAISE EXCEPTION '% % in %', state, said, attempt ->> 'sql';
        END IF;
      END IF;
    END;
    found := found || jsonb_build_object(attempt ->> 'name', before + done);
  END LOOP;
  PERFORM set_config('mekaar.tries', found::text, true);
END $do$"""


@dataclass(frozen=True)
class Attempt:
    """One statement, and what it is a try of."""

    name: str
    sql: str
    needs: str = ""
    unless: str = ""
    once: bool = True


def try_out(cursor: CursorWrapper, attempts: Iterable[Attempt]) -> dict[str, int]:
    """How many rows were read or touched, by name of what was tried; 0 is refused or unseen."""
    told = json.dumps([asdict(attempt) for attempt in attempts])
    cursor.execute("SELECT set_config('mekaar.tries', %s, true)", [told])
    cursor.execute(_ALL_TRIES)
    cursor.execute("SELECT current_setting('mekaar.tries')")
    found: dict[str, int] = json.loads(cursor.fetchone()[0])
    return found


def what_may(cursor: CursorWrapper, table: Table, me: Participant | None) -> dict[str, str]:
    """For each verb, in a word, what this actor may do with her rows in this table."""
    verbs = (_reads, _adds, _changes, _removes)
    found = try_out(cursor, [one for verb in verbs for one in verb(table, me)])
    columns = [column for column in table.columns if found.get(f"{CHANGE}:{column}")]
    return {
        READ: _how_many(found[READ], table),
        ADD: "may" if found[ADD] else "",
        CHANGE: " ".join(columns),
        REMOVE: _how_many(found[REMOVE], table),
    }


def _how_many(touched: int, table: Table) -> str:
    return "" if not touched else "all" if touched >= len(table.rows) else "some"


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _reads(table: Table, _me: Participant | None) -> Iterator[Attempt]:
    for key in table.keys:
        sql = f"SELECT FROM {table.name} WHERE {table.key} = {_text(key)}"
        yield Attempt(READ, sql, once=False)


def _removes(table: Table, _me: Participant | None) -> Iterator[Attempt]:
    for key in table.keys:
        sql = f"DELETE FROM {table.name} WHERE {table.key} = {_text(key)}"
        yield Attempt(REMOVE, sql, once=False)


def _adds(table: Table, me: Participant | None) -> Iterator[Attempt]:
    """A row like hers, in her name: as it was, or as a new one would be."""
    tried = set()
    for row in table.rows:
        for new in _like(row, table, me):
            alike = json.dumps(new | dict.fromkeys(_NEW_EACH_TIME))
            if alike not in tried:
                tried.add(alike)
                made = f"jsonb_populate_record(NULL::{table.name}, {_text(json.dumps(new))})"
                yield Attempt(ADD, f"INSERT INTO {table.name} SELECT * FROM {made}")


def _like(row: dict[str, Any], table: Table, me: Participant | None) -> Iterator[dict[str, Any]]:
    new = row | {"code": new_code(), **table.starts()}
    if "id" in row:
        new["id"] = str(new_id())
    mine = new | {name: str(me.id) if me else None for name in AUTHORS if name in row}
    fresh = mine | {name: value for name, value in _EMPTY.items() if name in row}
    for one in (new, mine, fresh):
        yield one
        if "read_back_at" in row:
            yield one | {"read_back_at": "2026-01-01T00:00:00Z"}


_NEW_EACH_TIME = ("id", "code", "made_at", "state_since")
# How a thing is before anybody said anything about it.
_EMPTY: dict[str, Any] = {
    "answer": "", "how": "", "says": "", "written_by": None, "confirmed_at": None,
    "answered_at": None, "answered_by": None, "introduced_at": None, "ended_at": None,
    "asked_at": None,
}  # fmt: skip


def _changes(table: Table, me: Participant | None) -> Iterator[Attempt]:
    """Each column of each of her rows gets another value; first, one that it has already.

    As it stands; and, where that does not do, with one's own name as the writer and as read back:
    the most that one can make up.
    """
    signed = {"written_by": _text(me.id), "read_back_at": _LATER} if me else {}
    signed = {name: text for name, text in signed.items() if name in table.columns}
    for name, also in ((_PLAIN, {}), (CHANGE, {}), (CHANGE, signed)):
        for key in table.keys:
            first = table.primary[0]
            yield Attempt(name, _update(table, key, also | {first: first}))
    for column, kind in table.columns.items():
        more = [signed | one for one in TOGETHER.get((table.name, column), [])]
        if signed and column in table.sealed:
            more.append(signed)
        for value in _other(table, column, kind):
            sets = {column: value}
            yield from _gives(table, column, sets, needs=_PLAIN)
            for also in more:
                yield from _gives(table, column, also | sets, needs=CHANGE)
            if signed and not more:
                yield from _gives(table, column, signed | sets, needs=CHANGE, unless=_PLAIN)


def _gives(table: Table, column: str, sets: dict[str, str], **when: str) -> Iterator[Attempt]:
    for key in table.keys:
        sql = _update(table, key, sets) + f' AND "{column}" IS DISTINCT FROM {sets[column]}'
        yield Attempt(f"{CHANGE}:{column}", sql, **when)


def _update(table: Table, key: str, values: dict[str, str]) -> str:
    given = ", ".join(f'"{name}" = {text}' for name, text in values.items())
    return f"UPDATE {table.name} SET {given} WHERE {table.key} = {_text(key)}"


def _other(table: Table, column: str, kind: str) -> list[str]:
    """Values that her rows do not have there."""
    if states := table.moves(column):
        return [f"'{state}'" for state in states]
    simple = {
        "uuid": f"'{new_id()}'::uuid",
        "boolean": f'NOT "{column}"',
        "bytea": "'\\x00'::bytea",
        "jsonb": "'[\"x\"]'::jsonb",
        "date": "'2031-02-03'::date",
        "timestamp with time zone": _LATER,
        "time": "'03:04'::time",
    }
    if kind in simple:
        return [simple[kind], *(["NULL"] if _field(table, column).null else [])]
    if "[]" in kind:
        return ["'{}'"]
    if kind.startswith(("integer", "smallint", "bigint", "double", "numeric")):
        return [f'coalesce("{column}", 0) + 1']
    choices = [c for c, _label in _field(table, column).flatchoices]
    return [f"'{choice}'" for choice in choices] or ["'x'"]


def _field(table: Table, column: str) -> Any:
    fields = apps.get_model(table.wall.model)._meta.concrete_fields
    return next(f for f in fields if f.column == column)


# --- words of anybody ---------------------------------------------------------------------------


def words_read(cursor: CursorWrapper, actor: Actor, here: uuid.UUID) -> list[str]:
    """Tables of which this actor reads rows with words of another in this neighbourhood."""
    mine = _text(actor.me.id if actor.me else "")
    attempts = []
    for table in [one for one in (Table(wall) for wall in all_walls()) if one.sealed]:
        uuids = [name for name, kind in table.columns.items() if kind == "uuid"] + table.primary
        named = ", ".join(f"{name}::text" for name in uuids)
        which = f"neighbourhood_id = {_text(here)} AND ({mine} IN ({named})) IS NOT TRUE"
        attempts.append(Attempt(table.name, f"SELECT FROM {table.name} WHERE {which}"))
    return [name for name, times in try_out(cursor, attempts).items() if times]
