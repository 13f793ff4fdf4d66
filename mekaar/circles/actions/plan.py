"""Every write of the plan itself: begin a version, ask everybody, take back, in force (R-C20)."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mekaar.circles import states
from mekaar.circles.actions.hold import note, of_circle, tell
from mekaar.circles.actions.in_plan import Turn, meanwhile, turn
from mekaar.circles.models import Agreement, CircleMeeting, PlanVersion
from mekaar.circles.queries import plan as queries
from mekaar.circles.rules import plan as rules
from mekaar.core import dates
from mekaar.core.errors import Refused
from mekaar.people.by import By, require

State = PlanVersion.State
Said = Agreement.State

LEADS = "Het plan schrijven de inwoner en de procesbegeleider op."


@transaction.atomic
def begin(meeting: CircleMeeting, *, by: By) -> PlanVersion:
    """A new version in the third phase: what is in force is proposed anew (R-C19, R-C21).

    A version that was still in the making goes along to this meeting. Twice is once.
    """
    here = turn(meeting.circle, by=by)
    require(rules.may_lead(here.me), _(LEADS))
    now = CircleMeeting.objects.visible_to(by).filter(id=meeting.id).first()
    if now is None or not rules.may_begin(here.me, now):
        raise Refused(_("Afspraken komen pas als jullie over steunen praten. Er is niets bewaard."))
    versions = PlanVersion.objects.visible_to(by).filter(circle=here.circle)
    making = versions.filter(state__in=(State.DRAFT, State.CONSENT_ROUND)).first()
    if making is not None:
        return _along(here, making, now)
    last = versions.aggregate(last=Max("number"))["last"] or 0
    made = PlanVersion.objects.create(**of_circle(here.circle), meeting=now, number=last + 1)
    before = versions.filter(state=State.IN_FORCE).first()
    if before is not None:
        _proposed_anew(here, before, made)
    note("circles.plan.begun", here.circle, by=by, thing=made.id)
    return made


def _along(here: Turn, making: PlanVersion, meeting: CircleMeeting) -> PlanVersion:
    if making.meeting_id == meeting.id:
        return making
    if making.state != State.DRAFT:
        raise Refused(_("Iedereen antwoordt nu nog op het vorige plan. Maak dat eerst af."))
    making.meeting = meeting
    making.save(update_fields=["meeting"])
    note("circles.plan.begun", here.circle, by=here.by, thing=making.id)
    return making


def _proposed_anew(here: Turn, before: PlanVersion, made: PlanVersion) -> None:
    """Each asks for a new yes; what is over, or of who left, is not asked again by itself."""
    seats = {one.id: one for one in here.everybody()}
    old = Agreement.objects.visible_to(here.by).filter(plan=before, state=Said.AGREED)
    for one in old:
        seat = seats.get(one.seat_id)
        if seat is None or rules.is_over(one, dates.today()):
            continue
        if queries.refusal(seat, one.what, one.when):
            continue
        Agreement.objects.create(
            **of_circle(here.circle),
            plan=made,
            seat_id=one.seat_id,
            what=one.what,
            when=one.when,
            how_we_know=one.how_we_know,
            otherwise=one.otherwise,
            until=one.until,
        )


@transaction.atomic
def ask_everybody(plan: PlanVersion, *, by: By) -> PlanVersion:
    """Everybody says whether it is good so; a new round each time. Twice is once."""
    here = turn(plan.circle, by=by)
    require(rules.may_lead(here.me), _(LEADS))
    plan = here.plan(plan.id)
    if plan.state == State.CONSENT_ROUND:
        return plan
    if plan.state != State.DRAFT:
        raise meanwhile()
    _require_whole(here, plan)
    plan.state, plan.round = State.CONSENT_ROUND, plan.round + 1
    plan.save(update_fields=["state", "round"])
    note("circles.plan.asked", here.circle, by=by, thing=plan.id)
    tell(filter(rules.is_asked, here.everybody()), "circles.plan.asked", by=by, thing=plan.id)
    return plan


def _require_whole(here: Turn, plan: PlanVersion) -> None:
    """Every agreement has the yes of who does it, and all of it stands on one sheet."""
    agreements = list(Agreement.objects.visible_to(here.by).filter(plan=plan))
    seated = {one.id for one in here.everybody()}
    agreed = [one for one in agreements if one.state == Said.AGREED]
    if any(one.state == Said.PROPOSED for one in agreements):
        raise Refused(_("Er wacht nog een afspraak op een ja. Vraag het eerst wie het doet."))
    if not agreed:
        raise Refused(_("Er is nog geen afspraak waar iemand ja op zei."))
    if any(one.seat_id not in seated for one in agreed):
        raise Refused(_("Er is een afspraak van iemand die niet meer meedoet. Haal die eerst weg."))
    if not rules.fits_on_paper(agreements):
        raise Refused(_("Het plan past niet op één blad. Maak het korter."))


@transaction.atomic
def take_back(plan: PlanVersion, *, by: By) -> PlanVersion:
    """The resident wants to change something: the words are open again. Twice is once."""
    here = turn(plan.circle, by=by)
    require(
        rules.is_resident(here.me),
        _("Alleen de persoon van wie de kring is, haalt het plan terug."),
    )
    plan = here.plan(plan.id)
    if plan.state == State.DRAFT:
        return plan
    states.PLAN.require_move(plan.state, State.DRAFT)
    plan.state = State.DRAFT
    plan.save(update_fields=["state"])
    note("circles.plan.back", here.circle, by=by, thing=plan.id)
    tell(here.everybody(), "circles.plan.back", by=by, thing=plan.id)
    return plan


@transaction.atomic
def put_in_force(plan: PlanVersion, *, seen: str, by: By) -> PlanVersion:
    """From now on this is the plan, and the one before it is not (invariants 9 and 10).

    `seen` is the round that the page showed. The meeting ends with it when it was written down.
    """
    here = turn(plan.circle, by=by)
    require(rules.may_lead(here.me), _(LEADS))
    plan = here.plan(plan.id)
    if plan.state == State.IN_FORCE:
        return plan
    if plan.state != State.CONSENT_ROUND or rules.round_mark(plan) != seen:
        raise meanwhile()
    if queries.waits(plan):
        raise Refused(_("Niet iedereen gaf al antwoord. Het plan wacht op iedereen."))
    _require_whole(here, plan)
    plan.state = State.IN_FORCE
    plan.save(update_fields=["state"])
    complete(plan.meeting)
    note("circles.plan.in_force", here.circle, by=by, thing=plan.id)
    tell(here.everybody(), "circles.plan.in_force", by=by, thing=plan.id)
    return here.plan(plan.id)


def complete(meeting: CircleMeeting) -> None:
    """A meeting that was written down and whose plan is in force is complete."""
    if meeting.state != CircleMeeting.State.WRITTEN:
        return
    if PlanVersion.objects.filter(meeting=meeting, state=State.IN_FORCE).exists():
        meeting.state = CircleMeeting.State.CONSENTED
        meeting.save(update_fields=["state"])
