"""What the resident shows the circle, and takes away again in one step (invariant 20)."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.circles.actions.circle import NOT_YOURS
from mekaar.circles.actions.hold import hold, note, of_circle, take_turns
from mekaar.circles.models import Shown, SupportCircle
from mekaar.circles.rules import circle as rules
from mekaar.conversation.models import Goal
from mekaar.core.errors import Refused
from mekaar.people.by import By, require


@transaction.atomic
def show_circle(
    circle: SupportCircle, what: str, *, by: By, goal: uuid.UUID | None = None
) -> Shown:
    """The circle may read this from now on; the sketch only the facilitator. Twice is once.

    Raises NotAllowed, Refused.
    """
    circle = hold(circle, by=by)
    require(rules.may_lead(by, circle), str(NOT_YOURS))
    is_goal = what == Shown.What.GOAL
    if what not in Shown.What.values or is_goal != (goal is not None):
        raise Refused(_("Dit kun je niet laten zien. Er is niets veranderd."))
    if goal and not Goal.objects.visible_to(by).filter(id=goal, participant=by.id).exists():
        raise Refused(_("Dit kun je niet laten zien. Er is niets veranderd."))
    there = Shown.objects.visible_to(by).filter(circle=circle, what=what, goal=goal).first()
    if there:
        return there
    shown = Shown.objects.create(**of_circle(circle), what=what, goal_id=goal)
    note("circles.shown.opened", circle, by=by, thing=shown.id)
    return shown


@transaction.atomic
def hide_from_circle(
    circle: SupportCircle, what: str, *, by: By, goal: uuid.UUID | None = None
) -> None:
    """Nobody of the circle reads it any more, from this moment on; also while it rests.

    Raises NotAllowed.
    """
    require(rules.may_lead(by, circle), str(NOT_YOURS))
    take_turns(circle.resident_id)
    found = Shown.objects.visible_to(by).filter(circle=circle, what=what, goal=goal)
    gone, _each = found.delete()
    if gone:
        note("circles.shown.closed", circle, by=by)
