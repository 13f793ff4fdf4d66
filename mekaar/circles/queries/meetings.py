"""What the pages of a meeting show, to each chair what that chair may see."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.circles.models import (
    AgendaPoint,
    Agreement,
    CircleMeeting,
    DayAnswer,
    PlanVersion,
    PossibleDay,
    Presence,
    Seat,
    Suggestion,
    SupportCircle,
)
from mekaar.circles.queries.seats import names
from mekaar.circles.rules import meetings as rules
from mekaar.people.by import By

# Eight of these still come out on one sheet of paper.
LONGEST_POINT = 200
_CHAIRS = (Seat.Chair.RESIDENT, Seat.Chair.MEMBER, Seat.Chair.FACILITATOR)


@dataclass(frozen=True, slots=True)
class People:
    """Who sits in the circle, how they are called, and who looks."""

    me: Seat
    seats: tuple[Seat, ...]
    called: dict[uuid.UUID, str]

    def name(self, seat: uuid.UUID) -> str:
        """As this circle calls them."""
        return self.called.get(seat, _("iemand die er niet meer bij is"))

    def typed_by(self, seat: Seat, hand: uuid.UUID) -> str:
        """ "Ingevuld door Joke", when it was another's hand; "" for one's own."""
        if seat.participant_id == hand:
            return ""
        found = next((one for one in self.seats if one.participant_id == hand), None)
        name = self.name(found.id) if found else _("iemand anders")
        return _("ingevuld door %(name)s") % {"name": name}

    @property
    def grown(self) -> tuple[Seat, ...]:
        """Who can be asked something; a child is there by first name only (L-04)."""
        return tuple(one for one in self.seats if not one.is_child)

    @property
    def children(self) -> list[str]:
        """First names."""
        return [self.name(one.id) for one in self.seats if one.is_child]


def people(circle: SupportCircle, me: Seat, *, by: By) -> People:
    """The resident first, then members in the order they were asked, the facilitator last."""
    seats = list(Seat.objects.visible_to(by).taken().filter(circle=circle).order_by("made_at"))
    seats.sort(key=lambda one: _CHAIRS.index(Seat.Chair(one.chair)))
    return People(me, tuple(seats), names(seats))


@dataclass(frozen=True, slots=True)
class Cell:
    """What one person said of one day."""

    at: datetime.datetime
    answer: str
    said: str
    typed_by: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person with an answer to each day, or none yet."""

    code: str
    name: str
    is_me: bool
    may_type: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One possible day; `is_good` when everybody can or could."""

    code: str
    at: datetime.datetime
    is_good: bool
    is_past: bool


@dataclass(frozen=True, slots=True)
class Poll:
    """The days with everybody's answers; who phoned counts as much (R-C14)."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def days_of(meeting: CircleMeeting, *, by: By) -> list[PossibleDay]:
    """The possible days, the first one first."""
    return list(PossibleDay.objects.visible_to(by).filter(meeting=meeting))


def answers_of(seat: Seat, meeting: CircleMeeting, *, by: By) -> dict[uuid.UUID, str]:
    """By day: what this person said."""
    rows = DayAnswer.objects.visible_to(by).filter(seat=seat, day__meeting=meeting)
    return dict(rows.values_list("day_id", "answer"))


def poll(meeting: CircleMeeting, who: People, *, by: By) -> Poll:
    """The whole table."""
    days = days_of(meeting, by=by)
    answers = DayAnswer.objects.visible_to(by).filter(day__meeting=meeting)
    said = {(one.seat_id, one.day_id): one for one in answers}
    could = {DayAnswer.Answer.YES, DayAnswer.Answer.MAYBE}
    columns = [
        Column(
            one.code,
            one.at,
            all((seat.id, one.id) in said and said[seat.id, one.id].answer in could
                for seat in who.grown),
            one.at <= timezone.now(),
        )
        for one in days
    ]  # fmt: skip
    rows = [
        Row(
            code=seat.code,
            name=who.name(seat.id),
            is_me=seat.id == who.me.id,
            may_type=seat.id != who.me.id and rules.may_answer_for(who.me, seat),
            cells=tuple(_cell(day, seat, said.get((seat.id, day.id)), who) for day in days),
        )
        for seat in who.grown
    ]
    return Poll(tuple(columns), tuple(rows))


def _cell(day: PossibleDay, seat: Seat, said: DayAnswer | None, who: People) -> Cell:
    if said is None:
        return Cell(day.at, "", "", "")
    return Cell(day.at, said.answer, said.get_answer_display(), who.typed_by(seat, said.written_by))


@dataclass(frozen=True, slots=True)
class Agenda:
    """What it is about, and what it is rather not about."""

    points: tuple[AgendaPoint, ...]
    rather_not: tuple[AgendaPoint, ...]


def agenda(meeting: CircleMeeting, *, by: By) -> Agenda:
    """The agenda; empty for who may not see it yet."""
    rows = list(AgendaPoint.objects.visible_to(by).filter(meeting=meeting))
    points = tuple(one for one in rows if one.sort == AgendaPoint.Sort.POINT)
    return Agenda(points, tuple(one for one in rows if one not in points))


@dataclass(frozen=True, slots=True)
class Chair:
    """Somebody round the table: what they said before, and whether they are there."""

    code: str
    name: str
    is_me: bool
    comes: bool | None
    typed_by: str
    was_there: bool
    may_say: bool


def round_the_table(meeting: CircleMeeting, who: People, *, by: By) -> list[Chair]:
    """Everybody who sits in the circle, for this meeting."""
    rows = Presence.objects.visible_to(by).filter(meeting=meeting)
    said = {one.seat_id: one for one in rows}
    return [_chair(meeting, seat, said.get(seat.id), who) for seat in who.grown]


def _chair(meeting: CircleMeeting, seat: Seat, said: Presence | None, who: People) -> Chair:
    comes = said.comes if said else None
    return Chair(
        code=seat.code,
        name=who.name(seat.id),
        is_me=seat.id == who.me.id,
        comes=comes,
        typed_by=who.typed_by(seat, said.written_by) if said and comes is not None else "",
        was_there=bool(said and said.was_there),
        may_say=rules.may_say_comes(who.me, seat, meeting),
    )


def meetings_of(circle: SupportCircle, *, by: By) -> list[CircleMeeting]:
    """All meetings, the newest first."""
    return list(CircleMeeting.objects.visible_to(by).filter(circle=circle).order_by("-number"))


def next_meeting(circle: SupportCircle, *, by: By) -> CircleMeeting | None:
    """The meeting to come or the one that is now: at most one (for `circles/_meetings.html`)."""
    rows = CircleMeeting.objects.visible_to(by).filter(circle=circle)
    return rows.exclude(state__in=rules.OVER).first()


@dataclass(frozen=True, slots=True)
class Suggested:
    """A point that a member would like, for the resident and that member."""

    code: str
    name: str
    words: str
    taken_over: bool


def suggestions(circle: SupportCircle, who: People, *, by: By) -> list[Suggested]:
    """For the resident those to look at; for a member their own."""
    rows = Suggestion.objects.visible_to(by).filter(circle=circle)
    if rules.is_resident(who.me):
        rows = rows.filter(taken_over=False)
    return [Suggested(one.code, who.name(one.seat_id), one.words, one.taken_over) for one in rows]


def broken(meeting: CircleMeeting, there: Iterable[str], *, by: By) -> list[Agreement]:
    """Agreements of the plan that did not work out since the meeting before: to talk about.

    What stands on the agenda already is not offered again.
    """
    rows = Agreement.objects.visible_to(by).filter(
        circle=meeting.circle_id, broken_at__isnull=False, plan__state=PlanVersion.State.IN_FORCE
    )
    held = (CircleMeeting.State.WRITTEN, CircleMeeting.State.CONSENTED)
    before = CircleMeeting.objects.visible_to(by).filter(
        circle=meeting.circle_id, state__in=held, number__lt=meeting.number
    )
    last = before.order_by("-number").values_list("planned_for", flat=True).first()
    taken = set(there)
    return [one for one in rows if _since(one, last) and as_point(one) not in taken]


def _since(one: Agreement, last: datetime.datetime | None) -> bool:
    return last is None or (one.broken_at is not None and one.broken_at > last)


def as_point(agreement: Agreement) -> str:
    """How an agreement that did not work out stands on the agenda."""
    words = _("Onze afspraak: %(what)s") % {"what": agreement.what}
    return words[:LONGEST_POINT]
