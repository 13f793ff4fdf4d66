"""Who says what on which chair: one's own hand, or the facilitator's after reading back (R-C05)."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from mekaar.circles.actions.hold import hold, own_seat
from mekaar.circles.models import Seat, SupportCircle
from mekaar.circles.rules import chairs as rules
from mekaar.core.errors import NotThere
from mekaar.people.by import By, require


@dataclass(frozen=True, slots=True)
class Said:
    """A chair and its circle as they are now, and whose hand writes."""

    circle: SupportCircle
    seat: Seat
    mine: Seat
    written: dict[str, Any]

    @property
    def by_phone(self) -> bool:
        """Whether the facilitator writes for another."""
        return self.seat.id != self.mine.id


def speaks(circle: SupportCircle, seat: Seat, *, by: By) -> Said:
    """Hold the circle while this person speaks on this chair.

    Raises NotThere, NotAllowed, Refused.
    """
    circle = hold(circle, by=by)
    mine = own_seat(circle, by=by)
    found = fresh(circle, seat, by=by)
    require(
        rules.may_speak_for(by, mine, found),
        _("Dit zegt iemand zelf. Of lees het voor en wacht op een ja."),
    )
    written: dict[str, Any] = {"written_by": by.id, "read_back_at": None}
    if found.id != mine.id:
        written["read_back_at"] = by.read_back_at
    return Said(circle, found, mine, written)


def fresh(circle: SupportCircle, seat: Seat, *, by: By) -> Seat:
    """This chair as it is now. Raises NotThere."""
    found = Seat.objects.visible_to(by).filter(id=seat.id, circle=circle).first()
    if found is None:
        raise NotThere("")
    return found


def write(seat: Seat, written: dict[str, Any], **changed: Any) -> None:
    """Change a chair, with whose hand it was."""
    for name, value in {**changed, **written}.items():
        setattr(seat, name, value)
    seat.save(update_fields=[*changed, *written])


def end(seat: Seat, becomes: str, written: dict[str, Any]) -> None:
    """The chair is empty: left or declined. Who did it sees it no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wall.end_seat(%s, %s, %s)", [seat.id, becomes, written["read_back_at"]]
        )
