"""Base models: what every kept thing of a neighbourhood has."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from mekaar.core.ids import new_code, new_id


class Kept(models.Model):
    """A row that belongs to a neighbourhood (the tenant column), with a public code for its URL.

    `sealed_for` names the column of whose key its words are sealed with (core/sealed.py).
    """

    sealed_for: ClassVar[str] = "participant_id"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    neighbourhood = models.ForeignKey(
        "places.Neighbourhood", on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(max_length=16, default=new_code, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["neighbourhood", "code"], name="%(app_label)s_%(class)s_code"
            )
        ]


class OnBehalf(models.Model):
    """Text of one person that another may have written down: it counts after reading back (R-C05).

    The database refuses a row that somebody else wrote and that was not read back and confirmed.
    """

    written_by = models.UUIDField()
    read_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
