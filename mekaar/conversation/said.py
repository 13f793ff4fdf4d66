"""What a resident said, on its way from form to action."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """Where the resident wants to talk, in own words; by phone; with a language helper."""

    place: str
    by_phone: bool = False
    language_helper: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said to one core question; in another language with the Dutch beside it."""

    words: str = ""
    unknown_yet: bool = False
    other_language: str = ""
    other_words: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether the question was left open."""
        return not (self.words or self.other_words or self.unknown_yet)


@dataclass(frozen=True, slots=True)
class Practice:
    """A small step with the resident's own date to look back."""

    words: str
    look_back_on: datetime.date
    with_whom: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to the closing invitation: own date for "later", free words for "ja"."""

    answer: str
    later_on: datetime.date | None = None
    words: str = ""
