"""The circle as who sits in it sees it: who is there, who is asked, and what is still missing."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mekaar.circles.models import (
    PreparatoryTalk,
    ReleasedLine,
    Seat,
    StartYes,
    SupportCircle,
)
from mekaar.circles.queries.seats import names
from mekaar.people.by import By

Chair, State = Seat.Chair, Seat.State
_ORDER = (Chair.RESIDENT, Chair.FACILITATOR, Chair.MEMBER)


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody in the circle, or asked: how they are called, what they did already, and the one
    line that they let the circle read.
    """

    seat: Seat
    name: str
    is_me: bool
    has_talked: bool
    said_yes: bool
    line: str

    @property
    def is_here(self) -> bool:
        """Takes part now."""
        return self.seat.state == State.SEATED

    @property
    def is_asked(self) -> bool:
        """Did not answer yet."""
        return self.seat.state == State.ASKED

    @property
    def is_member(self) -> bool:
        """A member."""
        return self.seat.chair == Chair.MEMBER

    @property
    def decides(self) -> bool:
        """Takes part and speaks for themselves; a child is a first name only."""
        return self.is_here and not self.seat.is_child


@dataclass(frozen=True, slots=True)
class Table:
    """Everybody round the table whom this person may see; who went is not among them."""

    sitters: tuple[Sitter, ...]

    @property
    def here(self) -> list[Sitter]:
        """Who takes part."""
        return [one for one in self.sitters if one.is_here]

    @property
    def asked(self) -> list[Sitter]:
        """Who is asked and did not say yes or no."""
        return [one for one in self.sitters if one.is_asked]

    @property
    def members(self) -> list[Sitter]:
        """Members who take part or are asked."""
        return [one for one in self.sitters if one.is_member]

    @property
    def facilitator(self) -> Sitter | None:
        """The one fixed facilitator."""
        return next((one for one in self.here if one.seat.chair == Chair.FACILITATOR), None)

    @property
    def candidate(self) -> Sitter | None:
        """Who is asked to be it, or said that they will take over."""
        found = (one for one in self.sitters if one.seat.chair == Chair.FACILITATOR)
        return next((one for one in found if not one.is_here), None)

    @property
    def talks_to_come(self) -> list[str]:
        """Members who did not talk with the facilitator and did not say that they need not."""
        return [o.name for o in self.here if o.is_member and o.decides and not o.has_talked]

    @property
    def i_said_yes(self) -> bool:
        """Whether who asks said their own yes to begin."""
        return any(one.is_me and one.said_yes for one in self.sitters)

    @property
    def yeses_to_come(self) -> list[str]:
        """Who did not say their own yes to begin."""
        return [one.name for one in self.here if one.decides and not one.said_yes]


def around(circle: SupportCircle, by: By, *, with_lines: bool = False) -> Table:
    """Who sits or is asked in this circle: four queries, however many they are; one more for the
    lines that members let the circle read.
    """
    seats = Seat.objects.visible_to(by).filter(circle=circle, state__in=Seat.WAITING_OR_SEATED)
    found = sorted(seats.order_by("made_at"), key=lambda one: _ORDER.index(Chair(one.chair)))
    called = names(found)
    talked = _seats_in(PreparatoryTalk.objects.visible_to(by).filter(circle=circle))
    yes = _seats_in(StartYes.objects.visible_to(by).filter(circle=circle))
    lines = _lines(circle, by) if with_lines else {}
    return Table(
        tuple(
            Sitter(one, called.get(one.id, ""), one.participant_id == by.id, one.id in talked,
                   one.id in yes, lines.get(one.id, ""))
            for one in found
        )
    )  # fmt: skip


def _lines(circle: SupportCircle, by: By) -> dict[uuid.UUID, str]:
    rows = ReleasedLine.objects.visible_to(by).filter(circle=circle)
    return {one.seat_id: one.words for one in rows}


def _seats_in(rows: QuerySet[Any]) -> set[uuid.UUID]:
    return set(rows.values_list("seat_id", flat=True))


def my_circle(by: By) -> SupportCircle | None:
    """One's own running circle."""
    mine = SupportCircle.objects.visible_to(by).running().filter(resident=by.id)
    return mine.first()


def ended_circles(by: By) -> list[SupportCircle]:
    """One's own circles that ended and are still there to take along."""
    mine = SupportCircle.objects.visible_to(by).filter(resident=by.id)
    return list(mine.filter(state=SupportCircle.State.ENDED).order_by("ended_at"))


def circles_i_sit_in(by: By) -> list[SupportCircle]:
    """Circles of others in which one takes part."""
    return list(SupportCircle.objects.visible_to(by).exclude(resident=by.id).order_by("made_at"))
