"""The printed card: a code to sign in with, shown once; only a keyed digest of it is kept."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from mekaar.core.ids import new_code, tidy_code
from mekaar.journal.actions import record
from mekaar.people import keys, rules
from mekaar.people.by import By, require
from mekaar.people.models import Account, Participant, SignInCard

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
def print_card(participant: Participant, *, by: By) -> PrintedCard:
    """Make a new card for this participant; an older one stops working (it may be lost)."""
    require(
        rules.may_act_for(by, participant.id),
        str(_NOT_YOURS),
    )
    account, _made = Account.objects.get_or_create(
        participant_id=participant.id, defaults={"neighbourhood_id": participant.neighbourhood_id}
    )
    _end_all(account)
    code = new_code(CODE_LENGTH)
    card = SignInCard.objects.create(account=account, digest=digest(code))
    record(by.line("people.card.printed", whose=participant.id), by=by.id, here=by.here)
    return PrintedCard(card, in_fours(code))


@transaction.atomic
def end_card(participant: Participant, *, by: By) -> None:
    """The card stops working: lost, or no longer wanted."""
    require(
        rules.may_act_for(by, participant.id),
        str(_NOT_YOURS),
    )
    account = Account.objects.filter(participant_id=participant.id).first()
    if account and _end_all(account):
        record(by.line("people.card.ended", whose=participant.id), by=by.id, here=by.here)


def _end_all(account: Account) -> int:
    return account.cards.filter(ended_at=None).update(ended_at=timezone.now())
