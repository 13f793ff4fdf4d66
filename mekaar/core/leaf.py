"""One leaf of a long list, found by where the last one ended: each leaf costs the same."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.db.models import DateTimeField, Model, Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from mekaar.core.prepared import prepared

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")

# How many a desk page shows at once, and how far a number on an overview counts.
A_LEAF = 20

_BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Item]):
    """The items of one leaf, and where the next one begins (empty: this is the last)."""

    items: list[Item]
    after: str

    def of(self, make: Callable[[Item], "Made"]) -> "Leaf[Made]":
        """The same leaf with every item made into something else."""
        return Leaf([make(item) for item in self.items], self.after)


Made = TypeVar("Made")


def cut(rows: QuerySet[Row], field: str, *, after: str, size: int = A_LEAF) -> Leaf[Row]:
    """The leaf that begins after this place, in the order of `field` and then of the code.

    A place that nobody can have been given is the beginning.
    """
    by_day = not isinstance(rows.model._meta.get_field(field), DateTimeField)
    return _leaf(list(_from(rows, field, _read(after, by_day=by_day), size)), field, size)


def cut_prepared(
    ask: Callable[..., QuerySet[Row]],
    *values: Any,
    field: str,
    after: str,
    size: int = A_LEAF,
    by_day: bool = False,
) -> Leaf[Row]:
    """The same, of what `ask` asks for with these values; its SQL is made once (prepared.py).

    `by_day`: the field holds a day and no moment.
    """
    place = _read(after, by_day=by_day) or (None, None)
    return _leaf(_question(ask, field)(*values, *place, size), field, size)


@cache
def _question(ask: Callable[..., QuerySet[Row]], field: str) -> Callable[..., list[Row]]:
    @prepared
    def leaf(*values: Any) -> QuerySet[Row]:
        *given, when, code, size = values
        return _from(ask(*given), field, (when, code) if when else None, size)

    return leaf


def _from(
    rows: QuerySet[Row], field: str, place: tuple[Any, str] | None, size: int
) -> QuerySet[Row]:
    if place:
        when, code = place
        rows = rows.filter(
            Q(**{f"{field}__gt": when}) | Q(**{field: when, "code__gt": code}),
            **{f"{field}__gte": when},
        )
    return rows.order_by(field, "code")[: size + 1]


def _leaf(found: list[Row], field: str, size: int) -> Leaf[Row]:
    more = len(found) > size
    found = found[:size]
    return Leaf(found, _write(found[-1], field) if more else "")


def how_many(rows: QuerySet[Row] | list[Any]) -> str:
    """How many there are as an overview says it: "3", or "20+" without counting on.

    A list is what a prepared question gave for `to_count` of its rows.
    """
    number = len(rows) if isinstance(rows, list) else rows[: A_LEAF + 1].count()
    return str(number) if number <= A_LEAF else f"{A_LEAF}+"


def to_count(rows: QuerySet[Row]) -> "QuerySet[Row, Any]":
    """As many of these rows as have to be counted, for a question that is prepared."""
    return rows.order_by().values_list("id", flat=True)[: A_LEAF + 1]


def _write(row: Model, field: str) -> str:
    return f"{getattr(row, field).isoformat()}{_BETWEEN}{getattr(row, 'code')}"  # noqa: B009  # Model has no code


def _read(after: str, *, by_day: bool) -> tuple[datetime.datetime | datetime.date, str] | None:
    when, _between, code = after.partition(_BETWEEN)
    if not code.isalnum() or len(when) > 40:
        return None
    try:
        return _moment(when, by_day=by_day), code
    except ValueError:
        return None


def _moment(text: str, *, by_day: bool) -> datetime.datetime | datetime.date:
    """Raises ValueError."""
    found = parse_date(text) if by_day else parse_datetime(text)
    if found is None or (isinstance(found, datetime.datetime) and found.tzinfo is None):
        raise ValueError(text)
    return found
