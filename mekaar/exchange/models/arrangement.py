"""What two people agree after an introduction, the reverse question, and lasting contact."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mekaar.core.models import Kept, OnBehalf, OwnWords
from mekaar.exchange.models.introduction import Introduction


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
    words = OwnWords(max_length=1000)
    place = OwnWords(blank=True, max_length=200)
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

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=False) | models.Q(times_agreed__gte=1),
                name="exchange_arrangement_has_an_end",
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


class ReverseQuestion(Kept):
    """The question the other way, asked to both sides; answering is free (R-A07, R-A17)."""

    class Answer(models.TextChoices):
        NO = "no", _("nee")
        LATER = "later", _("later")
        YES = "yes", _("ja")

    class Which(models.TextChoices):
        GIVER = "giver", _("En heb jij ook een vraag?")
        ASKER = "asker", _("Is er iets wat je zelf graag voor iemand zou doen? Nee is ook goed.")

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="reverse_questions"
    )
    which = models.CharField(max_length=8, choices=Which)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.UUIDField(null=True, blank=True)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    later_on = models.DateField(null=True, blank=True)

    class Meta(Kept.Meta):
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="exchange_reverse_whose")
        ]

    def __str__(self) -> str:
        return self.which


class LastingContact(Kept):
    """ "Zien jullie elkaar nog?", waiting for both answers; then counted and forgotten (R-A18)."""

    one = models.ForeignKey("people.Participant", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("people.Participant", on_delete=models.CASCADE, related_name="+")
    ask_from = models.DateField()
    one_says = models.BooleanField(null=True)
    other_says = models.BooleanField(null=True)

    class Meta(Kept.Meta):
        indexes = [
            models.Index(fields=["neighbourhood", "one"], name="exchange_lasting_one"),
            models.Index(fields=["neighbourhood", "other"], name="exchange_lasting_other"),
        ]

    def __str__(self) -> str:
        return "lasting contact"


class LastingContactCount(Kept):
    """How many lasting contacts a quarter had in a neighbourhood: a number, no people."""

    quarter = models.CharField(max_length=7)
    how_many = models.PositiveIntegerField(default=0)

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "quarter"], name="exchange_one_count_a_quarter"
            ),
        ]

    def __str__(self) -> str:
        return self.quarter
