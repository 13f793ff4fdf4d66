"""Lines of the journal about one person, newest first."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from mekaar.core.prepared import prepared
from mekaar.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day up to and including the last; an open end is no limit."""

    first: datetime.date | None = None
    last: datetime.date | None = None


def lines_about(
    whose: uuid.UUID, *, by: uuid.UUID | None = None, period: Period | None = None
) -> QuerySet[Entry]:
    """The lines about this person, by one person or by all, in a period or always.

    A helper at the desk gets none of a private room: the wall leaves them out (core/private.py).
    """
    lines = Entry.objects.filter(whose=whose)
    if by:
        lines = lines.filter(by=by)
    if period and period.first:
        lines = lines.filter(made_at__date__gte=period.first)
    if period and period.last:
        lines = lines.filter(made_at__date__lte=period.last)
    return lines.order_by("-made_at", "-id")


def people_in(whose: uuid.UUID) -> list[uuid.UUID]:
    """Who stands in the lines about this person."""
    return [by for by in _actors_of(whose) if by]


@prepared
def _actors_of(whose: uuid.UUID) -> QuerySet[Entry, uuid.UUID | None]:
    found = Entry.objects.filter(whose=whose).exclude(by=None).order_by()
    return found.values_list("by", flat=True).distinct()


def older_than(lines: QuerySet[Entry], code: str) -> QuerySet[Entry]:
    """The lines before the one with this code; all of them when there is no such line."""
    edge = lines.filter(code=code).first()
    return lines.filter(made_at__lt=edge.made_at) if edge else lines


def actors(entries: Iterable[Entry]) -> set[uuid.UUID]:
    """The ids of who did something in these lines."""
    return {entry.by for entry in entries if entry.by}
