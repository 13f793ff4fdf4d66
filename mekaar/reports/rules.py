"""Who may decide about a report (L-20). The walls say the same, and who may not (walls.py)."""

from mekaar.people.by import By

# Who decides first. There may be one connector only, who then wrote or reported it: therefore two.
FIRST = ("connector", "volunteer_coordinator")
# Who decides again, when somebody does not agree: another person than the first, of more roles.
AGAIN = (*FIRST, "host")


def may_decide(by: By) -> bool:
    """Whether this role decides about reports; about which ones the database says."""
    return by.holds(*AGAIN)
