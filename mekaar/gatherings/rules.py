"""Who may do what with gatherings. The walls say the same, also of which place (walls.py)."""

from mekaar.gatherings.models import Gathering
from mekaar.people.by import By

State = Gathering.State
# Who plans, leads and writes down: a role that is held at a place, or in the whole neighbourhood.
WHO = ("host", "connector")
# Longer ahead nobody knows; and one press of a key too many is no year full of gatherings.
MOST_WEEKS = 8


def may_gather(by: By) -> bool:
    """Whether this person plans gatherings at all; where, the database says."""
    return by.holds(*WHO)
