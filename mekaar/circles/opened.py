"""The letter that was opened in this browser: sealed in the session for half an hour.

Long enough to read slowly and to sign in by mail; short enough for a computer of more people.
"""

from cryptography.fernet import InvalidToken
from django.contrib.sessions.backends.base import SessionBase

from mekaar.people.keys import box

_NAME = "letter"
_SECONDS = 1800


def keep(session: SessionBase, digest: str) -> None:
    """Keep which letter this is, readable for nobody who reads the database."""
    session[_NAME] = box("letter").encrypt(digest.encode()).decode()


def opened(session: SessionBase) -> str:
    """The digest of the letter that was opened here; "" when there is none any more."""
    try:
        return box("letter").decrypt(session.get(_NAME, "").encode(), ttl=_SECONDS).decode()
    except InvalidToken:
        return ""


def close(session: SessionBase) -> None:
    """Who sits at this computer next does not read it."""
    session.pop(_NAME, None)
