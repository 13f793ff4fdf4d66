"""Moments as a calendar feed: read back by a calendar, and by the letter of RFC 5545."""

import datetime
import re
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.conf import settings

from mekaar.core import ical, pages

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CHANGED = datetime.datetime(2026, 10, 1, 9, 30, tzinfo=datetime.UTC)
LONG = "Eten bij meneer Dekker, met één grote pan soep; neem Ria mee\nen iets te drinken"


def moment(**more):
    given = {
        "uid": "0192-ria@mekaar",
        "start": datetime.datetime(2026, 10, 23, 16, tzinfo=datetime.UTC),
        "place": "De Brug, Kade 1",
        "summary": LONG,
        "changed": CHANGED,
    }
    return ical.Moment(**given | more)


WINTER = moment(uid="b", start=datetime.datetime(2026, 12, 1, 17, tzinfo=datetime.UTC), place="")


def test_a_calendar_reads_what_we_said():
    found = icalendar.Calendar.from_ical(ical.feed("Kring van Ria; één", [moment(), WINTER]))
    first, second = found.events
    assert (found["method"], found["version"], found["prodid"]) == ("PUBLISH", "2.0", ical.MAKER)
    assert (first["uid"], first["summary"], first["location"]) == (
        "0192-ria@mekaar", LONG, "De Brug, Kade 1",
    )  # fmt: skip
    assert first["dtstamp"].dt == CHANGED
    assert first["class"] == second["class"] == "PRIVATE"
    assert first["dtstart"].params["tzid"] == "Europe/Amsterdam" == settings.TIME_ZONE
    assert first["dtstart"].dt == datetime.datetime(2026, 10, 23, 18, tzinfo=AMSTERDAM)
    assert second["dtstart"].dt == datetime.datetime(2026, 12, 1, 18, tzinfo=AMSTERDAM)
    assert "location" not in second


def test_it_says_its_name_and_how_often_to_come_back():
    lines = ical.feed("Kring van Ria; één", []).decode().split("\r\n")
    assert r"NAME:Kring van Ria\; één" in lines
    assert r"X-WR-CALNAME:Kring van Ria\; één" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in lines
    assert "X-PUBLISHED-TTL:PT4H" in lines


def test_lines_are_as_the_standard_wants_them():
    content = ical.feed("Kring", [moment()])
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\r\n " in content, "the long line is folded"


def test_the_same_moments_are_the_same_feed():
    moments = [moment(), WINTER]
    assert ical.feed("Kring", moments) == ical.feed("Kring", iter(moments))
    later = moment(changed=CHANGED + datetime.timedelta(days=1))
    assert ical.feed("Kring", moments) != ical.feed("Kring", [later, WINTER])


def test_words_cannot_add_a_line():
    sly = "Soep\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Vals"
    found = icalendar.Calendar.from_ical(ical.feed(sly, [moment(summary=sly, place=sly, uid=sly)]))
    assert len(found.events) == 1
    assert not re.search(rb"^SUMMARY:Vals", ical.feed(sly, [moment(summary=sly)]), re.MULTILINE)


@pytest.mark.parametrize("name", ["start", "changed"])
def test_a_time_without_a_zone_is_refused(name):
    with pytest.raises(ValueError, match="time zone"):
        ical.feed("Kring", [moment(**{name: datetime.datetime(2026, 10, 23, 16)})])  # noqa: DTZ001


def test_the_clock_changes_when_it_does_here():
    """Our rule beside the time zones of the machine, each hour around each change."""
    zone = (
        icalendar.Calendar.from_ical(ical.feed("Kring", [])).timezones[0].to_tz(lookup_tzid=False)
    )
    hours = [
        datetime.datetime(year, month, day, hour)  # noqa: DTZ001  # the zone is what is tested
        for year in range(2024, 2036)
        for month in (3, 10)
        for day in range(24, 32)
        for hour in (0, 1, 4, 12)
    ]
    wrong = [
        hour
        for hour in hours
        if hour.replace(tzinfo=zone).utcoffset() != hour.replace(tzinfo=AMSTERDAM).utcoffset()
    ]
    assert wrong == []
    winter, summer = (datetime.datetime(2030, month, 1, tzinfo=zone) for month in (1, 7))
    assert (winter.tzname(), summer.tzname()) == ("CET", "CEST")


def test_each_change_is_at_one_in_the_morning_of_greenwich():
    (zone,) = icalendar.Calendar.from_ical(ical.feed("Kring", [])).timezones
    for part in zone.subcomponents:
        at = part["dtstart"].dt - part["tzoffsetfrom"].td
        assert at.time() == datetime.time(1)
        before, after = (
            (at.replace(tzinfo=datetime.UTC) + datetime.timedelta(seconds=second))
            .astimezone(AMSTERDAM).utcoffset()
            for second in (-1, 0)
        )  # fmt: skip
        assert (before, after) == (part["tzoffsetfrom"].td, part["tzoffsetto"].td)


def test_it_is_sent_as_a_calendar_that_nobody_keeps():
    answer = pages.private_file(b"", kind=ical.KIND, name="Kring van Ria", ending="ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="kring-van-ria.ics"'
    assert answer["Cache-Control"] == "private, no-store"
