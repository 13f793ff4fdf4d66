"""The talk before the first meeting, and the one line that comes out of it, or none (R-C15, R-C16).

Kept is that it was held, and on which day. What was told stays between the two.
"""

import datetime
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mekaar.circles.actions.hold import hold, note, of_circle, own_seat
from mekaar.circles.actions.speaking import fresh, speaks
from mekaar.circles.models import PreparatoryTalk, ReleasedLine, Seat, SupportCircle
from mekaar.circles.queries.seats import facilitator_of
from mekaar.circles.rules import chairs as rules
from mekaar.core import dates
from mekaar.core.errors import Refused
from mekaar.people.by import By, require

_BEFORE = (SupportCircle.State.SKETCH, SupportCircle.State.INVITING, SupportCircle.State.PREPARING)


def _talk(seat: Seat, by: By) -> PreparatoryTalk | None:
    return PreparatoryTalk.objects.visible_to(by).filter(seat=seat).first()


def _line(seat: Seat, by: By) -> ReleasedLine | None:
    return ReleasedLine.objects.visible_to(by).filter(seat=seat).first()


def _require_taking_part(seat: Seat) -> None:
    if seat.state != Seat.State.SEATED or not rules.is_grown_member(seat):
        raise Refused(_("Dit kan alleen met een kringlid dat meedoet. Er is niets veranderd."))


@transaction.atomic
def waive_talk(circle: SupportCircle, seat: Seat, *, by: By) -> None:
    """ "Hoeft niet voor mij": only the member says so (R-C15). Twice is once.

    Raises NotThere, NotAllowed, Refused.
    """
    said = speaks(circle, seat, by=by)
    _require_taking_part(said.seat)
    if _talk(said.seat, by) is None:
        PreparatoryTalk.objects.create(
            **of_circle(said.circle), seat=said.seat, is_waived=True, **said.written
        )
        note("circles.talk.waived", said.circle, by=by, thing=said.seat.id)


@transaction.atomic
def want_talk(circle: SupportCircle, seat: Seat, *, by: By) -> None:
    """A talk after all. Raises NotThere, NotAllowed, Refused."""
    said = speaks(circle, seat, by=by)
    talk = _talk(said.seat, by)
    if talk is None or talk.held_on:
        return
    _require_nothing_builds_on_it(said.circle, said.seat, by)
    talk.delete()
    note("circles.talk.wanted", said.circle, by=by, thing=said.seat.id)


def _require_nothing_builds_on_it(circle: SupportCircle, seat: Seat, by: By) -> None:
    if circle.state not in _BEFORE:
        raise Refused(_("De kring is al verder. Er is niets veranderd."))
    if _line(seat, by) is not None:
        raise Refused(_("Er staat al een zin bij dit gesprek. Haal eerst die zin weg."))


@transaction.atomic
def talk_held(circle: SupportCircle, seat: Seat, day: datetime.date, *, by: By) -> None:
    """The facilitator writes down that they talked, and on which day; a wrong day is mended.

    Raises NotThere, NotAllowed, Refused.
    """
    circle = hold(circle, by=by)
    found = fresh(circle, seat, by=by)
    _require_facilitator(circle, found, by)
    if day > dates.today():
        raise Refused(_("Deze dag moet nog komen. Schrijf het op als jullie gepraat hebben."))
    talk = _talk(found, by) or PreparatoryTalk(**of_circle(circle), seat=found)
    if talk.held_on == day:
        return
    talk.held_on, talk.is_waived = day, False
    talk.written_by, talk.read_back_at = by.id, None
    talk.save()
    note("circles.talk.held", circle, by=by, thing=found.id)


@transaction.atomic
def talk_not_held(circle: SupportCircle, seat: Seat, *, by: By) -> None:
    """It was written down by mistake. Raises NotThere, NotAllowed, Refused."""
    circle = hold(circle, by=by)
    found = fresh(circle, seat, by=by)
    _require_facilitator(circle, found, by)
    talk = _talk(found, by)
    if talk is None or not talk.held_on:
        return
    _require_nothing_builds_on_it(circle, found, by)
    talk.delete()
    note("circles.talk.not_held", circle, by=by, thing=found.id)


def _require_facilitator(circle: SupportCircle, seat: Seat, by: By) -> None:
    mine = own_seat(circle, by=by)
    require(
        rules.may_hold_talk(by, mine, seat),
        _("Een voorgesprek is van de procesbegeleider en een kringlid dat meedoet."),
    )


@transaction.atomic
def release_line(circle: SupportCircle, seat: Seat, words: str, *, by: By) -> None:
    """The one line that a member wants the circle to know; other words replace it (R-C16).

    It is told to the facilitator of now, not to who may come after. Raises NotThere, NotAllowed,
    Refused.
    """
    said = speaks(circle, seat, by=by)
    if _talk(said.seat, by) is None:
        raise Refused(_("Een zin komt uit een voorgesprek. Praat eerst samen, of zeg dat het niet"
                        " hoeft."))  # fmt: skip
    line = _line(said.seat, by) or ReleasedLine(**of_circle(said.circle), seat=said.seat)
    line.words, line.told_to = words, _told_to(said.circle, by)
    line.written_by, line.read_back_at = said.written["written_by"], said.written["read_back_at"]
    _keep(line)
    note("circles.line.released", said.circle, by=by, thing=said.seat.id)


def _told_to(circle: SupportCircle, by: By) -> uuid.UUID | None:
    facilitator = facilitator_of(circle, by)
    return facilitator.participant_id if facilitator else None


def _keep(line: ReleasedLine) -> None:
    """A line told to the facilitator before is hidden from who comes after (J12): it stays so."""
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError:
        raise Refused(_("Er staat al een zin. Er is niets veranderd.")) from None


@transaction.atomic
def share_line(circle: SupportCircle, *, by: By) -> None:
    """The new facilitator may read the line too: the member's own yes (J12). Raises Refused."""
    circle = hold(circle, by=by)
    mine = own_seat(circle, by=by)
    line, told_to = _line(mine, by), _told_to(circle, by)
    if line is None or told_to is None or line.seat_id != mine.id:
        raise Refused(_("Er is nu geen zin om te laten lezen. Er is niets veranderd."))
    if line.told_to == told_to:
        return
    line.told_to, line.written_by, line.read_back_at = told_to, by.id, None
    line.save(update_fields=["told_to", "written_by", "read_back_at"])
    note("circles.line.shared", circle, by=by, thing=mine.id)


@transaction.atomic
def take_back_line(circle: SupportCircle, seat: Seat, *, by: By) -> None:
    """No line any more; nobody is asked why. Twice is once. Raises NotThere, NotAllowed."""
    said = speaks(circle, seat, by=by)
    line = _line(said.seat, by)
    if line is None:
        return
    line.delete()
    note("circles.line.taken_back", said.circle, by=by, thing=said.seat.id)
