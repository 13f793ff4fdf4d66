"""Which language to speak: the wanted one when the house speaks it, otherwise Dutch."""

from django.conf import settings


def spoken_here(wanted: str) -> str:
    """The code of a language of the house: this one, or that of the house itself."""
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
