"""How to sign in as the cast of the demo: codes that stay the same as long as the data do."""

from collections.abc import Iterator
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from mekaar.core.ids import ALPHABET
from mekaar.people import keys
from mekaar.people.actions import cards
from mekaar.people.models import Account, Participant, RoleHeld, SignInCard

_FEWEST = 3


@dataclass(frozen=True)
class DemoPerson:
    """One of the cast as `make run` prints them."""

    name: str
    roles: list[str]
    code: str
    second_steps: list[str]


def make_account(key: str, person: Participant, email: str) -> None:
    """An account with a card; its code follows from the key and the secret of this house."""
    account = Account.objects.create(
        participant_id=person.id, neighbourhood_id=person.neighbourhood_id, email=email or None
    )
    SignInCard.objects.create(account=account, digest=cards.digest(_code(key)))


def people(cast: dict[str, str]) -> Iterator[DemoPerson]:
    """The cast (key → name) with their codes; staff with codes for the second step."""
    for key, name in cast.items():
        card = SignInCard.objects.filter(digest=cards.digest(_code(key)), ended_at=None).first()
        if card is None:  # a newer card was printed at the desk
            continue
        held = RoleHeld.objects.now().filter(participant=card.account.participant_id)
        roles = [role.get_role_display() for role in held]
        steps = _second_steps(card.account) if roles else []
        yield DemoPerson(name, roles, cards.in_fours(_code(key)), steps)


def _code(key: str) -> str:
    number = int(keys.digest("demo", key), 16)
    letters = []
    for _place in range(cards.CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def _second_steps(account: Account) -> list[str]:
    """Codes of the paper list that were not used yet; a new list when it runs out."""
    unused: list[str] = RecoveryCodes.activate(account).get_unused_codes()
    if len(unused) < _FEWEST:
        Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
        unused = RecoveryCodes.activate(account).get_unused_codes()
    return unused[:_FEWEST]
