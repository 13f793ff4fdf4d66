"""The second step of staff: remembered per session, and asked before any role counts.

`WhoAndWhere` leaves `request.roles` empty until it is done, so no page or action can forget it.
"""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase

from mekaar.people.models import Account

_KEY = "second_step"
_STARTED = "second_step_start"


def mark(session: SessionBase) -> None:
    """The second step was done in this session."""
    session[_KEY] = True


def is_done(session: SessionBase) -> bool:
    """Whether it was."""
    return session.get(_KEY) is True


def start(session: SessionBase, account: Account) -> None:
    """The start code was typed in this session: the first second step may be set up."""
    session[_STARTED] = account.start_digest


def may_set_up(session: SessionBase, account: Account) -> bool:
    """With a second step done; or, when there is none yet, with the start code (R-C04).

    Somebody's card alone is never enough: another may have printed it.
    """
    if is_done(session):
        return True
    begun = bool(account.start_digest) and session.get(_STARTED) == account.start_digest
    return begun and not kinds_of(account)


def kinds_of(account: Account) -> frozenset[str]:
    """Which ways this account has: app, paper list, key."""
    rows = Authenticator.objects.filter(user=account).values_list("type", flat=True)
    return frozenset(rows)


def digits_of(typed: str) -> str:
    """The digits of a typed code, however it was spaced."""
    return "".join(letter for letter in typed if letter.isdigit())


def is_right(account: Account, typed: str) -> bool:
    """Whether this is a code of the account's app or paper list; each works once."""
    code = digits_of(typed)
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    ways = Authenticator.objects.filter(user=account, type__in=kinds).order_by("-type")
    return any(way.wrap().validate_code(code) for way in ways) if code else False
