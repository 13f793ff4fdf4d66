"""Something to show once: sealed in the session after a POST, gone after the page that shows it."""

import json
from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib.sessions.backends.base import SessionBase

from mekaar.people.keys import box

_SECONDS = 600


def put(session: SessionBase, name: str, value: Any) -> None:
    """Keep this until the next page, readable for nobody who reads the database."""
    session[f"once_{name}"] = box("once").encrypt(json.dumps(value).encode()).decode()


def take(session: SessionBase, name: str) -> Any:
    """What was kept, once; None when there is nothing (any more)."""
    return _opened(session.pop(f"once_{name}", ""))


def look(session: SessionBase, name: str) -> Any:
    """What is kept, without taking it away."""
    return _opened(session.get(f"once_{name}", ""))


def _opened(token: str) -> Any:
    try:
        return json.loads(box("once").decrypt(token.encode(), ttl=_SECONDS))
    except InvalidToken:
        return None
