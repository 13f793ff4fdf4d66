"""A meeting of the circle: its day, who comes, its agenda, and how it went."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mekaar.circles.models.circle import OfCircle, OfCircleQuerySet, Seat, seated
from mekaar.core.models import Kept
from mekaar.core.sealed import OwnWords
from mekaar.people.by import By


class CircleMeeting(OfCircle):
    """A meeting: place and time by the resident, phases in their order (R-C14, R-C17 to R-C19).

    `outcome` says how it ended; "we weten het nog niet" is as good as any other (invariant 29).
    """

    class State(models.TextChoices):
        AGENDA_DRAFT = "agenda_draft", _("de agenda wordt gemaakt")
        RELEASED = "released", _("de agenda is klaar")
        BEING_THERE = "being_there", _("erbij zijn")
        THINKING_ALONG = "thinking_along", _("meedenken")
        SUPPORTING = "supporting", _("steunen")
        WRITTEN = "written", _("geweest")
        CONSENTED = "consented", _("geweest, met een plan")
        CALLED_OFF = "called_off", _("gaat niet door")

    class Outcome(models.TextChoices):
        GOOD = "good", _("we waren bij elkaar, dat was goed")
        UNKNOWN_YET = "unknown_yet", _("we weten het nog niet")
        FURTHER = "further", _("we zijn verder gekomen")

    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=State, default=State.AGENDA_DRAFT)
    planned_for = models.DateTimeField(null=True, blank=True)
    place = OwnWords(max_length=200, blank=True)
    # Optional time in which no professional is in the room.
    time_alone = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    outcome_words = OwnWords(max_length=1000, blank=True)

    objects = OfCircleQuerySet["CircleMeeting"].as_manager()

    class Meta(OfCircle.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(fields=["circle", "number"], name="circles_meeting_number"),
            models.CheckConstraint(
                condition=Q(state__in=("agenda_draft", "called_off"))
                | (Q(planned_for__isnull=False) & ~Q(place="")),
                name="circles_released_is_when_and_where",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("written", "consented")) | ~Q(outcome=""),
                name="circles_written_is_how_it_went",
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class PossibleDay(OfCircle):
    """A moment on which the circle could meet; the resident chooses one (R-C14)."""

    meeting = models.ForeignKey(CircleMeeting, on_delete=models.CASCADE, related_name="days")
    at = models.DateTimeField()

    objects = OfCircleQuerySet["PossibleDay"].as_manager()

    class Meta(OfCircle.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "at"], name="circles_day_once"),
        ]
        ordering = ["at"]

    def __str__(self) -> str:
        return str(self.at)


class DayAnswer(OfCircle):
    """Whether somebody can come on that moment.

    Typed by resident or facilitator for who phones: `written_by` tells, and the page says so.
    """

    class Answer(models.TextChoices):
        YES = "yes", pgettext_lazy("dag", "kan")
        MAYBE = "maybe", _("als het moet")
        NO = "no", _("kan niet")

    day = models.ForeignKey(PossibleDay, on_delete=models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer)
    written_by = models.UUIDField()

    objects = OfCircleQuerySet["DayAnswer"].as_manager()

    class Meta(OfCircle.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(fields=["day", "seat"], name="circles_one_answer"),
        ]

    def __str__(self) -> str:
        return self.answer


class Presence(OfCircle):
    """Whether somebody comes to a meeting (said by them), and was there (seen by the others).

    Being there is the contribution (R-C18); nothing here is ever counted.
    """

    meeting = models.ForeignKey(CircleMeeting, on_delete=models.CASCADE, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    comes = models.BooleanField(null=True, blank=True)
    was_there = models.BooleanField(default=False)
    written_by = models.UUIDField()

    objects = OfCircleQuerySet["Presence"].as_manager()

    class Meta(OfCircle.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "seat"], name="circles_presence_once"),
        ]

    def __str__(self) -> str:
        return str(self.was_there)


class AgendaQuerySet(models.QuerySet["AgendaPoint"]):
    """The agenda: resident and facilitator make it; members read it once it is released."""

    def visible_to(self, by: By) -> Self:
        """The same rule as the wall."""
        draft = Q(meeting__state=CircleMeeting.State.AGENDA_DRAFT)
        rule = (
            Q(resident=by.id)
            | Q(circle__in=seated(by, Seat.Chair.FACILITATOR))
            | (Q(circle__in=seated(by, Seat.Chair.MEMBER)) & ~draft)
        )
        return self.filter(rule, neighbourhood=by.here)


class AgendaPoint(OfCircle):
    """What the meeting is about, or what it should rather not be about (R-C17)."""

    class Sort(models.TextChoices):
        POINT = "point", _("hier gaat het over")
        RATHER_NOT = "rather_not", _("liever niet over")

    meeting = models.ForeignKey(CircleMeeting, on_delete=models.CASCADE, related_name="points")
    sort = models.CharField(max_length=12, choices=Sort, default=Sort.POINT)
    words = OwnWords(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    objects = AgendaQuerySet.as_manager()

    class Meta(OfCircle.Meta):
        ordering = ["position", "made_at"]

    def __str__(self) -> str:
        return self.sort


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Suggestions: from one member to the resident, and to nobody else."""

    def visible_to(self, by: By) -> Self:
        """The same rule as the wall."""
        return self.filter(Q(resident=by.id) | Q(seat__participant=by.id), neighbourhood=by.here)


class Suggestion(OfCircle):
    """A point a member would like to talk about; the resident takes it over or lets it be."""

    sealed_for = "seat_id"

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    words = OwnWords(max_length=300)
    taken_over = models.BooleanField(default=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta(OfCircle.Meta):
        ordering = ["made_at"]

    def __str__(self) -> str:
        return "taken over" if self.taken_over else "new"
