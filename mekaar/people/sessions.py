"""Sessions: how long they last, and keys that a thief of the database cannot use (ADR 22).

The browser has the key, the database only a digest of it. A session ends after stillness (idle) and
at a moment that is fixed when somebody signs in (absolute); both are read by the server.
"""

import base64
import datetime
import hashlib
import time
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mekaar.core.prepared import prepared
from mekaar.people import shift

_MINUTE, _HOUR, _DAY = 60, 60 * 60, 24 * 60 * 60
_BEGAN, _SEEN, _TERMS = "began", "seen", "terms"
# As long as Django's column is; 240 bits of SHA-256 are as hard to turn back as all of them.
_DIGEST_BYTES = 30


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a session lasts without a request, and at most; and whether the cookie stays."""

    idle: int
    absolute: int
    stays: bool = False

    @property
    def told_every(self) -> int:
        """How often "still here" is written: seldom, so that reading pages writes nothing."""
        return max(_MINUTE, self.idle // 30)


# Strictest last. A visitor has a session only to protect the forms; it holds nothing of anybody.
TERMS = {
    "visitor": Terms(idle=_DAY, absolute=_DAY),
    "own": Terms(idle=_DAY, absolute=7 * _DAY, stays=True),
    "staff": Terms(idle=_HOUR, absolute=12 * _HOUR),
    "shared": Terms(idle=15 * _MINUTE, absolute=2 * _HOUR),
}
_STRICTER = list(TERMS)


def stored(key: str | None) -> str:
    """What the database keeps of a session key."""
    digest = hashlib.sha256((key or "").encode()).digest()[:_DIGEST_BYTES]
    return base64.urlsafe_b64encode(digest).decode()


def begin(session: SessionBase, *, shared: bool) -> None:
    """Somebody signed in: from now the absolute end is fixed."""
    session[_BEGAN] = session[_SEEN] = int(time.time())
    session[_TERMS] = "shared" if shared else "own"


def is_shared(session: SessionBase) -> bool:
    """Whether who signed in said that others use this computer too."""
    return bool(session.get(_TERMS) == "shared")


def of_staff(session: SessionBase) -> None:
    """A role counts in this session: the terms of staff, or the stricter ones it already has."""
    if _STRICTER.index(_name(session)) < _STRICTER.index("staff"):
        session[_TERMS] = "staff"


def touch(session: SessionBase) -> None:
    """Somebody is here: idle time begins again; written at most every few minutes."""
    now = int(time.time())
    session.setdefault(_BEGAN, now)
    if now - session.get(_SEEN, 0) >= terms_of(session).told_every:
        session[_SEEN] = now


def terms_of(session: SessionBase) -> Terms:
    """The terms of this session."""
    return TERMS[_name(session)]


def _name(session: SessionBase) -> str:
    name = str(session.get(_TERMS, "visitor"))
    return "own" if name == "visitor" and SESSION_KEY in session else name


def ends_at(session: SessionBase) -> datetime.datetime:
    """The moment at which this session ends when nothing more is asked."""
    terms, now = terms_of(session), int(time.time())
    began, seen = session.get(_BEGAN, now), session.get(_SEEN, now)
    last = min(seen + terms.idle, began + terms.absolute)
    return datetime.datetime.fromtimestamp(last, tz=datetime.UTC)


@prepared
def _kept(digest: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=digest)


class SessionStore(DatabaseStore):
    """Django's sessions, found by a digest of their key.

    `ended_of` is the account whose session was over before this request: who typed, while the clock
    ran out (lock.py). A session that somebody ended has no row left, and tells nothing.
    """

    ended_of = ""

    def load(self) -> dict[str, Any]:
        """What is kept; nothing when the time is over."""
        rows = _kept(stored(self.session_key))
        data: dict[str, Any] = self.decode(rows[0].session_data) if rows else {}
        if rows and rows[0].expire_date > timezone.now():
            return data
        self.ended_of = str(data.get(SESSION_KEY, ""))
        self._session_key = None
        return {}

    def exists(self, session_key: str) -> bool:
        """Whether this key is taken."""
        return bool(super().exists(stored(session_key)))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row to save: with the digest instead of the key."""
        row = super().create_model_instance(data)
        row.session_key = stored(row.session_key)
        return row

    def save(self, must_create: bool = False) -> None:  # Django's
        """Keep what changed; but a desk screen that was locked meanwhile stays locked."""
        if must_create or self.session_key is None or not shift.is_on(self):
            super().save(must_create=must_create)
            return
        with transaction.atomic():
            rows = self.model.objects.select_for_update().filter(
                session_key=stored(self.session_key)
            )
            for row in rows:
                shift.stay_locked(self, self.decode(row.session_data))
            super().save()

    def delete(self, session_key: str | None = None) -> None:
        """End a session by its key."""
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=stored(key)).delete()

    def get_expiry_date(self, **_kwargs: Any) -> datetime.datetime:
        """When the row stops counting: stillness or the fixed end, whichever comes first."""
        return ends_at(self)

    def get_expiry_age(self, **_kwargs: Any) -> int:
        """How long the browser keeps the cookie; longer than the session, so that its end is told.

        The server decides when it is over; the cookie only says who it was.
        """
        return terms_of(self).absolute + _DAY

    def get_expire_at_browser_close(self) -> bool:
        """Closing the browser ends it, but for a resident on a device of their own."""
        return not terms_of(self).stays
