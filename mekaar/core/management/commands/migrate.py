"""`migrate` as Django has it, then raise the walls from the code as it is now (ADR 0003).

Both wait less than a second for a table and try again, so that the pages go on (ADR 23).
"""

from typing import Any

from django.core.management.commands import migrate
from django.db import connection

from mekaar.core import busy, sealed, walls


class Command(migrate.Command):
    """Migrate under the owner role, raise the walls, and see that the keys are there."""

    def handle(self, *args: Any, **options: Any) -> None:
        self._migrate(*args, **options)
        everything = options.get("app_label") is None
        if everything and not options.get("plan") and not options.get("check_unapplied"):
            walls.raise_all()
            sealed.ensure_keys()

    def _migrate(self, *args: Any, **options: Any) -> None:
        """Each migration is one transaction: what is done stays, and the next try goes on there."""
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{busy.WAIT}'")
        try:
            handle = super().handle
            busy.patiently(lambda: handle(*args, **options))
        finally:
            if connection.connection is not None and not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute("RESET lock_timeout")
