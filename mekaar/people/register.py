"""What this room hands down at start to the journal and the notices."""

from mekaar.journal import words as journal_words
from mekaar.notices import registry
from mekaar.people import queries, words


def join() -> None:
    """Join words and address book; called once by `PeopleConfig.ready()`."""
    journal_words.add(words.JOURNAL, words.REASONS)
    registry.add(words.NOTICES)
    registry.ADDRESS_BOOK.letterbox = queries.letterbox_of
    registry.ADDRESS_BOOK.channel = queries.channel_for
