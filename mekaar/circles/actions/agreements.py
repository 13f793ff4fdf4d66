"""Every write of one agreement: proposed, worded, a yes, a no, struck, not worked out (R-C21)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.circles import states
from mekaar.circles.actions.hold import note, of_circle, tell
from mekaar.circles.actions.in_plan import Turn, in_round, meanwhile, turn
from mekaar.circles.actions.plan import LEADS
from mekaar.circles.models import Agreement, PlanVersion, Seat
from mekaar.circles.queries import plan as queries
from mekaar.circles.rules import plan as rules
from mekaar.circles.telling import AgreementTold
from mekaar.core.errors import Refused
from mekaar.people.by import By, require

Said = Agreement.State

_WORDS = ("what", "when", "how_we_know", "otherwise", "until")


@transaction.atomic
def propose(plan: PlanVersion, told: AgreementTold, *, by: By) -> Agreement:
    """In the third phase: what somebody could do; that somebody says yes or not (invariant 8)."""
    here = turn(plan.circle, by=by)
    require(rules.may_lead(here.me), _(LEADS))
    plan = here.plan(plan.id)
    if plan.state == PlanVersion.State.CONSENT_ROUND:
        raise in_round()
    if not rules.may_add(plan):
        raise Refused(_("Nieuwe afspraken maken jullie in een bijeenkomst, bij het steunen."))
    _require_sound(here, plan, told)
    if before := _just_proposed(plan, told):
        return before
    words = {name: told[name] for name in _WORDS}  # type: ignore[literal-required]
    seat = told["seat"]
    made = Agreement(**of_circle(here.circle), plan=plan, seat=seat, **words)
    _require_room(plan, made)
    made.save(force_insert=True)
    note("circles.agreement.proposed", here.circle, by=by, thing=made.id)
    tell([seat], "circles.agreement.proposed", by=by, thing=made.id)
    return made


def _require_sound(here: Turn, plan: PlanVersion, told: AgreementTold) -> None:
    """Of somebody who sits here and can answer; nothing that is never asked (L-08, R-B04)."""
    seat = Seat.objects.visible_to(here.by).filter(id=told["seat"].id, circle=plan.circle_id)
    now = seat.first()
    if now is None or not rules.is_asked(now):
        raise Refused(_("Die persoon doet niet mee in de kring. Kies iemand anders."))
    if sentence := queries.refusal(now, told["what"], told["when"]):
        raise Refused(sentence)


def _just_proposed(plan: PlanVersion, told: AgreementTold) -> Agreement | None:
    """The same words twice are one click too many."""
    same = Agreement.objects.filter(plan=plan, seat=told["seat"], state=Said.PROPOSED)
    return next((one for one in same if (one.what, one.when) == (told["what"], told["when"])), None)


def _require_room(plan: PlanVersion, new: Agreement) -> None:
    others = Agreement.objects.filter(plan=plan).exclude(id=new.id)
    if not rules.fits_on_paper([*others, new]):
        raise Refused(_("Zo past het plan niet op één blad. Maak het korter."))


@transaction.atomic
def reword(agreement: Agreement, told: AgreementTold, *, seen: str, by: By) -> Agreement:
    """Other words, or somebody else: then the yes is asked anew. `seen` is what the page showed."""
    here = turn(agreement.circle, by=by)
    require(rules.may_lead(here.me), _(LEADS))
    now, plan = here.agreement(agreement.id)
    if plan.state == PlanVersion.State.CONSENT_ROUND:
        raise in_round()
    if not rules.may_reword(plan) or now.state == Said.VETOED or rules.mark(now) != seen:
        raise meanwhile()
    _require_sound(here, plan, told)
    now.seat = told["seat"]
    for name in _WORDS:
        setattr(now, name, told[name])  # type: ignore[literal-required]
    now.state, now.said_by, now.said_back_at, now.broken_at = Said.PROPOSED, None, None, None
    _require_room(plan, now)
    now.save()
    note("circles.agreement.proposed", here.circle, by=by, thing=now.id)
    tell([now.seat], "circles.agreement.proposed", by=by, thing=now.id)
    return now


@transaction.atomic
def remove(agreement: Agreement, *, by: By) -> None:
    """What nobody said yes to goes out of the version in the making. Twice is once."""
    here = turn(agreement.circle, by=by)
    require(rules.may_lead(here.me), _(LEADS))
    if not Agreement.objects.visible_to(by).filter(id=agreement.id).exists():
        return
    now, plan = here.agreement(agreement.id)
    if plan.state == PlanVersion.State.CONSENT_ROUND:
        raise in_round()
    if now.state == Said.VETOED:
        require(
            rules.is_resident(here.me), _("Alleen de persoon van wie de kring is, haalt dit weg.")
        )
    if not rules.may_remove(plan, now):
        raise Refused(_("Iemand zei hier ja op. Die persoon kan zeggen: liever niet."))
    note("circles.agreement.removed", here.circle, by=by, thing=now.id)
    now.delete()


@transaction.atomic
def say(agreement: Agreement, answer: str, *, seen: str, by: By) -> Agreement:
    """ "Ja, dat doe ik", or "liever niet": who does it, or the facilitator after reading back.

    `seen` are the words that were shown. The same answer twice is once.
    """
    here = turn(agreement.circle, by=by)
    now, plan = here.agreement(agreement.id)
    read_back_at = here.answers_for(now.seat_id)
    if rules.mark(now) != seen:
        raise meanwhile()
    if now.state == answer:
        return now
    if not rules.may_say(plan, now):
        raise meanwhile()
    states.AGREEMENT.require_move(now.state, answer)
    now.state, now.said_by, now.said_back_at = answer, by.id, read_back_at
    now.save(update_fields=["state", "said_by", "said_back_at"])
    note("circles.agreement.answered", here.circle, by=by, thing=now.id)
    if answer == Said.DECLINED:
        tell(here.leaders(), "circles.declined", by=by, thing=now.id)
    return now


@transaction.atomic
def veto(agreement: Agreement, *, by: By) -> Agreement:
    """The resident strikes what is about themselves: one action, no reason. Twice is once."""
    here = turn(agreement.circle, by=by)
    require(
        rules.is_resident(here.me), _("Alleen de persoon van wie de kring is, streept iets door.")
    )
    now, plan = here.agreement(agreement.id)
    if now.state == Said.VETOED:
        return now
    if not rules.may_veto(here.me, plan, now):
        raise meanwhile()
    now.state = Said.VETOED
    now.save(update_fields=["state"])
    note("circles.agreement.vetoed", here.circle, by=by, thing=now.id)
    others = [one for one in here.everybody() if one.id == now.seat_id]
    tell([*others, *here.leaders()], "circles.agreement.vetoed", by=by, thing=now.id)
    return now


@transaction.atomic
def did_not_work(agreement: Agreement, *, by: By) -> Agreement:
    """It goes back to the circle; nobody is blamed or reminded. Twice is once (R-C21)."""
    here = turn(agreement.circle, by=by)
    now, plan = here.agreement(agreement.id)
    own = here.me.id == now.seat_id
    require(own or rules.may_lead(here.me), _("Dat zegt wie het doet."))
    if now.broken_at is not None:
        return now
    if not rules.may_say_broken(here.me, plan, now):
        raise meanwhile()
    now.broken_at = timezone.now()
    now.save(update_fields=["broken_at"])
    note("circles.agreement.broken", here.circle, by=by, thing=now.id)
    tell(here.leaders(), "circles.agreement.broken", by=by, thing=now.id)
    return now
