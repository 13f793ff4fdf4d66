"""Who may do what with an arrangement: one proposes, the other says yes, either rounds off."""

from mekaar.conversation.models import DailyActivity
from mekaar.exchange.models import Arrangement, Introduction, Side
from mekaar.people.by import By

State = Arrangement.State


def is_of_the_two(by: By, arrangement: Arrangement) -> bool:
    """One of the two, or who helps one of them now."""
    return by.acts_for(arrangement.asker_id) or by.acts_for(arrangement.giver_id)


def may_propose(by: By, side: Side) -> bool:
    """One of two who were introduced."""
    return (
        by.acts_for(side.participant_id)
        and side.introduction.state == Introduction.State.INTRODUCED
    )


def may_say_yes(by: By, arrangement: Arrangement, *, as_asker: bool) -> bool:
    """The one whose yes it is; a helper, unless that helper is the other of the two."""
    whose, other = arrangement.asker_id, arrangement.giver_id
    if not as_asker:
        whose, other = other, whose
    return by.id == whose or (by.is_at_desk_for(whose) and by.id != other)


def may_give_back(by: By, arrangement: Arrangement) -> bool:
    """ "Dit is te veel": the giver alone, or who helps the giver and is not the asker (R-E06)."""
    return may_say_yes(by, arrangement, as_asker=False) and arrangement.state in {
        State.PROPOSED,
        State.AGREED,
    }


def takes_over(activity: DailyActivity | None) -> bool:
    """Whether another would do what the resident does alone; that is refused (R-B04)."""
    return activity is not None and activity.step == DailyActivity.Step.SELF_DONE
