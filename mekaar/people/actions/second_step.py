"""Setting up a second step: a paper list, an app, a key."""

import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from mekaar.core.ids import new_code, tidy_code
from mekaar.journal.actions import Line, record
from mekaar.people import passkeys, second_step
from mekaar.people.actions import limits
from mekaar.people.actions.cards import end_sessions, in_fours
from mekaar.people.by import By
from mekaar.people.keys import digest
from mekaar.people.models import Account, Participant

START_CODE_LENGTH = 12
START_CODE_LASTS = datetime.timedelta(days=30)


def _record(verb: str, *, by: By) -> None:
    record(Line(verb, whose=by.id), by=by.id, here=by.here)


@transaction.atomic
def new_start_code(participant: Participant) -> str:
    """The one-time code with which staff set up their first second step; by command only.

    Without it, whoever has somebody's card could choose that second step. So nothing of before
    counts: keys, apps and lists go, and every open session ends.
    """
    account, _is_new = Account.objects.get_or_create(
        participant_id=participant.id, defaults={"neighbourhood_id": participant.neighbourhood_id}
    )
    forget_second_step(account)
    end_sessions(account)
    code = new_code(START_CODE_LENGTH)
    account.start_digest = _start_digest(account, code)
    account.start_made_at = timezone.now()
    account.save(update_fields=["start_digest", "start_made_at"])
    return in_fours(code)


def is_start_code(account: Account, typed: str) -> bool:
    """Whether this is the start code of this account.

    It works until a second step is there, and not longer than thirty days.
    """
    right, made_at = account.start_digest, account.start_made_at
    if not right or made_at is None or timezone.now() - made_at > START_CODE_LASTS:
        return False
    return constant_time_compare(right, _start_digest(account, typed))


def _start_digest(account: Account, code: str) -> str:
    return digest("start", f"{account.id} {tidy_code(code)}")


def _started(account: Account) -> None:
    Account.objects.filter(id=account.id).update(start_digest="", start_made_at=None)


@transaction.atomic
def use_code(account: Account, typed: str) -> bool:
    """Whether this code of the app or the paper list is right; each opens once.

    Also in another process, and as long as the app's code would still count.
    """
    if not second_step.is_right(account, typed):
        return False
    used = f"{account.pk} {second_step.digits_of(typed)}"
    return limits.spend(limits.per_text("used second step", used, 1))


@transaction.atomic
def make_paper_list(account: Account, *, by: By) -> list[str]:
    """A new list of ten codes to print; an older list stops working."""
    Account.objects.select_for_update().get(id=account.id)
    kind = Authenticator.Type.RECOVERY_CODES
    Authenticator.objects.filter(user=account, type=kind).delete()
    codes: list[str] = RecoveryCodes.activate(account).generate_codes()
    _started(account)
    _record("people.second_step.made", by=by)
    return codes


@transaction.atomic
def add_app(account: Account, secret: str, typed: str, *, by: By) -> bool:
    """Keep an app that shows the right code for this secret; it takes the place of an older one."""
    if not validate_totp_code(secret, second_step.digits_of(typed)):
        return False
    Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(account, secret)
    _started(account)
    _record("people.second_step.made", by=by)
    return True


@transaction.atomic
def add_passkey(account: Account, name: str, answer: dict[str, object], *, by: By) -> bool:
    """Keep a new key; False when the browser's answer was not right."""
    added = passkeys.add(account, name, answer)
    if added:
        _started(account)
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
