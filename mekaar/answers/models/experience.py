"""An experience that somebody told, and its meaning as numbers (R-A10)."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mekaar.core.models import Kept, OnBehalf
from mekaar.core.prepared import any_of
from mekaar.core.sealed import BlindKeys, OwnWords, SealedVector
from mekaar.language.families import families
from mekaar.matching import keys
from mekaar.people.by import By
from mekaar.people.models import GroupMember


class Audience(models.TextChoices):
    """Who may read it; the table and the desk only, unless the teller chooses wider."""

    TABLE = "table", _("alleen de tafel en de balie")
    GROUP = "group", _("ook één groep, zonder mijn naam")
    NEIGHBOURHOOD = "neighbourhood", _("ook de buurt, zonder mijn naam")


class Matter(models.TextChoices):
    """Where an experience never stands in for a professional: then a number stands beside it."""

    NONE = "none", _("iets anders")
    LAW = "law", _("recht, een brief of een instantie")
    HEALTH = "health", _("gezondheid")
    MONEY = "money", _("geld")


def to_be_found_by(text: str) -> list[str]:
    """By what a text about this is found without a model: its words and its families of words."""
    return [*keys(text), *(f"family {name}" for name in families(text))]


class ExperienceQuerySet(models.QuerySet["Experience"]):
    """Reads of experiences."""

    def visible_to(self, by: By) -> Self:
        """On the pages of this person, or of the resident helped now."""
        return self.filter(any_of("participant_id", by.ids))

    def read_by(self, by: By, *, at_desk: bool) -> Self:
        """What others told and this person may read; at the desk what was told to the desk."""
        others = self.filter(state=Experience.State.READABLE).exclude(
            any_of("participant_id", by.ids)
        )
        if at_desk:
            return others
        groups = GroupMember.objects.confirmed().filter(any_of("participant_id", by.ids))
        return others.filter(
            Q(audience=Audience.NEIGHBOURHOOD)
            | Q(audience=Audience.GROUP, group__in=groups.values("group_id"))
            | Q(question__participant_id__in=by.ids)  # told for a question of mine
        )


class Experience(Kept, OnBehalf):
    """What somebody went through, what helped, what they would do otherwise. Never advice (R-A10).

    Read by others only after its teller said yes to exactly these words; without a name. It has a
    key of its own: taken back it is noise in every copy, while its teller stays.
    """

    class State(models.TextChoices):
        TOLD = "told", _("alleen jij leest dit")
        READABLE = "readable", _("anderen mogen dit lezen")

    sealed_for = "id"

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="experiences"
    )
    happened = OwnWords(max_length=2000)
    helped = OwnWords(blank=True, max_length=2000)
    otherwise = OwnWords(blank=True, max_length=2000)
    matter = models.CharField(max_length=8, choices=Matter, default=Matter.NONE)
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.TABLE)
    group = models.ForeignKey("people.Group", null=True, blank=True, on_delete=models.SET_NULL)
    # Told for this question: its owner reads it too. The trigger on the question lets it go.
    question = models.ForeignKey(
        "answers.Question",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        related_name="experiences",
    )
    state = models.CharField(max_length=12, choices=State, default=State.TOLD)
    state_since = models.DateTimeField(default=timezone.now)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.UUIDField(null=True, blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    # "Mag dit er nog staan?" was asked, once; empty again after a yes (L-14).
    asked_again_at = models.DateTimeField(null=True, blank=True)
    keys = BlindKeys("experience", lambda one: to_be_found_by(one.whole))

    objects = ExperienceQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=Q(written_by=models.F("participant_id")) | Q(read_back_at__isnull=False),
                name="answers_experience_read_back",
            ),
            models.CheckConstraint(
                condition=Q(state="told")
                | Q(approved_by=models.F("participant_id"), approved_at__isnull=False)
                | Q(
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    read_back_at__isnull=False,
                ),
                name="answers_experience_approved",
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="answers_experience_teller"),
            models.Index(
                fields=["neighbourhood", "audience"],
                name="answers_experience_read",
                condition=Q(state="readable"),
            ),
            models.Index(
                fields=["neighbourhood", "look_again_on", "code"],
                name="answers_experience_again",
                condition=Q(state="readable"),
            ),
            GinIndex(fields=["keys"], name="answers_keys", condition=Q(state="readable")),
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def whole(self) -> str:
        """All three answers as one text."""
        return "\n".join(filter(None, (self.happened, self.helped, self.otherwise)))

    @property
    def is_readable(self) -> bool:
        """Whether others may read it now."""
        return self.state == self.State.READABLE

    @property
    def needs_back_up(self) -> bool:
        """Whether the number of the back-up stands beside it, wherever it is shown."""
        return self.matter != Matter.NONE

    @property
    def readers(self) -> str:
        """Who may read it, as every page says it."""
        if self.audience == Audience.GROUP and self.group is not None:
            return self.group.name
        return str(Audience(self.audience).label)

    def is_due(self) -> bool:
        """Whether it is time to ask the teller again."""
        return self.is_readable and (
            self.look_again_on is not None and self.look_again_on <= timezone.localdate()
        )


class Meaning(Kept):
    """The vectors of the words of one experience, made in the background; read by no person.

    Only of what is readable, and sealed with its key. A trigger takes it along when the words
    change or the experience goes. Vectors of two models cannot be compared (ADR 27).
    """

    sealed_for = "experience_id"

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="+"
    )
    experience = models.OneToOneField(Experience, on_delete=models.CASCADE, related_name="meaning")
    model_id = models.CharField(max_length=64)
    vector: "models.Field[Any, Any]" = SealedVector()

    objects: ClassVar[models.Manager["Meaning"]] = models.Manager()

    def __str__(self) -> str:
        return self.model_id
