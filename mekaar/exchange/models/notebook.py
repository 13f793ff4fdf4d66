"""Rows of an imported notebook that were taken, so that importing twice changes nothing."""

from django.db import models

from mekaar.core.models import Kept


class NotebookRow(Kept):
    """A keyed digest of one row that was taken: no name, no phone, no words."""

    digest = models.CharField(max_length=64)

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "digest"], name="exchange_notebook_row_once"
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:8]
