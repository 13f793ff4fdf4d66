"""Circles for a whole life: one of the person's own, and one of another in which they sit.

Made without triggers, so that every table has a row at once. Who sits with them: Peter leads,
Marijke is a member, and a guest from outside who is nowhere else in the house.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from mekaar.circles import models as circles
from mekaar.conversation.models import Goal
from mekaar.people.models import Participant
from tests.cast import Cast, make_participant

State = circles.Seat.State


@dataclass
class Round:
    """One circle: whose, and the seats by name."""

    resident: Participant
    words: str
    circle: circles.SupportCircle
    seats: dict[str, circles.Seat] = field(default_factory=dict)

    def add(self, model: type, **values: Any) -> Any:
        """A row of this circle."""
        of = {"circle": self.circle, "resident": self.resident}
        return model.objects.create(neighbourhood_id=self.resident.neighbourhood_id, **of, **values)

    def sits(self, as_: str, chair: str, who: Participant | None, **values: Any) -> None:
        """A chair that is taken."""
        said = {"state": State.SEATED, "written_by": self.resident.id, "name": ""} | values
        self.seats[as_] = self.add(circles.Seat, chair=chair, participant=who, **said)


@dataclass(frozen=True)
class Around:
    """Who sits in the person's own circle."""

    member: Participant
    facilitator: Participant
    guest: Participant


def own_and_anothers(cast: Cast, person: Participant, words: str) -> Around:
    """The person's own circle with a row in every table, and a chair in the circle of Mark."""
    guest = make_participant(cast.here, "Gast Gerda", state=Participant.State.GUEST)
    around = Around(cast.zus, cast.peter, guest)
    mine = _begun(person, words)
    mine.sits("leads", "facilitator", around.facilitator, is_independent=True, why=words)
    mine.sits("member", "member", around.member, name=words, kind="family")
    mine.sits("guest", "member", guest, name=words, kind="professional")
    mine.add(circles.Seat, chair="member", name=words, written_by=person.id, letter_digest="e" * 64)
    for state in (State.DECLINED, State.LEFT, State.REMOVED):
        mine.sits(state, "member", None, name=words, state=state)
    # Who led it before has nothing to do with it any more.
    mine.sits("led", "facilitator", cast.joke, state=State.REPLACED, is_independent=True, why=words)
    _drawn(mine)
    _filled(mine, mine.seats["member"], cast.peter)
    marks = _begun(cast.mark, "van Mark")
    marks.sits("leads", "facilitator", cast.joke, is_independent=True)
    marks.sits("member", "member", person, name=words)
    _filled(marks, marks.seats["member"], cast.joke, theirs=words)
    # They led the circle of Mark before Joke did, and Kees told them a line.
    marks.sits("led", "facilitator", person, state=State.LEFT, is_independent=True, why=words)
    marks.sits("kees", "member", None, name="Kees")
    kees = marks.seats["kees"]
    marks.add(
        circles.ReleasedLine, seat=kees, words="van Kees", told_to=person.id,
        written_by=cast.joke.id,
    )  # fmt: skip
    return around


def _begun(resident: Participant, words: str) -> Round:
    made = circles.SupportCircle.objects.create(
        neighbourhood_id=resident.neighbourhood_id, resident=resident, written_by=resident.id,
        name=words, state="active", friendly_call=True,
    )  # fmt: skip
    begun = Round(resident, words, made)
    begun.sits("resident", "resident", resident)
    return begun


def _drawn(mine: Round) -> None:
    """What the resident draws and shows."""
    mine.add(circles.SketchedPerson, name=mine.words, ring=1)
    mine.add(circles.Shown, what="want")
    mine.add(circles.Shown, what="sketch")
    goal = Goal.objects.filter(participant=mine.resident).first()
    mine.add(circles.Shown, what="goal", goal=goal)


def _filled(made: Round, seat: circles.Seat, leads: Participant, theirs: str = "") -> None:
    """A talk, a line, a meeting and a plan; what this member says is in `theirs`."""
    theirs = theirs or made.words
    of_member = {"seat": seat, "written_by": seat.participant_id}
    made.add(
        circles.PreparatoryTalk, seat=seat, held_on=datetime.date(2026, 1, 1), written_by=leads.id
    )
    made.add(circles.ReleasedLine, **of_member, words=theirs, told_to=leads.id)
    made.add(circles.StartYes, **of_member)
    made.add(
        circles.CalendarFeed, seat=seat, participant=seat.participant, digest=f"feed {seat.id}"
    )
    made.add(circles.Suggestion, seat=seat, words=theirs)
    soon = timezone.now() + datetime.timedelta(days=3)
    meeting = made.add(
        circles.CircleMeeting, number=1, state="agenda_draft", planned_for=soon, place=made.words,
        outcome_words=made.words,
    )  # fmt: skip
    made.add(circles.AgendaPoint, meeting=meeting, words=made.words)
    day = made.add(circles.PossibleDay, meeting=meeting, at=soon)
    made.add(circles.DayAnswer, **of_member, day=day, answer="yes")
    made.add(circles.Presence, **of_member, meeting=meeting, comes=True)
    _plan(made, seat, theirs)


def _plan(made: Round, seat: circles.Seat, theirs: str) -> None:
    """Written down in a meeting of which the last phase is going on."""
    meeting = made.add(
        circles.CircleMeeting, number=2, state="supporting", planned_for=timezone.now(),
        place=made.words,
    )  # fmt: skip
    plan = made.add(circles.PlanVersion, meeting=meeting, number=1, state="consent_round", round=1)
    made.add(
        circles.Agreement, plan=plan, seat=seat, what=theirs, when=theirs, how_we_know=theirs,
        otherwise=theirs, state="agreed", said_by=seat.participant_id,
    )  # fmt: skip
    made.add(
        circles.Consent, plan=plan, seat=seat, round=1, answer="consent", words=theirs,
        written_by=seat.participant_id,
    )  # fmt: skip
