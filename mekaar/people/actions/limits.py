"""How often something may be tried: rows per key and moment, counted under a lock in PostgreSQL."""

import datetime
from dataclasses import dataclass

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from mekaar.people.keys import digest
from mekaar.people.models import Attempt

_KEPT = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries of one key within so many minutes. The key is a digest."""

    key: str
    most: int
    minutes: int = 10

    @property
    def since(self) -> datetime.datetime:
        """The moment from which tries count."""
        return timezone.now() - datetime.timedelta(minutes=self.minutes)


def per_address(request: HttpRequest, what: str, most: int, *, minutes: int = 10) -> Limit:
    """A limit per network address (and whatever else stands in `what`)."""
    address = request.META.get("REMOTE_ADDR", "")
    return Limit(digest("limit", f"{what} {address}"), most, minutes)


def per_text(what: str, text: str, most: int, *, minutes: int = 10) -> Limit:
    """A limit per thing that is tried, such as a mail address."""
    return Limit(digest("limit", f"{what} {text.casefold()}"), most, minutes)


def per_session(request: HttpRequest, what: str, most: int, *, minutes: int = 10) -> Limit:
    """A limit per session; a visitor without a session gets one."""
    if request.session.session_key is None:
        request.session.create()
    return Limit(digest("limit", f"{what} {request.session.session_key}"), most, minutes)


def spend(*limits: Limit) -> bool:
    """Take one try of each; False when one of them has none left, and then nothing is taken.

    The lock makes tries at the same moment wait for each other, so that they cannot slip through.
    """
    Attempt.objects.filter(at__lt=timezone.now() - _KEPT).delete()
    with connection.cursor() as cursor:
        for limit in sorted(limits, key=lambda one: one.key):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [limit.key])
    for limit in limits:
        if is_spent(limit):
            return False
    Attempt.objects.bulk_create(Attempt(key=limit.key) for limit in limits)
    return True


def spend_often(limit: Limit) -> bool:
    """Take one try of what everybody does all day: two statements, and only rows of this key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [limit.key])
        cursor.execute(
            "WITH gone AS (DELETE FROM people_attempt WHERE key = %(key)s AND at <= %(since)s)"
            " INSERT INTO people_attempt (key, at) SELECT %(key)s, %(now)s"
            " WHERE (SELECT count(*) FROM people_attempt WHERE key = %(key)s AND at > %(since)s)"
            " < %(most)s",
            {"key": limit.key, "since": limit.since, "now": timezone.now(), "most": limit.most},
        )
        return bool(cursor.rowcount)


def is_spent(limit: Limit) -> bool:
    """Whether no try of this key is left."""
    return Attempt.objects.filter(key=limit.key, at__gt=limit.since).count() >= limit.most


def give_back(*limits: Limit) -> None:
    """It was right after all: forget the tries of these keys."""
    Attempt.objects.filter(key__in=[limit.key for limit in limits]).delete()
