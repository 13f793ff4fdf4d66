"""Who may do what in a conversation. Plain functions; the walls in the database say the same."""

import uuid
from collections.abc import Collection

from mekaar.conversation.models import DailyActivity, Encounter
from mekaar.people.by import By
from mekaar.people.models import RoleHeld

Step = DailyActivity.Step
_TO_COME = {Encounter.State.WISHED, Encounter.State.PLANNED}
HOST, CONNECTOR = RoleHeld.Role.HOST, RoleHeld.Role.CONNECTOR


def may_open(by: By, participant: uuid.UUID) -> bool:
    """The resident, or who helps the resident at the desk now."""
    return by.acts_for(participant)


def may_write(by: By, participant: uuid.UUID) -> bool:
    """The resident; who helps writes only what was read back and confirmed (R-C05)."""
    if by.id == participant:
        return True
    return by.is_at_desk_for(participant) and by.read_back_at is not None


def _is_to_come_here(by: By, talk: Encounter) -> bool:
    """Roles count in the neighbourhood in which they are held."""
    return by.here == talk.neighbourhood_id and talk.state in _TO_COME


def may_plan(by: By, talk: Encounter) -> bool:
    """The connector; a host while the resident sits beside (R-C04)."""
    if not _is_to_come_here(by, talk):
        return False
    return by.holds(CONNECTOR) or (by.holds(HOST) and by.is_at_desk_for(talk.participant_id))


def may_hold(by: By, talk: Encounter) -> bool:
    """The resident or who helps now; and the connector who had the talk."""
    if not _is_to_come_here(by, talk):
        return False
    mine = talk.with_whom in {None, by.id}
    return by.acts_for(talk.participant_id) or (by.holds(CONNECTOR) and mine)


def may_change_place(by: By, talk: Encounter) -> bool:
    """Only the resident, at the desk after reading back; until it has been (R-C09)."""
    return _is_to_come_here(by, talk) and may_write(by, talk.participant_id)


def may_withdraw(by: By, talk: Encounter) -> bool:
    """The resident, in one step, also at the desk; nobody takes a wish back for somebody else."""
    return by.acts_for(talk.participant_id)


def may_write_goal(by: By, participant: uuid.UUID) -> bool:
    """The resident, signed in as such: no scribe, no helper, no role (R-C07, invariant 3)."""
    return by.id == participant


def may_open_left_over(steps: Collection[str]) -> bool:
    """What is left comes last: step 1 or 2 holds something, or "weet ik nog niet" (R-B06)."""
    return bool(set(steps) & {Step.SELF_DONE, Step.TO_REGAIN})
