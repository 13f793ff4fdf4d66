"""Bring tables and demo neighbourhood up to date as the owner: `python -m launch.migrate`."""

import io
import os
import sys

import django
import psycopg
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from launch.trouble import LaunchError
from mekaar.core.keyring import KeysMissing

SENTENCE = 3  # exit code: what is on stderr is one sentence for a person


def refuse_newer() -> None:
    """Never let old code work on tables that newer code made."""
    loader = MigrationLoader(connection)
    unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
    if unknown:
        app, name = unknown[-1]
        raise LaunchError(
            f"De database is nieuwer dan deze versie van Mekaar (die kent {app} {name} niet)."
            " Haal de nieuwste versie op met git pull."
        )


OTHER_TABLES = (
    "De tabellen zijn van een andere versie van Mekaar dan deze. Is het een voorbeeldbuurt?"
    " Begin met een lege map: MEKAAR_DATA=andere-map."
)


def refuse_other_tables() -> None:
    """Never serve people with tables that are not those of this code.

    The first migrations were still changed in place before the first release.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type = 'bytea' FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        )
        there = set(cursor.fetchall())
    tables = {table for table, _column, _is_bytes in there}
    expected = {
        (model._meta.db_table, field.column, field.db_type(connection) == "bytea")
        for model in apps.get_models()
        if model._meta.managed
        for field in model._meta.local_concrete_fields
        if field.column
    }
    known = {table for table, _column, _is_bytes in expected}
    if expected - there or {one for one in there if one[0] in known & tables} - expected:
        raise LaunchError(OTHER_TABLES)


def origin(error: BaseException) -> BaseException:
    """What the database itself said, under the layers that Django puts around it."""
    while deeper := error.__cause__ or error.__context__:
        error = deeper
    return error


def sentence(error: DatabaseError) -> str:
    """What a database error during migrating means for whoever starts Mekaar."""
    match origin(error):
        case psycopg.errors.InsufficientPrivilege():
            return (
                "De rol in DATABASE_OWNER_URL mag hier geen tabellen maken; laat een beheerder"
                " `mekaar database prepare` draaien."
            )
        case psycopg.errors.DiskFull():
            return "De tabellen konden niet worden bijgewerkt: de schijf van de database is vol."
        case (
            psycopg.errors.UndefinedTable()
            | psycopg.errors.UndefinedColumn()
            | psycopg.errors.InvalidFunctionDefinition()
        ):
            return OTHER_TABLES
        case psycopg.OperationalError():
            return "De database is niet te bereiken."
    raise error


def main() -> int:
    """Migrate, raise the walls, and load the demo neighbourhood once when that was asked for."""
    try:
        django.setup()
        refuse_newer()
        print("Tabellen bijwerken …", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
        refuse_other_tables()
        if os.environ.get("MEKAAR_DEMO") == "1":
            print("Voorbeeldbuurt klaarzetten …", flush=True)
            call_command("demo", "--once", stdout=io.StringIO())
    except LaunchError as trouble:
        print(trouble, file=sys.stderr)
        return SENTENCE
    except (KeysMissing, CommandError) as missing:
        print(missing, file=sys.stderr)
        return SENTENCE
    except DatabaseError as error:
        print(sentence(error), file=sys.stderr)
        return SENTENCE
    return 0


if __name__ == "__main__":
    sys.exit(main())
