"""Moments as a calendar feed (RFC 5545) that the calendar of a telephone fetches by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDuration,
    vText,
)

KIND = "text/calendar; charset=utf-8"
ZONE = "Europe/Amsterdam"
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
    end: datetime | None = None
    address: str = ""
    """Of its page, for what is public."""
    is_public: bool = False
    is_cancelled: bool = False


def feed(name: str, moments: Iterable[Moment]) -> bytes:
    """All of it, in the order given. The same moments give the same bytes.

    Raises ValueError for a time without a zone.
    """
    found = Calendar()
    found.add("prodid", MAKER)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", vText(name))
    found.add("x-wr-calname", vText(name))
    found.add("refresh-interval", vDuration(FETCHED_AGAIN), parameters={"value": "DURATION"})
    found.add("x-published-ttl", vDuration(FETCHED_AGAIN))
    found.add_component(_zone())
    for moment in moments:
        found.add_component(_event(moment))
    content: bytes = found.to_ical()
    return content


def _event(moment: Moment) -> Event:
    if moment.start.tzinfo is None or moment.changed.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    event = Event()
    event.add("uid", vText(moment.uid))
    event.add("dtstamp", moment.changed)
    event.add("dtstart", moment.start.astimezone(ZoneInfo(ZONE)))
    event.add("summary", moment.summary)
    if moment.place:
        event.add("location", moment.place)
    if moment.end:
        event.add("dtend", moment.end.astimezone(ZoneInfo(ZONE)))
    if moment.address:
        event.add("url", moment.address)
    if moment.is_cancelled:
        event.add("status", "CANCELLED")
    event.add("class", "PUBLIC" if moment.is_public else "PRIVATE")
    return event


@cache
def _zone() -> Timezone:
    """When the clock goes forward and back: the rule since 1996, without an end.

    Not out of the library, which lists single years up to one of them, and lets summer begin an
    hour late.
    """
    zone = Timezone()
    zone.add("tzid", ZONE)
    for part, name, was, becomes, start in (
        (TimezoneDaylight(), "CEST", 1, 2, datetime(1996, 3, 31, 2)),  # noqa: DTZ001  # as written
        (TimezoneStandard(), "CET", 2, 1, datetime(1996, 10, 27, 3)),  # noqa: DTZ001  # as written
    ):
        part.add("dtstart", start)
        part.add("rrule", {"freq": "yearly", "bymonth": start.month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=was))
        part.add("tzoffsetto", timedelta(hours=becomes))
        zone.add_component(part)
    return zone
