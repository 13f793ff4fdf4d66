"""Words that the screens never use, and the English of Django that must never come through."""

import re

# About people and what happens between them (glossary, column "niet zo"; house-style 6.7).
NEVER = (
    "aanbodgericht", "achterstand", "behandelaar", "burger", "burgers", "casus", "cliënt",
    "cliënten", "dashboard", "doelgroep", "eigen regie", "gebruiker", "gebruikers",
    "gemotiveerd", "hulpbehoevend", "hulpbehoevende", "hulpverlener", "hulpverleners",
    "hulpvraag", "hulpvragen", "hulpvrager", "hulpvragers", "indicatie", "intake",
    "interventie", "keukentafelgesprek", "klant", "klanten", "kwetsbaar", "kwetsbare",
    "laaggeletterd", "laaggeletterde", "match", "matchen", "matches", "matching", "mantelzorger",
    "ondersteuningsplan", "participatie", "patiënt", "patiënten", "problematiek", "profiel",
    "registratie", "score", "steungroep", "taalachterstand", "tegenprestatie", "traject",
    "uitkering", "zelfredzaam", "zelfredzaamheid", "zorgmijder", "zorgplan", "zorgvraag",
    "zorgvrager",
    # What nobody says at a kitchen table.
    "authenticatie", "autorisatie", "dient te", "inzake", "middels", "momenteel", "opteren",
    "teneinde", "uploaden", "verifiëren", "voorts", "wachtwoord", "welke u", "zulks",
)  # fmt: skip

# One of these on a page means: a text of Django or allauth came through untranslated.
ENGLISH = (
    "This field is required", "Enter a valid", "Select a valid choice", "Ensure this value",
    "Please correct the error", "CSRF verification failed", "Not Found", "Server Error",
    "Forbidden", "Sign In", "Sign Out", "Log in", "Password", "---------", "None of",
)  # fmt: skip

_NEVER = re.compile(
    r"(?<![\w-])(" + "|".join(sorted(NEVER, key=len, reverse=True)) + r")(?![\w-])", re.IGNORECASE
)


def never_used(text: str) -> list[str]:
    """Which words stand here that the screens never use."""
    return sorted({found.lower() for found in _NEVER.findall(text)})


def english_left(text: str) -> list[str]:
    """Which texts of the framework came through in English."""
    return [part for part in ENGLISH if part in text]


def sentences(text: str) -> list[str]:
    """The sentences of a text: a full stop, question mark or exclamation mark, then space."""
    return [part for part in re.split(r"(?<=[.?!])\s+|\n+", text.strip()) if part.strip()]


def word_count(sentence: str) -> int:
    """The number of words."""
    return len(re.findall(r"\w+(?:['’-]\w+)*", sentence))
