"""Letting go of what is past its term: every rule of every room, in every neighbourhood (L-14).

Small transactions, so that nobody waits for it; stopped halfway it goes on the next night, and
twice is once. What may go is decided inside the database (core/retention.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from mekaar.core import db, retention
from mekaar.core.retention import Rule
from mekaar.places.models import Neighbourhood

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Due:
    """What one rule lets go of in one neighbourhood (None: in the whole house)."""

    rule: Rule
    here: Neighbourhood | None
    ids: list[str]


def due() -> Iterator[Due]:
    """What would go now, by id, and nothing changes: the functions that are asked only read."""
    for rule, here in _everywhere():
        if ids := _due(rule, here, None):
            yield Due(rule, here, [str(one) for one in ids])


def let_go() -> Iterator[tuple[Rule, Neighbourhood | None, int]]:
    """Do it, and tell how many."""
    for rule, here in _everywhere():
        gone = sum(_in_pieces(rule, here))
        if gone:
            yield rule, here, gone


def _everywhere() -> Iterator[tuple[Rule, Neighbourhood | None]]:
    neighbourhoods = list(Neighbourhood.objects.order_by("slug"))
    for rule in retention.all_rules():
        for here in [None] if rule.everywhere else neighbourhoods:
            yield rule, here


def _in_pieces(rule: Rule, here: Neighbourhood | None) -> Iterator[int]:
    while gone := _piece(rule, here):
        yield gone


def _piece(rule: Rule, here: Neighbourhood | None) -> int:
    if rule.act is None:
        return sum(int(gone) for gone in _call(f"end_{rule.name}", here, AT_ONCE))
    ids = _due(rule, here, AT_ONCE)
    return rule.act(here.id, ids) if here and ids else 0


def _due(rule: Rule, here: Neighbourhood | None, most: int | None) -> list[Any]:
    return _call(f"due_{rule.name}", here, most)


def _call(function: str, here: Neighbourhood | None, most: int | None) -> list[Any]:
    with db.acting(None, here.id if here else None, engine=True), connection.cursor() as cursor:
        # The names are those of our own rules.
        cursor.execute(f"SELECT wall.{function}(%s)", [most])
        return [row[0] for row in cursor.fetchall()]
