"""A gathering of residents, and what it harvested. No column says who was there (R-A09)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mekaar.core.models import Kept
from mekaar.core.sealed import OwnWords


class Gathering(Kept):
    """Residents meet: the weekly table, an inspiration session, or anything else.

    Its words are an invitation: they name no persons. There is nobody in this row and no row of
    anybody hangs from it, so that nobody can tell who came; the harvest only counts heads.
    """

    class Kind(models.TextChoices):
        TABLE = "table", _("tafel “Met Mekaar”")
        INSPIRATION = "inspiration", _("inspiratiesessie")
        OTHER = "other", _("andere bijeenkomst")

    class State(models.TextChoices):
        PLANNED = "planned", _("gepland")
        BEGUN = "begun", _("begonnen")
        HARVESTED = "harvested", _("de oogst is opgeschreven")
        PUBLISHED = "published", _("de oogst is gedeeld")
        CANCELLED = "cancelled", _("gaat niet door")

    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=80)
    meeting_place = models.ForeignKey(
        "places.MeetingPlace", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Somewhere else, in own words: "bij de vijver".
    elsewhere = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # Otherwise only who works at the desk reads it, and hangs it on the wall of the place.
    is_public = models.BooleanField(default=False)
    about = models.TextField(max_length=1000, blank=True)
    # One on a line.
    agenda = models.TextField(max_length=1500, blank=True)
    rounds = models.TextField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    # Calendars keep the newer of two.
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="gatherings_has_an_end"
            ),
            models.CheckConstraint(
                condition=models.Q(meeting_place__isnull=False, elsewhere="")
                | models.Q(meeting_place=None, elsewhere__regex=r"\S"),
                name="gatherings_is_somewhere",
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "starts_at", "code"], name="gatherings_by_day"),
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def agenda_points(self) -> list[str]:
        """The points of the agenda, one by one."""
        return self.agenda.splitlines()

    @property
    def round_names(self) -> list[str]:
        """The rounds, one by one."""
        return self.rounds.splitlines()

    @property
    def where(self) -> str:
        """Name and address of the place, or where it is in own words."""
        place = self.meeting_place
        return f"{place.name}, {place.address}" if place else self.elsewhere

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.state == self.State.CANCELLED


class Harvest(Kept):
    """What a gathering harvested: what helped, and where it is hard (R-A05).

    Others read it once it is published, and never without the second. Nothing computes "success".
    """

    # Of the gathering and of nobody: its key goes with the row.
    sealed_for = "id"

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="harvest")
    helped = OwnWords(max_length=2000, blank=True)
    hard = OwnWords(max_length=2000, blank=True)
    head_count = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return "harvest"
