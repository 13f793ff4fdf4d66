"""Django's registration of this room."""

from django.apps import AppConfig

from mekaar.people.guest_doors import OPEN_ROOMS


class CirclesConfig(AppConfig):
    """The room as Django knows it."""

    name = "mekaar.circles"

    def ready(self) -> None:
        """Hand down what the floors below may not import: words, and that guests come in here."""
        from mekaar.circles import register  # noqa: PLC0415  # models exist only from here on

        register.join()
        OPEN_ROOMS.add("circles")
