"""What forms hand to the actions between two people."""

import datetime
from typing import TypedDict

from mekaar.conversation.models import DailyActivity
from mekaar.places.models import MeetingPlace, Organisation


class Telling(TypedDict):
    """What a connector fills in: what each side is told, who is asked first, where to meet."""

    told_giver: str
    told_asker: str
    first: str
    meeting_place: MeetingPlace | None
    first_meeting: str


class Proposal(TypedDict):
    """What somebody proposes to the other."""

    words: str
    place: str
    wing: Organisation | None
    activity: DailyActivity | None
    ends_on: datetime.date | None
    times_agreed: int | None
