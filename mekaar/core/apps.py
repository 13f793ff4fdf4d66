"""Django's registration of this room."""

from django.apps import AppConfig
from django.forms import ChoiceField, Field, MultipleChoiceField
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """The ground floor as Django knows it."""

    name = "mekaar.core"

    def ready(self) -> None:
        """Every form says what to do next; Django's own sentence only says what is wrong."""
        Field.default_error_messages["required"] = _("Vul dit nog in.")
        for choosing in (ChoiceField, MultipleChoiceField):
            choosing.default_error_messages["required"] = _("Maak nog een keuze.")
