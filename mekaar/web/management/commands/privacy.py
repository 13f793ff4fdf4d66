"""`mekaar privacy register`: the record of processing as Markdown, out of the code (art. 30)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from mekaar.places.models import Neighbourhood
from mekaar.web import register


class Command(BaseCommand):
    """Papers about privacy."""

    help = "register: het register van verwerkingen (AVG artikel 30), voor een buurt of leeg."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["register"])
        parser.add_argument("--neighbourhood", default="", help="korte naam van de buurt")

    def handle(self, *args: Any, neighbourhood: str, **options: Any) -> None:
        here = None
        if neighbourhood:
            here = Neighbourhood.objects.filter(slug=neighbourhood).first()
            if here is None:
                raise CommandError(
                    f"Er is geen buurt {neighbourhood!r}. Kijk met: mekaar neighbourhood list."
                )
        with translation.override("nl"):
            self.stdout.write(register.markdown(here), ending="")
