"""`migrate` as Django has it, then raise the walls from the code as it is now (ADR 0003)."""

from typing import Any

from django.core.management.commands import migrate

from mekaar.core import sealed, walls


class Command(migrate.Command):
    """Migrate under the owner role, raise the walls, and see that the keys are there."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        everything = options.get("app_label") is None
        if everything and not options.get("plan") and not options.get("check_unapplied"):
            walls.raise_all()
            sealed.ensure_keys()
