"""Who may do what with a circle. Plain functions; the walls in the database say the same."""

from mekaar.circles.models import Seat, SupportCircle
from mekaar.people.by import By

# The way from a first sketch to a circle that meets; pausing and stopping stand beside it.
WAY = (
    SupportCircle.State.SKETCH,
    SupportCircle.State.INVITING,
    SupportCircle.State.PREPARING,
    SupportCircle.State.START_DECISION,
    SupportCircle.State.ACTIVE,
)


def may_lead(by: By, circle: SupportCircle) -> bool:
    """Only whose circle it is: no helper, no role, no organisation (R-C02, R-C12)."""
    return by.id == circle.resident_id


def may_rest(by: By, circle: SupportCircle, facilitator: Seat | None) -> bool:
    """Pause, go on and stop: the resident; the facilitator on the phone after reading back."""
    if may_lead(by, circle):
        return True
    mine = facilitator is not None and facilitator.participant_id == by.id
    return mine and by.read_back_at is not None


def may_pass_on(by: By, resident: object) -> bool:
    """At the desk: the helper of an open visit, after reading back."""
    return by.id != resident and by.visit is not None and by.read_back_at is not None
