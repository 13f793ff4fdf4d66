"""Every write of a round for a table: asked for, made by a job, stopped.

The job works in short transactions: how far it is can be read while it works, and who stops it is
heard at the next sign of life. What comes out is kept in one transaction, whole or not at all.
"""

import datetime
import time
import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from mekaar.core import db
from mekaar.core.sealed import keys_at_hand
from mekaar.exchange import round_engine
from mekaar.exchange.models import RoundIdea, RoundOpen, TableRound
from mekaar.exchange.rules import ask as rules
from mekaar.journal import actions as journal
from mekaar.people.by import By, require

State, Step = TableRound.State, TableRound.Step

# Seconds between two signs of life.
BETWEEN_SIGNS = 0.5
_AT_ONCE = 500


class NoLongerWanted(Exception):
    """The round was stopped, or another took its place, while it was made."""


@transaction.atomic
def ask_for_round(*, by: By) -> TableRound:
    """The connector's button: queue a round of this neighbourhood.

    Only one works at a time: who asks for another while it does, gets that one.
    """
    require(rules.may_read_addressed(by), _("Alleen de buurtverbinder maakt een ronde."))
    busy = _unfinished(by.here)
    if busy and not busy.is_lost:
        return busy
    if busy:
        _end(busy, State.FAILED)
    try:
        with transaction.atomic():
            made = TableRound.objects.create(neighbourhood_id=by.here, connector=by.id)
    except IntegrityError:  # somebody else asked in the same moment
        return _unfinished(by.here) or TableRound.objects.latest("made_at")
    app.configure_task("exchange.make_round", queue="ideas").defer(
        round_id=str(made.id), me=str(by.id), here=str(by.here)
    )
    journal.record(by.line("exchange.round.made", thing=made.id), by=by.id, here=by.here)
    return made


@transaction.atomic
def stop_round(*, by: By) -> bool:
    """Stop the round that is being made; nothing of it is kept. False when there is none."""
    require(rules.may_read_addressed(by), _("Alleen de buurtverbinder stopt een ronde."))
    busy = _unfinished(by.here)
    if busy:
        _end(busy, State.STOPPED)
    return busy is not None


def make_round(which: uuid.UUID, *, me: uuid.UUID, here: uuid.UUID) -> bool:
    """For the job: make the round, as the connector who asked for it. Says whether it is ready.

    Running twice is making it once. Raises what went wrong, after saying so on the page.
    """
    job = _Job(which, me, here)
    try:
        job.alive(Step.READ, 0, 0, begins=True)
        before = job.pairs_before()
        read_at = timezone.now()
        scene = round_engine.read(me, here)
        made = round_engine.made(scene, before=before, progress=job.progress)
        job.keep(made, read_at)
    except NoLongerWanted:
        return False
    except Exception:
        job.failed()
        raise
    return True


def _unfinished(here: uuid.UUID) -> TableRound | None:
    rows = TableRound.objects.select_for_update()
    return rows.filter(neighbourhood=here, state__in=TableRound.UNFINISHED).first()


def _end(one: TableRound, state: str) -> None:
    one.state = state
    one.save(update_fields=["state"])


class _Job:
    """One round as the job sees it: it looks at the row again and again, each time shortly."""

    def __init__(self, which: uuid.UUID, me: uuid.UUID, here: uuid.UUID) -> None:
        self.which, self.me, self.here = which, me, here
        self.said: tuple[str, float] = ("", 0.0)

    def alive(self, step: str, done: int, total: int, *, begins: bool = False) -> None:
        """Say how far it is. Raises NoLongerWanted when nobody waits for it any more."""
        from_states = TableRound.UNFINISHED if begins else (State.RUNNING,)
        with db.acting(self.me, self.here):
            mine = TableRound.objects.filter(id=self.which, state__in=from_states)
            signs = {"step": step, "done": done, "total": total, "alive_at": timezone.now()}
            if not mine.update(state=State.RUNNING, **signs):
                raise NoLongerWanted

    def progress(self, step: str, done: int, total: int) -> None:
        """The same as the engine tells it: at every new step, else not too often."""
        last, when = self.said
        now = time.monotonic()
        if step != last or now - when >= BETWEEN_SIGNS:
            self.said = step, now
            self.alive(step, done, total)

    def pairs_before(self) -> set[round_engine.Pair]:
        """What still holds of the round before; the wall shows nothing else."""
        with db.acting(self.me, self.here):
            pairs = RoundIdea.objects.values_list("ask_id", "offer_id")
            return {(str(ask), str(offer)) for ask, offer in pairs}

    def keep(self, made: round_engine.Made, read_at: datetime.datetime) -> None:
        """Write down what came out in place of every round before; whole, or nothing."""
        with db.acting(self.me, self.here, engine=True):
            rows = TableRound.objects.select_for_update()
            mine = rows.filter(id=self.which, state=State.RUNNING).first()
            if mine is None:
                raise NoLongerWanted
            TableRound.objects.filter(neighbourhood=self.here).exclude(id=self.which).delete()
            with keys_at_hand(self._owners(made), self.here):
                RoundIdea.objects.bulk_create(self._ideas(made.ideas), batch_size=_AT_ONCE)
                first = len(made.ideas)
                RoundOpen.objects.bulk_create(self._open(made.open, first), batch_size=_AT_ONCE)
            mine.state, mine.read_at = State.READY, read_at
            mine.many = len(made.ideas) + len(made.open)
            mine.save(update_fields=["state", "read_at", "many"])

    def failed(self) -> None:
        """Say on the page that it did not work out."""
        with db.acting(self.me, self.here):
            mine = TableRound.objects.filter(id=self.which, state__in=TableRound.UNFINISHED)
            mine.update(state=State.FAILED)

    def _owners(self, made: round_engine.Made) -> set[uuid.UUID]:
        asks = [*(one.ask for one in made.ideas), *(one.ask for one in made.open)]
        return {one.participant for one in asks}

    def _ideas(self, ideas: Sequence[round_engine.Found]) -> list[RoundIdea]:
        return [
            RoundIdea(
                neighbourhood_id=self.here,
                round_id=self.which,
                ask_id=one.ask.id,
                participant_id=one.ask.participant,
                nth=nth,
                mark=one.ask.mark + one.offer.mark + (one.instead.mark if one.instead else ""),
                offer_id=one.offer.id,
                giver_id=one.offer.participant,
                instead_id=one.instead.id if one.instead else None,
                ring=one.ring,
                reasons=one.reasons,
            )
            for nth, one in enumerate(ideas, 1)
        ]

    def _open(self, asks: Sequence[round_engine.StaysOpen], first: int) -> list[RoundOpen]:
        return [
            RoundOpen(
                neighbourhood_id=self.here,
                round_id=self.which,
                ask_id=one.ask.id,
                participant_id=one.ask.participant,
                nth=nth,
                mark=one.ask.mark,
                why=one.why,
            )
            for nth, one in enumerate(asks, first + 1)
        ]
