"""A question to people who went through this, and the same words before the back-up (R-A10)."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mekaar.answers.models.experience import Audience, Matter
from mekaar.core.models import Kept, OnBehalf
from mekaar.core.prepared import any_of
from mekaar.core.sealed import OwnWords
from mekaar.people.by import By
from mekaar.people.models import GroupMember


class QuestionQuerySet(models.QuerySet["Question"]):
    """Reads of questions."""

    def visible_to(self, by: By) -> Self:
        """On the pages of this person, or of the resident helped now."""
        return self.filter(any_of("participant_id", by.ids))

    def read_by(self, by: By, *, at_desk: bool) -> Self:
        """What others ask and this person may read; at the desk what was asked of the desk."""
        others = self.filter(state=Question.State.OPEN).exclude(any_of("participant_id", by.ids))
        if at_desk:
            return others
        groups = GroupMember.objects.confirmed().filter(any_of("participant_id", by.ids))
        return others.filter(
            Q(audience=Audience.NEIGHBOURHOOD)
            | Q(audience=Audience.GROUP, group__in=groups.values("group_id"))
        )


class Question(Kept, OnBehalf):
    """ "Heeft iemand dit meegemaakt?", asked of people and not of a machine (R-A10, D21).

    It goes out after its owner saw what others told already, and said yes to exactly these words;
    without a name. It has a key of its own: taken back it is noise in every copy.
    """

    class State(models.TextChoices):
        TOLD = "told", _("nog niet gesteld: alleen jij leest dit")
        OPEN = "open", _("gesteld")
        CLOSED = "closed", _("klaar")

    class AnsweredBy(models.TextChoices):
        NEIGHBOURS = "neighbours", _("iemand die dit meemaakte")
        DESK = "desk", _("iemand van de balie of de tafel")
        BACK_UP = "back_up", _("de achterwacht")
        NOBODY = "nobody", _("niemand, maar ik stop ermee")

    sealed_for = "id"

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="questions"
    )
    words = OwnWords(max_length=600)
    matter = models.CharField(max_length=8, choices=Matter, default=Matter.NONE)
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.TABLE)
    group = models.ForeignKey("people.Group", null=True, blank=True, on_delete=models.SET_NULL)
    # Of whom else it may be asked, and only with a yes of the owner.
    asks_people = models.BooleanField(default=False)
    asks_back_up = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State, default=State.TOLD)
    state_since = models.DateTimeField(default=timezone.now)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.UUIDField(null=True, blank=True)
    answered_by = models.CharField(max_length=12, choices=AnsweredBy, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=Q(written_by=models.F("participant_id")) | Q(read_back_at__isnull=False),
                name="answers_question_read_back",
            ),
            models.CheckConstraint(
                condition=~Q(state="open")
                | Q(approved_by=models.F("participant_id"), approved_at__isnull=False)
                | Q(
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    read_back_at__isnull=False,
                ),
                name="answers_question_approved",
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="answers_question_owner"),
            models.Index(
                fields=["neighbourhood", "state_since", "code"],
                name="answers_question_open",
                condition=Q(state="open"),
            ),
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def is_open(self) -> bool:
        """Whether it was asked, and waits for answers."""
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether its owner said that it is done."""
        return self.state == self.State.CLOSED

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


class Handed(Kept):
    """A question that a host laid before the back-up: the approved words, and nothing of a person.

    The back-up reads this row and never whose question it is; it is sealed with the question's key,
    so it goes with the question.
    """

    sealed_for = "question_id"

    # The trigger on the question takes it along.
    question = models.OneToOneField(Question, on_delete=models.DO_NOTHING, related_name="handed")
    words = OwnWords(max_length=600)
    matter = models.CharField(max_length=8, choices=Matter, default=Matter.NONE)
    handed_by = models.UUIDField()
    answer = OwnWords(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)

    objects = models.Manager["Handed"]()

    class Meta(Kept.Meta):
        indexes = [
            models.Index(
                fields=["neighbourhood", "made_at", "code"],
                name="answers_handed_waits",
                condition=Q(answered_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return "answered" if self.answered_at else "waits"
