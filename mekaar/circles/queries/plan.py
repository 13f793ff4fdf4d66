"""Reads of the plan: the one in force, the one in the making, and who is still waited for."""

import uuid
from dataclasses import dataclass, field

from django.db import connection
from django.utils.translation import gettext as _

from mekaar.circles.models import (
    Agreement,
    CircleMeeting,
    Consent,
    PlanVersion,
    Presence,
    Seat,
    SupportCircle,
)
from mekaar.circles.queries.seats import names
from mekaar.circles.rules import plan as rules
from mekaar.conversation import phrases
from mekaar.conversation.models import Goal
from mekaar.core import dates
from mekaar.core.sealed import blind
from mekaar.exchange import boundaries
from mekaar.exchange.queries import arrangement as exchange
from mekaar.people.by import By

State = PlanVersion.State
Said = Agreement.State

_FIRST_WORDS = Goal._meta.get_field("first_words")
_WORDS = Goal._meta.get_field("words")


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """One agreement as somebody of the circle sees it, and what that somebody may do with it."""

    agreement: Agreement
    who: str
    scribe: str
    is_mine: bool
    is_over: bool
    returns: bool
    mark: str
    may_say_yes: bool
    may_say_no: bool
    may_write_for: bool
    may_reword: bool
    may_remove: bool
    may_veto: bool
    may_say_broken: bool


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """Somebody who is asked, and what they said in the round of now, if they did."""

    seat: Seat
    name: str
    answer: str
    is_mine: bool
    was_there: bool
    may_write_for: bool


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection in somebody's own words; it stands beside the text."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its agreements, what everybody said, and what can be done now."""

    plan: PlanVersion
    agreements: list[AgreementShown]
    answers: list[AnswerShown] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    waits_for: list[str] = field(default_factory=list)
    mark: str = ""
    may_add: bool = False
    may_ask: bool = False
    may_take_back: bool = False
    may_put_in_force: bool = False

    @property
    def mine(self) -> AnswerShown | None:
        """My own answer, given or not; None for who is not asked."""
        return next((one for one in self.answers if one.is_mine), None)

    @property
    def kept(self) -> list[AgreementShown]:
        """What somebody said yes to: what stands on paper."""
        return [one for one in self.agreements if one.agreement.state == Said.AGREED]

    @property
    def is_long(self) -> bool:
        """Whether it takes smaller letters to stand on one sheet."""
        return sum(rules.lines(one.agreement) for one in self.kept) > rules.LARGE_LINES

    @property
    def between_neighbours(self) -> bool:
        """Whether a member who is no professional does something here (L-15)."""
        return any(one.agreement.seat_id in self._neighbours for one in self.kept)

    @property
    def _neighbours(self) -> set[uuid.UUID]:
        return {one.seat.id for one in self.answers if rules.is_of_neighbour(one.seat)}


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The whole of what somebody sees of the plan; older versions are not plans."""

    in_force: Version | None
    making: Version | None
    begin_in: CircleMeeting | None

    @property
    def again(self) -> list[AgreementShown]:
        """What is over or came back, of the plan of now: it can be asked again, in a new version.

        What stands in the new version already is not offered twice.
        """
        if self.in_force is None or self.making is None:
            return []
        there = {one.agreement.what for one in self.making.agreements}
        not_by_itself = [one for one in self.in_force.kept if one.is_over or one.returns]
        return [one for one in not_by_itself if one.agreement.what not in there]


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal that the resident shows the circle; the mark is the resident's own."""

    words: str
    mark: str
    is_closed: bool


def plan_page(circle: SupportCircle, me: Seat, *, by: By) -> PlanPage:
    """The plan as this person sees it."""
    wanted = (State.IN_FORCE, State.DRAFT, State.CONSENT_ROUND)
    plans = PlanVersion.objects.visible_to(by).filter(circle=circle, state__in=wanted)
    found = list(plans.select_related("meeting"))
    table = _Table(circle, me, by, found)
    in_force = next((table.version(one) for one in found if one.state == State.IN_FORCE), None)
    making = next((table.version(one) for one in found if one.state != State.IN_FORCE), None)
    return PlanPage(in_force, making, _begin_in(circle, me, making, by=by))


def _begin_in(
    circle: SupportCircle, me: Seat, making: Version | None, *, by: By
) -> CircleMeeting | None:
    """The meeting in which agreements can be written down now, when nobody began yet."""
    if not rules.may_lead(me) or not circle.is_open:
        return None
    meetings = CircleMeeting.objects.visible_to(by).filter(circle=circle)
    found = meetings.filter(state=CircleMeeting.State.SUPPORTING).order_by("-number").first()
    if making is None or found is None:
        return found
    takes_along = making.plan.state == State.DRAFT and making.plan.meeting_id != found.id
    return found if takes_along else None


class _Table:
    """Everything round the versions that are shown, asked once."""

    def __init__(self, circle: SupportCircle, me: Seat, by: By, plans: list[PlanVersion]) -> None:
        self.is_open, self.me = circle.is_open, me
        ids = [one.id for one in plans]
        seats = Seat.objects.visible_to(by).filter(circle=circle).order_by("made_at")
        self.seats = {one.id: one for one in seats} if ids else {}
        self.names = names(self.seats.values())
        of_plan = Agreement.objects.visible_to(by).filter(plan__in=ids)
        self.agreements = list(of_plan) if ids else []
        consents = Consent.objects.visible_to(by).filter(plan__in=ids)
        self.consents = list(consents) if ids else []
        there = Presence.objects.visible_to(by).filter(
            meeting__in=[one.meeting_id for one in plans], was_there=True
        )
        self.there = set(there.values_list("meeting", "seat")) if ids else set()
        self.by_person = {one.participant_id: one for one in self.seats.values()}

    def name(self, seat: uuid.UUID) -> str:
        return self.names.get(seat) or _("iemand die niet meer meedoet")

    def version(self, plan: PlanVersion) -> Version:
        agreements = [
            self._agreement(plan, one) for one in self.agreements if one.plan_id == plan.id
        ]
        answers = [self._answer(plan, one) for one in self.seats.values() if rules.is_asked(one)]
        waits_for = self._waits_for(plan, agreements, answers)
        leads = self.is_open and rules.may_lead(self.me)
        draft, asked = plan.state == State.DRAFT, plan.state == State.CONSENT_ROUND
        return Version(
            plan,
            agreements,
            answers,
            objections=[
                Objection(self.name(one.seat_id), one.words)
                for one in self.consents
                if one.plan_id == plan.id and one.answer == Consent.Answer.OBJECTION
            ],
            waits_for=waits_for,
            mark=rules.round_mark(plan),
            may_add=leads and rules.may_add(plan),
            may_ask=leads and draft and not waits_for and self._something(agreements),
            may_take_back=self.is_open and asked and rules.is_resident(self.me),
            may_put_in_force=leads and asked and not waits_for,
        )

    def _something(self, agreements: list[AgreementShown]) -> bool:
        return any(one.agreement.state == Said.AGREED for one in agreements)

    def _waits_for(
        self, plan: PlanVersion, agreements: list[AgreementShown], answers: list[AnswerShown]
    ) -> list[str]:
        """Whose yes or whose answer is still to come, by name and never by number."""
        if plan.state == State.DRAFT:
            open_yes = [one for one in agreements if one.agreement.state == Said.PROPOSED]
            return list(dict.fromkeys(one.who for one in open_yes))
        if plan.state == State.CONSENT_ROUND:
            return [one.name for one in answers if _still_waits(one)]
        return []

    def _agreement(self, plan: PlanVersion, one: Agreement) -> AgreementShown:
        seat, me = self.seats.get(one.seat_id), self.me
        mine = me.id == one.seat_id
        leads = self.is_open and rules.may_lead(me)
        may_say = self.is_open and rules.may_say(plan, one)
        scribe = self.by_person.get(one.said_by) if one.said_back_at else None
        return AgreementShown(
            agreement=one,
            who=self.name(one.seat_id),
            scribe=self.name(scribe.id) if scribe else "",
            is_mine=mine,
            is_over=rules.is_over(one, dates.today()),
            returns=one.broken_at is not None,
            mark=rules.mark(one),
            may_say_yes=may_say and mine and one.state == Said.PROPOSED,
            may_say_no=may_say and mine,
            may_write_for=may_say and seat is not None and rules.may_write_for(me, seat),
            may_reword=leads and rules.may_reword(plan) and one.state != Said.VETOED,
            may_remove=leads
            and rules.may_remove(plan, one)
            and (one.state != Said.VETOED or rules.is_resident(me)),
            may_veto=self.is_open and rules.may_veto(me, plan, one),
            may_say_broken=self.is_open and rules.may_say_broken(me, plan, one),
        )

    def _answer(self, plan: PlanVersion, seat: Seat) -> AnswerShown:
        given = next(
            (
                one
                for one in self.consents
                if (one.plan_id, one.round, one.seat_id) == (plan.id, plan.round, seat.id)
            ),
            None,
        )
        asked = self.is_open and plan.state == State.CONSENT_ROUND
        may_change = given is None or given.read_back_at is not None
        return AnswerShown(
            seat=seat,
            name=self.name(seat.id),
            answer=given.answer if given else "",
            is_mine=seat.id == self.me.id,
            was_there=(plan.meeting_id, seat.id) in self.there,
            may_write_for=asked and may_change and rules.may_write_for(self.me, seat),
        )


def _still_waits(one: AnswerShown) -> bool:
    heard = one.answer == Consent.Answer.HEARD and not one.was_there
    return one.answer != Consent.Answer.CONSENT and not heard


def waits(plan: PlanVersion) -> bool:
    """Whether somebody still has to answer in the round of now, as the wall sees it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.plan_waits_for(%s)", [plan.id])
        return bool(cursor.fetchone()[0])


def refusal(seat: Seat, what: str, when: str) -> str:
    """Why these words are not asked of this person, or "": what is never asked of a neighbour, with
    whom to call instead (L-08), and what the resident does alone (R-B04).
    """
    crossed = boundaries.crossed(what, when)
    if crossed is not None and rules.is_of_neighbour(seat):
        return _(
            "Dit vragen we alleen van een beroepskracht: %(what)s. Bel %(who)s. Samen zoeken we"
            " iets anders."
        ) % {"what": crossed.what, "who": exchange.back_up_to_call(seat.neighbourhood_id)}
    if seat.chair == Seat.Chair.MEMBER and _resident_does(seat, what):
        return " ".join(
            (
                _("Dit doet iemand zelf. Dat nemen we niet over."),
                _("Alleen die persoon kan dat veranderen, bij “Dit doe ik zelf”."),
            )
        )
    return ""


def _resident_does(seat: Seat, words: str) -> bool:
    keys = blind("phrase", seat.neighbourhood_id, phrases.within(words))
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.resident_does(%s, %s::bigint[])", [seat.circle_id, keys])
        return bool(cursor.fetchone()[0])


def may_do(circle: SupportCircle, *, by: By) -> list[tuple[Seat, str]]:
    """Who can be asked to do something, by name: resident and members, no child, not the one who
    leads the talk (R-C13).
    """
    seats = Seat.objects.visible_to(by).taken().filter(circle=circle).order_by("made_at")
    asked = [one for one in seats if rules.is_asked(one)]
    called = names(asked)
    return [(one, called[one.id]) for one in asked]


def shown_goals(circle: SupportCircle) -> list[GoalShown]:
    """The goals that the resident shows the circle now, in the last words and with the own mark."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wall.shown_goals(%s)", [circle.id])
        rows = cursor.fetchall()
    marks = dict(Goal.Mark.choices)
    return [
        GoalShown(
            _WORDS.opened(words) or _FIRST_WORDS.opened(first), str(marks.get(mark, "")), closed
        )
        for _id, first, words, mark, closed in rows
    ]


@dataclass(frozen=True, slots=True)
class PlanInShort:
    """Two lines for the circle's own page."""

    is_in_force: bool
    is_in_the_making: bool


def in_short(circle: SupportCircle, *, by: By) -> PlanInShort:
    """Whether there is a plan, and one in the making."""
    found = PlanVersion.objects.visible_to(by).filter(circle=circle).exclude(state=State.SUPERSEDED)
    states = set(found.values_list("state", flat=True))
    return PlanInShort(State.IN_FORCE in states, bool(states - {State.IN_FORCE}))
