"""Giving and ending roles. Runs under the owner: the web role may not write roles at all."""

import uuid

from django.db import transaction
from django.utils import timezone

from mekaar.journal.actions import Line, record
from mekaar.people.models import Participant, RoleHeld


@transaction.atomic
def give_role(participant: Participant, role: str, *, by: uuid.UUID | None) -> RoleHeld:
    """Give a role in the neighbourhood; giving it twice changes nothing.

    `by` is the connector who decided, or nobody when the operator does it on request.
    """
    held = RoleHeld.objects.now().filter(participant=participant, role=role).first()
    if held:
        return held
    held = RoleHeld.objects.create(
        neighbourhood_id=participant.neighbourhood_id, participant=participant, role=role
    )
    _record("people.role.given", held, by=by)
    return held


@transaction.atomic
def end_role(participant: Participant, role: str, *, by: uuid.UUID | None) -> int:
    """End a role from now on; returns how many there were."""
    ended = 0
    for held in RoleHeld.objects.now().filter(participant=participant, role=role):
        held.until = timezone.now()
        held.save(update_fields=["until"])
        _record("people.role.ended", held, by=by)
        ended += 1
    return ended


def _record(verb: str, held: RoleHeld, *, by: uuid.UUID | None) -> None:
    record(
        Line(verb, whose=held.participant_id, thing=held.id, why="by_command"),
        by=by,
        here=held.neighbourhood_id,
    )
