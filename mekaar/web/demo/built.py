"""What loading the demo has made so far, and how a thing walks to its state."""

from collections import deque
from dataclasses import dataclass, field

from django.db import models

from mekaar.core.states import Machine
from mekaar.exchange.models import Ask, Offer
from mekaar.people.models import Participant
from mekaar.places.models import Building, MeetingPlace, Neighbourhood, Organisation


@dataclass
class Built:
    """What was made so far, found by the key of the story."""

    here: Neighbourhood
    buildings: dict[str, Building] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    places: dict[str, MeetingPlace] = field(default_factory=dict)
    people: dict[str, Participant] = field(default_factory=dict)
    asks: dict[tuple[str, int], Ask] = field(default_factory=dict)
    offers: dict[tuple[str, int], Offer] = field(default_factory=dict)


def walk(thing: models.Model, machine: Machine, target: str) -> None:
    """Take a thing to a state along the shortest way its machine allows; the wall watches."""
    for state in _way(machine, thing.state, target):  # type: ignore[attr-defined]  # has a state
        thing.state = state  # type: ignore[attr-defined]  # as above
        thing.save(update_fields=["state"])


def _way(machine: Machine, source: str, target: str) -> list[str]:
    ways = deque([[source]])
    while ways:
        way = ways.popleft()
        if way[-1] == target:
            return way[1:]
        ways.extend(
            [*way, move.target] for move in machine.moves_from(way[-1]) if move.target not in way
        )
    raise ValueError(f"{machine.name}: no way from {source} to {target}")
