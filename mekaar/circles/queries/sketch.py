"""The network sketch: a list for each ring, and the same people as points to draw."""

import math
from dataclasses import dataclass

from mekaar.circles.models import SketchedPerson, SupportCircle
from mekaar.people.by import By

_RADIUS = {1: 62, 2: 118, 3: 174}
_ACROSS, _DOWN = 260, 205
_LETTERS = 16
# With more people than this on a ring it holds numbers only; the list says who is who.
_MOST_NAMES = {1: 4, 2: 6, 3: 8}


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
    on_ring = {ring: [one for one in found if one.ring == ring] for ring in SketchedPerson.Ring}
    rings, points, number = [], [], 1
    for ring, people in on_ring.items():
        rings.append(RingOf(str(ring.label), tuple(people), number))
        named = len(people) <= _MOST_NAMES[ring]
        for person in people:
            points.append(_point(ring, number, len(found), person.name if named else ""))
            number += 1
    return Sketch(tuple(rings), tuple(points))


def _point(ring: int, number: int, of: int, name: str) -> Point:
    """Everybody in a direction of their own, so that nobody stands behind another."""
    angle = 2 * math.pi * ((number - 1) * _step(of) % of) / of - math.pi / 2
    x = round(_ACROSS + _RADIUS[ring] * math.cos(angle))
    y = round(_DOWN + _RADIUS[ring] * math.sin(angle))
    short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
    return Point(x, y, y + 26, number, short)


def _step(of: int) -> int:
    """How many directions further the next one stands: far apart, and each direction once."""
    wanted = round(of * 0.382)
    fitting = (step for step in range(max(wanted, 1), of) if math.gcd(step, of) == 1)
    return next(fitting, 1)
