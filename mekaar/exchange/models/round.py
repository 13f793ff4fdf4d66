"""A round for a table: a set of ideas for all who want to hear them, and what stays open."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mekaar.core.models import Kept
from mekaar.core.sealed import SealedData
from mekaar.exchange.models.ask import Ask, Offer

# Without a sign of life for so long nobody makes it any more, and another may begin.
LOST_AFTER = {
    "queued": datetime.timedelta(minutes=10),
    "running": datetime.timedelta(minutes=3),
}


class TableRound(Kept):
    """A round that a connector asked for; a job makes it (tasks.py). One at a time works.

    What came out goes with the next round, or after its term: nothing about who gave or received
    is kept over rounds (decision 2).
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("wacht op zijn beurt")
        RUNNING = "running", _("wordt gemaakt")
        READY = "ready", _("is klaar")
        STOPPED = "stopped", _("gestopt")
        FAILED = "failed", _("niet gelukt")

    class Step(models.TextChoices):
        READ = "read", _("Vragen en aanbod lezen")
        PAIRS = "pairs", _("Kijken wie bij welke vraag kan passen")
        SOLVE = "solve", _("De ideeën naast elkaar leggen")
        TELL = "tell", _("De ronde opschrijven")

    # Who asked for it. No foreign key: it goes by itself, whoever that was.
    connector = models.UUIDField()
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    step = models.CharField(max_length=8, choices=Step, default=Step.READ)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # The last sign of life of the job, and when it read the asks and offers.
    alive_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    # So many rows came out, numbered from 1: is there a gap now, then something changed.
    many = models.PositiveIntegerField(default=0)

    UNFINISHED = (State.QUEUED, State.RUNNING)

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood"],
                condition=Q(state__in=["queued", "running"]),
                name="exchange_one_round_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["neighbourhood", "made_at"], name="exchange_round_latest")]

    def __str__(self) -> str:
        return self.state

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits for its turn, or is being made."""
        return self.state in self.UNFINISHED and not self.is_lost

    @property
    def is_lost(self) -> bool:
        """Whether who should make it gave no sign of life for too long."""
        longest = LOST_AFTER.get(self.state)
        return longest is not None and timezone.now() - self.alive_at > longest


class _OfRound(Kept):
    """What a row of a round has, whichever it is."""

    round = models.ForeignKey(TableRound, on_delete=models.CASCADE, related_name="+")
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="+"
    )
    # Its place on the paper, ideas first; it says nothing about anybody.
    nth = models.PositiveIntegerField()
    # What the engine read, as digests: is one of them other now, then the row is not shown.
    mark = models.CharField(max_length=96)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.nth)


class RoundIdea(_OfRound):
    """One idea of a round; no words: what both said is looked up when it is read."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    giver = models.ForeignKey("people.Participant", on_delete=models.CASCADE, related_name="+")
    instead = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Ideas with the same number go round: each does something for the next.
    ring = models.PositiveIntegerField(null=True, blank=True)
    reasons: "models.Field[Any, Any]" = SealedData(default=list)

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "round", "ask"], name="exchange_round_idea_once"
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "round", "nth"], name="exchange_round_idea_nth")
        ]


class RoundOpen(_OfRound):
    """One ask that a round has no idea for, with why; a table talks about it."""

    why: "models.Field[Any, Any]" = SealedData(default=list)

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "round", "ask"], name="exchange_round_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "round", "nth"], name="exchange_round_open_nth")
        ]
