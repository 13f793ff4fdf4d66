"""Django's registration of this room."""

from django.apps import AppConfig

from mekaar.journal import words as journal
from mekaar.people.guest_doors import OPEN
from mekaar.web.words import JOURNAL

# Of this room; what is public needs no name here.
FOR_GUESTS = {"web:my_place", "web:notice_read", "web:record", "web:record_file"}


class WebConfig(AppConfig):
    """The room as Django knows it."""

    name = "mekaar.web"

    def ready(self) -> None:
        """Hand the words down to the journal, and which pages a guest in a circle has."""
        journal.add(JOURNAL)
        OPEN.update(FOR_GUESTS)
