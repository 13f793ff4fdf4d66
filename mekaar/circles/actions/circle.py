"""The circle itself: begun, paused, gone on with and stopped by its resident (R-C01, R-C02)."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.circles.actions.hold import hold, note, of_circle, take_turns, tell
from mekaar.circles.models import Seat, SupportCircle
from mekaar.circles.queries.circle import around
from mekaar.circles.queries.seats import facilitator_of
from mekaar.circles.rules import circle as rules
from mekaar.circles.states import CIRCLE
from mekaar.core.errors import NotThere, Refused
from mekaar.journal.actions import record
from mekaar.people.by import By, require
from mekaar.people.models import Participant
from mekaar.people.rules import is_guest

State = SupportCircle.State
NOT_YOURS = gettext_lazy("Dat beslist alleen de persoon van wie de kring is.")
_MOVED = {
    State.START_DECISION: "circles.asks_everybody",
    State.ACTIVE: "circles.began",
}


@transaction.atomic
def begin(*, by: By) -> SupportCircle:
    """A circle of one's own; who has one already gets that one. Nobody begins one for another.

    Raises NotAllowed.
    """
    require(by.visit is None, _("Een steunkring begint iemand zelf."))
    require(not is_guest(by.me), _("Een eigen steunkring is voor wie hier woont. Kom eens langs."))
    take_turns(by.id)
    running = SupportCircle.objects.visible_to(by).running().filter(resident=by.id).first()
    if running:
        return running
    circle = SupportCircle.objects.create(
        neighbourhood_id=by.here, resident_id=by.id, written_by=by.id
    )
    Seat.objects.create(
        **of_circle(circle),
        chair=Seat.Chair.RESIDENT,
        state=Seat.State.SEATED,
        participant_id=by.id,
        written_by=by.id,
    )
    note("circles.circle.begun", circle, by=by)
    return circle


@transaction.atomic
def name_circle(circle: SupportCircle, name: str, *, by: By) -> SupportCircle:
    """How the resident calls the circle; no name is fine. Raises NotAllowed, Refused."""
    circle = hold(circle, by=by)
    require(rules.may_lead(by, circle), str(NOT_YOURS))
    if circle.name != name:
        circle.name = name
        circle.save(update_fields=["name"])
        note("circles.circle.named", circle, by=by)
    return circle


@transaction.atomic
def move_on(circle: SupportCircle, to: str, *, by: By) -> SupportCircle:
    """One step on the way, or one back; the resident says when (R-C10). Twice is once.

    Raises NotAllowed, Refused: something is still missing, or somebody was earlier.
    """
    circle = hold(circle, by=by)
    require(rules.may_lead(by, circle), str(NOT_YOURS))
    if circle.state == to:
        return circle
    if to not in rules.WAY:
        raise Refused(_("Deze stap is er niet. Er is niets veranderd."))
    CIRCLE.require_move(circle.state, to)
    _require_everybody(circle, to, by)
    _becomes(circle, to, by)
    note("circles.circle.moved", circle, by=by)
    if kind := _MOVED.get(State(to)):
        tell(_others(circle, by), kind, by=by, thing=circle.id)
    return circle


def _require_everybody(circle: SupportCircle, to: str, by: By) -> None:
    """Talks before the yes, and everybody's own yes before the beginning (R-C10, R-C15)."""
    if to not in {State.START_DECISION, State.ACTIVE}:
        return
    table = around(circle, by)
    if to == State.START_DECISION:
        if table.facilitator is None:
            raise Refused(_("Er is nog geen procesbegeleider. Vraag eerst iemand."))
        if table.talks_to_come:
            raise Refused(
                _("Er is nog geen voorgesprek met %(names)s.")
                % {"names": ", ".join(table.talks_to_come)}
            )
    if to == State.ACTIVE and table.yeses_to_come:
        raise Refused(
            _("Nog niet iedereen zei ja. We wachten op %(names)s.")
            % {"names": ", ".join(table.yeses_to_come)}
        )


@transaction.atomic
def pause(circle: SupportCircle, *, by: By) -> SupportCircle:
    """The circle rests, from any moment on, without a reason; nobody is told why (R-C02).

    Raises NotAllowed, Refused.
    """
    circle = _running(circle, by)
    if circle.state == State.PAUSED:
        return circle
    others = _others(circle, by)
    circle.paused_from = circle.state
    _becomes(circle, State.PAUSED, by, "paused_from")
    note("circles.circle.paused", circle, by=by)
    tell(others, "circles.rests", by=by, thing=circle.id)
    return circle


@transaction.atomic
def go_on(circle: SupportCircle, *, by: By) -> SupportCircle:
    """On from where it was. Raises NotAllowed, Refused."""
    circle = _running(circle, by)
    if circle.state != State.PAUSED:
        return circle
    before, circle.paused_from = circle.paused_from, ""
    _becomes(circle, before, by, "paused_from")
    note("circles.circle.resumed", circle, by=by)
    tell(_others(circle, by), "circles.goes_on", by=by, thing=circle.id)
    return circle


@transaction.atomic
def stop(circle: SupportCircle, *, by: By) -> SupportCircle:
    """It is over, by one action and without a reason (R-C02); members see it no more.

    Raises NotAllowed.
    """
    take_turns(circle.resident_id)
    now = _fresh(circle, by)
    if now.state == State.ENDED:
        return now
    _require_may_rest(now, by)
    others = _others(now, by)
    now.paused_from, now.ended_at = "", timezone.now()
    note("circles.circle.stopped", now, by=by)
    _becomes(now, State.ENDED, by, "paused_from", "ended_at")
    tell(others, "circles.circle.stopped", by=by, thing=now.id)
    return now


@transaction.atomic
def wipe(circle: SupportCircle, *, by: By) -> None:
    """Nothing of a circle that ended stays, before its three months are over. Twice is once.

    Raises NotAllowed, Refused.
    """
    take_turns(circle.resident_id)
    found = SupportCircle.objects.visible_to(by).filter(id=circle.id).first()
    if found is None:
        return
    require(rules.may_lead(by, found), str(NOT_YOURS))
    if found.state != State.ENDED:
        raise Refused(_("Stop eerst met de kring. Daarna kun je alles wissen."))
    note("circles.circle.wiped", found, by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.wipe_circle(%s)", [found.id])


@transaction.atomic
def pass_on(resident: Participant, what: str, *, by: By) -> None:
    """At the desk: say it for the resident, after reading back, without hearing anything back.

    The host learns nothing: the same line in the journal, whether there is a circle or not.

    Raises NotAllowed.
    """
    require(
        rules.may_pass_on(by, resident.id) and by.is_at_desk_for(resident.id),
        _("Lees eerst voor wat je doorgeeft. Het telt pas na een ja."),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.circle_at_desk(%s, %s)", [resident.id, what])
    record(by.line("circles.desk.passed_on", whose=resident.id), by=by.id, here=by.here)


def _fresh(circle: SupportCircle, by: By) -> SupportCircle:
    found = SupportCircle.objects.visible_to(by).filter(id=circle.id).first()
    if found is None:
        raise NotThere("")
    return found


def _running(circle: SupportCircle, by: By) -> SupportCircle:
    """The circle as it is now, also when it rests."""
    take_turns(circle.resident_id)
    found = _fresh(circle, by)
    if found.state == State.ENDED:
        raise Refused(_("De kring is gestopt. Er is niets veranderd."))
    _require_may_rest(found, by)
    return found


def _require_may_rest(circle: SupportCircle, by: By) -> None:
    leads = None
    if by.id != circle.resident_id:
        leads = facilitator_of(circle, by)
    require(rules.may_rest(by, circle, leads), str(NOT_YOURS))


def _becomes(circle: SupportCircle, state: str, by: By, *more: str) -> None:
    """Who pressed the button last; when it was another's hand, after reading back."""
    circle.state, circle.written_by, circle.read_back_at = state, by.id, by.read_back_at
    circle.save(update_fields=["state", "written_by", "read_back_at", *more])


def _others(circle: SupportCircle, by: By) -> list[Seat]:
    """Everybody who sits there besides who acts."""
    seats = Seat.objects.visible_to(by).taken().filter(circle=circle)
    return list(seats.exclude(participant=by.id))
