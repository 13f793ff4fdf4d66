"""A meeting from the first thought of it to how it ended (R-C14, R-C17 to R-C19).

Each action takes turns in the circle and looks at the meeting as it is then: doing it twice is
doing it once, and what meets another state is refused with a sentence.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.circles import states
from mekaar.circles.actions.hold import hold, note, of_circle, own_seat, tell
from mekaar.circles.models import (
    AgendaPoint,
    CircleMeeting,
    PlanVersion,
    Presence,
    Seat,
    SupportCircle,
)
from mekaar.circles.queries.seats import facilitator_of
from mekaar.circles.queries.talks_to_come import talks_to_come
from mekaar.circles.rules import meetings as rules
from mekaar.core.errors import NotThere, Refused
from mekaar.people.by import By, require
from mekaar.people.queries import not_yet_logged

State = CircleMeeting.State
_SEEN = "circles.meeting.seen"


@dataclass(frozen=True, slots=True)
class Table:
    """A meeting as it is now, held until the action is done, and the chair of who acts."""

    circle: SupportCircle
    seat: Seat
    meeting: CircleMeeting


def turn(circle: SupportCircle, *, by: By) -> tuple[SupportCircle, Seat]:
    """The circle held, and the chair of who acts.

    Who had it on the screen a moment ago reads what happened, so that typed words stay: Refused.
    """
    try:
        held = hold(circle, by=by)
        return held, own_seat(held, by=by)
    except NotThere as gone:
        raise Refused(_("De kring is er voor jou nu niet meer. Er is niets veranderd.")) from gone


def at_table(meeting: CircleMeeting, *, by: By) -> Table:
    """The meeting as it is now. Raises Refused."""
    circle, seat = turn(SupportCircle(id=meeting.circle_id, resident_id=meeting.resident_id), by=by)
    found = CircleMeeting.objects.visible_to(by).filter(id=meeting.id, circle=circle).first()
    if found is None:
        raise Refused(_("Deze bijeenkomst is er niet meer. Er is niets veranderd."))
    return Table(circle, seat, found)


def must(allowed: bool) -> None:
    """Refuse what the meeting is not ready for, or not any more."""
    if not allowed:
        raise Refused(
            _("Intussen is de bijeenkomst veranderd. Er is niets bewaard. Kijk nog eens.")
        )


def of_leads(table: Table) -> None:
    """Raises NotAllowed."""
    require(
        rules.may_lead(table.seat),
        _("Dit doet de procesbegeleider, of de persoon van wie de kring is."),
    )


def of_resident(table: Table) -> None:
    """Raises NotAllowed."""
    require(rules.is_resident(table.seat), _("Dit doet alleen de persoon van wie de kring is."))


def everybody(circle: SupportCircle, *, by: By) -> list[Seat]:
    """Who sits in the circle now."""
    return list(Seat.objects.visible_to(by).taken().filter(circle=circle))


def looked(circle: SupportCircle, *, by: By) -> None:
    """A line for the resident when another reads about a meeting, once a day."""
    if by.id != circle.resident_id and not_yet_logged(_SEEN, [circle.resident_id], by=by):
        note(_SEEN, circle, by=by)


@transaction.atomic
def plan_meeting(circle: SupportCircle, *, by: By) -> CircleMeeting:
    """Begin a meeting; the one that is there already, when two begin at once.

    Raises NotAllowed, Refused.
    """
    circle, seat = turn(circle, by=by)
    require(
        rules.may_lead(seat), _("Dit doet de procesbegeleider, of de persoon van wie de kring is.")
    )
    if circle.state != SupportCircle.State.ACTIVE:
        raise Refused(_("De kring is nog niet begonnen. Zeg eerst allemaal zelf ja."))
    rows = CircleMeeting.objects.visible_to(by).filter(circle=circle)
    if there := rows.exclude(state__in=rules.OVER).first():
        return there
    last = rows.order_by("-number").first()
    made = CircleMeeting.objects.create(**of_circle(circle), number=last.number + 1 if last else 1)
    note("circles.meeting.planned", circle, by=by, thing=made.id)
    leads = [one for one in everybody(circle, by=by) if rules.may_lead(one)]
    tell(leads, "circles.meeting.planned", by=by, thing=circle.id)
    return made


@transaction.atomic
def place_meeting(
    meeting: CircleMeeting, place: str, at: datetime.datetime | None, *, by: By
) -> CircleMeeting:
    """Where, and when; without a moment the days are open again (R-C09, R-C14).

    Raises NotAllowed, Refused.
    """
    table = at_table(meeting, by=by)
    of_resident(table)
    must(rules.may_place(table.seat, table.meeting))
    now = table.meeting
    if (now.place, now.planned_for) == (place, at):
        return now
    now.place = place
    set_moment(table, at, by=by)
    note("circles.meeting.placed", table.circle, by=by, thing=now.id)
    return now


@transaction.atomic
def place_first(
    meeting: CircleMeeting, place: str, at: datetime.datetime | None, *, by: By
) -> CircleMeeting:
    """Place and moment of a new meeting; where they were chosen meanwhile, those stay.

    Raises NotAllowed, Refused: the form was for a meeting that is there already.
    """
    table = at_table(meeting, by=by)
    there = (table.meeting.place, table.meeting.planned_for)
    must(there in {("", None), (place, at)})
    return place_meeting(meeting, place, at, by=by)


def set_moment(table: Table, at: datetime.datetime | None, *, by: By) -> None:
    """Keep place and moment; with another moment everybody says again whether they come."""
    now, before = table.meeting, table.meeting.planned_for
    now.planned_for = at
    now.save(update_fields=["place", "planned_for"])
    if before and before != at:
        said = Presence.objects.visible_to(by).filter(meeting=now, seat__state=Seat.State.SEATED)
        said.exclude(comes=None).update(comes=None, written_by=by.id)


@transaction.atomic
def time_alone(meeting: CircleMeeting, *, wanted: bool, by: By) -> CircleMeeting:
    """Time in which no professional is in the room, or not. Raises NotAllowed, Refused."""
    table = at_table(meeting, by=by)
    of_resident(table)
    must(rules.may_be_alone(table.seat, table.meeting))
    if table.meeting.time_alone != wanted:
        table.meeting.time_alone = wanted
        table.meeting.save(update_fields=["time_alone"])
        note("circles.meeting.alone", table.circle, by=by, thing=meeting.id)
    return table.meeting


def _moved(table: Table, state: str, verb: str, *, by: By) -> CircleMeeting:
    states.MEETING.require_move(table.meeting.state, state)
    table.meeting.state = state
    table.meeting.save(update_fields=["state"])
    note(verb, table.circle, by=by, thing=table.meeting.id)
    return table.meeting


@transaction.atomic
def release(meeting: CircleMeeting, *, by: By) -> CircleMeeting:
    """The agenda is ready: a point, a day and a place; everybody hears of it (R-C17).

    Raises NotAllowed, Refused.
    """
    table = at_table(meeting, by=by)
    of_resident(table)
    if table.meeting.state == State.RELEASED:
        return table.meeting
    must(rules.may_release(table.seat, table.meeting))
    points = AgendaPoint.objects.visible_to(by).filter(
        meeting=meeting.id, sort=AgendaPoint.Sort.POINT
    )
    if missing := _missing(table.meeting, has_point=points.exists()):
        raise Refused(missing)
    _moved(table, State.RELEASED, "circles.meeting.released", by=by)
    circle = table.circle
    tell(everybody(circle, by=by), "circles.meeting.released", by=by, thing=circle.id)
    return table.meeting


def _missing(meeting: CircleMeeting, *, has_point: bool) -> str:
    if not has_point:
        return _("Er staat nog geen punt op de agenda. Eén punt is genoeg.")
    if not meeting.place:
        return _("Er is nog geen plek. Zeg eerst waar je wilt zitten.")
    if meeting.planned_for is None:
        return _("Er is nog geen dag. Kies eerst een dag.")
    if meeting.planned_for <= timezone.now():
        return _("Deze dag is al geweest. Kies eerst een andere dag.")
    return ""


@transaction.atomic
def back_to_draft(meeting: CircleMeeting, *, by: By) -> CircleMeeting:
    """The resident takes the agenda back, before the meeting begins. Raises NotAllowed, Refused."""
    table = at_table(meeting, by=by)
    of_resident(table)
    if rules.is_draft(table.meeting):
        return table.meeting
    must(table.meeting.state == State.RELEASED)
    return _moved(table, State.AGENDA_DRAFT, "circles.meeting.taken_back", by=by)


@transaction.atomic
def call_off(meeting: CircleMeeting, *, by: By) -> CircleMeeting:
    """It is not going to be; no reason is asked, and everybody hears.

    Raises NotAllowed, Refused.
    """
    table = at_table(meeting, by=by)
    of_resident(table)
    if table.meeting.state == State.CALLED_OFF:
        return table.meeting
    must(rules.may_call_off(table.seat, table.meeting))
    _moved(table, State.CALLED_OFF, "circles.meeting.called_off", by=by)
    circle = table.circle
    tell(everybody(circle, by=by), "circles.meeting.called_off", by=by, thing=circle.id)
    return table.meeting


@transaction.atomic
def begin(meeting: CircleMeeting, *, by: By) -> CircleMeeting:
    """Being there: after every member's own talk, with one facilitator (R-C15, R-C18, invariant 6).

    Raises NotAllowed, Refused.
    """
    table = at_table(meeting, by=by)
    of_leads(table)
    if rules.is_running(table.meeting):
        return table.meeting
    must(rules.may_begin(table.seat, table.meeting))
    if talks_to_come(everybody(table.circle, by=by), by=by):
        raise Refused(_("Er is nog een voorgesprek te doen. Daarna kan de bijeenkomst beginnen."))
    if facilitator_of(table.circle, by) is None:
        raise Refused(
            _("Er is nog geen procesbegeleider. Is die er? Dan kan de bijeenkomst beginnen.")
        )
    if table.circle.state != SupportCircle.State.ACTIVE:
        raise Refused(_("De kring is nog niet begonnen. Zeg eerst allemaal zelf ja."))
    return _moved(table, State.BEING_THERE, "circles.meeting.begun", by=by)


@transaction.atomic
def think_along(meeting: CircleMeeting, *, by: By) -> CircleMeeting:
    """The second phase. Raises NotAllowed, Refused."""
    table = at_table(meeting, by=by)
    of_leads(table)
    if table.meeting.state in {State.THINKING_ALONG, State.SUPPORTING}:
        return table.meeting
    must(rules.may_think_along(table.seat, table.meeting))
    return _moved(table, State.THINKING_ALONG, "circles.meeting.went_on", by=by)


@transaction.atomic
def support(meeting: CircleMeeting, *, by: By) -> CircleMeeting:
    """The third phase: only the resident opens it (R-C19). Raises NotAllowed, Refused."""
    table = at_table(meeting, by=by)
    of_resident(table)
    if table.meeting.state == State.SUPPORTING:
        return table.meeting
    must(rules.may_support(table.seat, table.meeting))
    return _moved(table, State.SUPPORTING, "circles.meeting.third_phase", by=by)


@transaction.atomic
def end(meeting: CircleMeeting, outcome: str, words: str, *, by: By) -> CircleMeeting:
    """How it ended, after whichever phase; "we weten het nog niet" is fine (invariant 29).

    Raises NotAllowed, Refused.
    """
    table = at_table(meeting, by=by)
    of_leads(table)
    now = table.meeting
    if now.outcome and (now.outcome, now.outcome_words) == (outcome, words):
        return now
    if now.state in {State.WRITTEN, State.CONSENTED}:
        raise Refused(_("Intussen is de bijeenkomst al afgerond. Er is niets veranderd."))
    must(rules.may_end(table.seat, now))
    now.outcome, now.outcome_words = outcome, words
    now.save(update_fields=["outcome", "outcome_words"])
    _moved(table, State.WRITTEN, "circles.meeting.ended", by=by)
    return with_plan(table, by=by)


def with_plan(table: Table, *, by: By) -> CircleMeeting:
    """A meeting that was, whose plan everybody said yes to, is one with a plan."""
    in_force = (PlanVersion.State.IN_FORCE, PlanVersion.State.SUPERSEDED)
    plans = PlanVersion.objects.visible_to(by).filter(meeting=table.meeting, state__in=in_force)
    if table.meeting.state == State.WRITTEN and plans.exists():
        _moved(table, State.CONSENTED, "circles.meeting.with_plan", by=by)
    return table.meeting
