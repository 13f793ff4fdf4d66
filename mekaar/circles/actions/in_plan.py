"""What every action on the plan begins with: whose turn it is, and what stands there now."""

import datetime
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mekaar.circles.actions.hold import hold, note, own_seat
from mekaar.circles.models import Agreement, PlanVersion, Seat, SupportCircle
from mekaar.circles.rules import plan as rules
from mekaar.core.errors import NotThere, Refused
from mekaar.people.by import By, require
from mekaar.people.queries import not_yet_logged

_SEEN = "circles.plan.seen"


@dataclass(frozen=True, slots=True)
class Turn:
    """A circle held by somebody who sits in it."""

    circle: SupportCircle
    me: Seat
    by: By

    def everybody(self) -> list[Seat]:
        """Who sits here now."""
        return list(Seat.objects.visible_to(self.by).taken().filter(circle=self.circle))

    def leaders(self) -> list[Seat]:
        """Resident and facilitator."""
        return [one for one in self.everybody() if one.chair != Seat.Chair.MEMBER]

    def plan(self, which: uuid.UUID) -> PlanVersion:
        """A version as it is now.

        Raises Refused when it is not there any more.
        """
        plans = PlanVersion.objects.visible_to(self.by).filter(circle=self.circle)
        found = plans.select_related("meeting").filter(id=which).first()
        if found is None:
            raise meanwhile()
        return found

    def agreement(self, which: uuid.UUID) -> tuple[Agreement, PlanVersion]:
        """An agreement as it is now, with its version.

        Raises Refused when it is not there any more.
        """
        agreements = Agreement.objects.visible_to(self.by).filter(circle=self.circle)
        found = agreements.filter(id=which).first()
        if found is None:
            raise meanwhile()
        return found, self.plan(found.plan_id)

    def answers_for(self, seat: uuid.UUID) -> datetime.datetime | None:
        """None for one's own hand; the moment of reading back where the facilitator writes.

        Raises NotAllowed, or NotThere for a chair that nobody sees.
        """
        if self.me.id == seat:
            require(rules.is_asked(self.me), _("De procesbegeleider zegt hier niets over."))
            return None
        seats = Seat.objects.visible_to(self.by).filter(circle=self.circle)
        other = seats.filter(id=seat).first()
        if other is None:
            raise NotThere("")
        require(rules.may_write_for(self.me, other), _("Dat zegt iedereen voor zichzelf."))
        require(self.by.read_back_at is not None, _("Lees het eerst voor. Dan pas telt het."))
        return self.by.read_back_at


def turn(circle: SupportCircle, *, by: By) -> Turn:
    """Take turns in this circle; only who sits there now.

    Raises NotThere, or Refused while the circle rests or when it is over.
    """
    circle = hold(circle, by=by)
    me = own_seat(circle, by=by)
    if me.state != Seat.State.SEATED:
        raise NotThere("")
    return Turn(circle, me, by)


def meanwhile() -> Refused:
    """Somebody else was first; nothing was half done."""
    return Refused(_("Intussen is het plan veranderd. Er is niets bewaard. Kijk nog eens."))


def in_round() -> Refused:
    """While everybody is asked the words stay as they are."""
    return Refused(
        _("Iedereen leest nu deze tekst. Er is niets veranderd.")
        + " "
        + _("Veranderen kan pas als het plan terug is, of als iemand een bezwaar heeft.")
    )


def saw_plan(circle: SupportCircle, *, by: By) -> None:
    """A line for the resident when another looks at the plan, once a day (invariant 19)."""
    whose = circle.resident_id
    if by.id != whose and not_yet_logged(_SEEN, [whose], by=by):
        note(_SEEN, circle, by=by)
