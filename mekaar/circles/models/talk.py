"""Before the first meeting: each member's talk with the facilitator, everybody's own yes."""

from typing import Self

from django.db import models
from django.db.models import Q

from mekaar.circles.models.circle import OfCircle, OfCircleQuerySet, Seat, seated
from mekaar.core.models import Kept, OnBehalf
from mekaar.core.sealed import OwnWords
from mekaar.people.by import By


class TalkQuerySet(models.QuerySet["PreparatoryTalk"]):
    """Talks: that it was held, for the resident, the facilitator and the member."""

    def visible_to(self, by: By) -> Self:
        """The same rule as the wall: no member sees of another whether they talked."""
        rule = (
            Q(resident=by.id)
            | Q(seat__participant=by.id)
            | Q(circle__in=seated(by, Seat.Chair.FACILITATOR))
        )
        return self.filter(rule, neighbourhood=by.here)


class PreparatoryTalk(OfCircle, OnBehalf):
    """That a member talked with the facilitator, on which day; or "hoeft niet voor mij" (R-C15).

    What was told stays between the two: there is no column in which it could stand (invariant 7).
    """

    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="talk")
    held_on = models.DateField(null=True, blank=True)
    is_waived = models.BooleanField(default=False)

    objects = TalkQuerySet.as_manager()

    class Meta(OfCircle.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | Q(is_waived=True), name="circles_talk_or_none"
            ),
        ]

    def __str__(self) -> str:
        return "held" if self.held_on else "waived"


class LineQuerySet(models.QuerySet["ReleasedLine"]):
    """Released lines: for the circle; for the facilitator for whom the member released it."""

    def visible_to(self, by: By) -> Self:
        """The same rule as the wall: a new facilitator sees a line after the member's own yes."""
        rule = (
            Q(resident=by.id)
            | Q(seat__participant=by.id)
            | Q(circle__in=seated(by, Seat.Chair.MEMBER))
            | Q(circle__in=seated(by, Seat.Chair.FACILITATOR), told_to=by.id)
        )
        return self.filter(rule, neighbourhood=by.here)


class ReleasedLine(OfCircle, OnBehalf):
    """The one line a member wants the circle to know after the talk, or none (R-C16).

    `told_to` is the facilitator who may read it; it does not move to another by itself (J12).
    """

    sealed_for = "seat_id"

    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="line")
    words = OwnWords(max_length=200)
    told_to = models.UUIDField(null=True, blank=True)

    objects = LineQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.seat_id)


class StartYes(OfCircle, OnBehalf):
    """One person's own yes to begin, said by nobody else (R-C10)."""

    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="start_yes")

    objects = OfCircleQuerySet["StartYes"].as_manager()

    def __str__(self) -> str:
        return str(self.seat_id)
