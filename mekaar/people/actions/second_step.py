"""Setting up a second step: a paper list, an app, a key."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from django.db import transaction

from mekaar.journal.actions import Line, record
from mekaar.people import passkeys
from mekaar.people.by import By
from mekaar.people.models import Account


def _record(verb: str, *, by: By) -> None:
    record(Line(verb, whose=by.id), by=by.id, here=by.here)


@transaction.atomic
def make_paper_list(account: Account, *, by: By) -> list[str]:
    """A new list of ten codes to print; an older list stops working."""
    Account.objects.select_for_update().get(id=account.id)
    kind = Authenticator.Type.RECOVERY_CODES
    Authenticator.objects.filter(user=account, type=kind).delete()
    codes: list[str] = RecoveryCodes.activate(account).generate_codes()
    _record("people.second_step.made", by=by)
    return codes


@transaction.atomic
def add_app(account: Account, secret: str, typed: str, *, by: By) -> bool:
    """Keep an app that shows the right code for this secret; it takes the place of an older one."""
    code = "".join(letter for letter in typed if letter.isdigit())
    if not validate_totp_code(secret, code):
        return False
    Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(account, secret)
    _record("people.second_step.made", by=by)
    return True


@transaction.atomic
def add_passkey(account: Account, name: str, answer: dict[str, object], *, by: By) -> bool:
    """Keep a new key; False when the browser's answer was not right."""
    added = passkeys.add(account, name, answer)
    if added:
        _record("people.passkey.added", by=by)
    return added


@transaction.atomic
def remove_passkey(account: Account, number: int, *, by: By) -> None:
    """Take a key away; twice changes nothing."""
    kind = Authenticator.Type.WEBAUTHN
    gone, _which = Authenticator.objects.filter(user=account, type=kind, id=number).delete()
    if gone:
        _record("people.passkey.removed", by=by)


@transaction.atomic
def forget_second_step(account: Account) -> int:
    """Everything of the second step goes, so that it can be set up anew (lost list, lost phone)."""
    gone, _which = Authenticator.objects.filter(user=account).delete()
    return int(gone)
