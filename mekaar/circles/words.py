"""How this room's journal lines and notices read in Dutch.

Lines and notices of this room are private: nobody at the desk sees them, also not during a visit.
A notice by mail says nothing of a circle: a mail can be read by somebody else.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mekaar.notices.registry import NoticeWords

JOURNAL: dict[str, str | Promise] = {}
NOTICES: dict[str, NoticeWords] = {}


def news(where: str) -> NoticeWords:
    """What every notice of this room says in a mail: that there is something, and nothing else."""
    return NoticeWords(
        subject=_("Er is iets nieuws voor jou"),
        body=_("Er staat iets nieuws op jouw eigen plek. Kijk daar als je wilt."),
        where=where,
    )
