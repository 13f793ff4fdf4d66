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
