"""Reads of people that feed a screen or a decision of the rooms above."""

import uuid

from django.db import connection

from mekaar.notices.registry import Letterbox
from mekaar.people.models import Participant, ReachPreference


def channel_for(participant: uuid.UUID) -> str:
    """The channel of a notice for this person: what they chose, and nothing that they did not choose.

    E-mail only for who chose e-mail; phone and "via" mean the call-back list; else the page.
    The database answers with this one word also where the way to reach somebody may not be read.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.channel_of(%s)", [participant])
        return str(cursor.fetchone()[0])


def letterbox_of(participant: uuid.UUID) -> Letterbox | None:
    """Where this person wants mail; None when they did not choose mail. Read as that person."""
    reach = ReachPreference.objects.filter(
        participant_id=participant, kind=ReachPreference.Kind.EMAIL
    ).exclude(email="")
    found = reach.select_related("participant").first()
    return Letterbox(found.participant.display_name, found.email) if found else None


def name_of(participant: uuid.UUID) -> str:
    """The name to show, or nothing when this person is gone or not visible."""
    found = Participant.objects.filter(id=participant).values_list("display_name", flat=True)
    return found.first() or ""
