"""One migrated database for each run with several test processes; what they use are copies of it.

Migrating takes ten seconds, a copy half of one.
"""

import psycopg
from django.conf import settings
from django.core.management import call_command
from psycopg import sql

from tests import product


def name() -> str:
    """The database that is copied."""
    return f"{settings.DATABASES['default']['NAME']}_like"


def made(run: str) -> str:
    """Its name; the first process that asks in this run migrates it, the others wait."""
    like = sql.Identifier(name())
    with psycopg.connect(product.owner_url("postgres"), autocommit=True) as owner:
        owner.execute("SELECT pg_advisory_lock(hashtext(%s))", [name()])
        of_run = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        if owner.execute(of_run, [name()]).fetchone() != (run,):
            owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(like))
            owner.execute(sql.SQL("CREATE DATABASE {}").format(like))
            with product.connected_to(name()):
                call_command("migrate", verbosity=0)
            owner.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(like, run))
    return name()


def forget() -> None:
    """Take it away: the run is over."""
    with psycopg.connect(product.owner_url("postgres"), autocommit=True) as owner:
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name())))
