"""Django's registration of this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room as Django knows it."""

    name = "mekaar.people"

    def ready(self) -> None:
        """Hand down what the floors below may not import: words, and where people get mail."""
        from mekaar.people import register  # noqa: PLC0415  # models exist only from here on

        register.join()
