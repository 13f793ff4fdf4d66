"""What this room hands down at start to the journal."""

from mekaar.gatherings import words
from mekaar.journal import words as journal_words


def join() -> None:
    """Join the words of this room; called once by `GatheringsConfig.ready()`."""
    journal_words.add(words.JOURNAL)
