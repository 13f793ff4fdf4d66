"""What this room hands down at start to the journal and the notices."""

from mekaar.journal import words as journal_words
from mekaar.notices import registry
from mekaar.reports import words


def join() -> None:
    """Join the words of this room; called once by `ReportsConfig.ready()`."""
    journal_words.add(words.JOURNAL, words.REASONS)
    registry.add(words.NOTICES)
