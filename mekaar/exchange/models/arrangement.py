"""What two people agree after an introduction, the reverse question, and lasting contact."""

import datetime
import uuid
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mekaar.conversation import phrases
from mekaar.core.models import Kept, OnBehalf
from mekaar.core.sealed import BlindKeys, OwnWords
from mekaar.exchange import boundaries
from mekaar.exchange.models.introduction import Introduction
from mekaar.people.by import By

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:
    _CharField = models.CharField


class ArrangementQuerySet(models.QuerySet["Arrangement"]):
    """Reads of arrangements."""

    def visible_to(self, by: By) -> Self:
        """Those on the pages of one of the two, or of whoever helps one of them now."""
        return self.filter(Q(asker_id__in=by.ids) | Q(giver_id__in=by.ids))

    def of(self, participant: uuid.UUID) -> Self:
        """Those of this person, whichever side."""
        return self.filter(Q(asker_id=participant) | Q(giver_id=participant))

    def running(self) -> Self:
        """Proposed or agreed."""
        return self.filter(state__in=(Arrangement.State.PROPOSED, Arrangement.State.AGREED))


class CrossedBoundary(_CharField):
    """Which boundary the row's own words cross (L-08); a check in the database wants none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A code that no form shows."""
        super().__init__(*args, **{"max_length": 16, "blank": True, "editable": False} | kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Judged anew whenever the row is saved."""
        if isinstance(model_instance, Arrangement):
            found = boundaries.crossed(model_instance.words, model_instance.place)
            setattr(model_instance, self.attname, found.code if found else "")
        return str(super().pre_save(model_instance, add))


class Arrangement(Kept, OnBehalf):
    """What, from whom, with an end or a number of times, under whose wing (L-15).

    Somebody for whom it is too much gives it back at once and the row is gone: no count of
    refusals exists (R-E06, invariant 21). An activity the resident does alone cannot be taken over
    (R-B04).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("voorgesteld")
        AGREED = "agreed", _("afgesproken")
        ROUNDED_OFF = "rounded_off", _("afgerond")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="arrangements"
    )
    asker = models.ForeignKey("people.Participant", on_delete=models.CASCADE, related_name="+")
    giver = models.ForeignKey("people.Participant", on_delete=models.CASCADE, related_name="+")
    # The asker's: the arrangement goes when one of the two is erased.
    sealed_for = "asker_id"

    words = OwnWords(max_length=1000)
    place = OwnWords(blank=True, max_length=200)
    # What the database can still refuse about words that it cannot read (ADR 17).
    crosses = CrossedBoundary()
    phrase_keys = BlindKeys("phrase", lambda one: phrases.within(one.words))
    wing = models.ForeignKey(
        "places.Organisation", null=True, blank=True, on_delete=models.SET_NULL
    )
    activity = models.ForeignKey(
        "conversation.DailyActivity", null=True, blank=True, on_delete=models.SET_NULL
    )
    ends_on = models.DateField(null=True, blank=True)
    times_agreed = models.PositiveSmallIntegerField(null=True, blank=True)
    asker_yes_at = models.DateTimeField(null=True, blank=True)
    giver_yes_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)

    objects = ArrangementQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=False)
                | models.Q(times_agreed__isnull=False, times_agreed__gte=1),
                name="exchange_arrangement_has_an_end",
            ),
            models.CheckConstraint(
                condition=models.Q(crosses=""), name="exchange_arrangement_within_boundaries"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="agreed")
                | (models.Q(asker_yes_at__isnull=False) & models.Q(giver_yes_at__isnull=False)),
                name="exchange_arrangement_of_both",
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "giver", "state"], name="exchange_arr_giver"),
            models.Index(fields=["neighbourhood", "asker", "state"], name="exchange_arr_asker"),
        ]

    def __str__(self) -> str:
        return self.state

    def said_yes(self, participant: uuid.UUID) -> bool:
        """Whether this one of the two said yes."""
        return self.yes_of(participant) is not None

    def yes_of(self, participant: uuid.UUID) -> datetime.datetime | None:
        """When this one of the two said yes."""
        return self.asker_yes_at if participant == self.asker_id else self.giver_yes_at

    @property
    def proposer_id(self) -> uuid.UUID:
        """Whose words they are: who proposed it, and so said yes first."""
        asker, giver = self.asker_yes_at, self.giver_yes_at
        is_asker = giver is None or (asker is not None and asker <= giver)
        return self.asker_id if is_asker else self.giver_id

    def other_than(self, participant: uuid.UUID) -> uuid.UUID:
        """The other of the two."""
        return self.giver_id if participant == self.asker_id else self.asker_id


class OfOne(Kept):
    """A question to one of two people who were introduced, answered by that one alone."""

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="+"
    )
    # Empty once the contact is forgotten.
    introduction = models.ForeignKey(
        Introduction, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class ReverseQuestionQuerySet(models.QuerySet["ReverseQuestion"]):
    """Reads of reverse questions."""

    def visible_to(self, by: By) -> Self:
        """Those on the pages of this person, or of the resident helped now."""
        return self.filter(participant_id__in=by.ids)

    def to_answer(self, today: datetime.date) -> Self:
        """Not answered, or "later" and the own date is there."""
        return self.filter(Q(answer="") | Q(answer="later", later_on__lte=today))


class ReverseQuestion(OfOne):
    """The question the other way, asked to both sides; answering is free (R-A07, R-A17).

    `asked_at` is empty as long as nobody asked it: after rounding off it waits on the page of the
    person, and the connector asks it at the desk. Once a contact, also after a no.
    """

    class Answer(models.TextChoices):
        NO = "no", _("nee")
        LATER = "later", _("later")
        YES = "yes", _("ja")

    class Which(models.TextChoices):
        GIVER = "giver", _("En heb jij ook een vraag?")
        ASKER = "asker", _("Is er iets wat je zelf graag voor iemand zou doen? Nee is ook goed.")

    which = models.CharField(max_length=8, choices=Which)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.UUIDField(null=True, blank=True)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    later_on = models.DateField(null=True, blank=True)

    objects = ReverseQuestionQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "introduction", "participant"],
                name="exchange_reverse_once_a_contact",
            ),
            models.CheckConstraint(
                condition=Q(answer="later") | Q(later_on=None), name="exchange_reverse_date_later"
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="exchange_reverse_whose")
        ]

    def __str__(self) -> str:
        return self.which


class LastingContactQuerySet(models.QuerySet["LastingContact"]):
    """Reads of the question whether two still see each other."""

    def visible_to(self, by: By) -> Self:
        """Those on the pages of this person, or of the resident helped now."""
        return self.filter(participant_id__in=by.ids)

    def to_answer(self, today: datetime.date) -> Self:
        """Not said yet, and a while after the contact."""
        return self.filter(says="", ask_from__lte=today)


class LastingContact(OfOne):
    """ "Zien jullie elkaar nog?", one row for each of the two (R-A18).

    Nobody reads what the other says. When both said it, it is counted and the contact forgotten.
    """

    class Says(models.TextChoices):
        YES = "yes", _("ja")
        NO = "no", _("nee")
        RATHER_NOT = "rather_not", _("dat zeg ik liever niet")

    ask_from = models.DateField()
    says = models.CharField(max_length=12, choices=Says, blank=True)

    objects = LastingContactQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "introduction", "participant"],
                name="exchange_lasting_one_each",
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="exchange_lasting_whose"),
            models.Index(fields=["neighbourhood", "ask_from"], name="exchange_lasting_from"),
        ]

    def __str__(self) -> str:
        return self.says or "open"


class LastingContactCount(Kept):
    """What a quarter's forgotten contacts leave behind: numbers, no people.

    How many both still see each other, of how many contacts, and in how many of these the reverse
    question was asked (R-A17, R-A18).
    """

    quarter = models.CharField(max_length=7)
    how_many = models.PositiveIntegerField(default=0)
    contacts = models.PositiveIntegerField(default=0)
    asked_back = models.PositiveIntegerField(default=0)

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "quarter"], name="exchange_one_count_a_quarter"
            ),
        ]

    def __str__(self) -> str:
        return self.quarter
