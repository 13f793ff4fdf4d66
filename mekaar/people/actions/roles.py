"""Giving and ending roles. Runs under the owner: the web role may not write roles at all."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.core.errors import Refused
from mekaar.journal.actions import Line, record
from mekaar.people import rules
from mekaar.people.actions.cards import card_by_command
from mekaar.people.actions.second_step import new_start_code
from mekaar.people.models import Participant, RoleHeld


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """Who begins, with what they need to come in: shown once, kept as digests only."""

    participant: Participant
    card_code: str
    start_code: str


@transaction.atomic
def give_role(participant: Participant, role: str, *, by: uuid.UUID | None) -> RoleHeld:
    """Give a role in the neighbourhood; giving it twice changes nothing.

    `by` is the connector who decided, or nobody when the operator does it on request. A guest in a
    circle holds none: the walls say so too, for every role.
    """
    if rules.is_guest(participant):
        raise Refused(_("Alleen wie bij de buurt hoort, krijgt een taak."))
    held = RoleHeld.objects.now().filter(participant=participant, role=role).first()
    if held:
        return held
    held = RoleHeld.objects.create(
        neighbourhood_id=participant.neighbourhood_id, participant=participant, role=role
    )
    _record("people.role.given", held, by=by)
    return held


@transaction.atomic
def begin_with(here: uuid.UUID, name: str, role: str) -> FirstPerson:
    """The first person of a neighbourhood in which nobody can write anybody down yet.

    Gives a card to sign in with and the start code of the second step; both are shown once.
    """
    participant = Participant(neighbourhood_id=here, display_name=name)
    participant.full_clean()
    participant.save()
    line = Line(
        "people.participant.added", whose=participant.id, thing=participant.id, why="by_command"
    )
    record(line, by=None, here=here)
    give_role(participant, role, by=None)
    start_code = new_start_code(participant)
    return FirstPerson(participant, card_by_command(participant), start_code)


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
