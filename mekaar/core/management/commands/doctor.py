"""`mekaar doctor`: prints what one may send to somebody who helps. Nothing is sent."""

from django.core.management.base import BaseCommand

from mekaar.core import doctor


class Command(BaseCommand):
    help = (
        "Laat zien hoe het huis ervoor staat: versies, instellingen (niet hun waarde),"
        " werk dat wacht, schijf, muren. Er staat niets van mensen in. Er wordt niets verstuurd."
    )

    def handle(self, *args: object, **options: object) -> None:
        for line in doctor.report():
            self.stdout.write(line)
