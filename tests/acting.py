"""Being somebody in a test: `by` for an action, `at_desk` for a visit, `as_web` for SQL."""

import contextlib
import re
import uuid
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import DatabaseError
from django.utils import timezone

from mekaar.core import db
from mekaar.people.by import By
from mekaar.people.models import DeskVisit, Participant, RoleHeld


def by(participant: Participant, visit: DeskVisit | None = None) -> By:
    """This participant with the roles held now, as a request would make it."""
    roles = RoleHeld.objects.now().filter(participant=participant).values_list("role", flat=True)
    return By(me=participant, roles=frozenset(roles), visit=visit)


def at_desk(
    helper: Participant,
    resident: Participant,
    why: str = DeskVisit.Why.CAME_BY,
    *,
    read_back: bool = True,
) -> By:
    """The helper with an open visit of this resident, whose words were read back and confirmed."""
    DeskVisit.objects.filter(helper=helper, ended_at=None).update(ended_at=timezone.now())
    visit = DeskVisit.objects.create(
        neighbourhood_id=helper.neighbourhood_id, helper=helper, resident=resident, why=why
    )
    helping = by(helper, visit)
    return helping.after_reading_back() if read_back else helping


@contextlib.contextmanager
def acting_as(who: By | Participant | None, *, engine: bool = False) -> Iterator[None]:
    """Behind the walls, as the web role, being this person; then the owner again."""
    if isinstance(who, By):
        who = who.me
    me, here = (who.id, who.neighbourhood_id) if who else (None, None)
    with db.acting(me, here, engine=engine):
        yield


@contextlib.contextmanager
def as_web(
    who: Participant | None, *, here: uuid.UUID | None = None, engine: bool = False
) -> Iterator[CursorWrapper]:
    """A cursor of the web role, being this person (None: nobody): for attacking the walls in SQL.

    `here` puts the person in another neighbourhood than their own.
    """
    me, home = (who.id, who.neighbourhood_id) if who else (None, None)
    with db.acting(me, here or home, engine=engine), connection.cursor() as cursor:
        yield cursor


@contextlib.contextmanager
def refused_by_database(saying: str = "") -> Iterator[None]:
    """What happens inside must be refused by PostgreSQL itself, with these words in its answer."""
    match = re.escape(saying) or None
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        yield
