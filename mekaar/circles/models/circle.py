"""The circle itself, who is asked to sit in it, and the private sketch it began with."""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mekaar.core.models import Kept
from mekaar.core.sealed import OwnWords, SealedText
from mekaar.people.by import By

Thing_co = TypeVar("Thing_co", bound=models.Model, covariant=True)


class Kind(models.TextChoices):
    """What somebody is to the resident; said by the resident, asked of nobody."""

    FAMILY = "family", _("familie")
    FRIEND = "friend", _("vriend of vriendin")
    NEIGHBOUR = "neighbour", _("buur")
    PROFESSIONAL = "professional", _("beroepskracht")
    OTHER = "other", _("iemand anders")


class CircleQuerySet(models.QuerySet["SupportCircle"]):
    """Circles: of the resident and of who sits in them. For anybody else there is none."""

    def visible_to(self, by: By) -> Self:
        """One's own, also when it ended; those one sits in, as long as they last."""
        seats = Seat.objects.filter(participant=by.id, state=Seat.State.SEATED).values("circle")
        mine = Q(resident=by.id) | (Q(id__in=seats) & ~Q(state=SupportCircle.State.ENDED))
        return self.filter(mine, neighbourhood=by.here)

    def running(self) -> Self:
        """Circles that did not end."""
        return self.exclude(state=SupportCircle.State.ENDED)


class SupportCircle(Kept):
    """People chosen by the resident, round a plan of the resident's own (R-C01, R-C02).

    Nobody starts one for another, and who does not sit in it cannot see that it is there (ADR 30).
    """

    class State(models.TextChoices):
        SKETCH = "sketch", _("je tekent wie er om je heen staan")
        INVITING = "inviting", _("je nodigt mensen uit")
        PREPARING = "preparing", _("voorgesprekken")
        START_DECISION = "start_decision", _("iedereen zegt zelf of we beginnen")
        ACTIVE = "active", _("de kring is begonnen")
        PAUSED = "paused", _("pauze")
        ENDED = "ended", _("gestopt")

    sealed_for = "resident_id"

    resident = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="circles"
    )
    name = SealedText(max_length=80, blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.SKETCH)
    paused_from = models.CharField(max_length=16, choices=State, blank=True)
    # "Zal ik over een week of vier eens bellen?" Only the resident says yes; nothing is scheduled.
    friendly_call = models.BooleanField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Who pressed the button last, and when that was read back to the resident, if another did.
    written_by = models.UUIDField()
    read_back_at = models.DateTimeField(null=True, blank=True)

    objects = CircleQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "resident"],
                condition=~Q(state="ended"),
                name="circles_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="paused") ^ Q(paused_from=""), name="circles_paused_from"
            ),
            models.CheckConstraint(
                condition=Q(state="ended") ^ Q(ended_at=None), name="circles_ended_at"
            ),
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def is_open(self) -> bool:
        """Not resting and not over: things can be written."""
        return self.state not in {self.State.PAUSED, self.State.ENDED}


class OfCircleQuerySet(models.QuerySet[Thing_co]):
    """What belongs to a circle: for the resident always, for who sits in it while it is open."""

    def visible_to(self, by: By) -> Self:
        """The same rule as the wall for most tables; some say more (see their own querysets)."""
        mine = Q(resident=by.id) | Q(
            circle__in=seated(by, Seat.Chair.MEMBER, Seat.Chair.FACILITATOR)
        )
        return self.filter(mine, neighbourhood=by.here)


class OfCircle(Kept):
    """A row of one circle; its words are sealed with the resident's key, or it says otherwise."""

    sealed_for = "resident_id"

    circle = models.ForeignKey(SupportCircle, on_delete=models.CASCADE, related_name="+")
    # The same as the circle's (a trigger holds that): whose key, and whose circle, without a join.
    resident = models.ForeignKey("people.Participant", on_delete=models.CASCADE, related_name="+")

    class Meta(Kept.Meta):
        abstract = True


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats: all for the resident; for who sits there those taken; for who is asked their own."""

    def visible_to(self, by: By) -> Self:
        """The same rule as the wall."""
        mine = Q(participant=by.id, state__in=Seat.WAITING_OR_SEATED)
        seen_by_member = Q(circle__in=seated(by, Seat.Chair.MEMBER), state=Seat.State.SEATED)
        seen_by_facilitator = Q(
            circle__in=seated(by, Seat.Chair.FACILITATOR),
            state__in=Seat.SEEN_BY_FACILITATOR,
        )
        # Of the circle itself who is asked sees nothing: whether it rests, the wall asks.
        asked = Seat.objects.filter(
            participant=by.id, state__in=(Seat.State.ASKED, Seat.State.READY)
        )
        seen_by_asked = Q(circle__in=asked.values("circle"), state=Seat.State.SEATED)
        seen_by_asked &= ~Q(chair=Seat.Chair.MEMBER)
        rule = Q(resident=by.id) | mine | seen_by_member | seen_by_facilitator | seen_by_asked
        return self.filter(rule, neighbourhood=by.here)

    def taken(self) -> Self:
        """Who sits in the circle now."""
        return self.filter(state=Seat.State.SEATED)

    def of_members(self) -> Self:
        """Members only: those who are asked to talk beforehand and to consent."""
        return self.filter(chair=Seat.Chair.MEMBER)


class Seat(OfCircle):
    """A place in the circle: of the resident, of a member, or of the one facilitator.

    A member may be somebody without an account, known by the name the resident uses (R-C12). Two
    seats in one circle for one person cannot exist, so a facilitator has no other role (R-C13).
    """

    class Chair(models.TextChoices):
        RESIDENT = "resident", _("van wie de kring is")
        MEMBER = "member", _("kringlid")
        FACILITATOR = "facilitator", _("procesbegeleider")

    class State(models.TextChoices):
        ASKED = "asked", _("gevraagd")
        READY = "ready", _("wil het overnemen")
        SEATED = "seated", _("doet mee")
        DECLINED = "declined", _("liever niet")
        LEFT = "left", _("is weggegaan")
        REPLACED = "replaced", _("gaf het over")
        REMOVED = "removed", _("doet niet meer mee")

    WAITING_OR_SEATED = (State.ASKED, State.READY, State.SEATED)
    # The scribe sees what was just written down for who phoned.
    SEEN_BY_FACILITATOR = (State.SEATED, State.ASKED, State.DECLINED, State.LEFT)

    chair = models.CharField(max_length=12, choices=Chair)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    participant = models.ForeignKey(
        "people.Participant", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    # A member as the resident calls them; who sits in the other chairs is called as they are.
    name = SealedText(max_length=80, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    # A first name at most: no letter, no talk, no yes to give (L-04).
    is_child = models.BooleanField(default=False)
    # Opens the invitation; a keyed digest, gone when the seat is taken or refused.
    letter_digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    some_meetings_only = models.BooleanField(default=False)
    # A facilitator says so before taking the seat: treats nobody here, leads nobody here (R-C13).
    is_independent = models.BooleanField(default=False)
    # Set by the database: how long a guest who left stays is counted from it (retention.py).
    state_since = models.DateTimeField(default=timezone.now, editable=False)
    # Of a facilitator who takes over: why, and the day of the talk in which it was handed over.
    why = OwnWords(max_length=200, blank=True)
    handed_over_on = models.DateField(null=True, blank=True)
    # Who wrote the last answer of this person, and when it was read back if another did (R-C05).
    written_by = models.UUIDField()
    read_back_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta(OfCircle.Meta):
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="circles_seat_whose"),
            models.Index(fields=["neighbourhood", "circle"], name="circles_seat_circle"),
        ]
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["circle", "participant"],
                condition=Q(state__in=("asked", "ready", "seated")),
                name="circles_one_seat_each",
            ),
            models.UniqueConstraint(
                fields=["circle"],
                condition=Q(chair="facilitator", state="seated"),
                name="circles_one_facilitator",
            ),
            models.UniqueConstraint(
                fields=["circle"], condition=Q(chair="resident"), name="circles_one_resident"
            ),
            models.CheckConstraint(
                condition=Q(chair="member") | Q(participant__isnull=False),
                name="circles_chair_of_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(chair="facilitator", state__in=("ready", "seated"))
                | Q(is_independent=True),
                name="circles_independent",
            ),
            models.CheckConstraint(
                condition=Q(is_child=False)
                | Q(chair="member", participant=None, letter_digest=None),
                name="circles_a_child_is_a_name",
            ),
            models.CheckConstraint(
                condition=~Q(chair="member") | ~Q(name=""), name="circles_member_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chair} {self.state}"


def seated(by: By, *chairs: str) -> models.QuerySet[Seat, Any]:
    """Open circles (not resting, not over) in which this person sits on one of these chairs."""
    seats = Seat.objects.filter(participant=by.id, state=Seat.State.SEATED, chair__in=chairs)
    resting = (SupportCircle.State.PAUSED, SupportCircle.State.ENDED)
    return seats.exclude(circle__state__in=resting).values("circle")


class SketchQuerySet(models.QuerySet["SketchedPerson"]):
    """The sketch: the resident's; the facilitator's too while the resident shows it."""

    def visible_to(self, by: By) -> Self:
        """The same rule as the wall."""
        shown = Shown.objects.filter(what=Shown.What.SKETCH).values("circle")
        seen = Q(circle__in=seated(by, Seat.Chair.FACILITATOR)) & Q(circle__in=shown)
        return self.filter(Q(resident=by.id) | seen, neighbourhood=by.here)


class SketchedPerson(OfCircle):
    """Somebody in the network sketch: a name or "mijn buurman", near or further away (R-C11).

    Private. Who is drawn hears nothing of it; an invitation is something else.
    """

    class Ring(models.IntegerChoices):
        NEAR = 1, _("dichtbij")
        AROUND = 2, _("er omheen")
        FAR = 3, _("verder weg")

    name = SealedText(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    ring = models.PositiveSmallIntegerField(choices=Ring, default=Ring.AROUND)

    objects = SketchQuerySet.as_manager()

    class Meta(OfCircle.Meta):
        ordering = ["ring", "made_at"]

    def __str__(self) -> str:
        return str(self.ring)


class Shown(OfCircle):
    """What the resident shows the circle of their own: core questions, one goal, the sketch.

    Taking the row away takes the sight away in the same moment (invariant 20). The sketch is only
    ever shown to the facilitator.
    """

    class What(models.TextChoices):
        WANT = "want", _("Wat ik wil")
        CAN = "can", _("Wat ik kan")
        NEED = "need", _("Wat ik nodig heb")
        GOAL = "goal", _("Een doel van mij")
        SKETCH = "sketch", _("Mijn netwerkschets")

    what = models.CharField(max_length=8, choices=What)
    goal = models.ForeignKey(
        "conversation.Goal", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    objects = OfCircleQuerySet["Shown"].as_manager()

    class Meta(OfCircle.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["circle", "what", "goal"], nulls_distinct=False, name="circles_shown_once"
            ),
            models.CheckConstraint(
                condition=Q(what="goal") ^ Q(goal=None), name="circles_shown_goal"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class CalendarFeed(OfCircle):
    """A secret address from which somebody's own calendar reads when the circle meets.

    It tells the time, and the place if its owner wants that; no names and no word "kring".
    """

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    with_place = models.BooleanField(default=False)

    class Meta(OfCircle.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(fields=["seat"], name="circles_one_feed"),
        ]

    def __str__(self) -> str:
        return str(self.seat_id)
