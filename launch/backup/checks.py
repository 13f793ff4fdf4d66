"""Is what was put back whole? `python -m launch.backup.checks FILE`, as the owner of its tables.

FILE says which keys there are now and who was erased. Prints what was done, as JSON.
"""

import io
import json
import sys
import uuid
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from launch.migrate import SENTENCE, refuse_newer, refuse_other_tables, sentence
from launch.trouble import LaunchError
from mekaar.core.keyring import KeysMissing


def main() -> int:
    """Newest keys, tables of this code, nothing of who was erased; then look at everything."""
    try:
        django.setup()
        refuse_newer()
        gone = _keys(json.loads(Path(sys.argv[1]).read_text()))
        migrated = _bring_up_to_date()
        refuse_other_tables()
        said = {
            "migrated": migrated,
            "removed": _remove(gone),
            "journal": _look("journal", "verify"),
        }
        said["keys"] = _look("keys", "check")
        print(json.dumps(said))
    except (LaunchError, KeysMissing) as trouble:
        print(trouble, file=sys.stderr)
        return SENTENCE
    except DatabaseError as error:
        print(sentence(error), file=sys.stderr)
        return SENTENCE
    return 0


def _bring_up_to_date() -> bool:
    """A backup of an older Mekaar gets the tables of this one; gives whether it was older."""
    executor = MigrationExecutor(connection)
    older = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if older:
        call_command("migrate", verbosity=0, interactive=False)
    return older


def _keys(told: dict[str, object]) -> set[uuid.UUID]:
    """Put the newest keys over those of the backup; a house that lost most of them is asked."""
    from mekaar.people.actions import lost  # noqa: PLC0415  # after setting up
    from mekaar.people.models import OwnerKey  # noqa: PLC0415  # as above

    newest, erased = told["keys"], told["erased"]
    there = {row.owner: bytes(row.wrapped) for row in OwnerKey.objects.all()}
    if newest == "same":
        return set()
    if newest == "then":
        kept = {owner: key for owner, key in there.items() if str(owner) not in set(erased)}  # type: ignore[call-overload]  # ours
    else:
        kept = {uuid.UUID(owner): bytes.fromhex(key) for owner, key in newest.items()}  # type: ignore[attr-defined]  # ours
        if len(there) >= 20 and len(kept.keys() & there.keys()) < len(there) / 2:
            raise LaunchError(
                "De meeste sleutels van toen zijn er nu niet meer. Was dat een vergissing en geen"
                " wissen, geef dan --keys-of-then: dan blijft alleen weg wie zich liet wissen."
            )
    return lost.take_newest_keys(kept)


def _remove(gone: set[uuid.UUID]) -> int:
    from mekaar.people.actions import lost  # noqa: PLC0415  # after setting up

    return lost.remove_without_key(gone) if gone else 0


def _look(*words: str) -> str:
    out = io.StringIO()
    try:
        call_command(*words, stdout=out)
    except CommandError as wrong:
        raise LaunchError("; ".join(str(wrong).splitlines())) from wrong
    return out.getvalue().strip()


if __name__ == "__main__":
    sys.exit(main())
