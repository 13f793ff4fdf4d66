"""One record of the input, field by field; each refusal names the record and the field."""

import math
from typing import Any

from mekaar.matching.model import DAYPARTS, BadInstance

MOST_CHARACTERS = 5000
"""A longer text is refused: nobody writes an ask of three pages, and cutting changes words."""

MOST_METRES = 10_000_000
MOST_NUMBERS = 4096
MOST_WORDS = 200
MOST_IDS = 10_000
MOST_ID = 200

_MISSING = object()


class Fields:
    """Takes fields out of a record and refuses what they may not be."""

    def __init__(self, record: object, name: str) -> None:
        if not isinstance(record, dict):
            raise BadInstance(f"{name} must be an object.")
        self._record: dict[str, Any] = record
        self._name = name
        self._asked: set[str] = set()

    def wrong(self, field: str, must: str) -> BadInstance:
        """The refusal of one field, as one sentence."""
        return BadInstance(f"{self._name}: {field!r} {must}.")

    def refuse_unknown(self) -> None:
        """Every field of the record has been asked for."""
        unknown = sorted(repr(name) for name in self._record.keys() - self._asked)
        if unknown:
            raise BadInstance(f"{self._name} has an unknown field {unknown[0][:60]}.")

    def id(self, field: str) -> str:
        """An id: a short text without blanks around it."""
        return self._id(field, self._take(field, _MISSING))

    def ids(self, field: str) -> frozenset[str]:
        """A list of ids."""
        return frozenset(self._id(field, one) for one in self._list(field, MOST_IDS))

    def text(self, field: str) -> str:
        """A text of somebody, not longer than MOST_CHARACTERS."""
        text = self._string(field, self._take(field, _MISSING))
        if len(text) > MOST_CHARACTERS:
            raise self.wrong(
                field, f"has {len(text)} characters; at most {MOST_CHARACTERS} are read"
            )
        return text

    def words(self, field: str) -> frozenset[str]:
        """A set of short words; capitals do not matter."""
        found = set()
        for one in self._list(field, MOST_WORDS):
            word = self._string(field, one).strip().casefold()
            if not 0 < len(word) <= MOST_ID:
                raise self.wrong(field, f"must hold words of 1 to {MOST_ID} characters")
            found.add(word)
        return frozenset(found)

    def one_of(self, field: str, known: tuple[str, ...]) -> str:
        """One of the known words; the first when nothing is told."""
        word = self._take(field, known[0])
        if not isinstance(word, str) or word not in known:
            raise self.wrong(field, f"must be one of {', '.join(known)}")
        return word

    def yes_no(self, field: str) -> bool:
        """True or false; false when nothing is told."""
        told = self._take(field, False)
        if not isinstance(told, bool):
            raise self.wrong(field, "must be true or false")
        return told

    def whole(self, field: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        number = self._take(field, default)
        if isinstance(number, bool) or not isinstance(number, int):
            raise self.wrong(field, "must be a whole number")
        if not least <= number <= most:
            raise self.wrong(field, f"must be between {least} and {most}")
        return number

    def times(self, field: str) -> int | None:
        """A 28-bit set of dayparts, or None when not told."""
        if self._take(field, None) is None:
            return None
        return self.whole(field, 0, 0, 2**DAYPARTS - 1)

    def coordinate(self, field: str) -> float | None:
        """Metres on the map, or None when not told."""
        told = self._take(field, None)
        return None if told is None else self._number(field, told, -MOST_METRES, MOST_METRES)

    def metres(self, field: str) -> float | None:
        """A distance, never negative, or None when not told."""
        told = self._take(field, None)
        return None if told is None else self._number(field, told, 0, MOST_METRES)

    def vector(self, field: str) -> tuple[float, ...] | None:
        """A list of numbers, or None when not told."""
        if self._take(field, None) is None:
            return None
        numbers = self._list(field, MOST_NUMBERS)
        if not numbers:
            raise self.wrong(field, "must have at least one number")
        return tuple(self._number(field, one, -MOST_METRES, MOST_METRES) for one in numbers)

    def _take(self, field: str, default: object) -> Any:
        self._asked.add(field)
        told = self._record.get(field, default)
        if told is _MISSING:
            raise self.wrong(field, "is missing")
        return told

    def _list(self, field: str, most: int) -> list[Any]:
        told = self._take(field, None)
        if told is None:
            return []
        if not isinstance(told, list):
            raise self.wrong(field, "must be a list")
        if len(told) > most:
            raise self.wrong(field, f"has {len(told)} entries; at most {most} are read")
        return told

    def _string(self, field: str, told: object) -> str:
        if not isinstance(told, str):
            raise self.wrong(field, "must be text")
        if "\x00" in told:
            raise self.wrong(field, "has a null byte")
        if any("\ud800" <= letter <= "\udfff" for letter in told):
            raise self.wrong(field, "has half a character")
        return told

    def _id(self, field: str, told: object) -> str:
        text = self._string(field, told)
        if not 0 < len(text) <= MOST_ID or text.strip() != text:
            raise self.wrong(
                field, f"must have 1 to {MOST_ID} characters and no blanks around them"
            )
        return text

    def _number(self, field: str, told: object, least: int, most: int) -> float:
        if isinstance(told, bool) or not isinstance(told, int | float):
            raise self.wrong(field, "must be a number")
        if isinstance(told, float) and not math.isfinite(told):
            raise self.wrong(field, "must be a finite number")
        if not least <= told <= most:
            raise self.wrong(field, f"must be between {least} and {most}")
        return float(told)
