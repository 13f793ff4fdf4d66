"""Writing in the journal, always in the transaction of what it records."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from mekaar.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Line:
    """What is recorded: the verb (`room.thing.done`), whose record it is, and why.

    `whose` is the participant whose record it concerns; `on_behalf_of` the resident for whom a
    helper acted; `why` a code of `journal.words.REASONS`.
    """

    verb: str
    whose: uuid.UUID | None = None
    thing: uuid.UUID | None = None
    on_behalf_of: uuid.UUID | None = None
    why: str = ""


def record(line: Line, *, by: uuid.UUID | None, here: uuid.UUID) -> Entry:
    """Append one line. The database lets a person write lines only as themselves."""
    return Entry.objects.create(
        neighbourhood_id=here,
        verb=line.verb,
        by=by,
        whose=line.whose,
        on_behalf_of=line.on_behalf_of,
        why=line.why,
        thing=line.thing,
    )


def record_all(lines: Iterable[Line], *, by: uuid.UUID | None, here: uuid.UUID) -> None:
    """Append several lines at once: a page that shows several people's records asks one query."""
    Entry.objects.bulk_create(
        Entry(
            neighbourhood_id=here,
            verb=line.verb,
            by=by,
            whose=line.whose,
            on_behalf_of=line.on_behalf_of,
            why=line.why,
            thing=line.thing,
        )
        for line in lines
    )
