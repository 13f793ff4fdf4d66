"""The walls: grants, row-level security and triggers, written as data and raised by `migrate`.

A table without a wall gives the web role nothing. Conditions are SQL about the row and the
functions of schema `wall` (people/walls.py): me, here, today, holds, helping, knows, engine.
Functions are always called as `(SELECT …)`, so that PostgreSQL runs them once a query and not once
a row.
"""

import functools
import hashlib
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from mekaar.core import retention
from mekaar.core.busy import patiently, take
from mekaar.core.private import PRIVATE
from mekaar.core.states import Machine, trigger_sql

HERE = "neighbourhood_id = (SELECT wall.here())"


def is_private(column: str) -> str:
    """SQL: this verb or kind is of a private room (core/private.py)."""
    return f"starts_with({column}, '{PRIVATE}')"


def _setting(name: str, kind: str, value: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION wall.{name}() RETURNS {kind} LANGUAGE sql STABLE PARALLEL SAFE"
        f" AS $wall$ SELECT {value} $wall$"
    )


FUNCTIONS = [
    _setting("me", "uuid", "nullif(current_setting('mekaar.me', true), '')::uuid"),
    _setting("here", "uuid", "nullif(current_setting('mekaar.here', true), '')::uuid"),
    # The owner, who migrates, erases for a person and builds the demo; never the web role.
    _setting("builder", "boolean", f"current_user = '{settings.OWNER_ROLE}'"),
    # The neighbours' own day: the database itself counts in UTC, where midnight falls later.
    _setting("today", "date", f"(now() AT TIME ZONE '{settings.TIME_ZONE}')::date"),
    _setting("engine", "boolean", "coalesce(current_setting('mekaar.engine', true), '') = 'on'"),
]


# They read a setting and no table.
SETTINGS = ("me", "here", "builder", "today", "engine")
# Names one function of this schema, and must be read into every query that asks for words.
INLINED = (*SETTINGS, "to_open")


def definer(name: str, kind: str, body: str) -> str:
    """A function that looks through the walls for one answer (roles, visits), never for rows."""
    return (
        f"CREATE OR REPLACE FUNCTION wall.{name} RETURNS {kind} LANGUAGE sql"
        f" STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $wall$ {body} $wall$"
    )


# Whether this house is ready (ready.py): which migrations were done, and nothing else of them.
FUNCTIONS.append(
    definer("applied()", "text[]", "SELECT array_agg(app || '.' || name) FROM django_migrations")
)


@dataclass(frozen=True)
class Wall:
    """Who may see, add, change and remove rows of one model. None means: nobody.

    Conditions are joined with the neighbourhood of the request unless `everywhere` is set.
    `becomes` is what a changed row must be, where that differs from which rows may be changed.
    """

    model: str
    see: str | None = None
    add: str | None = None
    change: str | None = None
    becomes: str | None = None
    remove: str | None = None
    machines: tuple[tuple[str, Machine], ...] = ()
    sql: tuple[str, ...] = ()
    everywhere: bool = False

    @property
    def table(self) -> str:
        """The table of the model."""
        return str(apps.get_model(self.model)._meta.db_table)

    def _here(self, condition: str) -> str:
        return condition if self.everywhere else f"{HERE} AND ({condition})"

    def _policy(self, verb: str, condition: str) -> str:
        whole = self._here(condition)
        clause = {
            "SELECT": f"USING ({whole})",
            "INSERT": f"WITH CHECK ({whole})",
            "UPDATE": f"USING ({whole}) WITH CHECK ({self._here(self.becomes or condition)})",
            "DELETE": f"USING ({whole})",
        }[verb]
        return (
            f"CREATE POLICY web_{verb.lower()} ON {self.table} FOR {verb}"
            f' TO "{settings.WEB_ROLE}" {clause}'
        )

    def raise_sql(self) -> list[str]:
        """The statements that raise this wall."""
        conditions = {
            "SELECT": self.see,
            "INSERT": self.add,
            "UPDATE": self.change,
            "DELETE": self.remove,
        }
        given = {verb: text for verb, text in conditions.items() if text is not None}
        statements = [
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
            f'CREATE POLICY owner_all ON {self.table} TO "{settings.OWNER_ROLE}"'
            " USING (true) WITH CHECK (true)",
        ]
        statements += [self._policy(verb, text) for verb, text in given.items()]
        if given:
            verbs = ", ".join(given)
            statements.append(f'GRANT {verbs} ON {self.table} TO "{settings.WEB_ROLE}"')
        for column, table_of_moves in self.machines:
            statements += trigger_sql(self.table, column, table_of_moves)
        return [*statements, *self.sql]


@dataclass(frozen=True)
class Machinery:
    """A table without policies: part of signing in or of the queue, with the reason why.

    Such a table holds nothing of a person's life (a house test reads its columns).
    """

    table: str
    verbs: str
    reason: str


def rooms() -> list[str]:
    """The rooms that have walls, lowest floor first (the order of INSTALLED_APPS)."""
    return [
        config.name
        for config in apps.get_app_configs()
        if config.name.startswith("mekaar.")
        and config.name != "mekaar.core"
        and find_spec(f"{config.name}.walls")
    ]


def all_walls() -> list[Wall]:
    """Every wall of every room."""
    return [wall for room in rooms() for wall in import_module(f"{room}.walls").WALLS]


def all_machinery() -> list[Machinery]:
    """Every table that cannot have policies."""
    return [
        row for room in rooms() for row in getattr(import_module(f"{room}.walls"), "MACHINERY", [])
    ]


def _existing_policies() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
        return list(cursor.fetchall())


def _erase_function() -> str:
    """One function erases a participant, for the resident or whoever helps the resident now.

    It looks through the walls because a helper may not read all there is to erase (goals).
    """
    statements = [
        text
        for room in reversed(rooms())
        for text in getattr(import_module(f"{room}.walls"), "ERASE", [])
    ]
    return (
        "CREATE OR REPLACE FUNCTION wall.erase(who uuid) RETURNS void LANGUAGE plpgsql"
        " SECURITY DEFINER SET search_path = public, pg_temp AS $wall$\nBEGIN\n"
        "  IF wall.may_erase(who) IS NOT TRUE THEN\n"
        "    RAISE EXCEPTION 'not yours to erase' USING ERRCODE = 'insufficient_privilege';\n"
        "  END IF;\n  " + ";\n  ".join(statements) + ";\nEND $wall$"
    )


# What runs in the web role finds tables of its own first, unless the path says otherwise. The few
# functions above name no table, and stay so small that PostgreSQL can read them into a query.
_FIXED_PATH = f"""DO $do$
DECLARE one regprocedure;
BEGIN
  FOR one IN SELECT p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'wall' AND p.proname NOT IN ({", ".join(f"'{name}'" for name in INLINED)})
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', one);
  END LOOP;
END $do$"""  # noqa: S608  # names of our own functions


def _statements() -> list[str]:
    """What raises the walls of this code, after every policy was taken down."""
    web = f'"{settings.WEB_ROLE}"'
    statements = [
        "SET LOCAL check_function_bodies = off",  # rooms name each other's functions
        "CREATE SCHEMA IF NOT EXISTS wall",
        f"GRANT USAGE ON SCHEMA wall, public TO {web}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {web}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web}",
    ]
    for room in ["mekaar.core", *rooms()]:
        statements += getattr(import_module(f"{room}.walls"), "FUNCTIONS", [])
    statements += [_erase_function(), *retention.functions()]
    statements += [f"GRANT {row.verbs} ON {row.table} TO {web}" for row in all_machinery()]
    for wall in all_walls():
        statements += wall.raise_sql()
    return [*statements, _FIXED_PATH]


@functools.cache
def mark() -> str:
    """The digest of the walls of this code; stands in the database since they were raised."""
    return hashlib.sha256(";\n".join(_statements()).encode()).hexdigest()


def raise_all() -> None:
    """Take every policy and grant down and put up those of the code, in one transaction.

    Runs under the owner. A table that lost its wall in the code gives the web role nothing. Every
    table is taken first, all or none (`busy.take`): no request meets a table without its wall, and
    none waits for us while we wait for it.
    """
    patiently(_raise_now)


def _raise_now() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        take(cursor)
        dropped = [f'DROP POLICY "{name}" ON "{table}"' for table, name in _existing_policies()]
        # At once: everybody waits until this is done.
        cursor.execute(";\n".join([*dropped, *_statements()]))
        cursor.execute(f"COMMENT ON SCHEMA wall IS '{mark()}'")
