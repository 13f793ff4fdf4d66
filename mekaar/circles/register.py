"""What this room hands down at start: words of journal and notices, and names in "wie keek"."""

from mekaar.circles import words
from mekaar.circles.queries.seats import as_resident_calls
from mekaar.journal import words as journal_words
from mekaar.notices import registry
from mekaar.people import looks


def join() -> None:
    """Join the words; called once by `CirclesConfig.ready()`."""
    journal_words.add(words.JOURNAL)
    registry.add(words.NOTICES)
    looks.CALLED["circles"] = as_resident_calls
