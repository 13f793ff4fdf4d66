"""Everybody's own answer in a round: no objection, an objection in own words, or heard (R-C20)."""

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.circles.actions.hold import note, of_circle, tell
from mekaar.circles.actions.in_plan import meanwhile, turn
from mekaar.circles.models import Consent, PlanVersion, Presence, Seat
from mekaar.circles.queries import plan as queries
from mekaar.circles.rules import plan as rules
from mekaar.core.errors import Refused
from mekaar.people.by import By, require

Answer = Consent.Answer
State = PlanVersion.State


@transaction.atomic
def answer(  # whose answer, to what, in which words
    plan: PlanVersion, seat: Seat, said: str, *, words: str = "", seen: str, by: By
) -> PlanVersion:
    """One answer in this round, by whom it is of; the facilitator writes after reading back.

    An objection stands beside the text, and the text is open again. "Heard" is for who was not
    there. `seen` is the round that the page showed; the same answer twice is once.
    """
    here = turn(plan.circle, by=by)
    read_back_at = here.answers_for(seat.id)
    plan = here.plan(plan.id)
    before = Consent.objects.visible_to(by).filter(plan=plan, round=plan.round, seat=seat).first()
    if rules.round_mark(plan) != seen:
        raise meanwhile()
    if before is not None and (before.answer, before.words) == (said, words):
        return plan
    if plan.state != State.CONSENT_ROUND:
        raise meanwhile()
    require(
        said != Answer.HEARD or here.me.id != seat.id,
        _("Voorlezen doet de procesbegeleider."),
    )
    _require_answer(plan, seat, said, words)
    if before is not None and here.me.id != seat.id and before.read_back_at is None:
        raise Refused(_("Het antwoord staat er al, zelf gegeven. Dat blijft zo."))
    row = before or Consent(**of_circle(here.circle), plan=plan, round=plan.round, seat_id=seat.id)
    row.answer, row.words = said, words
    row.written_by, row.read_back_at = by.id, read_back_at
    row.save()
    note("circles.plan.answered", here.circle, by=by, thing=plan.id)
    plan = here.plan(plan.id)
    if said == Answer.OBJECTION:
        tell(here.everybody(), "circles.plan.back", by=by, thing=plan.id)
    elif not queries.waits(plan):
        tell(here.leaders(), "circles.answered", by=by, thing=plan.id)
    return plan


def _require_answer(plan: PlanVersion, seat: Seat, said: str, words: str) -> None:
    if said == Answer.OBJECTION and not words:
        raise Refused(_("Zeg in je eigen woorden wat je bezwaar is."))
    there = Presence.objects.filter(meeting=plan.meeting_id, seat=seat, was_there=True)
    if said == Answer.HEARD and there.exists():
        raise Refused(_("Wie erbij was, zegt zelf of het zo goed is."))
