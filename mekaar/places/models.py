"""Places: neighbourhood, district, building, meeting place with opening hours, organisation."""

from django.db import models
from django.utils import timezone

from mekaar.core.ids import new_code, new_id
from mekaar.core.models import Kept


class District(models.Model):
    """A set of neighbourhoods (wijk)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Neighbourhood(models.Model):
    """The smallest area with an own table (buurt): the tenant."""

    class Address(models.TextChoices):
        JE = "je"
        U = "u"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    district = models.ForeignKey(District, null=True, blank=True, on_delete=models.SET_NULL)
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    town = models.CharField(max_length=80)
    address_form = models.CharField(max_length=2, choices=Address, default=Address.JE)
    controller = models.CharField(max_length=160, blank=True)
    controller_contact = models.CharField(max_length=160, blank=True)
    quiet = models.BooleanField(default=False)
    # What must be there before real people are in it (L-03, L-07, L-18; `mekaar live`).
    dpia_on = models.DateField(null=True, blank=True)
    confidant = models.ForeignKey(
        "places.Responsibility", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    live_since = models.DateTimeField(null=True, blank=True)
    # How long the journal stays: 2, or 5 when a care provider is controller (L-10).
    journal_years = models.PositiveSmallIntegerField(default=2)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(live_since=None)
                | models.Q(
                    controller__regex=r"\S",
                    controller_contact__regex=r"\S",
                    dpia_on__isnull=False,
                    confidant__isnull=False,
                ),
                name="places_live_when_somebody_answers_for_it",
            ),
            models.CheckConstraint(
                condition=models.Q(journal_years__range=(2, 10)), name="places_journal_years"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Building(Kept):
    """A flat or complex inside a neighbourhood (R-D03). Coordinates are RD, in metres."""

    name = models.CharField(max_length=80)
    x = models.IntegerField(null=True, blank=True)
    y = models.IntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Organisation(Kept):
    """Municipality, welfare, housing, care or volunteer organisation; all of equal standing."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality"
        WELFARE = "welfare"
        HOUSING = "housing"
        CARE = "care"
        VOLUNTEER = "volunteer"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=Kind)
    insurance_text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class MeetingPlace(Kept):
    """Where you can come: community centre, library, church hall, with hours and phone (R-A15)."""

    name = models.CharField(max_length=80)
    address = models.CharField(max_length=160)
    phone = models.CharField(max_length=24)
    about = models.TextField(blank=True)
    x = models.IntegerField(null=True, blank=True)
    y = models.IntegerField(null=True, blank=True)
    first = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class OpeningHour(Kept):
    """One weekly opening: weekday 0 is Monday."""

    meeting_place = models.ForeignKey(MeetingPlace, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    what = models.CharField(max_length=80, blank=True)

    class Meta(Kept.Meta):
        ordering = ["weekday", "opens"]
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6) & models.Q(closes__gt=models.F("opens")),
                name="places_openinghour_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}"


class Responsibility(Kept):
    """Who carries which responsibility: a role, a phone, and a name only if that person agrees
    (R-A20).
    """

    label = models.CharField(max_length=80)
    name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=24)
    role = models.CharField(max_length=32, blank=True)

    def __str__(self) -> str:
        return self.label
