"""What forms hand to the actions of this room."""

from typing import TypedDict

from mekaar.people.models import Group


class Telling(TypedDict):
    """What somebody tells, and for whom."""

    happened: str
    helped: str
    otherwise: str
    matter: str
    audience: str
    group: Group | None


class Asking(TypedDict):
    """What somebody asks of people who went through it, and who may hear it."""

    words: str
    matter: str
    audience: str
    group: Group | None
    asks_people: bool
    asks_back_up: bool
