"""One's own chairs, and what who sits on one sees there: the member's part, the facilitator's."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from mekaar.circles.models import (
    CalendarFeed,
    Kind,
    PlanVersion,
    PreparatoryTalk,
    ReleasedLine,
    Seat,
    StartYes,
    SupportCircle,
)
from mekaar.circles.queries.seats import facilitator_of, names
from mekaar.people.by import By
from mekaar.people.models import Participant

_NAME = Participant._meta.get_field("display_name")
_NAMED = SupportCircle._meta.get_field("name")
Chair, State = Seat.Chair, Seat.State
# "Over een week of vier": said as a time, not as a date in anybody's calendar.
ABOUT_FOUR_WEEKS = datetime.timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class MyChair:
    """A chair in a circle of another: taken, or asked for."""

    seat: uuid.UUID
    code: str
    chair: str
    state: str
    circle: uuid.UUID
    circle_code: str
    resident: uuid.UUID
    rests: bool
    of_whom: str
    named: str

    @property
    def facilitates(self) -> bool:
        """As the one facilitator."""
        return self.chair == Chair.FACILITATOR

    @property
    def is_asked(self) -> bool:
        """Not answered yet."""
        return self.state == State.ASKED

    @property
    def waits(self) -> bool:
        """Said yes to taking over; the resident has the last word."""
        return self.state == State.READY

    @property
    def is_taken(self) -> bool:
        """Takes part."""
        return self.state == State.SEATED


_KNOWN = ("seat", "code", "chair", "state", "circle", "circle_code", "resident", "rests")


def my_chairs() -> list[MyChair]:
    """Where I sit or am asked, beside my own circle: one query, however many they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seat, code, chair, state, circle, circle_code, resident, rests, of_whom, named"
            " FROM wall.my_chairs()"
        )
        rows = cursor.fetchall()
    return [_my_chair(row) for row in rows]


def _my_chair(row: Sequence[Any]) -> MyChair:
    names = {"of_whom": _NAME.opened(row[-2]), "named": _NAMED.opened(row[-1])}
    return MyChair(**dict(zip(_KNOWN, row, strict=False)), **names)


def is_open_to_asked(seat: Seat) -> bool:
    """Whether the circle in which I am asked does not rest now."""
    return any(one.seat == seat.id for one in my_chairs())


def takes_over(seat: Seat) -> bool:
    """Whether another was the facilitator before, so that the resident says yes as well."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.takes_over(%s)", [seat.id])
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class MemberPart:
    """What a member sees of their own chair."""

    seat: Seat
    facilitator: str
    talk: PreparatoryTalk | None
    line: ReleasedLine | None
    line_is_shared: bool
    asks_yes: bool
    said_yes: bool
    feed: CalendarFeed | None

    @property
    def is_professional(self) -> bool:
        """A guest in the circle of the resident, whatever the profession."""
        return self.seat.kind == Kind.PROFESSIONAL

    @property
    def asks_to_share(self) -> bool:
        """There is another facilitator than the one to whom the line was told."""
        return bool(self.line and self.facilitator and not self.line_is_shared)


def member_part(circle: SupportCircle, seat: Seat, by: By) -> MemberPart:
    """One's own chair as a member."""
    leads = facilitator_of(circle, by)
    line = ReleasedLine.objects.visible_to(by).filter(seat=seat).first()
    deciding = circle.state == SupportCircle.State.START_DECISION
    yes = deciding and StartYes.objects.visible_to(by).filter(seat=seat).exists()
    return MemberPart(
        seat=seat,
        facilitator=names([leads]).get(leads.id, "") if leads else "",
        talk=PreparatoryTalk.objects.visible_to(by).filter(seat=seat).first(),
        line=line,
        line_is_shared=bool(line and leads and line.told_to == leads.participant_id),
        asks_yes=deciding,
        said_yes=yes,
        feed=feed_of(seat, by),
    )


def feed_of(seat: Seat, by: By) -> CalendarFeed | None:
    """One's own calendar feed of this chair."""
    return CalendarFeed.objects.filter(seat=seat, participant=by.id).first()


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the facilitator works with them: by name, the talk, the line if it was told."""

    seat: Seat
    name: str
    talk: PreparatoryTalk | None
    line: str
    said_yes: bool

    @property
    def is_asked(self) -> bool:
        """Did not answer the letter."""
        return self.seat.state == State.ASKED


@dataclass(frozen=True, slots=True)
class Call:
    """The friendly call: proposed when there is a plan, answered by the resident, never planned."""

    can_be_proposed: bool
    answer: bool | None
    is_about_time: bool

    @property
    def would_be_now(self) -> bool:
        """The resident said yes, and it is about four weeks after the plan."""
        return self.is_about_time and self.answer is True


@dataclass(frozen=True, slots=True)
class FacilitatorPart:
    """What the facilitator sees of the circle that asked them."""

    seat: Seat
    members: tuple[Member, ...]
    asks_yes: bool
    said_yes: bool
    call: Call
    feed: CalendarFeed | None


def facilitator_part(circle: SupportCircle, seat: Seat, by: By) -> FacilitatorPart:
    """Members with their talks and lines, and the call; as many queries for one as for ten."""
    seats = Seat.objects.visible_to(by).of_members().filter(circle=circle, is_child=False)
    found = sorted(seats, key=lambda one: one.name.casefold())
    talks = {
        one.seat_id: one for one in PreparatoryTalk.objects.visible_to(by).filter(circle=circle)
    }
    lines = {one.seat_id: one for one in ReleasedLine.objects.visible_to(by).filter(circle=circle)}
    deciding = circle.state == SupportCircle.State.START_DECISION
    yes = StartYes.objects.visible_to(by).filter(circle=circle)
    said_yes = set(yes.values_list("seat_id", flat=True)) if deciding else set()
    members = (
        Member(
            one, one.name, talks.get(one.id), lines[one.id].words if one.id in lines else "",
            one.id in said_yes,
        )
        for one in found
    )  # fmt: skip
    return FacilitatorPart(
        seat=seat,
        members=tuple(members),
        asks_yes=deciding,
        said_yes=seat.id in said_yes,
        call=call_of(circle, by),
        feed=feed_of(seat, by),
    )


def call_of(circle: SupportCircle, by: By) -> Call:
    """Where the friendly call stands."""
    plans = PlanVersion.objects.visible_to(by).filter(circle=circle)
    since = plans.filter(state=PlanVersion.State.IN_FORCE).values_list("in_force_since", flat=True)
    began = since.first()
    return Call(
        can_be_proposed=began is not None,
        answer=circle.friendly_call,
        is_about_time=began is not None and timezone.now() >= began + ABOUT_FOUR_WEEKS,
    )


def member_of(circle: SupportCircle, code: str, by: By) -> Member | None:
    """The member with this code, for the facilitator."""
    seats = Seat.objects.visible_to(by).of_members().filter(circle=circle, is_child=False)
    seat = seats.filter(code=code).first() if code.isalnum() else None
    if seat is None:
        return None
    line = ReleasedLine.objects.visible_to(by).filter(seat=seat).first()
    return Member(
        seat,
        seat.name,
        PreparatoryTalk.objects.visible_to(by).filter(seat=seat).first(),
        line.words if line else "",
        StartYes.objects.visible_to(by).filter(seat=seat).exists(),
    )


@dataclass(frozen=True, slots=True)
class ResidentPart:
    """What stands on every chair, for the resident: the own yes, the call, the own calendar."""

    asks_yes: bool
    said_yes: bool
    call: Call
    feed: CalendarFeed | None


def resident_part(circle: SupportCircle, seat: Seat, by: By) -> ResidentPart:
    """One's own chair in one's own circle."""
    deciding = circle.state == SupportCircle.State.START_DECISION
    yes = deciding and StartYes.objects.visible_to(by).filter(seat=seat).exists()
    return ResidentPart(deciding, yes, call_of(circle, by), feed_of(seat, by))


def part_of(
    circle: SupportCircle, seat: Seat, by: By
) -> MemberPart | FacilitatorPart | ResidentPart | None:
    """The part of the circle's page for this chair; none of a circle that rests."""
    if not circle.is_open:
        return None
    if seat.chair == Chair.FACILITATOR:
        return facilitator_part(circle, seat, by)
    if seat.chair == Chair.RESIDENT:
        return resident_part(circle, seat, by)
    return member_part(circle, seat, by)
