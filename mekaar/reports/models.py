"""Reports of words, who they are between, and what people decided about them (L-20)."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from mekaar.core.models import Kept
from mekaar.core.sealed import OwnWords, SealedText
from mekaar.people.by import By


class Kind(models.TextChoices):
    """What can be reported: words of one person that another reads."""

    ASK = "ask", _("een vraag")
    OFFER = "offer", _("wat iemand wil doen")
    TELLING = "telling", _("wat een buurtverbinder zei")
    ARRANGEMENT = "arrangement", _("een voorstel voor een afspraak")
    EXPERIENCE = "experience", _("een ervaring")
    QUESTION = "question", _("een vraag aan wie dit meemaakte")


class Report(Kept):
    """Somebody reports words of another, in own words. Says what is reported, never who wrote it.

    Read by who reported it and by who may decide now; a name stands here only if it was given.
    """

    class State(models.TextChoices):
        OPEN = "open", _("nog niet bekeken")
        DECIDED = "decided", _("iemand heeft beslist")
        APPEALED = "appealed", _("een ander kijkt nog eens")
        SETTLED = "settled", _("klaar")

    # Of one person and about another: the words go when either of the two is erased.
    sealed_for = "id"

    kind = models.CharField(max_length=16, choices=Kind)
    thing = models.UUIDField()
    words = OwnWords(max_length=2000)
    name = SealedText(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)

    class Meta(Kept.Meta):
        indexes = [
            models.Index(
                fields=["neighbourhood", "made_at", "code"],
                name="reports_to_decide",
                condition=models.Q(state__in=["open", "appealed"]),
            ),
        ]

    def __str__(self) -> str:
        return self.state


class ReportParties(Kept):
    """Who reported and whose words it is about. No page and no person reads this table.

    The walls ask it whether somebody is one of the two; there is no list of people in it to see.
    """

    # A trigger takes this row along: who takes a report back may not touch this table.
    report = models.OneToOneField(Report, on_delete=models.DO_NOTHING, related_name="parties")
    # Empty after who reported it was erased; the decision about the words stands.
    participant = models.ForeignKey(
        "people.Participant", null=True, on_delete=models.CASCADE, related_name="+"
    )
    written_by = models.UUIDField(null=True)
    read_back_at = models.DateTimeField(null=True, blank=True)
    # Filled in by the database, out of what is reported.
    writer = models.UUIDField(null=True, editable=False)

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(participant=None)
                | models.Q(written_by=models.F("participant"))
                | models.Q(read_back_at__isnull=False),
                name="reports_parties_read_back",
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="reports_participant"),
            models.Index(fields=["neighbourhood", "writer"], name="reports_writer"),
        ]

    def __str__(self) -> str:
        return "parties"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reads of decisions."""

    def visible_to(self, by: By) -> Self:
        """The wall shows one's own: of what one reported, of what one wrote, what one decided."""
        return self.filter(neighbourhood_id=by.here)


class Decision(Kept):
    """What a person decided about reported words, always with a reason in own words.

    The second is of another person, after somebody did not agree; then the first counts no more.
    """

    class Outcome(models.TextChoices):
        STAYS = "stays", _("het blijft staan")
        HIDDEN = "hidden", _("anderen lezen het niet, tot het anders gezegd is")
        REMOVED = "removed", _("anderen lezen het niet meer")

    class Side(models.TextChoices):
        WRITER = "writer"
        REPORTER = "reporter"

    sealed_for = "id"

    report = models.ForeignKey(Report, on_delete=models.DO_NOTHING, related_name="decisions")
    nth = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    thing = models.UUIDField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = OwnWords(max_length=1000)
    # Empty after who decided was erased.
    decided_by = models.UUIDField(null=True)
    appealed_at = models.DateTimeField(null=True)
    appealed_by = models.CharField(max_length=8, choices=Side, blank=True)
    # By a second decision; by its writer, who said it differently.
    replaced_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "report", "nth"], name="reports_decision_once"
            ),
            models.CheckConstraint(
                condition=models.Q(nth__in=[1, 2]), name="reports_decided_twice_at_most"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=b""), name="reports_decision_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["neighbourhood", "thing"],
                name="reports_hidden",
                condition=models.Q(
                    outcome__in=["hidden", "removed"], replaced_at=None, lifted_at=None
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.outcome
