"""What somebody plans: the form gives it, the action makes gatherings of it."""

import datetime
import uuid
from dataclasses import dataclass

from django.utils import timezone

_WEEK = datetime.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """A gathering as somebody means it: when on the clock of the neighbours, where, what about."""

    kind: str
    title: str
    day: datetime.date
    starts: datetime.time
    ends: datetime.time
    place: uuid.UUID | None
    elsewhere: str = ""
    is_public: bool = False
    about: str = ""
    agenda: str = ""
    rounds: str = ""

    def columns(self, week: int = 0) -> dict[str, object]:
        """What is kept of it, so many weeks later at the same time of the clock."""
        day = self.day + week * _WEEK
        return {
            "kind": self.kind,
            "title": self.title,
            "starts_at": _moment(day, self.starts),
            "ends_at": _moment(day, self.ends),
            "meeting_place_id": self.place,
            "elsewhere": "" if self.place else self.elsewhere,
            "is_public": self.is_public,
            "about": self.about,
            "agenda": self.agenda,
            "rounds": self.rounds,
        }


def _moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, time))
