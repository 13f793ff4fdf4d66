"""What this room hands down at start to the journal and the notices."""

from mekaar.answers import words
from mekaar.journal import words as journal_words
from mekaar.notices import registry


def join() -> None:
    """Join the words of this room; called once by `AnswersConfig.ready()`."""
    journal_words.add(words.JOURNAL, words.REASONS)
    registry.add(words.NOTICES)
