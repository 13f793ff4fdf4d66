"""Words that the screens never use, and the English of Django that must never come through."""

import re
from pathlib import Path

GLOSSARY = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"


def _of_the_glossary() -> list[str]:
    """The words that the screen never uses about people, out of the glossary's last section."""
    section = GLOSSARY.read_text(encoding="utf-8").partition("## Words the screen never uses")[2]
    text = section.partition("\n")[2].partition("\n## ")[0]
    plain = re.sub(r"\([^)]*\)|[*`_]", "", text).strip().rstrip(".")
    return [word for part in plain.split(",") if (word := " ".join(part.split()))]


# Words of offices and systems, which nobody says at a kitchen table.
STIFF = (
    "aanbodgericht", "authenticatie", "autorisatie", "behandelaar", "burger", "burgers",
    "cliënten", "dashboard", "dient te", "eigen regie", "gebruiker", "gebruikers",
    "hulpbehoevend", "hulpbehoevende", "hulpverlener", "hulpverleners", "hulpvraag", "hulpvragen",
    "hulpvrager", "hulpvragers", "inzake", "interventie", "keukentafelgesprek", "klant",
    "klanten", "kwetsbaar", "laaggeletterd", "match", "matches", "matching", "middels",
    "momenteel", "ondersteuningsplan", "opteren", "participatie", "patiënt", "patiënten",
    "problematiek", "steungroep", "taalachterstand", "teneinde", "traject", "verifiëren",
    "voorts", "zelfredzaam", "zelfredzaamheid", "zorgplan", "zorgvraag", "zorgvrager", "zulks",
)  # fmt: skip
NEVER = tuple(sorted({*STIFF, *_of_the_glossary()}))

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
