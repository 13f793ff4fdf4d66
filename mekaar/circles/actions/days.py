"""Choosing a day together: who has no mail counts as much (R-C14)."""

import datetime
import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.circles.actions.hold import note, of_circle, tell
from mekaar.circles.actions.meeting import (
    Table,
    at_table,
    everybody,
    must,
    of_leads,
    of_resident,
    set_moment,
)
from mekaar.circles.models import CircleMeeting, DayAnswer, PossibleDay, Seat
from mekaar.circles.rules import meetings as rules
from mekaar.core.errors import NotAllowed, Refused
from mekaar.people.by import By

MOST_DAYS = 8


@transaction.atomic
def add_days(
    meeting: CircleMeeting, moments: Iterable[datetime.datetime], *, by: By
) -> list[PossibleDay]:
    """Put days ready; those that are there already stay as they are. Everybody hears of the first,
    and who answered already of a new one.

    Raises NotAllowed, Refused.
    """
    table = at_table(meeting, by=by)
    of_leads(table)
    _must_ask(table, rules.may_propose_days(table.seat, table.meeting))
    before = list(PossibleDay.objects.visible_to(by).filter(meeting=meeting.id))
    there = {one.at for one in before}
    new = sorted({at for at in moments if at > timezone.now()} - there)
    if len(before) + len(new) > MOST_DAYS:
        raise Refused(_("Dat zijn te veel dagen om uit te kiezen. Haal eerst een dag weg."))
    made = [
        PossibleDay.objects.create(**of_circle(table.circle), meeting=table.meeting, at=at)
        for at in new
    ]
    if made:
        note("circles.days.changed", table.circle, by=by, thing=meeting.id)
        _ask_everybody(table, before, by=by)
    return made


def _ask_everybody(table: Table, before: list[PossibleDay], *, by: By) -> None:
    seats = everybody(table.circle, by=by)
    if before:
        said = DayAnswer.objects.visible_to(by).filter(day__in=[one.id for one in before])
        answered = set(said.values_list("seat_id", flat=True))
        seats = [one for one in seats if one.id in answered]
    tell(seats, "circles.days.changed", by=by, thing=table.circle.id)


@transaction.atomic
def remove_day(day: PossibleDay, *, by: By) -> None:
    """A day goes, with what was answered to it. Raises NotAllowed, Refused."""
    table = at_table(day.meeting, by=by)
    of_leads(table)
    _must_ask(table, rules.may_propose_days(table.seat, table.meeting))
    DayAnswer.objects.visible_to(by).filter(day=day.id).delete()
    if PossibleDay.objects.visible_to(by).filter(id=day.id).delete()[0]:
        note("circles.days.changed", table.circle, by=by, thing=table.meeting.id)


@transaction.atomic
def answer_days(
    meeting: CircleMeeting, seat: Seat, answers: Mapping[uuid.UUID, str], *, by: By
) -> None:
    """What somebody can; typed by resident or facilitator for who phones, and marked so.

    What stays as it was keeps the hand that wrote it. Raises NotAllowed, Refused.
    """
    table = at_table(meeting, by=by)
    whose = _seat_of(table, seat, by=by)
    if not rules.may_answer_for(table.seat, whose):
        raise NotAllowed(_("Ieder zegt zelf wanneer het kan."))
    _must_ask(table, rules.is_asking(table.meeting))
    days = set(PossibleDay.objects.visible_to(by).filter(meeting=meeting.id).values_list("id"))
    if not {(day,) for day in answers} <= days:
        raise Refused(_("Intussen zijn de dagen veranderd. Er is niets bewaard. Kijk nog eens."))
    rows = DayAnswer.objects.visible_to(by).filter(seat=whose, day__meeting=meeting.id)
    said = {one.day_id: one for one in rows}
    changed = [_answer(table, whose, day, said.get(day), answers[day], by=by) for day in answers]
    if any(changed):
        note("circles.days.answered", table.circle, by=by, thing=meeting.id)


def _answer(
    table: Table, whose: Seat, day: uuid.UUID, before: DayAnswer | None, answer: str, *, by: By
) -> bool:
    if before is None:
        if answer:
            DayAnswer.objects.create(
                **of_circle(table.circle), day_id=day, seat=whose, answer=answer, written_by=by.id
            )
        return bool(answer)
    own_hand = table.seat.id == whose.id
    if before.answer == answer and (before.written_by == by.id or not own_hand):
        return False
    if not answer:
        before.delete()
        return True
    before.answer, before.written_by = answer, by.id
    before.save(update_fields=["answer", "written_by"])
    return True


@transaction.atomic
def choose_day(day: PossibleDay, *, by: By) -> CircleMeeting:
    """The resident chooses, and so closes the asking. Raises NotAllowed, Refused."""
    table = at_table(day.meeting, by=by)
    of_resident(table)
    now = table.meeting
    if now.planned_for == day.at:
        return now
    _must_ask(table, rules.is_asking(now))
    fresh = PossibleDay.objects.visible_to(by).filter(id=day.id).first()
    if fresh is None:
        raise Refused(_("Intussen is deze dag weggehaald. Er is niets veranderd."))
    if fresh.at <= timezone.now():
        raise Refused(_("Dit moment is al geweest. Kies een moment dat nog komt."))
    set_moment(table, fresh.at, by=by)
    note("circles.days.chosen", table.circle, by=by, thing=now.id)
    return now


def _must_ask(table: Table, allowed: bool) -> None:
    if table.meeting.planned_for and rules.is_draft(table.meeting):
        raise Refused(_("Intussen is er een dag gekozen. Er is niets veranderd."))
    must(allowed)


def _seat_of(table: Table, seat: Seat, *, by: By) -> Seat:
    found = Seat.objects.visible_to(by).taken().filter(id=seat.id, circle=table.circle).first()
    if found is None:
        raise Refused(_("Deze persoon zit niet meer in de kring. Er is niets veranderd."))
    return found


@transaction.atomic
def say_comes(meeting: CircleMeeting, seat: Seat, *, comes: bool, by: By) -> None:
    """A member comes, or not this time: some meetings only is fine. Raises NotAllowed, Refused."""
    table = at_table(meeting, by=by)
    whose = _seat_of(table, seat, by=by)
    if not rules.may_answer_for(table.seat, whose):
        raise NotAllowed(_("Ieder zegt zelf of die komt."))
    must(rules.may_say_comes(table.seat, whose, table.meeting))
    _presence(table, whose, by=by, comes=comes)


@transaction.atomic
def note_presence(meeting: CircleMeeting, seat: Seat, *, is_there: bool, by: By) -> None:
    """Somebody is there, which is the contribution (R-C18). Raises NotAllowed, Refused."""
    table = at_table(meeting, by=by)
    of_leads(table)
    whose = _seat_of(table, seat, by=by)
    must(rules.may_note_presence(table.seat, table.meeting) and not whose.is_child)
    _presence(table, whose, by=by, was_there=is_there)


def _presence(table: Table, whose: Seat, *, by: By, **said: bool) -> None:
    rows = table.meeting.presences.filter(seat=whose)
    row = rows.first()
    if row is None:
        table.meeting.presences.create(
            **of_circle(table.circle), seat=whose, written_by=by.id, **said
        )
    else:
        own_hand = table.seat.id == whose.id and row.written_by != by.id
        if not own_hand and all(getattr(row, name) == value for name, value in said.items()):
            return
        for name, value in said.items():
            setattr(row, name, value)
        row.written_by = by.id
        row.save(update_fields=[*said, "written_by"])
    note("circles.presence.said", table.circle, by=by, thing=table.meeting.id)
