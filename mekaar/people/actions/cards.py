"""The printed card: a code to sign in with, shown once; only a keyed digest of it is kept."""

import uuid
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core.errors import Refused
from mekaar.core.ids import new_code, tidy_code
from mekaar.journal.actions import Line, record
from mekaar.people import keys, queries, rules
from mekaar.people.by import By, require
from mekaar.people.models import Account, Participant, SessionOf, SignInCard

_NOT_YOURS = gettext_lazy("Een kaart is van de persoon zelf. Open eerst een bezoek.")

# 12 letters of 27 are 57 bits: too many to guess, few enough to type.
CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A new card with its code, as it is printed once ("BCDF-2345-GHJK")."""

    card: SignInCard
    code: str


def digest(code: str) -> str:
    """The keyed digest of a code as typed: who reads the database cannot sign in with it."""
    return keys.digest("card", tidy_code(code))


def in_fours(code: str) -> str:
    """The code in groups of four, easy to read aloud."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


@transaction.atomic
def print_card(participant: Participant, *, by: By, stays: str = "") -> PrintedCard:
    """Make a new card for this participant; an older one stops working (it may be lost).

    Whoever was signed in with it is signed out, but for the session `stays` (its key as the
    database has it): the person's own. A helper prints none for who holds a role, because it would
    open what that role sees.
    """
    require(
        rules.may_act_for(by, participant.id),
        str(_NOT_YOURS),
    )
    if by.id != participant.id and queries.has_roles(participant.id):
        raise Refused(
            _("Wie hier een taak heeft, maakt zelf een kaart. Of vraag het aan de beheerder.")
        )
    account, _is_new = Account.objects.get_or_create(
        participant_id=participant.id, defaults={"neighbourhood_id": participant.neighbourhood_id}
    )
    _end_all(account, stays=stays)
    code = new_code(CODE_LENGTH)
    made_in = by.visit.id if by.visit and by.id != participant.id else None
    card = SignInCard.objects.create(account=account, digest=digest(code), made_in=made_in)
    record(by.line("people.card.printed", whose=participant.id), by=by.id, here=by.here)
    return PrintedCard(card, in_fours(code))


@transaction.atomic
def card_by_command(participant: Participant) -> str:
    """A card for whom nobody at the desk can print one yet; the code is shown once."""
    account, _is_new = Account.objects.get_or_create(
        participant_id=participant.id, defaults={"neighbourhood_id": participant.neighbourhood_id}
    )
    code = new_code(CODE_LENGTH)
    SignInCard.objects.create(account=account, digest=digest(code))
    line = Line("people.card.printed", whose=participant.id, why="by_command")
    record(line, by=None, here=participant.neighbourhood_id)
    return in_fours(code)


@transaction.atomic
def end_card(participant: Participant, *, by: By, stays: str = "") -> None:
    """The card stops working: lost, or no longer wanted. Whoever came in with it is out."""
    require(
        rules.may_act_for(by, participant.id),
        str(_NOT_YOURS),
    )
    account = Account.objects.filter(participant_id=participant.id).first()
    if account and _end_all(account, stays=stays):
        record(by.line("people.card.ended", whose=participant.id), by=by.id, here=by.here)


def let_work(made_in: uuid.UUID) -> None:
    """This visit is closed: from now on the cards that were printed in it open something."""
    SignInCard.objects.filter(made_in=made_in).update(made_in=None)


def _end_all(account: Account, *, stays: str) -> int:
    """End the cards and the open sessions of this account; one after the other, never at once."""
    Account.objects.select_for_update().get(id=account.id)
    end_sessions(account, stays=stays)
    return account.cards.filter(ended_at=None).update(ended_at=timezone.now())


def end_sessions(account: Account, *, stays: str = "") -> None:
    """Sign this account out on every device, but for the session that stays."""
    open_ones = SessionOf.objects.filter(account=account).exclude(session_key=stays)
    Session.objects.filter(session_key__in=open_ones.values("session_key")).delete()
    open_ones.delete()
