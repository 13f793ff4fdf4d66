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


class Link(models.Model):
    """One line in the chain: the hash of the line and of the link before it (chain.py).

    Made by the database when the line is committed; nobody may write, change or remove one.
    """

    pk = models.CompositePrimaryKey("neighbourhood_id", "number")
    neighbourhood = models.ForeignKey(
        "places.Neighbourhood", on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveBigIntegerField()
    entry = models.UUIDField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["neighbourhood", "entry"], name="journal_link_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Anchor(models.Model):
    """Where the chain of a neighbourhood ended on a day; the log holds the same line, outside."""

    pk = models.CompositePrimaryKey("neighbourhood_id", "day")
    neighbourhood = models.ForeignKey(
        "places.Neighbourhood", on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField()
    number = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.day} {self.number}"
