"""Is this house ready to serve? In numbers, for whoever keeps watch; nothing of anybody."""

import functools
from dataclasses import dataclass

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from mekaar.core import walls

NEVER = -1

_ASKED = """
SELECT wall.applied(), coalesce(obj_description('wall'::regnamespace, 'pg_namespace'), ''),
  (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND relname = ANY(%s) AND relrowsecurity AND relforcerowsecurity),
  (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user),
  (SELECT extract(epoch FROM clock_timestamp() - max(last_heartbeat)) FROM procrastinate_workers)
"""


@dataclass(frozen=True)
class Ready:
    """What was found: tables and walls fail the house, the worker is only told."""

    missing: int
    open_tables: int
    walls_of_now: bool
    worker: int

    @property
    def is_so(self) -> bool:
        """Whether pages may be served: every migration of this code is done, every wall stands."""
        return not self.missing and not self.open_tables and self.walls_of_now

    @property
    def lines(self) -> list[str]:
        """`name number`, one a line."""
        return [
            f"migrations_missing {self.missing}",
            f"tables_without_wall {self.open_tables}",
            f"walls_of_this_version {int(self.walls_of_now)}",
            f"worker_seconds {self.worker}",
        ]


@functools.cache
def _of_this_code() -> frozenset[str]:
    """The migrations on disk, as `wall.applied()` names them."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(f"{app}.{name}" for app, name in loader.disk_migrations)


@functools.cache
def _walled() -> tuple[str, ...]:
    return tuple(sorted({wall.table for wall in walls.all_walls()}))


def look() -> Ready:
    """Ask the database, as the web role, in one question.

    Tables that are newer than this code are fine: it still runs while a new version is put up, and
    then the walls are of that version as well.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [list(_walled())])
        applied, mark, walled, passes_walls, heartbeat = cursor.fetchone()
    done, ours = frozenset(applied or ()), _of_this_code()
    return Ready(
        missing=len(ours - done),
        open_tables=len(_walled()) - (0 if passes_walls else walled),
        walls_of_now=mark == walls.mark() or bool(done - ours),
        worker=NEVER if heartbeat is None else max(0, int(heartbeat)),
    )
