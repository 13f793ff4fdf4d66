"""What a form says about an ask or an offer, on its way to an action."""

import datetime
from typing import TypedDict

from mekaar.people.models import Group


class Changes(TypedDict, total=False):
    """What an ask and an offer share; only what is in it is changed."""

    words: str
    audience: str
    shared_until: datetime.date | None
    times: int | None
    max_distance: int | None
    languages: list[str]


class AskChanges(Changes, total=False):
    """What an asker says or says otherwise."""

    self_part: str
    beside_me: str
    group: Group | None


class OfferChanges(Changes, total=False):
    """What a giver says or says otherwise."""

    kind: str
