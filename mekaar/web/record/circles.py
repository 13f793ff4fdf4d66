"""Of the record: the own support circle, and what somebody did and said in one of another."""

from mekaar.circles.queries.whole import Fact, in_the_record
from mekaar.people.by import By
from mekaar.web.record.items import Item, Section, section


def circles(by: By) -> list[Section]:
    """What is one's own; words of others are theirs, and in the record of nobody else (R-B03)."""
    return [section(part.title, map(_items, part.things)) for part in in_the_record(by)]


def _items(thing: list[Fact]) -> list[Item]:
    return [Item(one.label, one.words) for one in thing]
