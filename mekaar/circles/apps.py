"""Django's registration of this room."""

from django.apps import AppConfig


class CirclesConfig(AppConfig):
    """The room as Django knows it."""

    name = "mekaar.circles"

    def ready(self) -> None:
        """Hand down what the floors below may not import: the words of journal and notices."""
        from mekaar.circles import register  # noqa: PLC0415  # models exist only from here on

        register.join()
