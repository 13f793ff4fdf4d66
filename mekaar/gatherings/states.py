"""The state machine of a gathering."""

from mekaar.core.states import machine

_WHO = "host or connector at the place"

GATHERING = machine(
    "gathering",
    starts=("planned",),
    moves=[
        ("planned", "begun", _WHO),
        ("planned", "cancelled", _WHO),
        ("begun", "harvested", _WHO),
        ("harvested", "published", f"{_WHO}, once 'waar is het lastig' is filled in"),
        # Somebody reads a neighbour back in it: off every page at once, then written differently.
        ("published", "harvested", _WHO),
    ],
)
