"""What an ask or an offer means, as numbers that only the engine compares (ADR 27)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mekaar.core.models import Kept
from mekaar.core.sealed import SealedVector
from mekaar.exchange.models.ask import Ask, Offer


class Meaning(Kept):
    """The vector of the words of one ask or one offer, made in the background; read by no person.

    Only of what is open. A trigger takes it along when the words change or the row closes or goes.
    Vectors of two models cannot be compared: `model_id` says which made it.
    """

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="+"
    )
    ask = models.OneToOneField(
        Ask, null=True, blank=True, on_delete=models.CASCADE, related_name="meaning"
    )
    offer = models.OneToOneField(
        Offer, null=True, blank=True, on_delete=models.CASCADE, related_name="meaning"
    )
    model_id = models.CharField(max_length=64)
    vector: "models.Field[Any, Any]" = SealedVector()

    objects: ClassVar[models.Manager["Meaning"]] = models.Manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ask=None, offer__isnull=False) | Q(ask__isnull=False, offer=None),
                name="exchange_meaning_of_one",
            ),
        ]

    def __str__(self) -> str:
        return self.model_id
