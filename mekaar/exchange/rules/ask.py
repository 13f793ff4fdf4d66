"""Who may do what with an ask: the pace is the asker's (R-A13)."""

from collections.abc import Set as AbstractSet

from mekaar.exchange import states
from mekaar.exchange.models import Ask
from mekaar.people.by import By
from mekaar.people.models import RoleHeld

State = Ask.State

# Who works with what the neighbourhood as a whole shows, and so reads no words of anybody.
_READS_NOBODY = {RoleHeld.Role.POLICY_OFFICER, RoleHeld.Role.OPERATOR}

# The moves a page may give the asker as a button, in this order; never one that belongs to two.
_BUTTONS = (
    State.WITH_CONNECTOR,
    State.IDEAS_OPEN,
    State.THINKING,
    State.ROUNDED_OFF,
    State.WITHDRAWN,
)


def may_read_neighbours(roles: AbstractSet[str]) -> bool:
    """What others let the neighbourhood read: not for a policy officer or an operator.

    Also not before the second step: `roles` are all that are held (invariant 18).
    """
    return not roles & _READS_NOBODY


def may_change(by: By, ask: Ask) -> bool:
    """The asker, or who helps the asker at the desk now, as long as the ask is not ended."""
    return by.acts_for(ask.participant_id) and ask.state in {State.DRAFT, *Ask.OPEN}


def may_move(by: By, ask: Ask) -> bool:
    """The asker, or who helps the asker at the desk now."""
    return by.acts_for(ask.participant_id)


def may_begin_encounter(by: By, ask: Ask) -> bool:
    """A connector, for an ask of somebody else: one does not meet oneself."""
    return by.holds("connector") and by.id != ask.participant_id


def may_read_addressed(by: By) -> bool:
    """A connector reads asks: each has at least the connector as audience (R-A08)."""
    return by.holds("connector")


def asker_moves(ask: Ask) -> list[str]:
    """The states to which the asker can go from here: exactly the buttons of the page."""
    there = {target for source, target in states.BY_ASKER if source == ask.state}
    return [str(target) for target in _BUTTONS if target in there]
