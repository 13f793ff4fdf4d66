"""Clocks that jump and two nights of another length: a day is one day, a job one job."""

import datetime
import time
import zoneinfo
from collections import Counter

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicDeferrer

from mekaar.core.walls import FUNCTIONS

NIGHTS = [datetime.date(2026, 10, 25), datetime.date(2027, 3, 28)]
AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
[TODAY] = [text for text in FUNCTIONS if "FUNCTION wall.today()" in text]


def today_at(moment: datetime.datetime) -> datetime.date:
    """What `wall.today()` says at a moment: its own text, with another clock."""
    [body] = TODAY.split("$wall$")[1:2]
    assert body.count("now()") == 1
    with connection.cursor() as cursor:
        cursor.execute(body.replace("now()", "%s::timestamptz"), [moment])
        return cursor.fetchone()[0]


def around(night: datetime.date) -> list[datetime.datetime]:
    """Every half hour from the noon before to the noon after, in UTC."""
    start = datetime.datetime.combine(night, datetime.time(), datetime.UTC)
    return [start + datetime.timedelta(minutes=30 * step) for step in range(-24, 25)]


@pytest.mark.django_db
@pytest.mark.parametrize("night", NIGHTS, ids=str)
def test_the_day_of_the_walls_is_the_day_of_the_pages(night):
    days = []
    for moment in around(night):
        with time_machine.travel(moment, tick=False):
            assert today_at(moment) == timezone.localdate(timezone=AMSTERDAM), moment
        days.append(today_at(moment))
    day = datetime.timedelta(days=1)
    assert sorted(set(days)) == [night - day, night]  # until the noon after, no other day
    assert days == sorted(days)  # never back to the day before


@pytest.mark.django_db
@pytest.mark.parametrize("night", NIGHTS, ids=str)
def test_such_a_day_has_25_or_23_hours(night):
    start = datetime.datetime.combine(night, datetime.time(), AMSTERDAM).astimezone(datetime.UTC)
    end = datetime.datetime.combine(night + datetime.timedelta(days=1), datetime.time(), AMSTERDAM)
    length = end.astimezone(datetime.UTC) - start
    assert length == datetime.timedelta(hours=25 if night.month == 10 else 23)
    second = datetime.timedelta(seconds=1)
    assert today_at(start) == today_at(start + length - second) == night
    assert today_at(start - second) < night < today_at(start + length)


def deferred(moments: list[datetime.datetime]) -> Counter[tuple[str, int]]:
    """What a worker would queue when it looks at these moments, one after another."""
    deferrer = PeriodicDeferrer(app.periodic_registry, **app.periodic_defaults)
    return Counter(
        (task.task.name, moment)
        for at in moments
        for task, moment in deferrer.get_previous_tasks(at=at.timestamp())
        if once_a_night(task.cron)
    )


def once_a_night(cron: str) -> bool:
    """Whether this is one moment of the day, not every minute or every ten minutes."""
    minute, hour, *_ = cron.split()
    return minute.isdigit() and hour.isdigit()


def nightly() -> set[str]:
    registered = app.periodic_registry.periodic_tasks.values()
    return {one.task.name for one in registered if once_a_night(one.cron)}


def nights(found: Counter[tuple[str, int]], begun: datetime.datetime) -> Counter[str]:
    return Counter(name for name, moment in found if moment > begun.timestamp())


@pytest.mark.parametrize("night", NIGHTS, ids=str)
def test_the_jobs_of_a_night_come_once(night):
    moments = around(night)
    found = deferred(moments)
    assert set(found.values()) == {1}
    assert nights(found, moments[0]) == Counter(nightly())


@pytest.mark.parametrize("jump", [datetime.timedelta(hours=-3), datetime.timedelta(hours=5)])
def test_a_clock_that_jumps_in_the_night_makes_no_job_twice_and_skips_none(jump):
    moments = around(NIGHTS[0])
    edge = len(moments) // 2 + 9
    jumped = [*moments[:edge], *[one + jump for one in moments[edge:]], *moments[edge:]]
    found = deferred(jumped)
    assert set(found.values()) == {1}
    assert set(nights(found, moments[0])) == nightly()


def test_a_house_that_is_off_at_night_does_its_night_the_next_morning():
    morning = datetime.datetime(2026, 10, 26, 9, 0, tzinfo=datetime.UTC)
    assert {name for name, _ in deferred([morning])} == nightly()


@pytest.mark.django_db
def test_a_worker_that_is_started_again_queues_the_night_once():
    """The database itself refuses the same job of the same moment."""
    moment = int(time.time()) // 60 * 60
    once = (
        "INSERT INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)"
        " VALUES ('journal.anchor', '', %s) ON CONFLICT DO NOTHING"
    )
    queued = []
    with connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(once, [moment])
            queued.append(cursor.rowcount)
    assert queued == [1, 0]
