"""The one plan of a circle: versions, agreements, everybody's consent (R-C20, R-C21)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mekaar.circles.models.circle import OfCircle, OfCircleQuerySet, Seat
from mekaar.circles.models.meeting import CircleMeeting
from mekaar.conversation import phrases
from mekaar.core.models import Kept, OnBehalf
from mekaar.core.sealed import BlindKeys, OwnWords
from mekaar.exchange import boundaries
from mekaar.exchange.models.arrangement import CrossedBoundary


class PlanVersion(OfCircle):
    """One version of the plan, written down in a meeting. At most one is in force (invariant 9)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("wordt opgeschreven")
        CONSENT_ROUND = "consent_round", _("iedereen zegt of het zo goed is")
        IN_FORCE = "in_force", _("dit is het plan")
        SUPERSEDED = "superseded", _("er is een nieuwer plan")

    meeting = models.ForeignKey(CircleMeeting, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=State, default=State.DRAFT)
    # Which time everybody is asked: an objection sends the words back, and then it is asked anew.
    round = models.PositiveSmallIntegerField(default=0)
    in_force_since = models.DateTimeField(null=True, blank=True)

    objects = OfCircleQuerySet["PlanVersion"].as_manager()

    class Meta(OfCircle.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(fields=["circle", "number"], name="circles_plan_number"),
            models.UniqueConstraint(
                fields=["circle"], condition=Q(state="in_force"), name="circles_one_plan"
            ),
            models.UniqueConstraint(
                fields=["circle"],
                condition=Q(state__in=("draft", "consent_round")),
                name="circles_one_plan_in_the_making",
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class CrossedInPlan(CrossedBoundary):
    """Which boundary an agreement crosses; only for who is no professional it may cross none."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Judged anew whenever the row is saved.

        What happens if it goes otherwise is not judged: there somebody may well call for help.
        """
        if isinstance(model_instance, Agreement):
            found = boundaries.crossed(model_instance.what, model_instance.when)
            setattr(model_instance, self.attname, found.code if found else "")
        return str(super().pre_save(model_instance, add))


class Agreement(OfCircle):
    """What somebody does, when, how we know, and what if it goes otherwise; by their own yes.

    Only of phase 3 (R-C19). A broken one goes back to the circle; nobody is reminded of it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("voorgesteld")
        AGREED = "agreed", _("ja gezegd")
        DECLINED = "declined", _("liever niet")
        VETOED = "vetoed", _("doorgestreept")

    plan = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="agreements")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    what = OwnWords(max_length=300)
    when = OwnWords(max_length=200)
    how_we_know = OwnWords(max_length=300, blank=True)
    otherwise = OwnWords(max_length=300, blank=True)
    until = models.DateField(null=True, blank=True)
    # What the database can still refuse about words that it cannot read (ADR 17; L-08, R-B04).
    crosses = CrossedInPlan()
    phrase_keys = BlindKeys("phrase", lambda one: phrases.within(one.what))
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    # Who wrote the yes down, and when it was read back if it was not the person's own hand.
    said_by = models.UUIDField(null=True, blank=True)
    said_back_at = models.DateTimeField(null=True, blank=True)
    # Somebody of the circle said that it did not work out: the next meeting talks about it.
    broken_at = models.DateTimeField(null=True, blank=True)

    objects = OfCircleQuerySet["Agreement"].as_manager()

    class Meta(OfCircle.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(said_by__isnull=False),
                name="circles_agreed_by_somebody",
            ),
        ]
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.state


class Consent(OfCircle, OnBehalf):
    """One answer in one round: consent, an objection in own words, or "het is voorgelezen".

    Members decide on agreements, never on goals; there is no majority (R-C20, R-C07).
    """

    class Answer(models.TextChoices):
        CONSENT = "consent", _("ik heb geen bezwaar")
        OBJECTION = "objection", _("ik heb een bezwaar")
        HEARD = "heard", _("was er niet; het is voorgelezen")

    sealed_for = "seat_id"

    plan = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="consents")
    round = models.PositiveSmallIntegerField()
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=12, choices=Answer)
    words = OwnWords(max_length=1000, blank=True)

    objects = OfCircleQuerySet["Consent"].as_manager()

    class Meta(OfCircle.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "round", "seat"], name="circles_one_consent_a_round"
            ),
            models.CheckConstraint(
                condition=~Q(answer="objection") | ~Q(words=""), name="circles_objection_in_words"
            ),
        ]
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.answer
