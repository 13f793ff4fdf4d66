"""Which notices wait: for the desk to call or print, for a person on their own page."""

import uuid

from django.db.models import QuerySet

from mekaar.notices.models import Notice
from mekaar.notices.registry import WORDS, NoticeWords, Words


def to_do(channel: str) -> QuerySet[Notice]:
    """What the desk still has to call or print here; the wall keeps the rest."""
    return Notice.objects.filter(channel=channel, done_at=None)


def waiting_for(recipient: uuid.UUID) -> QuerySet[Notice]:
    """What waits on somebody's own page, the newest first."""
    mine = Notice.objects.filter(recipient=recipient, done_at=None, channel=Notice.Channel.PAGE)
    return mine.order_by("-made_at", "-id")


def words_of(notice: Notice) -> NoticeWords:
    """The words of its kind."""
    return WORDS[notice.kind]


def to_say(notice: Notice) -> Words:
    """What to say on the phone: own words for it, or else the subject."""
    words = words_of(notice)
    return words.call or words.subject
