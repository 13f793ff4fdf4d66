"""Django's registration of this room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The ground floor as Django knows it."""

    name = "mekaar.core"
