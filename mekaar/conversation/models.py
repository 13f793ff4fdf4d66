"""Encounters, core questions, everyday activities (reablement), goals, the closing invitation."""

import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mekaar.conversation import phrases
from mekaar.core.models import Kept, OnBehalf
from mekaar.core.sealed import BlindKeys, OwnWords, SealedText
from mekaar.people.by import By

Thing_co = TypeVar("Thing_co", bound=models.Model, covariant=True)


def _read_back(name: str) -> models.CheckConstraint:
    """Who writes for another reads back: without it the row cannot exist (R-C05)."""
    return models.CheckConstraint(
        condition=Q(written_by=F("participant_id")) | Q(read_back_at__isnull=False),
        name=f"conversation_{name}_read_back",
    )


class OwnedQuerySet(models.QuerySet[Thing_co]):
    """Things that are somebody's own: for the owner, and for who helps the owner now."""

    def visible_to(self, by: By) -> Self:
        """The same rule as the wall, in the words of the ORM."""
        return self.filter(neighbourhood=by.here, participant__in=by.ids)


class EncounterQuerySet(OwnedQuerySet["Encounter"]):
    """Talks: also for the desk, which must know who comes."""

    def visible_to(self, by: By) -> Self:
        """The owner's; for who plans the wishes, for the desk what is planned, and own talks."""
        rule = Q(participant__in=by.ids)
        if by.holds("host", "connector"):
            rule |= Q(state="planned") | Q(state="held", with_whom=by.id)
        if by.holds("connector"):
            rule |= Q(state="wished")
        return self.filter(rule, neighbourhood=by.here)

    def to_come(self) -> Self:
        """Talks that were wished or planned."""
        return self.filter(state__in=("wished", "planned"))


class Encounter(Kept, OnBehalf):
    """A talk at the place the resident chose, in the resident's words (R-C04, R-C09).

    No default end, no time measured (R-C08). `with_whom` is the host or connector, once known.
    """

    class State(models.TextChoices):
        WISHED = "wished", _("gewenst")
        PLANNED = "planned", _("afgesproken")
        HELD = "held", _("geweest")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="encounters"
    )
    with_whom = models.UUIDField(null=True, blank=True)
    place = OwnWords(blank=True, max_length=200)
    by_phone = models.BooleanField(default=False)
    planned_for = models.DateTimeField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    language_helper = SealedText(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.WISHED)

    objects = EncounterQuerySet.as_manager()

    class Meta(Kept.Meta):
        indexes = [
            models.Index(
                fields=["neighbourhood", "participant"], name="conversation_encounter_whose"
            ),
            models.Index(
                fields=["neighbourhood", "made_at", "code"],
                name="conversation_wished",
                condition=Q(state="wished"),
            ),
            models.Index(
                fields=["neighbourhood", "planned_for", "code"],
                name="conversation_planned",
                condition=Q(state="planned"),
            ),
        ]
        constraints = [
            *Kept.Meta.constraints,
            _read_back("encounter"),
            models.CheckConstraint(
                condition=~Q(place="") | Q(by_phone=True), name="conversation_a_chosen_place"
            ),
            models.CheckConstraint(
                condition=~Q(state="planned")
                | Q(planned_for__isnull=False, with_whom__isnull=False),
                name="conversation_planned_is_when_and_who",
            ),
        ]

    def __str__(self) -> str:
        return self.state


class CoreAnswer(Kept, OnBehalf):
    """One version of the answer to one core question: want, can, need, in that order (R-C05).

    Append-only: a later wording stands beside the first (R-C06). "Weet ik nog niet" is an answer.
    """

    class Question(models.TextChoices):
        WANT = "want", _("Wat wil ik?")
        CAN = "can", _("Wat kan ik?")
        NEED = "need", _("Wat heb ik nodig?")

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="core_answers"
    )
    question = models.CharField(max_length=4, choices=Question)
    version = models.PositiveIntegerField()
    words = OwnWords(blank=True)
    unknown_yet = models.BooleanField(default=False)
    # What was said when it was not Dutch: the language, and the words in that language (J2).
    other_language = models.CharField(max_length=8, blank=True)
    other_words = OwnWords(blank=True)

    objects = OwnedQuerySet["CoreAnswer"].as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            _read_back("answer"),
            models.UniqueConstraint(
                fields=["neighbourhood", "participant", "question", "version"],
                name="conversation_answer_version",
            ),
            models.CheckConstraint(
                condition=Q(unknown_yet=True) | ~Q(words="") | ~Q(other_words=""),
                name="conversation_words_or_unknown",
            ),
            models.CheckConstraint(
                condition=Q(other_words="") | ~Q(other_language=""),
                name="conversation_words_in_a_language",
            ),
        ]
        ordering = ["question", "version"]

    def __str__(self) -> str:
        return f"{self.question} {self.version}"


class DailyActivity(Kept, OnBehalf):
    """Something of daily life on one of the three steps of reablement (R-B04 to R-B06).

    Only the resident moves it; on step 1 nobody can take it over (the wall refuses that).
    A row without words says "weet ik nog niet" to its step; it lets the resident go on.
    """

    class Step(models.TextChoices):
        SELF_DONE = "self_done", _("Dit doe ik zelf")
        TO_REGAIN = "to_regain", _("Dit wil ik weer kunnen")
        LEFT_OVER = "left_over", _("Dit blijft over")

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="activities"
    )
    words = OwnWords(blank=True, max_length=300)
    phrase_keys = BlindKeys("phrase", lambda one: phrases.activity(one.words))
    unknown_yet = models.BooleanField(default=False)
    step = models.CharField(max_length=12, choices=Step)

    objects = OwnedQuerySet["DailyActivity"].as_manager()

    class Meta(Kept.Meta):
        indexes = [
            models.Index(
                fields=["neighbourhood", "participant"], name="conversation_activity_whose"
            )
        ]
        constraints = [
            *Kept.Meta.constraints,
            _read_back("activity"),
            models.CheckConstraint(
                condition=Q(unknown_yet=True, words="") | (Q(unknown_yet=False) & ~Q(words="")),
                name="conversation_activity_or_unknown",
            ),
            models.UniqueConstraint(
                fields=["neighbourhood", "participant", "step"],
                condition=Q(unknown_yet=True),
                name="conversation_unknown_once",
            ),
        ]
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.step


class PracticeStep(Kept, OnBehalf):
    """A small step chosen by the resident, with a look-back date of the resident's own (R-B05).

    Never open-ended: "houden zo" and "minder hulp" come with the next date, "stoppen" ends it.
    """

    class Mark(models.TextChoices):
        KEEP = "keep", _("houden zo")
        LESS = "less", _("minder hulp")
        STOP = "stop", _("stoppen")

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="+"
    )
    activity = models.ForeignKey(DailyActivity, on_delete=models.CASCADE, related_name="steps")
    words = OwnWords(max_length=300)
    with_whom = SealedText(max_length=80, blank=True)
    look_back_on = models.DateField()
    mark = models.CharField(max_length=8, choices=Mark, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet["PracticeStep"].as_manager()

    class Meta(Kept.Meta):
        indexes = [
            models.Index(
                fields=["neighbourhood", "participant"], name="conversation_practice_whose"
            )
        ]
        constraints = [*Kept.Meta.constraints, _read_back("practice")]
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.mark or "open"

    def asks_to_look_back(self, today: datetime.date) -> bool:
        """Whether the resident's own date has come: asked on the page, never sent."""
        return self.mark != self.Mark.STOP and self.look_back_on <= today


class GoalQuerySet(OwnedQuerySet["Goal"]):
    """Goals: the owner's alone, also at the desk (R-C07)."""

    def visible_to(self, by: By) -> Self:
        """The goals of who is signed in, and of nobody else."""
        return self.filter(neighbourhood=by.here, participant=by.id)


class Goal(Kept):
    """What the resident wants to reach: written, changed and closed by the resident only (R-C07).

    No scribe: at the desk the resident signs in with the card and types. No date, no target.
    """

    class Mark(models.TextChoices):
        MUCH_LESS = "much_less", _("veel minder dan gehoopt")
        LESS = "less", _("iets minder dan gehoopt")
        AS_HOPED = "as_hoped", _("zoals gehoopt")
        MORE = "more", _("iets meer dan gehoopt")
        MUCH_MORE = "much_more", _("veel meer dan gehoopt")

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="goals"
    )
    written_by = models.UUIDField()
    first_words = OwnWords(max_length=1000)
    words = OwnWords(max_length=1000)
    mark = models.CharField(max_length=12, choices=Mark, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=Q(written_by=F("participant_id")),
                name="conversation_goal_of_the_resident",
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="conversation_goal_whose")
        ]
        ordering = ["made_at"]

    def __str__(self) -> str:
        return "closed" if self.closed_at else "open"


class ClosingInvitation(Kept, OnBehalf):
    """ "Zou je iets voor de buurt willen doen?" and its answer: no, later (own date), yes (R-A12).

    A "no" is not asked again; a "later" not before the resident's date; it has no consequence.
    """

    class Answer(models.TextChoices):
        NO = "no", _("nee")
        LATER = "later", _("later")
        YES = "yes", _("ja")

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="invitations"
    )
    answer = models.CharField(max_length=8, choices=Answer)
    later_on = models.DateField(null=True, blank=True)
    words = OwnWords(blank=True, max_length=1000)
    asked_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet["ClosingInvitation"].as_manager()

    class Meta(Kept.Meta):
        indexes = [
            models.Index(
                fields=["neighbourhood", "participant", "-asked_at"],
                name="conversation_invitation_whose",
            )
        ]
        constraints = [
            *Kept.Meta.constraints,
            _read_back("invitation"),
            models.CheckConstraint(
                condition=Q(answer="later", later_on__isnull=False)
                | (~Q(answer="later") & Q(later_on=None)),
                name="conversation_later_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return self.answer
