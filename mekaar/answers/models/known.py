"""What people know from the inside, and whom a connector asked about a question (R-A10)."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mekaar.answers.models.question import Question
from mekaar.core.models import Kept, OnBehalf
from mekaar.core.prepared import any_of
from mekaar.core.sealed import OwnWords, SealedVector
from mekaar.people.by import By


class KnownSituationQuerySet(models.QuerySet["KnownSituation"]):
    """Reads of situations."""

    def visible_to(self, by: By) -> Self:
        """On the pages of this person, or of the resident helped now."""
        return self.filter(any_of("participant_id", by.ids))


class KnownSituation(Kept, OnBehalf):
    """ "Dit ken ik van binnenuit", in free words; only the connector reads it, to ask (R-A10).

    It is never changed, only added and taken back. Its vectors are made in the background.
    """

    sealed_for = "id"

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="known_situations"
    )
    words = OwnWords(max_length=300)
    model_id = models.CharField(max_length=64, blank=True)
    vector: "models.Field[Any, Any]" = SealedVector(default=list, blank=True)

    objects = KnownSituationQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=Q(written_by=models.F("participant_id")) | Q(read_back_at__isnull=False),
                name="answers_known_read_back",
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="answers_known_of"),
        ]

    def __str__(self) -> str:
        return "known"


class AskedQuerySet(models.QuerySet["Asked"]):
    """Reads of who was asked."""

    def visible_to(self, by: By) -> Self:
        """On the pages of this person, or of the resident helped now."""
        return self.filter(any_of("participant_id", by.ids))


class Asked(Kept):
    """A connector asked somebody who knows this from the inside; that one says yes, no or later.

    Of all this the owner of the question learns one thing only: who said yes, as they chose to be
    known. It goes with the question.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("ja, dat wil ik")
        LATER = "later", _("later misschien")
        NO = "no", _("nee, liever niet")

    sealed_for = "id"

    # The trigger on the question takes it along.
    question = models.ForeignKey(Question, on_delete=models.DO_NOTHING, related_name="asked")
    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="+"
    )
    asked_by = models.UUIDField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # How the owner of the question may know this person; only with a yes.
    shown_as = OwnWords(max_length=300, blank=True)
    written_by = models.UUIDField(null=True, blank=True)
    read_back_at = models.DateTimeField(null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "question", "participant"], name="answers_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(answer="", written_by__isnull=True)
                | Q(written_by=models.F("participant_id"))
                | Q(written_by__isnull=False, read_back_at__isnull=False),
                name="answers_asked_own_answer",
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="answers_asked_person"),
        ]

    def __str__(self) -> str:
        return self.answer
