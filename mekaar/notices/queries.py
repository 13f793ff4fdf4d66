"""Which notices wait: for the desk to call, for a person on their own page."""

import uuid
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from mekaar.core.leaf import to_count
from mekaar.core.prepared import prepared
from mekaar.core.private import PRIVATE
from mekaar.notices.models import Notice
from mekaar.notices.registry import DESK_PAGES, WORDS, NoticeWords, Words, Worker

MOST_SHOWN = 5


def to_do(channel: str) -> QuerySet[Notice]:
    """What the desk still has to do here, nothing private; the wall keeps the rest."""
    waiting = Notice.objects.filter(channel=channel, done_at=None)
    return waiting.exclude(kind__startswith=PRIVATE)


def first_of_each(channel: str) -> QuerySet[Notice]:
    """Of each person the first that the desk still has to do: one person is one card."""
    waiting = to_do(channel)
    same = waiting.filter(neighbourhood=OuterRef("neighbourhood"), recipient=OuterRef("recipient"))
    earlier = same.filter(
        Q(made_at__lt=OuterRef("made_at"))
        | Q(made_at=OuterRef("made_at"), code__lt=OuterRef("code"))
    )
    return waiting.filter(~Exists(earlier))


@prepared
def people_to_call() -> QuerySet[Notice, uuid.UUID]:
    """Whom the desk has to call, as many as an overview counts."""
    return to_count(first_of_each(Notice.Channel.CALL))


def of_each(channel: str, recipients: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Notice]]:
    """Everything that the desk still has to do for each of these people, the first first."""
    found: dict[uuid.UUID, list[Notice]] = {one: [] for one in recipients}
    for notice in to_do(channel).filter(recipient__in=found).order_by("made_at", "code"):
        found[notice.recipient].append(notice)
    return found


def desk_pages(waiting: Iterable[Notice], *, by: Worker) -> dict[uuid.UUID, str]:
    """By thing the address where this worker does what is asked; one look for each kind."""
    things: dict[str, set[uuid.UUID]] = {}
    for notice in waiting:
        if notice.thing and notice.kind in DESK_PAGES:
            things.setdefault(notice.kind, set()).add(notice.thing)
    pages: dict[uuid.UUID, str] = {}
    for kind, wanted in things.items():
        pages |= DESK_PAGES[kind](wanted, by)
    return pages


def waiting_for(recipient: uuid.UUID) -> QuerySet[Notice]:
    """What waits on somebody's own page, the newest first; also what waits for a call.

    Who reads it there, alone or at the desk, need not be called about it any more. At the desk the
    wall leaves out what is of a private room.
    """
    there = (Notice.Channel.PAGE, Notice.Channel.CALL)
    mine = Notice.objects.filter(recipient=recipient, done_at=None, channel__in=there)
    return mine.order_by("-made_at", "-id")


@prepared
def newest_waiting(recipient: uuid.UUID) -> QuerySet[Notice]:
    """The newest of them, as many as a page shows."""
    return waiting_for(recipient)[:MOST_SHOWN]


def all_waiting_for(recipient: uuid.UUID) -> list[Notice]:
    """What waits for somebody, whichever way it goes: for the record of everything.

    At the desk the wall leaves out what is of a private room.
    """
    mine = Notice.objects.filter(recipient=recipient, done_at=None)
    return list(mine.order_by("-made_at", "-id"))


def words_of(notice: Notice) -> NoticeWords:
    """The words of its kind."""
    return WORDS[notice.kind]


def to_say(notice: Notice) -> Words:
    """What to say on the phone: own words for it, or else the subject."""
    words = words_of(notice)
    return words.call or words.subject
