"""`mekaar demo`: load a stage of the demo neighbourhood, or say how to sign in there."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mekaar.places.models import Neighbourhood
from mekaar.web.demo import loading, signing_in
from mekaar.web.demo.story import STAGES, tell


class Command(BaseCommand):
    """The demo neighbourhood De Oeverhoek."""

    help = "Zet de demo-buurt klaar (--stage), of laat zien hoe je er binnenkomt (--people)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=STAGES, help="begin, levendig of stil")
        parser.add_argument("--once", action="store_true", help="alleen als er nog geen demo is")
        parser.add_argument("--people", action="store_true", help="wie er zijn, met hun codes")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Dit is geen demo. Zet MEKAAR_DEMO=1 als je er een wilt.")
        slug = tell("lively").places["neighbourhood"]["slug"]
        there = Neighbourhood.objects.filter(slug=slug).exists()
        if options["stage"] or (options["once"] and not there):
            stage = options["stage"] or "lively"
            built = loading.load(stage)
            self.stdout.write(f"De demo-buurt staat klaar: {len(built.people)} mensen ({stage}).")
        if options["people"]:
            self._people()

    def _people(self) -> None:
        cast = {one["key"]: one["name"] for one in tell("lively").people if one["key"] in _cast()}
        self.stdout.write("Meld je aan met een van deze kaarten:")
        for person in signing_in.people(cast):
            roles = f" ({', '.join(person.roles)})" if person.roles else ""
            self.stdout.write(f"  {person.name + roles:<44} {person.code}")
            if person.second_steps:
                codes = ", ".join(person.second_steps)
                self.stdout.write(f"  {'':<44} tweede stap, een van: {codes}")


def _cast() -> frozenset[str]:
    return tell("lively").cast
