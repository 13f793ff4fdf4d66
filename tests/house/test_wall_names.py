"""Functions of the walls share one schema: a name of two rooms would be the last one's, unseen."""

import re
from collections import Counter
from importlib import import_module

from mekaar.core import walls

NAME = re.compile(r"FUNCTION wall\.(\w+)\(")
# A floor below asks, and the room above answers (people/guests.py).
ANSWERED_ABOVE = {"letter_is_open"}


def test_no_room_overwrites_a_function_of_another():
    names = Counter(
        NAME.search(statement)[1]
        for room in ["mekaar.core", *walls.rooms()]
        for statement in getattr(import_module(f"{room}.walls"), "FUNCTIONS", [])
    )
    assert {name for name, times in names.items() if times > 1} == ANSWERED_ABOVE
