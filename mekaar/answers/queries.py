"""Reads of experiences: one's own, what others told, and their vectors."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from django.db import connection
from django.db.models import QuerySet

from mekaar.answers.models import Audience, Experience, Meaning
from mekaar.core.prepared import prepared
from mekaar.core.sealed import SealedVector, blind
from mekaar.journal import actions as journal
from mekaar.people import queries as people
from mekaar.people.by import By
from mekaar.people.models import Group, Participant

_SEEN = "answers.experience.seen"


def my_experiences(participant: Participant) -> list[Experience]:
    """What this person told, the latest first."""
    return _own(participant.id)


@prepared
def _own(one: uuid.UUID) -> QuerySet[Experience]:
    own = Experience.objects.filter(participant=one).select_related("group")
    return own.order_by("-made_at", "code")


def groups() -> QuerySet[Group]:
    """The groups that may be chosen as audience; the wall shows those of this neighbourhood."""
    return Group.objects.order_by("name")


def sharing_words(names: Iterable[str], here: uuid.UUID) -> list[uuid.UUID]:
    """Experiences in which one of these words stands; the engine's door has to be open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM wall.experiences_near(%s)", [blind("experience", here, names)]
        )
        return [row[0] for row in cursor.fetchall()]


def vectors(rows: QuerySet[Experience]) -> list[tuple[uuid.UUID, str, bytes]]:
    """Of these experiences the vectors, each with its model; the engine's door has to be open."""
    kept = Meaning.objects.filter(experience__in=rows.order_by().values("id"))
    field = cast("SealedVector", Meaning._meta.get_field("vector"))
    sql, values = kept.values_list("experience_id", "model_id", "vector").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(which, model, field.packed(sealed)) for which, model, sealed in cursor.fetchall()]


def seen_at_desk(experiences: Iterable[Experience], *, by: By) -> None:
    """Write down, once a day, that the desk read what was told to fewer than everybody (L-10).

    What everybody may read is read without a line: who looks for what is not kept either.
    """
    narrow = [one for one in experiences if one.audience != Audience.NEIGHBOURHOOD]
    new = people.not_yet_logged(_SEEN, [one.participant_id for one in narrow], by=by)
    lines = [
        by.line(_SEEN, whose=one.participant_id, thing=one.id)
        for one in narrow
        if one.participant_id in new
    ]
    journal.record_all((replace(line, why="told_desk") for line in lines), by=by.id, here=by.here)


def seen_beside(experiences: Iterable[Experience], *, by: By) -> None:
    """Write down that a helper looked at the resident's own pages (L-10)."""
    lines = [
        by.line(_SEEN, whose=one.participant_id, thing=one.id)
        for one in experiences
        if one.participant_id != by.id
    ]
    journal.record_all(lines, by=by.id, here=by.here)
