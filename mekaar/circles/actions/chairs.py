"""Chairs that somebody takes, keeps in their own way, or leaves (R-C12, R-C13)."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.circles.actions.hold import hold, note, own_seat, take_turns, tell
from mekaar.circles.actions.speaking import end, speaks, write
from mekaar.circles.models import Seat, SupportCircle
from mekaar.circles.queries.chairs import is_open_to_asked, takes_over
from mekaar.circles.rules import chairs as rules
from mekaar.core.errors import NotThere, Refused
from mekaar.journal.actions import record
from mekaar.notices.actions import queue
from mekaar.people.by import By, require
from mekaar.people.queries import not_yet_logged, private_channel_for

State = Seat.State


# --- who is asked as facilitator ------------------------------------------------------------------


def _asked(seat: Seat, by: By) -> Seat:
    """Who is asked sees their own chair and nothing of the circle. Raises NotThere, Refused."""
    take_turns(seat.resident_id)
    found = Seat.objects.visible_to(by).filter(id=seat.id).first()
    if found is None:
        raise NotThere("")
    require(
        rules.may_answer_as_facilitator(by, found),
        _("Hier antwoordt alleen wie gevraagd is."),
    )
    return found


def _tell_resident(verb: str, seat: Seat, by: By) -> None:
    line = by.line(verb, whose=seat.resident_id, thing=seat.id)
    record(line, by=by.id, here=by.here)
    channel = private_channel_for(seat.resident_id)
    queue(verb, recipient=seat.resident_id, channel=channel, by=by, thing=seat.circle_id)


@transaction.atomic
def facilitate(seat: Seat, *, is_independent: bool, by: By) -> Seat:
    """Say yes to who asks; where another was the facilitator the resident has the last word.

    Only who treats nobody and leads nobody of the circle (R-C13). Twice is once. Raises NotThere,
    NotAllowed, Refused.
    """
    found = _asked(seat, by)
    if found.state != State.ASKED:
        return found
    if not is_independent:
        raise Refused(_("Dit kan alleen als je los van iedereen staat. Er is niets veranderd."))
    if not is_open_to_asked(found):
        raise Refused(_("Deze vraag rust nu. Er is niets veranderd. Later kan het weer."))
    becomes = State.READY if takes_over(found) else State.SEATED
    if becomes == State.SEATED and _is_taken(found):
        raise Refused(_("Intussen is er al een procesbegeleider. Er is niets veranderd."))
    written = {"written_by": by.id, "read_back_at": None}
    write(found, written, state=becomes, is_independent=True)
    _tell_resident("circles.facilitator.said_yes", found, by)
    return found


def _is_taken(seat: Seat) -> bool:
    others = Seat.objects.filter(circle=seat.circle_id, chair=Seat.Chair.FACILITATOR)
    return others.taken().exclude(id=seat.id).exists()


@transaction.atomic
def rather_not(seat: Seat, *, by: By) -> None:
    """ "Liever niet", also after a yes that was not yet taken up; no reason. Twice is once.

    Raises NotThere, NotAllowed, Refused.
    """
    found = _asked(seat, by)
    if found.state == State.SEATED:
        raise Refused(_("Intussen ben je de procesbegeleider. Er is niets veranderd."))
    written = {"written_by": by.id, "read_back_at": None}
    end(found, State.DECLINED, written)
    _tell_resident("circles.facilitator.said_no", found, by)


# --- members --------------------------------------------------------------------------------------


@transaction.atomic
def answers_by_phone(circle: SupportCircle, seat: Seat, *, yes: bool, by: By) -> None:
    """A member without the internet says yes or no aloud; the facilitator writes it down (R-C05).

    Raises NotThere, NotAllowed, Refused.
    """
    said = speaks(circle, seat, by=by)
    if said.seat.state != State.ASKED:
        raise Refused(_("Op deze uitnodiging is al geantwoord. Er is niets veranderd."))
    if yes:
        write(said.seat, said.written, state=State.SEATED, letter_digest=None)
    else:
        end(said.seat, State.DECLINED, said.written)
    verb = "circles.seat.taken" if yes else "circles.seat.declined"
    note(verb, said.circle, by=by, thing=said.seat.id)
    tell(_residents(said.circle, by), verb, by=by, thing=said.circle.id)


@transaction.atomic
def comes_sometimes(circle: SupportCircle, seat: Seat, *, only: bool, by: By) -> None:
    """Whether a member comes to some meetings only; both are fine. Raises NotThere, NotAllowed."""
    said = speaks(circle, seat, by=by)
    if said.seat.state != State.SEATED or said.seat.chair != Seat.Chair.MEMBER:
        raise Refused(_("Dit kan alleen met een kringlid dat meedoet. Er is niets veranderd."))
    if said.seat.some_meetings_only != only:
        write(said.seat, said.written, some_meetings_only=only)
        note("circles.seat.changed", said.circle, by=by, thing=said.seat.id)


@transaction.atomic
def leave(circle: SupportCircle, *, by: By) -> None:
    """Go, at any moment and without a reason, also while the circle rests (R-C12).

    A facilitator who goes leaves the circle waiting; members who said no are not asked again. Twice
    is once. Raises NotAllowed.
    """
    take_turns(circle.resident_id)
    now = SupportCircle.objects.visible_to(by).filter(id=circle.id).first()
    if now is None:
        return
    mine = own_seat(now, by=by)
    require(
        mine.chair != Seat.Chair.RESIDENT and mine.state == State.SEATED,
        _("Dit is jouw eigen kring. Jij kunt ermee stoppen."),
    )
    seats = Seat.objects.visible_to(by).taken().filter(circle=now)
    others = list(seats.exclude(chair=Seat.Chair.MEMBER))
    _goes(now, mine, {"written_by": by.id, "read_back_at": None}, by)
    tell(others, "circles.seat.left", by=by, thing=now.id)
    if now.resident_id not in {one.participant_id for one in others}:
        _tell(now.resident_id, "circles.seat.left", now.id, by)  # its chairs are hidden: it rests


def _tell(whom: uuid.UUID, kind: str, thing: uuid.UUID, by: By) -> None:
    queue(kind, recipient=whom, channel=private_channel_for(whom), by=by, thing=thing)


def _goes(circle: SupportCircle, seat: Seat, written: dict[str, Any], by: By) -> None:
    note("circles.seat.left", circle, by=by, thing=seat.id)
    end(seat, State.LEFT, written)


@transaction.atomic
def leaves_by_phone(circle: SupportCircle, seat: Seat, *, by: By) -> None:
    """A member phones to say that they stop. Raises NotThere, NotAllowed, Refused."""
    said = speaks(circle, seat, by=by)
    if said.seat.state != State.SEATED:
        raise Refused(_("Dit kringlid doet niet mee. Er is niets veranderd."))
    _goes(said.circle, said.seat, said.written, by)
    tell(_residents(said.circle, by), "circles.seat.left", by=by, thing=said.circle.id)


def _residents(circle: SupportCircle, by: By) -> list[Seat]:
    return list(Seat.objects.visible_to(by).filter(circle=circle, chair=Seat.Chair.RESIDENT))


# --- the friendly call ----------------------------------------------------------------------------


@transaction.atomic
def propose_call(circle: SupportCircle, *, by: By) -> None:
    """ "Zal ik over een week of vier eens bellen?" Asked, not scheduled; at most once a day.

    Raises NotThere, NotAllowed, Refused.
    """
    circle = hold(circle, by=by)
    mine = own_seat(circle, by=by)
    require(rules.facilitates(by, mine), _("Dit vraagt alleen de procesbegeleider."))
    if circle.friendly_call is not None:
        raise Refused(_("Daar is al op geantwoord. Er is niets veranderd."))
    if not_yet_logged("circles.call.proposed", [circle.resident_id], by=by):
        note("circles.call.proposed", circle, by=by)
        tell(_residents(circle, by), "circles.call.proposed", by=by, thing=circle.id)


@transaction.atomic
def answer_call(circle: SupportCircle, *, yes: bool, by: By) -> None:
    """The resident says whether that call is welcome, and may say otherwise later.

    Raises NotThere, NotAllowed, Refused.
    """
    circle = hold(circle, by=by)
    require(by.id == circle.resident_id, _("Dit zegt alleen wie de kring is begonnen."))
    if circle.friendly_call != yes:
        circle.friendly_call = yes
        circle.save(update_fields=["friendly_call"])
        note("circles.call.answered", circle, by=by)
