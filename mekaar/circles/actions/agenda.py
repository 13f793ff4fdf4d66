"""The agenda: made by resident and facilitator, with what members suggest (R-C17)."""

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.circles.actions.hold import note, of_circle, tell
from mekaar.circles.actions.meeting import Table, at_table, everybody, must, of_leads, turn
from mekaar.circles.models import (
    AgendaPoint,
    Agreement,
    CircleMeeting,
    PlanVersion,
    Suggestion,
    SupportCircle,
)
from mekaar.circles.queries.meetings import as_point
from mekaar.circles.rules import meetings as rules
from mekaar.core.errors import Refused
from mekaar.people.by import By, require

Sort = AgendaPoint.Sort
# Fits on one sheet of paper.
MOST_POINTS = 8
MOST_SUGGESTIONS = 10


def _making(meeting: CircleMeeting, *, by: By) -> Table:
    table = at_table(meeting, by=by)
    of_leads(table)
    if table.meeting.state == CircleMeeting.State.RELEASED:
        raise Refused(_("Intussen is de agenda klaar. Er is niets veranderd."))
    must(rules.may_make_agenda(table.seat, table.meeting))
    return table


def _points(meeting: CircleMeeting, *, by: By) -> list[AgendaPoint]:
    return list(AgendaPoint.objects.visible_to(by).filter(meeting=meeting.id))


def _changed(table: Table, *, by: By) -> None:
    note("circles.agenda.changed", table.circle, by=by, thing=table.meeting.id)


@transaction.atomic
def add_point(meeting: CircleMeeting, sort: str, words: str, *, by: By) -> AgendaPoint:
    """What it is about, or rather not; the same words twice are one point.

    Raises NotAllowed, Refused.
    """
    return _add(_making(meeting, by=by), sort, words, by=by)


def _add(table: Table, sort: str, words: str, *, by: By) -> AgendaPoint:
    there = _points(table.meeting, by=by)
    same = [one for one in there if (one.sort, one.words) == (sort, words)]
    if same:
        return same[0]
    if len(there) >= MOST_POINTS:
        raise Refused(_("Er staat al veel op de agenda. Haal eerst een punt weg."))
    last = max((one.position for one in there), default=0)
    made = AgendaPoint.objects.create(
        **of_circle(table.circle), meeting=table.meeting, sort=sort, words=words, position=last + 1
    )
    _changed(table, by=by)
    return made


def _point(table: Table, point: AgendaPoint, *, by: By) -> AgendaPoint:
    for one in _points(table.meeting, by=by):
        if one.id == point.id:
            return one
    raise Refused(_("Intussen is dit punt weggehaald. Er is niets veranderd."))


@transaction.atomic
def reword_point(point: AgendaPoint, words: str, *, by: By) -> AgendaPoint:
    """In other words. Raises NotAllowed, Refused."""
    table = _making(point.meeting, by=by)
    now = _point(table, point, by=by)
    if now.words != words:
        now.words = words
        now.save(update_fields=["words"])
        _changed(table, by=by)
    return now


@transaction.atomic
def move_point_up(point: AgendaPoint, *, by: By) -> None:
    """One place earlier among those of its sort; the first stays. Raises NotAllowed, Refused."""
    table = _making(point.meeting, by=by)
    now = _point(table, point, by=by)
    there = [one for one in _points(table.meeting, by=by) if one.sort == now.sort]
    at = [one.id for one in there].index(now.id)
    if at == 0:
        return
    there.insert(at - 1, there.pop(at))
    for position, one in enumerate(there, 1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
    _changed(table, by=by)


@transaction.atomic
def remove_point(point: AgendaPoint, *, by: By) -> None:
    """It is not about this. Raises NotAllowed, Refused."""
    table = _making(point.meeting, by=by)
    if AgendaPoint.objects.visible_to(by).filter(id=point.id).delete()[0]:
        _changed(table, by=by)


@transaction.atomic
def bring_back(agreement: Agreement, meeting: CircleMeeting, *, by: By) -> AgendaPoint:
    """What did not work out goes back to the circle, as a point; nobody is called to account.

    Raises NotAllowed, Refused.
    """
    table = _making(meeting, by=by)
    rows = Agreement.objects.visible_to(by).filter(id=agreement.id, circle=table.circle)
    found = rows.filter(broken_at__isnull=False, plan__state=PlanVersion.State.IN_FORCE).first()
    if found is None:
        raise Refused(_("Intussen is de afspraak veranderd. Er is niets op de agenda gezet."))
    return _add(table, Sort.POINT, as_point(found), by=by)


@transaction.atomic
def suggest(circle: SupportCircle, words: str, *, by: By) -> Suggestion:
    """A member suggests a point to the resident; nobody else sees it. Twice is once.

    Raises NotAllowed, Refused.
    """
    circle, seat = turn(circle, by=by)
    require(rules.may_suggest(seat), _("Een voorstel komt van een kringlid."))
    mine = list(Suggestion.objects.visible_to(by).filter(seat=seat, taken_over=False))
    same = [one for one in mine if one.words == words]
    if same:
        return same[0]
    if len(mine) >= MOST_SUGGESTIONS:
        raise Refused(_("Er liggen al veel voorstellen van jou. Haal er eerst een weg."))
    made = Suggestion.objects.create(**of_circle(circle), seat=seat, words=words)
    note("circles.suggestion.made", circle, by=by, thing=made.id)
    resident = [one for one in everybody(circle, by=by) if rules.is_resident(one)]
    tell(resident, "circles.suggestion.made", by=by, thing=circle.id)
    return made


def _suggested(suggestion: Suggestion, *, by: By) -> Suggestion:
    found = Suggestion.objects.visible_to(by).filter(id=suggestion.id).first()
    if found is None:
        raise Refused(_("Dit voorstel is er niet meer. Er is niets veranderd."))
    return found


@transaction.atomic
def take_over(suggestion: Suggestion, meeting: CircleMeeting, *, by: By) -> AgendaPoint:
    """The resident makes it a point of the agenda. Raises NotAllowed, Refused."""
    table = _making(meeting, by=by)
    require(rules.is_resident(table.seat), _("Dit doet alleen de persoon van wie de kring is."))
    now = _suggested(suggestion, by=by)
    point = _add(table, Sort.POINT, now.words, by=by)
    if not now.taken_over:
        now.taken_over = True
        now.save(update_fields=["taken_over"])
        note("circles.suggestion.answered", table.circle, by=by, thing=now.id)
    return point


@transaction.atomic
def let_be(suggestion: Suggestion, *, by: By) -> None:
    """The resident leaves it, or the member takes it back; no reason.

    Raises NotAllowed, Refused.
    """
    whose = SupportCircle(id=suggestion.circle_id, resident_id=suggestion.resident_id)
    circle, seat = turn(whose, by=by)
    require(
        rules.is_resident(seat) or seat.id == suggestion.seat_id,
        _("Dit is tussen een kringlid en de persoon van wie de kring is."),
    )
    if Suggestion.objects.visible_to(by).filter(id=suggestion.id).delete()[0]:
        note("circles.suggestion.answered", circle, by=by, thing=suggestion.id)
