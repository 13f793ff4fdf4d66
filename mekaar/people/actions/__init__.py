"""Every write of this room."""

from mekaar.people.actions.cards import PrintedCard, end_card, print_card
from mekaar.people.actions.desk import add_participant, answer_doorbell, close_visit, open_visit
from mekaar.people.actions.details import (
    become_known,
    change_building,
    change_languages,
    change_reach,
    rename,
)
from mekaar.people.actions.doorbell import ring
from mekaar.people.actions.erase import erase
from mekaar.people.actions.groups import (
    confirm_member,
    decline_member,
    join_group,
    leave_group,
    write_group,
)
from mekaar.people.actions.guests import welcome_guest
from mekaar.people.actions.roles import end_role, give_role
from mekaar.people.details import Languages, Reach

__all__ = [
    "Languages",
    "PrintedCard",
    "Reach",
    "add_participant",
    "answer_doorbell",
    "become_known",
    "change_building",
    "change_languages",
    "change_reach",
    "close_visit",
    "confirm_member",
    "decline_member",
    "end_card",
    "end_role",
    "erase",
    "give_role",
    "join_group",
    "leave_group",
    "open_visit",
    "print_card",
    "rename",
    "ring",
    "welcome_guest",
    "write_group",
]
