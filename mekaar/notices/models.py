"""What is queued for a person: by id and channel only; the room above writes the words."""

import uuid
from typing import Protocol

from django.db import models

from mekaar.core.models import Kept
from mekaar.core.private import PRIVATE


class Actor(Protocol):
    """Who acts, as this floor needs it (people.by.By is one)."""

    @property
    def id(self) -> uuid.UUID:
        """The participant who acts."""

    @property
    def here(self) -> uuid.UUID:
        """The neighbourhood in which they act."""


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads of notices."""

    def visible_to(self, by: Actor) -> "NoticeQuerySet":
        """One's own; calls as far as the wall shows them (host and connector), nothing private."""
        of_desk = models.Q(channel=Notice.Channel.CALL) & ~models.Q(kind__startswith=PRIVATE)
        return self.filter(models.Q(recipient=by.id) | of_desk, neighbourhood_id=by.here)


class Notice(Kept):
    """One message to one person by the way they chose (none chosen: it waits on their page)."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        CALL = "call"
        PAGE = "page"

    recipient = models.UUIDField()
    kind = models.CharField(max_length=60)
    thing = models.UUIDField(null=True)
    channel = models.CharField(max_length=8, choices=Channel)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = NoticeQuerySet.as_manager()

    class Meta(Kept.Meta):
        indexes = [
            models.Index(
                fields=["neighbourhood", "channel", "made_at", "code"],
                name="notices_open",
                condition=models.Q(done_at=None),
            ),
            models.Index(fields=["neighbourhood", "recipient"], name="notices_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.channel})"
