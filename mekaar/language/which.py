"""Which language a text is in, or None: then it is in the language of who wrote it.

Found by eldc, 2 MB of n-grams in C. Under four words it guesses, so we do not ask. What it is not
sure of, we do not say. It knows no Frisian, Papiamento, Tigrinya, Somali or Tamazight, which
people here do speak: a text in one of these is mostly None, and now and then taken for another.
"""

import re
import threading
import unicodedata
from functools import cache
from types import ModuleType

FEWEST_WORDS = 4
LETTERS_READ = 2_000


def _set(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


# Languages of the product that eldc can tell apart; for another one it gives its own code.
KNOWN = _set("nl ar bg de en fa fr ku uk pl pt ro ru es tr")

# What a short Dutch text is taken for now and then: said only when there is enough to go by.
_LOOKS_DUTCH = _set("da no sv sq tl et yo ms eu ca sl is")
_ENOUGH_WORDS = 12

_WORD = re.compile(r"[^\W\d_]+")
_first = threading.Lock()


def language_of(text: str) -> str | None:
    """The code of the language (ISO 639-1); None for few words, for doubt and without eldc."""
    whole = text[:LETTERS_READ].replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8")
    read = unicodedata.normalize("NFC", whole)
    words = len(_WORD.findall(read))
    eldc = _eldc() if words >= FEWEST_WORDS else None
    if eldc is None:
        return None
    found = eldc.detect_details(read)
    code = str(found.language)
    if not found.reliable or (code in _LOOKS_DUTCH and words < _ENOUGH_WORDS):
        return None
    return code


def _eldc() -> ModuleType | None:
    """The library with its tables read, once for the process; None where it is not installed."""
    with _first:
        return _loaded()


@cache
def _loaded() -> ModuleType | None:
    try:
        import eldc  # noqa: PLC0415  # absent, a text is in the language of its writer (ADR 25)
    except ImportError:
        return None
    eldc.init()
    module: ModuleType = eldc
    return module
