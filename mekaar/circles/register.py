"""What this room hands down at start: words of journal and notices."""

from mekaar.circles import words
from mekaar.journal import words as journal_words
from mekaar.notices import registry


def join() -> None:
    """Join the words; called once by `CirclesConfig.ready()`."""
    journal_words.add(words.JOURNAL)
    registry.add(words.NOTICES)
