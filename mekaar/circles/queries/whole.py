"""Everything of a circle in words: to take along, and for the record of who sits there (L-03).

The resident takes along all that the resident may read. In the record of everything that is kept
of somebody stands only what is their own: words of others are not (R-B03).
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.circles.models import (
    AgendaPoint,
    Agreement,
    CalendarFeed,
    CircleMeeting,
    Consent,
    DayAnswer,
    PlanVersion,
    PossibleDay,
    PreparatoryTalk,
    Presence,
    ReleasedLine,
    Seat,
    Shown,
    SketchedPerson,
    StartYes,
    Suggestion,
    SupportCircle,
)
from mekaar.circles.queries.seats import names
from mekaar.conversation.models import Goal
from mekaar.core.dates import say_day, say_time
from mekaar.people.by import By


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is kept: what it is, and the words."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part: for each chair, meeting, … the facts about it."""

    title: str
    things: list[list[Fact]]


def day(moment: datetime.date | datetime.datetime | None) -> str:
    """A day in words, with the time where there is one; nothing for nothing."""
    if isinstance(moment, datetime.datetime):
        return f"{say_day(timezone.localtime(moment).date())}, {say_time(moment)}"
    return say_day(moment) if moment else ""


def yes(said: bool | None, words: str) -> str:
    """The words when it is so."""
    return words if said else ""


class Whole:
    """One circle, read for one person. `own` leaves out the words of others."""

    def __init__(self, circle: SupportCircle, by: By, *, own: bool) -> None:
        """Read who sits there; everybody is called as in the circle."""
        self.circle, self.by, self.own = circle, by, own
        self.seats = list(Seat.objects.visible_to(by).filter(circle=circle).order_by("made_at"))
        self.called = names(self.seats)
        self.mine = [one.id for one in self.seats if one.participant_id == by.id]

    def rows(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """Rows of this circle in the order in which they were made."""
        return found.filter(circle=self.circle).order_by("made_at")

    def is_own(self, row: Any) -> bool:
        """Of the own chair, or all may be told."""
        return not self.own or row.seat_id in self.mine

    def who(self, row: Any) -> str:
        """How who sits on the chair of this row is called."""
        return self.called.get(row.seat_id, "")

    # --- the resident ------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """Everything, in the order of the way."""
        return [
            _part(_("De kring"), [self._circle()]),
            _part(_("Wie erbij hoort"), map(self._seat, self.seats)),
            _part(_("De tekening"), self._sketch()),
            _part(_("Wat ik laat zien"), self._shown()),
            _part(_("Vooraf"), self._before()),
            *self._shared(),
        ]

    def _circle(self) -> Iterator[Fact]:
        one = self.circle
        yield Fact(_("Naam"), one.name)
        yield Fact(_("Hoe het ervoor staat"), str(one.get_state_display()))
        yield Fact(
            _("Rust nu, en was daarvoor"),
            str(one.get_paused_from_display() if one.paused_from else ""),
        )
        yield Fact(_("Begonnen op"), day(one.made_at))
        yield Fact(_("Gestopt op"), day(one.ended_at))
        yield Fact(_("Na een week of vier eens bellen"), _yes_no(one.friendly_call))

    def _seat(self, one: Seat) -> Iterator[Fact]:
        yield Fact(_("Wie"), self.called.get(one.id, ""))
        yield Fact(_("Stoel"), str(one.get_chair_display()))
        yield Fact(_("Hoe het ervoor staat"), str(one.get_state_display()))
        yield Fact(_("Wie dit voor je is"), str(one.get_kind_display() if one.kind else ""))
        yield Fact(_("Kind"), yes(one.is_child, _("ja, alleen een voornaam")))
        yield Fact(_("Hoe vaak"), yes(one.some_meetings_only, _("komt soms")))
        yield Fact(
            _("Los van iedereen"), yes(one.is_independent, _("ja, dat zegt de procesbegeleider"))
        )
        yield Fact(_("Waarom er een ander kwam"), one.why)
        yield Fact(_("Gesprek om het over te dragen"), day(one.handed_over_on))

    def _sketch(self) -> Iterator[Iterator[Fact]]:
        for one in self.rows(SketchedPerson.objects.visible_to(self.by)):
            yield iter(
                [
                    Fact(_("Wie"), one.name),
                    Fact(_("Hoe dichtbij"), str(one.get_ring_display())),
                    Fact(_("Wie dit voor je is"), str(one.get_kind_display())),
                ]
            )

    def _shown(self) -> Iterator[Iterator[Fact]]:
        goals = {one.id: one.words for one in Goal.objects.visible_to(self.by)}
        for one in self.rows(Shown.objects.visible_to(self.by)):
            words = goals.get(one.goal_id, "") if one.goal_id else _("laat ik zien")
            yield iter([Fact(str(one.get_what_display()), words)])

    def _before(self) -> Iterator[Iterator[Fact]]:
        for one in self.rows(PreparatoryTalk.objects.visible_to(self.by)):
            held = day(one.held_on) or _("hoeft niet")
            yield iter([Fact(_("Voorgesprek met"), self.who(one)), Fact(_("Op"), held)])
        for one in self.rows(ReleasedLine.objects.visible_to(self.by)):
            if self.is_own(one):
                yield iter([Fact(self.who(one), one.words)])
        for one in self.rows(StartYes.objects.visible_to(self.by)):
            yield iter([Fact(_("Zei ja om te beginnen"), self.who(one))])

    # --- meetings and plan -------------------------------------------------------------------

    def _shared(self) -> list[Part]:
        return [
            _part(_("Bijeenkomsten"), self._meetings()),
            _part(_("Voorstellen van kringleden"), self._suggestions()),
            _part(_("Het plan"), self._plans()),
        ]

    def _meetings(self) -> Iterator[Iterator[Fact]]:
        for one in self.rows(CircleMeeting.objects.visible_to(self.by)):
            yield iter(
                [
                    Fact(_("Bijeenkomst"), str(one.number)),
                    Fact(_("Hoe het ervoor staat"), str(one.get_state_display())),
                    Fact(_("Wanneer"), day(one.planned_for)),
                    Fact(_("Waar"), one.place),
                    Fact(_("Tijd zonder beroepskracht"), yes(one.time_alone, _("ja"))),
                    Fact(_("Hoe het ging"), str(one.get_outcome_display() if one.outcome else "")),
                    Fact(_("In woorden"), one.outcome_words),
                ]
            )
            yield from self._of_meeting(one)

    def _of_meeting(self, meeting: CircleMeeting) -> Iterator[Iterator[Fact]]:
        for point in self.rows(AgendaPoint.objects.visible_to(self.by).filter(meeting=meeting)):
            yield iter([Fact(str(point.get_sort_display()), point.words)])
        answers = list(
            self.rows(DayAnswer.objects.visible_to(self.by).filter(day__meeting=meeting))
        )
        for one in self.rows(PossibleDay.objects.visible_to(self.by).filter(meeting=meeting)):
            said = [
                f"{self.who(answer)}: {answer.get_answer_display()}"
                for answer in answers
                if answer.day_id == one.id and self.is_own(answer)
            ]
            facts = [Fact(_("Mogelijke dag"), day(one.at)), Fact(_("Wie kan"), "\n".join(said))]
            yield iter(facts)
        for one in self.rows(Presence.objects.visible_to(self.by).filter(meeting=meeting)):
            if self.is_own(one):
                was = yes(one.was_there, _("was erbij"))
                comes = {True: _("komt"), False: _("komt niet"), None: ""}[one.comes]
                said_so = ", ".join(filter(None, (comes, was)))
                yield iter([Fact(self.who(one), said_so)])

    def _suggestions(self) -> Iterator[Iterator[Fact]]:
        for one in self.rows(Suggestion.objects.visible_to(self.by)):
            if self.is_own(one):
                taken = yes(one.taken_over, _("staat op de agenda"))
                yield iter([Fact(self.who(one), one.words), Fact(_("Wat ermee gebeurde"), taken)])

    def _plans(self) -> Iterator[Iterator[Fact]]:
        for one in self.rows(PlanVersion.objects.visible_to(self.by)):
            yield iter(
                [
                    Fact(_("Plan"), str(one.number)),
                    Fact(_("Hoe het ervoor staat"), str(one.get_state_display())),
                    Fact(_("Het plan sinds"), day(one.in_force_since)),
                ]
            )
            agreements = Agreement.objects.visible_to(self.by).filter(plan=one)
            yield from map(self._agreement, self.rows(agreements))
            for said in self.rows(Consent.objects.visible_to(self.by).filter(plan=one)):
                if self.is_own(said):
                    round_ = _("%(who)s, ronde %(number)s") % {
                        "who": self.who(said), "number": said.round,
                    }  # fmt: skip
                    yield iter(
                        [
                            Fact(round_, str(said.get_answer_display())),
                            Fact(_("Woorden"), said.words),
                        ]
                    )

    def _agreement(self, one: Agreement) -> Iterator[Fact]:
        yield Fact(_("Wat we afspraken"), one.what)
        yield Fact(_("Wie dit doet"), self.who(one))
        yield Fact(_("Wanneer"), one.when)
        yield Fact(_("Hoe we het weten"), one.how_we_know)
        yield Fact(_("Als het anders gaat"), one.otherwise)
        yield Fact(_("Tot en met"), day(one.until))
        yield Fact(_("Hoe het ervoor staat"), str(one.get_state_display()))
        yield Fact(_("Lukte niet, gezegd op"), day(one.broken_at))

    # --- somebody else of the circle -----------------------------------------------------------

    def of_my_chair(self) -> list[Part]:
        """What a member or the facilitator said and did: nothing of the resident, nor of others."""
        seat = next((one for one in self.seats if one.id in self.mine), None)
        if seat is None:
            return []
        return [_part(_("Een kring waar je in zit"), self._mine(seat))]

    def _mine(self, seat: Seat) -> Iterator[Iterator[Fact]]:
        yield self._seat(seat)
        talks = PreparatoryTalk.objects.visible_to(self.by).filter(seat=seat)
        for one in self.rows(talks):
            yield iter([Fact(_("Voorgesprek"), day(one.held_on) or _("hoeft niet"))])
        for one in self.rows(ReleasedLine.objects.visible_to(self.by).filter(seat=seat)):
            yield iter([Fact(_("Wat de kring mag weten"), one.words)])
        for one in self.rows(StartYes.objects.visible_to(self.by).filter(seat=seat)):
            yield iter([Fact(_("Jij zei ja om te beginnen"), day(one.made_at))])
        for one in self.rows(Suggestion.objects.visible_to(self.by).filter(seat=seat)):
            taken = yes(one.taken_over, _("staat op de agenda"))
            yield iter([Fact(_("Jouw voorstel"), one.words), Fact(_("Wat ermee gebeurde"), taken)])
        for one in CalendarFeed.objects.filter(seat=seat, participant=self.by.id):
            place = _("met de plek") if one.with_place else _("zonder de plek")
            yield iter([Fact(_("Jouw eigen agenda"), place)])
        yield from self._mine_in_meetings(seat)

    def _mine_in_meetings(self, seat: Seat) -> Iterator[Iterator[Fact]]:
        answers = DayAnswer.objects.visible_to(self.by).filter(seat=seat).select_related("day")
        for one in self.rows(answers):
            label = _("Kan het op %(day)s?") % {"day": day(one.day.at)}
            yield iter([Fact(label, str(one.get_answer_display()))])
        for one in self.rows(Presence.objects.visible_to(self.by).filter(seat=seat)):
            comes = {True: _("komt"), False: _("komt niet"), None: ""}[one.comes]
            was = yes(one.was_there, _("was erbij"))
            said = ", ".join(filter(None, (comes, was)))
            yield iter([Fact(_("Bij een bijeenkomst"), said)])
        for one in self.rows(Agreement.objects.visible_to(self.by).filter(seat=seat)):
            yield self._agreement(one)
        for one in self.rows(Consent.objects.visible_to(self.by).filter(seat=seat)):
            yield iter(
                [
                    Fact(_("Over het plan, ronde %(number)s") % {"number": one.round},
                         str(one.get_answer_display())),
                    Fact(_("Woorden"), one.words),
                ]
            )  # fmt: skip


def _part(title: str, things: Iterable[Iterable[Fact]]) -> Part:
    found = ([fact for fact in thing if fact.words] for thing in things)
    return Part(title, [thing for thing in found if thing])


def _yes_no(said: bool | None) -> str:
    return "" if said is None else (_("ja") if said else _("nee"))


def to_take_along(circle: SupportCircle, by: By) -> list[Part]:
    """All that the resident may read of the circle."""
    return Whole(circle, by, own=False).parts()


def in_the_record(by: By) -> list[Part]:
    """Of every circle: what is this person's own."""
    parts: list[Part] = []
    mine = SupportCircle.objects.visible_to(by).order_by("made_at")
    for circle in mine:
        whole = Whole(circle, by, own=True)
        parts += whole.parts() if circle.resident_id == by.id else whole.of_my_chair()
    return [part for part in parts if part.things]
