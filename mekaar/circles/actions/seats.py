"""Chairs round the table: only the resident asks and removes (R-C12, R-C13)."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.circles import letters
from mekaar.circles.actions.circle import NOT_YOURS
from mekaar.circles.actions.hold import hold, hold_of, note, of_circle, take_turns, tell
from mekaar.circles.models import Seat, SupportCircle
from mekaar.circles.queries.seats import can_be_asked
from mekaar.circles.rules import circle as rules
from mekaar.circles.said import HandOver, Invited
from mekaar.circles.states import SEAT
from mekaar.core import dates
from mekaar.core.errors import NotThere, Refused
from mekaar.core.pages import get
from mekaar.people.by import By, require

Chair, State = Seat.Chair, Seat.State
# More than fit round a table; a page and a plan on one sheet hold no more.
MOST = 30


def _held(of: SupportCircle | Seat, by: By) -> SupportCircle:
    circle = hold_of(of, by=by) if isinstance(of, Seat) else hold(of, by=by)
    require(rules.may_lead(by, circle), str(NOT_YOURS))
    return circle


def _seat(seat: Seat, by: By) -> Seat:
    found = Seat.objects.visible_to(by).filter(id=seat.id).first()
    if found is None:
        raise NotThere("")
    return found


def _begin_inviting(circle: SupportCircle, by: By) -> None:
    """The first who is asked takes the circle from the sketch to inviting."""
    if circle.state == SupportCircle.State.SKETCH:
        circle.state, circle.written_by = SupportCircle.State.INVITING, by.id
        circle.save(update_fields=["state", "written_by"])


@transaction.atomic
def invite(circle: SupportCircle, invited: Invited, *, by: By) -> Seat:
    """A chair for somebody, as the resident calls them. Nobody is looked up, nobody gets a message.

    A child is a first name: it sits there, and is asked nothing. Asking the same name twice gives
    the same chair.

    Raises NotAllowed, Refused.
    """
    circle = _held(circle, by)
    open_ones = Seat.objects.visible_to(by).filter(
        circle=circle, chair=Chair.MEMBER, state__in=Seat.WAITING_OR_SEATED
    )
    seats = list(open_ones)
    if same := next((one for one in seats if one.name == invited.name), None):
        return same
    if len(seats) >= MOST:
        raise Refused(_("De kring is vol. Er kan nu niemand meer bij."))
    seat = Seat.objects.create(
        **of_circle(circle),
        chair=Chair.MEMBER,
        name=invited.name,
        kind=invited.kind,
        is_child=invited.is_child,
        state=State.SEATED if invited.is_child else State.ASKED,
        written_by=by.id,
    )
    _begin_inviting(circle, by)
    note("circles.seat.asked", circle, by=by, thing=seat.id)
    return seat


@transaction.atomic
def write_letter(seat: Seat, *, by: By) -> str:
    """A code for the letter, given back once; the code of an older letter works no more.

    Raises NotAllowed, Refused: who answered already needs no letter.
    """
    circle = _held(seat, by)
    seat = _seat(seat, by)
    if seat.chair != Chair.MEMBER or seat.is_child or seat.state != State.ASKED:
        raise Refused(_("Voor deze persoon is er geen brief meer nodig."))
    code = letters.made()
    seat.letter_digest = letters.digest(code)
    seat.save(update_fields=["letter_digest"])
    note("circles.letter.written", circle, by=by, thing=seat.id)
    return code


@transaction.atomic
def remove(seat: Seat, *, by: By) -> None:
    """Somebody sits there no more, or is asked no more; no reason, also while the circle rests.

    Raises NotAllowed, Refused.
    """
    take_turns(seat.resident_id)
    seat = _seat(seat, by)
    circle = get(SupportCircle.objects.visible_to(by), id=seat.circle_id)
    require(rules.may_lead(by, circle), str(NOT_YOURS))
    if seat.state not in Seat.WAITING_OR_SEATED:
        return
    if seat.chair == Chair.RESIDENT:
        raise Refused(_("De kring is van jou. Wil je niet meer? Stop dan met de kring."))
    if circle.state == SupportCircle.State.ENDED:
        raise Refused(_("De kring is gestopt. Er is niets veranderd."))
    SEAT.require_move(seat.state, State.REMOVED)
    seat.state, seat.written_by = State.REMOVED, by.id
    seat.save(update_fields=["state", "written_by"])
    note("circles.seat.removed", circle, by=by, thing=seat.id)
    tell([seat], "circles.seat.removed", by=by, thing=circle.id)


@transaction.atomic
def ask_facilitator(circle: SupportCircle, who: uuid.UUID, *, by: By) -> Seat:
    """Ask one person to be the fixed facilitator; no organisation sends one (R-C13, J12).

    One at a time. In a circle that had one, who is asked first says to be ready to take over.

    Raises NotAllowed, Refused.
    """
    circle = _held(circle, by)
    seats = Seat.objects.visible_to(by).filter(circle=circle, state__in=Seat.WAITING_OR_SEATED)
    mine = list(seats)
    if who not in {one.id for one in can_be_asked()}:
        raise Refused(_("Deze persoon kan nu niet gevraagd worden. Kies iemand anders."))
    if theirs := next((one for one in mine if one.participant_id == who), None):
        if theirs.chair == Chair.FACILITATOR:
            return theirs
        raise Refused(
            _("Deze persoon zit al in je kring. Een procesbegeleider heeft er geen andere rol.")
        )
    if any(one.chair == Chair.FACILITATOR and one.state != State.SEATED for one in mine):
        raise Refused(_("Je vroeg al iemand. Trek die vraag eerst terug."))
    seat = Seat.objects.create(
        **of_circle(circle), chair=Chair.FACILITATOR, participant_id=who, written_by=by.id
    )
    _begin_inviting(circle, by)
    note("circles.facilitator.asked", circle, by=by, thing=seat.id)
    tell([seat], "circles.facilitator.asked", by=by, thing=circle.id)
    return seat


@transaction.atomic
def hand_over(seat: Seat, said: HandOver, *, by: By) -> Seat:
    """Another facilitator, by the resident's own yes, with a reason and after a talk (R-C13, J12).

    Raises NotAllowed, Refused.
    """
    circle = _held(seat, by)
    seat = _seat(seat, by)
    if seat.chair == Chair.FACILITATOR and seat.state == State.SEATED:
        return seat
    if seat.chair != Chair.FACILITATOR or seat.state != State.READY:
        raise Refused(_("Deze persoon zei nog niet: ik wil het overnemen."))
    if said.on > dates.today():
        raise Refused(_("Het gesprek moet eerst geweest zijn. Kies een dag die voorbij is."))
    seats = Seat.objects.visible_to(by).taken().filter(circle=circle)
    before = seats.filter(chair=Chair.FACILITATOR).first()
    if before:
        before.state, before.written_by = State.REPLACED, by.id
        before.save(update_fields=["state", "written_by"])
    seat.state, seat.written_by = State.SEATED, by.id
    seat.why, seat.handed_over_on = said.why, said.on
    seat.save(update_fields=["state", "written_by", "why", "handed_over_on"])
    note("circles.facilitator.changed", circle, by=by, thing=seat.id)
    told = [one for one in seats if one.chair == Chair.MEMBER]
    tell([seat, *([before] if before else []), *told], "circles.facilitator.changed",
         by=by, thing=circle.id)  # fmt: skip
    return seat
