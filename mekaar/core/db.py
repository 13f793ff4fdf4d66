"""Who the database thinks is asking: participant and neighbourhood, set for one transaction.

PostgreSQL's row-level security (walls.py of every room) speaks about `wall.me()` and `wall.here()`;
both come from settings that `SET LOCAL` makes and the end of the transaction forgets.
"""

import contextlib
import uuid
from collections.abc import Iterator

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction


def _literal(value: uuid.UUID | None) -> str:
    # A literal, not a parameter: `SET` takes none, and Citus does not send `set_config()` on.
    # uuid.UUID can hold nothing but hexadecimal digits.
    return f"'{uuid.UUID(str(value))}'" if value else "''"


# How long a page waits for what another holds, and for any one question: longer than migrating
# holds a table (walls.raise_all), and short enough that the house does not fill up with waiters.
_PATIENCE = "; SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = '30s'"


def step_in(me: uuid.UUID | None, here: uuid.UUID | None, *, patience: bool = False) -> None:
    """Be this participant in this neighbourhood, under the web role, until the transaction ends.

    `patience` also sets how long a page waits: OneTransaction asks for it, jobs do not.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f'SET LOCAL ROLE "{settings.WEB_ROLE}"; '
            f"SET LOCAL mekaar.me = {_literal(me)}; SET LOCAL mekaar.here = {_literal(here)}"
            f"{_PATIENCE if patience else ''}"
        )


def _now() -> tuple[str, str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, coalesce(current_setting('mekaar.me', true), ''),"
            " coalesce(current_setting('mekaar.here', true), ''),"
            " coalesce(current_setting('mekaar.engine', true), '')"
        )
        role, me, here, engine = cursor.fetchone()
    return role, me, here, engine


@contextlib.contextmanager
def acting(me: uuid.UUID | None, here: uuid.UUID | None, *, engine: bool = False) -> Iterator[None]:
    """Be somebody for a while inside a transaction, then who we were before.

    Jobs use it to act for the person they were queued for; tests use it to attack the walls.
    `engine=True` opens the one door of the ideas engine (exchange/ideas.py): it may read open asks
    and offers of this neighbourhood and write ideas, nothing else.
    """
    with transaction.atomic():
        role, old_me, old_here, old_engine = _now()
        step_in(me, here)
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL mekaar.engine = '{'on' if engine else ''}'")
        yield
        with connection.cursor() as cursor:
            cursor.execute(
                f'SET LOCAL ROLE "{role}"; SET LOCAL mekaar.me = {_literal_text(old_me)};'
                f" SET LOCAL mekaar.here = {_literal_text(old_here)};"
                f" SET LOCAL mekaar.engine = '{'on' if old_engine == 'on' else ''}'"
            )


def _literal_text(value: str) -> str:
    return _literal(uuid.UUID(value) if value else None)


def away(error: BaseException | None) -> str:
    """Why the database does not serve now, as its own code; empty when the error is another.

    Gone, starting, full, out of connections, or busy for too long: nothing of the request was kept,
    and the same request can be sent again. The message is left out: it may quote what was typed.
    """
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            said = getattr(error.__cause__, "sqlstate", None)
            return said or type(error.__cause__ or error).__name__
        error = error.__cause__ or error.__context__
    return ""
