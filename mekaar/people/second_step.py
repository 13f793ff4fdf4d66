"""The second step of staff: remembered per session, and asked before any role counts.

`WhoAndWhere` leaves `request.roles` empty until it is done, so no page, action or rule can forget it.
"""

from django.contrib.sessions.backends.base import SessionBase

_KEY = "second_step"


def mark(session: SessionBase) -> None:
    """The second step was done in this session."""
    session[_KEY] = True


def is_done(session: SessionBase) -> bool:
    """Whether it was."""
    return session.get(_KEY) is True
