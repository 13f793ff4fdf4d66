"""Queueing, sending and ticking off notices. Nothing is sent that the person did not choose (L-19)."""

import uuid
from typing import Protocol

from django.db import transaction
from procrastinate.contrib.django import app

from mekaar.notices.models import Notice


class Actor(Protocol):
    """Who acts, as this floor needs it (people.by.By is one)."""

    @property
    def id(self) -> uuid.UUID:
        """The participant who acts."""

    @property
    def here(self) -> uuid.UUID:
        """The neighbourhood in which they act."""


@transaction.atomic
def queue(
    kind: str, *, recipient: uuid.UUID, channel: str, by: Actor, thing: uuid.UUID | None = None
) -> Notice:
    """Queue one notice by the channel the recipient chose, in the transaction of what it is about.

    E-mail becomes a job; a call or card stands on the desk's list; a page notice waits on "Mijn plek".
    The job carries ids only.
    """
    notice = Notice.objects.create(
        neighbourhood_id=by.here, recipient=recipient, kind=kind, thing=thing, channel=channel
    )
    if channel == Notice.Channel.EMAIL:
        app.configure_task("notices.send_notice", queue="notices").defer(
            notice_id=str(notice.id), recipient=str(recipient), here=str(by.here)
        )
    return notice
