"""What this room hands down at start to the journal and the notices."""

from mekaar.conversation.queries import invitation
from mekaar.exchange import words
from mekaar.exchange.queries.introduction import pages_to_answer
from mekaar.exchange.queries.offer import has_offered_since
from mekaar.journal import words as journal_words
from mekaar.notices import registry


def join() -> None:
    """Join the words of this room; called once by `ExchangeConfig.ready()`."""
    journal_words.add(words.JOURNAL, words.REASONS)
    registry.add(words.NOTICES)
    registry.DESK_PAGES["exchange.introduction.asked"] = pages_to_answer
    invitation.OFFERED_SINCE.append(has_offered_since)
