"""Writing down that another than the resident looked (invariant 19)."""

from collections.abc import Iterable

from mekaar.circles.queries.chairs import MyChair
from mekaar.journal.actions import Line, record_all
from mekaar.people.by import By
from mekaar.people.queries import not_yet_logged

_LIST = "circles.list.seen"


def saw_list(shown: Iterable[MyChair], *, by: By) -> None:
    """A line for everybody whose circle stood in the facilitator's list, once a day."""
    chairs = {one.resident: one for one in shown}
    new = not_yet_logged(_LIST, chairs, by=by) if chairs else set()
    if new:
        lines = [Line(_LIST, whose=one, thing=chairs[one].circle) for one in sorted(new)]
        record_all(lines, by=by.id, here=by.here)
