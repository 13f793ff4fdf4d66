"""Bring tables and demo neighbourhood up to date as the owner: `python -m launch.migrate`."""

import io
import os
import sys

import django
import psycopg
from django.core.management import call_command
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
        if os.environ.get("MEKAAR_DEMO") == "1":
            print("Voorbeeldbuurt klaarzetten …", flush=True)
            call_command("demo", "--once", stdout=io.StringIO())
    except LaunchError as trouble:
        print(trouble, file=sys.stderr)
        return SENTENCE
    except KeysMissing as missing:
        print(missing, file=sys.stderr)
        return SENTENCE
    except DatabaseError as error:
        print(sentence(error), file=sys.stderr)
        return SENTENCE
    return 0


if __name__ == "__main__":
    sys.exit(main())
