"""A shift at the desk: four digits lock and unlock the screen that several people use (R-A15).

Two minutes without a request lock the session on the server; nothing of the previous person is
answered until the digits are typed. Five wrong tries end the session.
"""

import time
from collections.abc import Mapping
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, get_random_string

from mekaar.people import keys

SECONDS_UNTIL_LOCK, SECONDS_BETWEEN_WRITES = 120, 10
TRIES = 5
TRIES_COUNT_MINUTES = 60
_KEY = "shift"


def begin(session: SessionBase, digits: str) -> None:
    """Begin a shift with four digits of this moment."""
    salt = get_random_string(16)
    session[_KEY] = {
        "salt": salt,
        "digits": _digest(salt, digits),
        "seen": time.time(),
        "locked": False,
    }


def is_on(session: SessionBase) -> bool:
    """Whether a shift has begun in this session."""
    return _KEY in session


def is_locked(session: SessionBase) -> bool:
    """Whether the screen is locked: by hand, or since two minutes without a request."""
    shift = session.get(_KEY)
    return shift is not None and bool(
        shift["locked"] or time.time() - shift["seen"] > SECONDS_UNTIL_LOCK
    )


def touch(session: SessionBase) -> None:
    """Somebody is working: the two minutes begin again.

    Written at most every ten seconds, so that not every page writes; a screen may lock so much
    before its two minutes are over.
    """
    now = time.time()
    if now - session[_KEY]["seen"] > SECONDS_BETWEEN_WRITES:
        _change(session, seen=now)


def lock(session: SessionBase) -> None:
    """Lock the screen now."""
    if not session[_KEY]["locked"]:
        _change(session, locked=True, locks=_locks(session) + 1)


def stay_locked(session: SessionBase, kept: Mapping[str, Any]) -> None:
    """Whoever locked meanwhile is right: a page that was still being made opens nothing again."""
    if is_on(session) and _KEY in kept and _locks(kept) > _locks(session):
        session[_KEY] = kept[_KEY]


def unlock(session: SessionBase, digits: str) -> bool:
    """Open the screen with the right digits; who asks counts the tries (actions/limits.py)."""
    shift = session[_KEY]
    right = constant_time_compare(_digest(shift["salt"], digits), shift["digits"])
    if right:
        _change(session, locked=False, seen=time.time())
    else:
        _change(session, locked=True)
    return right


def end(session: SessionBase) -> None:
    """The shift is over."""
    session.pop(_KEY, None)


def _digest(salt: str, digits: str) -> str:
    return keys.digest("shift", salt + digits)


def _locks(kept: SessionBase | Mapping[str, Any]) -> int:
    return int(kept[_KEY].get("locks", 0))


def _change(session: SessionBase, **values: Any) -> None:
    session[_KEY] = {**session[_KEY], **values}
