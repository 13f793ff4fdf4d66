"""More scenes, for meetings: points, days, a plan that everybody said yes to, a circle at rest."""

import datetime
from typing import Any

from django.utils import timezone

from mekaar.circles.models import (
    AgendaPoint,
    Agreement,
    CircleMeeting,
    Consent,
    PlanVersion,
    PossibleDay,
)
from mekaar.people.models import Participant
from tests.acting import acting_as, by
from tests.circles import scenes
from tests.circles.scenes import Circle


def act(who: Participant, action: Any, *args: Any, **more: Any) -> Any:
    """Behind the walls, as the request of this person would."""
    with acting_as(who):
        return action(*args, by=by(who), **more)


def soon(days: int = 5) -> datetime.datetime:
    """Two o'clock, so many days from now."""
    now = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0)
    return now + datetime.timedelta(days=days)


def point(
    made: Circle, one: CircleMeeting, words: str = "wie er langskomt", sort: str = "point"
) -> AgendaPoint:
    """Mark puts something on the agenda."""
    with acting_as(made.mark):
        return AgendaPoint.objects.create(**made.row, meeting=one, words=words, sort=sort)


def asked(made: Circle, *days: int) -> tuple[CircleMeeting, list[PossibleDay]]:
    """A meeting without a day yet, with possible days."""
    with acting_as(made.mark):
        one = CircleMeeting.objects.create(**made.row, number=1, place="bij de vijver")
        rows = [PossibleDay.objects.create(**made.row, meeting=one, at=soon(day)) for day in days]
    return one, rows


def goes(made: Circle, name: str) -> None:
    """Mark removes somebody."""
    with acting_as(made.mark):
        seat = made.seats[name]
        seat.state, seat.written_by = "removed", made.mark.id
        seat.save(update_fields=["state", "written_by"])


def rests(made: Circle, state: str = "paused") -> None:
    """Mark pauses or stops."""
    one = made.circle
    one.paused_from = "active" if state == "paused" else ""
    one.ended_at = timezone.now() if state == "ended" else None
    one.state = state
    with acting_as(made.mark):
        one.save(update_fields=["state", "paused_from", "ended_at"])


def plan_in_force(made: Circle, meeting: CircleMeeting) -> PlanVersion:
    """Zus walks with Mark; everybody said yes to it, and Joke read it to Kees."""
    plan = scenes.plan(made, meeting)
    with acting_as(made.cast.joke):
        agreement = Agreement.objects.create(
            **made.row, plan=plan, seat=made.seats["zus"], what="elke week samen wandelen",
            when="op dinsdag",
        )  # fmt: skip
    with acting_as(made.cast.zus):
        agreement.state, agreement.said_by = "agreed", made.cast.zus.id
        agreement.save(update_fields=["state", "said_by"])
    with acting_as(made.cast.joke):
        plan.state, plan.round = "consent_round", 1
        plan.save(update_fields=["state", "round"])
    answers = (
        ("mark", made.mark, "consent", None), ("zus", made.cast.zus, "consent", None),
        ("ellen", made.cast.ellen, "consent", None),
        ("kees", made.cast.joke, "heard", timezone.now()),
    )  # fmt: skip
    for name, hand, answer, back in answers:
        with acting_as(hand):
            Consent.objects.create(
                **made.row, plan=plan, seat=made.seats[name], round=1, answer=answer,
                written_by=hand.id, read_back_at=back,
            )  # fmt: skip
    with acting_as(made.mark):
        plan.state = "in_force"
        plan.save(update_fields=["state"])
    return plan


def breaks(made: Circle) -> Agreement:
    """Zus says that it did not work out, some days after the meeting."""
    agreement = Agreement.objects.get(seat=made.seats["zus"])
    with acting_as(made.cast.zus):
        agreement.broken_at = timezone.now() + datetime.timedelta(days=9)
        agreement.save(update_fields=["broken_at"])
    return agreement
