"""`mekaar live`: real people may be in a neighbourhood, once somebody answers for it (L-03)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mekaar.core.errors import Refused
from mekaar.places import actions
from mekaar.places.management.commands.neighbourhood import find


class Command(BaseCommand):
    """A try-out goes live, or live becomes a try-out again."""

    help = "Zet een buurt live: er mogen echte gegevens in. Met --stop weer een proef."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="korte naam van de buurt")
        parser.add_argument("--stop", action="store_true", help="weer een proefopstelling")

    def handle(self, *args: Any, slug: str, stop: bool, **options: Any) -> None:
        here = find(slug)
        if stop:
            actions.stop_live(here)
            self.stdout.write(f"{here.name} is weer een proefopstelling.")
            return
        if settings.DEMO:
            raise CommandError("Met MEKAAR_DEMO=1 gaat niets live: de demo wist een hele buurt.")
        try:
            actions.go_live(here)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{here.name} is live.")
