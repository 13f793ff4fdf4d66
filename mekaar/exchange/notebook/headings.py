"""Which column of the notebook holds what, by the words volunteers put above it."""

import re
from dataclasses import dataclass

from mekaar.exchange.notebook.reading import Rows

# Looked at from top to bottom: the first that fits tells what the column holds. Without a name the
# column is never taken, also when a word in it would fit further on (L-01, L-05: no birth date, no
# BSN, no address, no remarks about somebody).
_KINDS = (
    ("reach", r"mail|bereik|bel na|wanneer (te )?bellen|contactgeg"),
    ("", r"geboort|leeftijd|\bbsn\b|burgerserv|straat|adres|postcode|huisn|woonpl|opmerk|notitie"),
    ("phone", r"\btel|mobiel|\bgsm|\b06\b|\bbel(len|t|nummer)?\b"),
    ("seeks", r"(?<!be)zoek|nodig|(kunnen|kan) (we|wij)\b"),
    (
        "can",
        r"\bkan\b|\bkun|aanbod|bied|wil\w* .*(doen|helpen|geven)|\bdoet\b|goed in|geeft",
    ),
    ("seeks", r"vraa?g|wens|\bwil\b|behoefte|hulp"),
    ("date", r"datum|\bdag\b|sinds|wanneer"),
    ("name", r"naam|namen|^wie\b|bezoeker|deelnemer|bewoner"),
)
# How far down the heading may stand: above it there may be a title.
_HIGHEST_ROWS = 5


@dataclass(frozen=True)
class Heading:
    """The row with the headings: per column what it holds."""

    number: int
    titles: list[str]
    kinds: list[str]

    @property
    def unused(self) -> list[str]:
        """The titles of columns that we do not take over."""
        pairs = zip(self.titles, self.kinds, strict=True)
        return [title for title, kind in pairs if title and not kind]

    def sort(self, cells: list[str]) -> dict[str, list[str]]:
        """The cells of a row by what they hold; empty ones are left out."""
        sorted_: dict[str, list[str]] = {}
        for kind, cell in zip(self.kinds, cells, strict=False):
            if kind and cell:
                sorted_.setdefault(kind, []).append(cell)
        return sorted_


def heading_of(rows: Rows) -> Heading | None:
    """The row among the first with most columns that we know, if one of them holds names."""
    first = list(rows.items())[:_HIGHEST_ROWS]
    found = [Heading(number, row, [_kind(title) for title in row]) for number, row in first]
    named = [heading for heading in found if "name" in heading.kinds]
    return max(named, key=lambda heading: len(set(heading.kinds) - {""}), default=None)


def _kind(title: str) -> str:
    """What the column below this title holds, or nothing."""
    words = title.casefold()
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words)), "")
