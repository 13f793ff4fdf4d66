"""Who may answer, say and write what on which chair; the walls in the database say the same."""

from mekaar.circles.models import Seat
from mekaar.people.by import By

Chair, State = Seat.Chair, Seat.State


def is_mine(by: By, seat: Seat) -> bool:
    """One's own chair."""
    return seat.participant_id == by.id


def facilitates(by: By, mine: Seat) -> bool:
    """The one fixed facilitator of this circle."""
    return is_mine(by, mine) and mine.chair == Chair.FACILITATOR and mine.state == State.SEATED


def is_grown_member(seat: Seat) -> bool:
    """A member who answers for themselves; a child is a first name only (L-04)."""
    return seat.chair == Chair.MEMBER and not seat.is_child


def may_speak_for(by: By, mine: Seat, seat: Seat) -> bool:
    """Own words; or the facilitator writes for a member who phones, after reading back (R-C05)."""
    if is_mine(by, seat):
        return True
    return facilitates(by, mine) and is_grown_member(seat) and by.read_back_at is not None


def may_hold_talk(by: By, mine: Seat, seat: Seat) -> bool:
    """Only the fixed facilitator talks beforehand, with a member who takes part (R-C15)."""
    return facilitates(by, mine) and is_grown_member(seat) and seat.state == State.SEATED


def may_answer_as_facilitator(by: By, seat: Seat) -> bool:
    """Who is asked for that chair, and nobody else."""
    return is_mine(by, seat) and seat.chair == Chair.FACILITATOR


def may_say_yes(seat: Seat) -> bool:
    """Everybody who takes part, for themselves (R-C10)."""
    return seat.state == State.SEATED and not seat.is_child
