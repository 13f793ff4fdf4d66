"""Reads of introductions: somebody's own, the other after a double yes, and the connector's."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mekaar.core.prepared import any_of, prepared
from mekaar.exchange.models import Ask, Introduction, Side
from mekaar.journal import actions as journal
from mekaar.notices.registry import Worker
from mekaar.people.by import By
from mekaar.people.models import Participant
from mekaar.places.models import MeetingPlace

MOST = 50


@dataclass(frozen=True, slots=True)
class MyIntroduction:
    """One introduction as one of the two sees it; `other` only after the double yes."""

    side: Side
    other: Participant | None

    @property
    def waits_for_me(self) -> bool:
        """Asked, and not answered."""
        return self.side.answer == ""

    @property
    def first_time(self) -> str:
        """When and where they can meet first: "dinsdag om half acht, buurthuis De Linde"."""
        said = self.side.introduction
        place = said.meeting_place.name if said.meeting_place else ""
        return ", ".join(part for part in (said.first_meeting, place) if part)

    @property
    def label(self) -> str:
        """How far it is, as this person may know it."""
        if self.other:
            return _("jullie kennen elkaar")
        return _("aan jou gevraagd") if self.waits_for_me else _("jij zei ja")


@dataclass(frozen=True, slots=True)
class OpenIntroduction:
    """One introduction as the connector sees it: two names, and who is being asked now."""

    introduction: Introduction
    asker: Side
    giver: Side

    @property
    def asked_now(self) -> Side | None:
        """The side whose answer is awaited."""
        for side in (self.giver, self.asker):
            if side.asked_at is not None and not side.answer:
                return side
        return None


def my_introductions(participant: Participant, *, whole: bool = False) -> list[MyIntroduction]:
    """Where this person was asked and what goes on, the latest first; `whole`: all of it."""
    sides = _own(participant.id, None if whole else MOST)
    people = _known([side.other_id for side in sides])
    return [MyIntroduction(side, people.get(side.other_id)) for side in sides]


@prepared
def _own(one: uuid.UUID, most: int | None) -> QuerySet[Side]:
    own = Side.objects.filter(participant=one, asked_at__isnull=False)
    with_place = own.with_other().select_related("introduction__meeting_place")
    return with_place.order_by("-asked_at", "code")[:most]


def _known(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID | None, Participant]:
    wanted = {one for one in ids if one}
    return {one.id: one for one in (_with_reach(sorted(wanted)) if wanted else [])}


@prepared
def _with_reach(wanted: list[uuid.UUID]) -> QuerySet[Participant]:
    return Participant.objects.select_related("reach").filter(any_of("id", wanted))


def other_of(side: Side) -> Participant | None:
    """The other of this side with the way to reach; None as long as there is no double yes."""
    found = Side.objects.with_other().filter(id=side.id).first()
    return _known([found.other_id]).get(found.other_id) if found and found.other_id else None


def open_introductions(here: uuid.UUID) -> list[OpenIntroduction]:
    """What goes on in the neighbourhood, for the connector, the longest waiting first."""
    sides = Prefetch("sides", Side.objects.select_related("participant"))
    rows = Introduction.objects.going_on().filter(neighbourhood=here).prefetch_related(sides)
    return [_open(row) for row in rows.order_by("made_at", "code")[:MOST]]


def handled(introduction: Introduction) -> OpenIntroduction:
    """One introduction with both its sides."""
    sides = Prefetch("sides", Side.objects.select_related("participant"))
    rows = Introduction.objects.select_related("meeting_place", "ask")
    return _open(rows.prefetch_related(sides).get(id=introduction.id))


def _open(introduction: Introduction) -> OpenIntroduction:
    by_which = {side.which: side for side in introduction.sides.all()}
    return OpenIntroduction(introduction, by_which[Side.Which.ASKER], by_which[Side.Which.GIVER])


def pages_to_answer(sides: Collection[uuid.UUID], by: Worker) -> dict[uuid.UUID, str]:
    """By side the page where a connector writes down what was said on the phone."""
    if not by.holds("connector"):
        return {}
    going_on = Introduction.objects.going_on()
    asked = Side.objects.filter(id__in=sides, answer="", introduction__in=going_on)
    return {
        one: reverse("exchange:introduction_desk", args=[code])
        for one, code in asked.values_list("id", "introduction__code")
    }


def asked_sides(introduction: Introduction) -> QuerySet[Side]:
    """The sides whose turn it was, with their people; for who handles the introduction."""
    asked = Side.objects.filter(introduction=introduction, asked_at__isnull=False)
    return asked.select_related("participant")


def ask_behind(side: Side) -> Ask | None:
    """The ask, as far as the database shows it to this side: its giver after the double yes."""
    return Ask.objects.filter(id=side.introduction.ask_id).first()


def first_place(here: uuid.UUID) -> MeetingPlace | None:
    """The place where a first meeting is always offered."""
    return MeetingPlace.objects.filter(neighbourhood=here).order_by("-first", "name").first()


def role_holders(*roles: str) -> list[uuid.UUID]:
    """Who holds one of these roles here now: ids, to queue a notice for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.holders(VARIADIC %s)", [list(roles)])
        return list(cursor.fetchone()[0])


def seen(sides: Iterable[Side], *, by: By) -> None:
    """Write down who looked and why, for everybody whose own page this is not (L-10)."""
    others = [side for side in sides if side.participant_id != by.id]
    journal.record_all((_look(side, by) for side in others), by=by.id, here=by.here)


def _look(side: Side, by: By) -> journal.Line:
    line = by.line("exchange.introduction.seen", whose=side.participant_id, thing=side.id)
    is_asker = side.which == Side.Which.ASKER
    return replace(line, why=line.why or ("asked_connector" if is_asker else "told_connector"))


def seen_contact(other: Participant, side: Side, *, by: By) -> None:
    """Write down that one of two, or who helps that one, looked how the other is reached."""
    line = by.line("exchange.contact.seen", whose=other.id, thing=side.introduction_id)
    helped = by.visit.resident_id if by.visit else None
    line = replace(line, why=line.why or "double_yes", on_behalf_of=line.on_behalf_of or helped)
    journal.record(line, by=by.id, here=by.here)
