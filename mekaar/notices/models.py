"""What is queued for a person: by id and channel only; the room above writes the words."""

from django.db import models

from mekaar.core.models import Kept


class Notice(Kept):
    """One message to one person by the way they chose (no channel chosen: a call-back or a card)."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        CALL = "call"
        PRINT = "print"
        PAGE = "page"

    recipient = models.UUIDField()
    kind = models.CharField(max_length=60)
    thing = models.UUIDField(null=True)
    channel = models.CharField(max_length=8, choices=Channel)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta(Kept.Meta):
        indexes = [
            models.Index(
                fields=["neighbourhood", "channel", "made_at"],
                name="notices_open",
                condition=models.Q(done_at=None),
            ),
            models.Index(fields=["neighbourhood", "recipient"], name="notices_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.channel})"
