"""Changing tables while people use them: never wait long for a lock, and try again (ADR 23).

Who waits for a table makes everybody after it wait as well. So whoever migrates asks for less than
a second, gives everything back, and asks again a little later.
"""

import time
from collections.abc import Callable

from django.core.management import CommandError
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected, LockNotAvailable, QueryCanceled

# Shorter than PostgreSQL's deadlock_timeout of a second: a page that waits for us while we wait for
# it is never the one that is broken off.
WAIT = "900ms"
TRIES = 40
PAUSE = 0.5  # seconds between tries: pages that waited go first


class Busy(CommandError):
    """Somebody held a table for longer than we go on asking."""


def is_busy(error: BaseException) -> bool:
    """Whether a lock was not to be had in time."""
    return isinstance(error.__cause__, LockNotAvailable | QueryCanceled | DeadlockDetected)


def patiently(work: Callable[[], object]) -> None:
    """Do the work; when a table is held, again after a pause, and in the end one sentence."""
    for left in reversed(range(TRIES)):
        try:
            work()
        except OperationalError as error:
            if not is_busy(error):
                raise
            if left == 0 or connection.in_atomic_block:
                raise Busy(
                    _(
                        "De tabellen zijn te lang bezet. Wat al klaar was, blijft staan; de rest"
                        " is niet veranderd. Probeer het straks nog eens."
                    )
                ) from error
            time.sleep(PAUSE)
        else:
            return


def take(cursor: CursorWrapper) -> None:
    """Every table of the house for us alone until the transaction ends: all of them, or none."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    tables = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
    if tables:
        cursor.execute(f"SET LOCAL statement_timeout = '{WAIT}'")  # of all locks together
        cursor.execute(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
    cursor.execute("SET LOCAL statement_timeout = 0")
