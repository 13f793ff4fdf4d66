"""Journal entries: who did or saw what, of whom, when and why. Ids and codes, never texts."""

from django.db import models

from mekaar.core.models import Kept


class Entry(Kept):
    """One line of the journal (L-10, NEN 7513: event, time, whose, by whom, on whose behalf, why).

    Append-only: a trigger refuses UPDATE and DELETE for every role.
    """

    verb = models.CharField(max_length=60)
    by = models.UUIDField(null=True)
    whose = models.UUIDField(null=True)
    on_behalf_of = models.UUIDField(null=True)
    why = models.CharField(max_length=40, blank=True)
    thing = models.UUIDField(null=True)

    class Meta(Kept.Meta):
        indexes = [
            models.Index(fields=["neighbourhood", "whose", "-made_at"], name="journal_whose"),
            models.Index(fields=["neighbourhood", "by", "-made_at"], name="journal_by"),
        ]

    def __str__(self) -> str:
        return self.verb
