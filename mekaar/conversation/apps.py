"""Django's registration of this room."""

from django.apps import AppConfig


class ConversationConfig(AppConfig):
    """The room as Django knows it."""

    name = "mekaar.conversation"

    def ready(self) -> None:
        """Hand down what the floors below may not import: the words of journal and notices."""
        from mekaar.conversation import register  # noqa: PLC0415  # models exist only from here on

        register.join()
