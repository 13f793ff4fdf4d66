"""Moments as a calendar feed (RFC 5545) that the calendar of a telephone fetches by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vDuration

KIND = "text/calendar; charset=utf-8"
MAKER = "-//Mekaar//Mekaar//NL"
FETCHED_AGAIN = timedelta(hours=4)
"""How long a calendar may show what it has before it asks again."""


@dataclass(frozen=True)
class Moment:
    """What happens when and where, in as few words as its maker allows: calendars go to clouds."""

    uid: str
    """The same for the same moment, for ever; a calendar replaces what it has under it."""
    start: datetime
    place: str
    summary: str
    changed: datetime
    """When it was last told differently: calendars keep the newer of two."""


def feed(name: str, moments: Iterable[Moment]) -> bytes:
    """All of it, in the order given. The same moments give the same bytes.

    Raises ValueError for a time without a zone.
    """
    given = list(moments)
    found = Calendar()
    found.add("prodid", MAKER)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("refresh-interval", vDuration(FETCHED_AGAIN), parameters={"value": "DURATION"})
    found.add("x-published-ttl", vDuration(FETCHED_AGAIN))
    if given:
        years = [moment.start.year for moment in given]
        found.add_component(_zone(min(years), max(years)))
    for moment in given:
        found.add_component(_event(moment))
    return found.to_ical()


def _event(moment: Moment) -> Event:
    if moment.start.tzinfo is None or moment.changed.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    event = Event()
    event.add("uid", moment.uid)
    event.add("dtstamp", moment.changed)
    event.add("dtstart", moment.start.astimezone(ZoneInfo(settings.TIME_ZONE)))
    event.add("summary", moment.summary)
    if moment.place:
        event.add("location", moment.place)
    event.add("class", "PRIVATE")
    return event


@lru_cache(maxsize=8)
def _zone(first: int, last: int) -> Timezone:
    """When the clock goes forward and back in these years, as the machine knows it."""
    return Timezone.from_tzid(
        settings.TIME_ZONE, first_date=date(first - 1, 1, 1), last_date=date(last + 2, 1, 1)
    )
