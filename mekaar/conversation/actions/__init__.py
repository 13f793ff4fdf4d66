"""Every write of this room, one file per noun."""

from mekaar.conversation.actions.activities import (
    add_activity,
    add_practice,
    change_activity,
    look_back,
    pass_step,
    remove_activity,
)
from mekaar.conversation.actions.card import answer_card, pass_card
from mekaar.conversation.actions.encounters import (
    change_place,
    hold_encounter,
    plan_encounter,
    wish_encounter,
    withdraw_encounter,
)
from mekaar.conversation.actions.goals import (
    close_goal,
    mark_goal,
    reopen_goal,
    reword_goal,
    write_goal,
)
from mekaar.conversation.actions.invitation import answer_invitation
from mekaar.conversation.actions.looking import looked, opened_talk, saw_talks

__all__ = [
    "add_activity",
    "add_practice",
    "answer_card",
    "answer_invitation",
    "change_activity",
    "change_place",
    "close_goal",
    "hold_encounter",
    "look_back",
    "looked",
    "mark_goal",
    "opened_talk",
    "pass_card",
    "pass_step",
    "plan_encounter",
    "remove_activity",
    "reopen_goal",
    "reword_goal",
    "saw_talks",
    "wish_encounter",
    "withdraw_encounter",
    "write_goal",
]
