"""What this room hands down at start: words of journal and notices, and of the card."""

from mekaar.conversation import queries, words
from mekaar.journal import words as journal_words
from mekaar.notices import registry
from mekaar.people import queries as people


def join() -> None:
    """Join words and card; called once by `ConversationConfig.ready()`."""
    journal_words.add(words.JOURNAL, words.REASONS)
    registry.add(words.NOTICES)
    people.CARD_WORDS.append(queries.card_words)
