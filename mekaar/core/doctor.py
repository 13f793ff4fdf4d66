"""What `mekaar doctor` tells: how the house is, for whoever helps its operator (L-18, L-12).

Built out of names that the code knows and numbers of machines. No value of a setting, no text out
of a row, no number of people: what is not looked up here by name cannot be in it. Nothing is sent.
"""

import datetime
import json
import os
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django import app as queue

from config import environment
from mekaar.core.walls import all_walls

PACKAGES = ("mekaar", "Django", "psycopg", "procrastinate", "django-allauth", "cryptography")
STATES = ("todo", "doing", "succeeded", "failed", "cancelled", "aborting", "aborted")
# A size tells how many rows there are; a class of sizes does not (L-12).
SIZES = ((1, "tot 1 MB"), (10, "tot 10 MB"), (100, "tot 100 MB"),
         (1024, "tot 1 GB"), (10240, "tot 10 GB"))  # fmt: skip
_MB = 1024 * 1024


def report() -> Iterator[str]:
    """Every line of the bundle."""
    for title, lines in (
        ("Versies", _versions()),
        ("Instellingen (alleen of ze er staan)", _settings()),
        ("Migraties", _migrations()),
        ("Werk op de achtergrond", _jobs()),
        ("Schijf en back-up", _disk()),
        ("Muren", _walls()),
        ("Tabellen (orde van grootte)", _tables()),
    ):
        yield f"== {title}"
        yield from lines
        yield ""


def _versions() -> Iterator[str]:
    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} onbekend"
    yield f"Python {platform.python_version()}"
    yield f"PostgreSQL {_one('SHOW server_version').split()[0]}"


def _settings() -> Iterator[str]:
    """By name; the names are those that the code asks for, never those of the surroundings."""
    for name in sorted(environment.ASKED):
        yield f"{name}: {'ingesteld' if os.environ.get(name) else 'niet ingesteld'}"


def _migrations() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    for migration, _backwards in waiting:
        yield f"nog niet gedaan: {migration.app_label}.{migration.name}"
    if not waiting:
        yield "alle gedaan"


def _jobs() -> Iterator[str]:
    """How many jobs are where; queues by the names in the code, whatever a row says."""
    queues = sorted({task.queue for task in queue.tasks.values()})
    found: dict[tuple[str, str], int] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT queue_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2"
        )
        for name, state, number in cursor.fetchall():
            known = (name if name in queues else "andere", state if state in STATES else "andere")
            found[known] = found.get(known, 0) + number
        cursor.execute(
            "SELECT extract(epoch FROM now() - min(at))::bigint FROM procrastinate_events e"
            " JOIN procrastinate_jobs j ON j.id = e.job_id WHERE j.status = 'todo'"
            " AND e.type = 'deferred'"
        )
        oldest = cursor.fetchone()[0]
    for (name, state), number in sorted(found.items()):
        yield f"{name}, {state}: {number}"
    yield f"oudste dat wacht: {f'{oldest} seconden' if oldest is not None else 'niets'}"


def _disk() -> Iterator[str]:
    folder = settings.KEY_FILE.parent
    if folder.is_dir():
        free = shutil.disk_usage(folder).free // _MB
        yield f"vrij bij de gegevens: {free} MB"
    yield f"bestand met sleutels: {'is er' if settings.KEY_FILE.exists() else 'ontbreekt'}"
    yield f"laatste back-up: {_last_backup(folder / 'last-backup.json')}"


def _last_backup(stamp: Path) -> str:
    """Until when the last good backup reaches, as `mekaar backup` noted beside the keys."""
    try:
        told = json.loads(stamp.read_text(encoding="utf-8"))
        until = datetime.datetime.fromisoformat(told["until"])
    except (OSError, ValueError, KeyError, TypeError):
        return "niet bekend"
    return until.isoformat(timespec="minutes")


def _walls() -> Iterator[str]:
    """Tables of the code whose wall is not up, or not for everybody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
        )
        walled = {name for (name,) in cursor.fetchall()}
    down = [wall.table for wall in all_walls() if wall.table not in walled]
    yield from (f"STAAT NIET: {table}" for table in down)
    if not down:
        yield f"alle {len(all_walls())} staan"


def _tables() -> Iterator[str]:
    for table in sorted({model._meta.db_table for model in apps.get_models()}):
        size = _one("SELECT pg_total_relation_size(to_regclass(%s))", [table])
        yield f"{table}: {_class_of(int(size)) if size is not None else 'is er niet'}"


def _class_of(size: int) -> str:
    return next((words for limit, words in SIZES if size < limit * _MB), "10 GB of meer")


def _one(sql: str, values: list[str] | None = None) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]  # type: ignore[no-any-return]  # one value
