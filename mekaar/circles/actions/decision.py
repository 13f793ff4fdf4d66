"""Everybody's own yes to begin (R-C10): said by nobody else, and taken back without a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.circles.actions.hold import note, of_circle, tell
from mekaar.circles.actions.speaking import Said, speaks
from mekaar.circles.models import Seat, StartYes, SupportCircle
from mekaar.circles.rules import chairs as rules
from mekaar.core.errors import Refused
from mekaar.people.by import By


def _asked(circle: SupportCircle, seat: Seat, by: By) -> Said:
    said = speaks(circle, seat, by=by)
    if said.circle.state != SupportCircle.State.START_DECISION:
        raise Refused(_("Nu vragen we niemand om een ja. Er is niets veranderd."))
    if not rules.may_say_yes(said.seat):
        raise Refused(_("Alleen wie meedoet, zegt hier ja. Er is niets veranderd."))
    return said


@transaction.atomic
def say_yes(circle: SupportCircle, seat: Seat, *, by: By) -> None:
    """ "Ja, wat mij betreft beginnen we." Twice is once.

    Raises NotThere, NotAllowed, Refused.
    """
    said = _asked(circle, seat, by)
    if StartYes.objects.visible_to(by).filter(seat=said.seat).exists():
        return
    StartYes.objects.create(**of_circle(said.circle), seat=said.seat, **said.written)
    note("circles.start.yes", said.circle, by=by, thing=said.seat.id)
    residents = Seat.objects.visible_to(by).filter(circle=said.circle, chair=Seat.Chair.RESIDENT)
    tell(residents, "circles.start.yes", by=by, thing=said.circle.id)


@transaction.atomic
def take_back_yes(circle: SupportCircle, seat: Seat, *, by: By) -> None:
    """Not yet, or not any more; nobody is asked why. Raises NotThere, NotAllowed, Refused."""
    said = _asked(circle, seat, by)
    yes = StartYes.objects.visible_to(by).filter(seat=said.seat).first()
    if yes is None:
        return
    yes.delete()
    note("circles.start.taken_back", said.circle, by=by, thing=said.seat.id)
