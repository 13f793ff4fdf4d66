"""What the resident said about a circle, on its way from form to action."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody to ask, as the resident calls them."""

    name: str
    kind: str = "other"
    is_child: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """Somebody in the sketch."""

    name: str
    kind: str
    ring: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """Why another facilitator comes, and the day on which the two talked."""

    why: str
    on: datetime.date
