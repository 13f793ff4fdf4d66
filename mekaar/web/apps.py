"""Django's registration of this room."""

from django.apps import AppConfig

from mekaar.journal import words as journal
from mekaar.web.words import JOURNAL


class WebConfig(AppConfig):
    """The room as Django knows it."""

    name = "mekaar.web"

    def ready(self) -> None:
        """Hand the words down to the journal."""
        journal.add(JOURNAL)
