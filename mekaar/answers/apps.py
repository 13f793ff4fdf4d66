"""Django's registration of this room."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """The room as Django knows it."""

    name = "mekaar.answers"

    def ready(self) -> None:
        """Hand down what the floors below may not import: words."""
        from mekaar.answers import register  # noqa: PLC0415  # models exist only from here on

        register.join()
