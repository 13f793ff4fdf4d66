"""Reads of gatherings: what everybody may know, and what the desk works on."""

import uuid

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from mekaar.core.leaf import Leaf, cut
from mekaar.gatherings.models import Gathering, Harvest
from mekaar.people.by import By
from mekaar.places.models import MeetingPlace

State = Gathering.State
_SHOWN_BEFORE = 10
_TO_WRITE = [State.PLANNED, State.BEGUN, State.HARVESTED]


def _public(here: uuid.UUID) -> QuerySet[Gathering]:
    rows = Gathering.objects.filter(neighbourhood_id=here, is_public=True)
    return rows.select_related("meeting_place")


def coming(here: uuid.UUID, *, after: str = "") -> Leaf[Gathering]:
    """Public gatherings that are not over yet, the first to come first."""
    return cut(_public(here).filter(ends_at__gt=timezone.now()), "starts_at", after=after)


def with_harvest(here: uuid.UUID) -> list[Gathering]:
    """The last public gatherings of which the harvest can be read, the latest first."""
    rows = _public(here).filter(state=State.PUBLISHED)
    return list(rows.order_by("-starts_at", "code")[:_SHOWN_BEFORE])


def for_calendar(here: uuid.UUID) -> list[Gathering]:
    """Public gatherings that are not over yet, also those that do not take place any more."""
    rows = _public(here).filter(ends_at__gt=timezone.now())
    return list(rows.order_by("starts_at", "code")[:100])


def public_one(here: uuid.UUID, code: str) -> Gathering | None:
    """One public gathering."""
    return _public(here).filter(code=code).first()


def of_desk(by: By) -> QuerySet[Gathering]:
    """All gatherings here, also those that only hang on the wall of the place."""
    rows = Gathering.objects.filter(neighbourhood_id=by.here)
    return rows.select_related("meeting_place")


def at_work(by: By, *, after: str = "") -> Leaf[Gathering]:
    """What is planned, or waits for its harvest, the first first."""
    return cut(of_desk(by).filter(state__in=_TO_WRITE), "starts_at", after=after)


def done(by: By) -> list[Gathering]:
    """The last that were published or called off, the latest first."""
    rows = of_desk(by).exclude(state__in=_TO_WRITE)
    return list(rows.order_by("-starts_at", "code")[:_SHOWN_BEFORE])


def harvest_of(gathering: Gathering) -> Harvest | None:
    """What it harvested, as far as who asks may read it."""
    return Harvest.objects.filter(gathering=gathering).first()


def places_for(by: By) -> list[MeetingPlace]:
    """The meeting places where this person may plan, the first place first."""
    places = MeetingPlace.objects.filter(neighbourhood_id=by.here).order_by("-first", "name", "id")
    return [place for place in places if gathers_at(place.id)]


def gathers_at(place: uuid.UUID | None) -> bool:
    """Whether who asks is host or connector at this place, as the database says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.gathers_at(%s)", [place])
        return bool(cursor.fetchone()[0])
