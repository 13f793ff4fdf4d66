"""Answering the letter of an invitation: yes as oneself or as a guest, or no (R-C12)."""

import uuid
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from mekaar.circles.actions.hold import note, take_turns, tell
from mekaar.circles.models import Seat, SupportCircle
from mekaar.circles.queries.letter import Letter, open_letter, sits_there
from mekaar.core import db
from mekaar.core.errors import Refused
from mekaar.people.actions.guests import welcome_guest
from mekaar.people.by import By
from mekaar.people.models import Account, Participant


@dataclass(frozen=True, slots=True)
class Welcomed:
    """A new guest, with the account and the code of the card to sign in with."""

    guest: Participant
    account: Account
    code: str


def _in_turn(digest: str) -> Letter:
    """The letter, held until this is done: of two who answer, the second finds it answered.

    Raises Refused.
    """
    letter = open_letter(digest)
    if letter is not None:
        take_turns(letter.resident)
        letter = open_letter(digest)
    if letter is None:
        raise Refused(_("Op deze brief is intussen geantwoord. Er is niets veranderd."))
    return letter


def why_not(letter: Letter, *, by: By) -> str:
    """Why this person cannot sit down with this letter, as a sentence; "" when they can."""
    if letter.resident == by.id:
        return _("Deze brief is van jou zelf. Geef hem aan wie je wilt vragen.")
    if letter.here != by.here:
        return _("Deze brief hoort bij een andere buurt. Meld je eerst af. Open dan de brief.")
    if sits_there(letter, by):
        return _("Je zit al in deze kring. Je hoeft niets te doen.")
    return ""


@transaction.atomic
def take_seat(digest: str, *, by: By) -> SupportCircle:
    """ "Ja, ik doe mee": the one who has the letter sits down, as themselves.

    Raises Refused: answered meanwhile, one's own letter, of elsewhere, or sitting there already.
    """
    letter = _in_turn(digest)
    if reason := why_not(letter, by=by):
        raise Refused(reason)
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.take_seat(%s)", [digest])
    circle = SupportCircle.objects.visible_to(by).get(id=letter.circle)
    note("circles.seat.taken", circle, by=by, thing=letter.seat)
    others = Seat.objects.visible_to(by).taken().filter(circle=circle)
    tell(others.exclude(chair=Seat.Chair.MEMBER), "circles.seat.taken", by=by, thing=circle.id)
    return circle


@transaction.atomic
def come_as_guest(digest: str, name: str, language: str) -> Welcomed:
    """Who has no account here becomes a guest, with a card of their own (L-16).

    The code of the card is for who reads the page; only its digest is kept. Sitting down is the
    next step, as that guest. Raises Refused.
    """
    letter = _in_turn(digest)
    with db.acting(None, letter.here):
        letter_of = bytes.fromhex(digest)
        guest, code = welcome_guest(name, language, letter=letter_of, here=letter.here)
    return Welcomed(guest, Account.objects.get(participant_id=guest.id), code)


@transaction.atomic
def refuse(digest: str) -> uuid.UUID:
    """ "Nee, dank je": no name, no account, no reason; also of who is signed in nothing is kept.

    Raises Refused.
    """
    letter = _in_turn(digest)
    with db.acting(None, letter.here), connection.cursor() as cursor:
        cursor.execute("SELECT wall.refuse_letter(%s)", [digest])
    return letter.seat
