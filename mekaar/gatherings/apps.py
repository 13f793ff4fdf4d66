"""Django's registration of this room."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    """The room as Django knows it."""

    name = "mekaar.gatherings"

    def ready(self) -> None:
        """Hand down what the floors below may not import: words."""
        from mekaar.gatherings import register  # noqa: PLC0415  # models exist only from here on

        register.join()
