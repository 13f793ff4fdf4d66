"""`mekaar retention`: let go of what is past its term, or only list it. Ids, never words."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mekaar.core.retention import Rule
from mekaar.places.models import Neighbourhood
from mekaar.web import letting_go


class Command(BaseCommand):
    """What goes tonight."""

    help = "Wist wat lang genoeg bewaard is. Met --dry-run: zegt alleen wat er zou gebeuren."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="verander niets, laat het zien")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        if dry_run:
            self._list()
            return
        nothing = True
        for rule, here, gone in letting_go.let_go():
            nothing = False
            self.stdout.write(f"{_where(rule, here)}\t{gone}")
        if nothing:
            self.stdout.write("Er is niets dat lang genoeg bewaard is.")

    def _list(self) -> None:
        nothing = True
        for found in letting_go.due():
            nothing = False
            self.stdout.write(f"{_where(found.rule, found.here)}\t{len(found.ids)}")
            for one in found.ids:
                # Whoever holds the key of a session is signed in with it.
                shown = f"{one[:4]}…" if found.rule.table == "django_session" else one
                self.stdout.write(f"\t{shown}")
        if nothing:
            self.stdout.write("Er is niets dat lang genoeg bewaard is.")
        self.stdout.write("Er is niets veranderd (--dry-run).")


def _where(rule: Rule, here: Neighbourhood | None) -> str:
    return f"{here.slug if here else '(heel het huis)'}\t{rule.name}"
