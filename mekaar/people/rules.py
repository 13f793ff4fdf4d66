"""Who may do what with people. Plain functions; the walls in the database say the same."""

import uuid

from mekaar.people.by import By
from mekaar.people.models import Participant, RoleHeld

Role = RoleHeld.Role


def is_guest(participant: Participant) -> bool:
    """Somebody from outside with a seat in a circle, whom nobody else here may notice (L-16)."""
    return participant.state == Participant.State.GUEST


def may_act_for(by: By, participant: uuid.UUID) -> bool:
    """The person, or who helps that person at the desk now."""
    return by.acts_for(participant)


def may_change_details(by: By, participant: uuid.UUID) -> bool:
    """The person; at the desk after reading back."""
    return by.id == participant or (by.is_at_desk_for(participant) and by.read_back_at is not None)


def may_work_at_desk(by: By) -> bool:
    """Host and connector."""
    return by.holds(Role.HOST, Role.CONNECTOR)


def may_open_visit(by: By, resident: Participant) -> bool:
    """Host and connector, for somebody else of their own neighbourhood; never for a guest."""
    return (
        may_work_at_desk(by)
        and not is_guest(resident)
        and resident.id != by.id
        and resident.neighbourhood_id == by.here
    )


def may_ring(by: By | None, here: uuid.UUID) -> bool:
    """Everybody: visitors, and neighbours in their own neighbourhood.

    A guest would tell the desk that there is a circle: signed out they ring as every visitor does.
    """
    return by is None or (by.here == here and not is_guest(by.me))
