"""Queueing, sending and ticking off notices. Nothing is sent that nobody chose (L-19)."""

import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from mekaar.core import db
from mekaar.core.languages import spoken_here
from mekaar.core.private import is_private
from mekaar.notices import mail
from mekaar.notices.models import Actor, Notice
from mekaar.notices.registry import ADDRESS_BOOK, WORDS


@transaction.atomic
def queue(
    kind: str, *, recipient: uuid.UUID, channel: str, by: Actor, thing: uuid.UUID | None = None
) -> Notice:
    """Queue one notice by the channel the recipient chose, in the transaction of what it is about.

    E-mail becomes a job that carries ids only; a call or card stands on the desk's list; a page
    notice waits on "Mijn plek". What is of a private room never waits for a call.
    """
    channel = _at_home(kind, channel)
    notice = Notice.objects.create(
        neighbourhood_id=by.here, recipient=recipient, kind=kind, thing=thing, channel=channel
    )
    if channel == Notice.Channel.EMAIL:
        app.configure_task("notices.send_notice", queue="notices").defer(
            notice_id=str(notice.id), recipient=str(recipient), here=str(by.here)
        )
    return notice


def _at_home(kind: str, channel: str) -> str:
    """The own page in place of the call list, which the desk reads, for what is private."""
    called = channel == Notice.Channel.CALL and is_private(kind)
    return Notice.Channel.PAGE if called else channel


def _open(notice_id: str) -> Notice | None:
    still_open = Notice.objects.filter(
        id=notice_id, done_at=None, channel=Notice.Channel.EMAIL
    ).select_for_update()
    return still_open.first()


def send(notice_id: str, recipient: str, here: str) -> None:
    """Mail one notice as its recipient, unless it was done already (jobs run at least once).

    Who no longer chooses mail gets none: the notice moves to the way they chose since.
    """
    with db.acting(uuid.UUID(recipient), uuid.UUID(here)):
        notice = _open(notice_id)
        if notice is None:
            return
        to = ADDRESS_BOOK.letterbox(notice.recipient)
        if to is None:
            notice.channel = _at_home(notice.kind, ADDRESS_BOOK.channel(notice.recipient))
            notice.save(update_fields=["channel"])
            return
        words = WORDS[notice.kind]
        notice.done_at = timezone.now()
        notice.tries += 1
        notice.save(update_fields=["done_at", "tries"])
        with translation.override(spoken_here(to.language)):
            mail.send(
                to.email,
                subject=str(words.subject),
                paragraphs=[_("Hallo %(name)s,") % {"name": to.name}, str(words.body)],
                link=settings.PUBLIC_URL.rstrip("/") + words.where,
            )


def note_failure(notice_id: str, recipient: str, here: str, *, last: bool) -> None:
    """Count a try that failed; the last one puts the notice on the person's own page."""
    with db.acting(uuid.UUID(recipient), uuid.UUID(here)):
        notice = _open(notice_id)
        if notice is None:
            return
        notice.tries += 1
        if last:
            notice.channel = Notice.Channel.PAGE
        notice.save(update_fields=["tries", "channel"])


@transaction.atomic
def finish(notice: Notice, *, by: Actor) -> bool:
    """Tick off: called, given, or read; False when somebody did already, or the wall hides it."""
    open_one = Notice.objects.filter(id=notice.id, done_at=None)
    return bool(open_one.update(done_at=timezone.now(), done_by=by.id))


@transaction.atomic
def finish_about(thing: uuid.UUID, *, recipient: uuid.UUID, by: Actor) -> None:
    """Tick off everything this person was still to hear about one thing: it was answered."""
    about = Notice.objects.filter(recipient=recipient, thing=thing, done_at=None)
    about.update(done_at=timezone.now(), done_by=by.id)
