"""The network sketch: a list for each ring, and the same people as points to draw."""

import math
from dataclasses import dataclass

from mekaar.circles.models import SketchedPerson, SupportCircle
from mekaar.people.by import By

_RADIUS = {1: 62, 2: 118, 3: 174}
_MIDDLE = 200
# Rings begin turned a little, so that names do not stand above each other.
_TURN = {1: 0.0, 2: 0.5, 3: 0.25}
_LETTERS = 14
# With more people than this the drawing holds numbers only; the list says who is who.
_MOST_NAMES = 14


@dataclass(frozen=True, slots=True)
class Point:
    """Somebody in the drawing: where, which number, and the name when there is room."""

    x: int
    y: int
    below: int
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class RingOf:
    """One ring with who stands on it, and the number with which it goes on counting."""

    label: str
    people: tuple[SketchedPerson, ...]
    first: int


@dataclass(frozen=True, slots=True)
class Sketch:
    """The whole drawing."""

    rings: tuple[RingOf, ...]
    points: tuple[Point, ...]

    @property
    def is_empty(self) -> bool:
        """Nobody stands in it yet."""
        return not self.points


def sketch_of(circle: SupportCircle, by: By) -> Sketch:
    """The drawing for whom it is visible: the resident, and the facilitator while it is shown."""
    found = list(SketchedPerson.objects.visible_to(by).filter(circle=circle))
    rings, points, number = [], [], 1
    for ring in SketchedPerson.Ring:
        people = tuple(one for one in found if one.ring == ring)
        rings.append(RingOf(str(ring.label), people, number))
        for nth, person in enumerate(people):
            name = person.name if len(found) <= _MOST_NAMES else ""
            points.append(_point(ring, nth, len(people), number, name))
            number += 1
    return Sketch(tuple(rings), tuple(points))


def _point(ring: int, nth: int, of: int, number: int, name: str) -> Point:
    angle = 2 * math.pi * (nth + _TURN[ring]) / of - math.pi / 2
    x = round(_MIDDLE + _RADIUS[ring] * math.cos(angle))
    y = round(_MIDDLE + _RADIUS[ring] * math.sin(angle))
    short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
    return Point(x, y, y + 26, number, short)
