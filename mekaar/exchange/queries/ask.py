"""Reads of asks: somebody's own, the board without names, and what a connector looked at."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet
from django.utils import timezone

from mekaar.conversation.queries import CardState, conversation_card_state
from mekaar.core.leaf import Leaf, cut_prepared
from mekaar.core.prepared import prepared
from mekaar.exchange.models import Ask
from mekaar.journal import actions as journal
from mekaar.people.by import By
from mekaar.people.models import Group, Participant

MOST_OWN = 50
ON_BOARD = 20


def my_asks(participant: Participant, *, whole: bool = False) -> list[Ask]:
    """The asks of this person, the latest first; `whole`: all that is kept, withdrawn too."""
    return _own(participant.id, whole=whole)


@prepared
def _own(one: uuid.UUID, *, whole: bool) -> QuerySet[Ask]:
    own = Ask.objects.filter(participant=one).select_related("group").order_by("-made_at")
    return own if whole else own.exclude(state=Ask.State.WITHDRAWN)[:MOST_OWN]


def was_offered_card(ask: Ask) -> bool:
    """Whether the three core questions were answered, or passed by (R-A02, K11)."""
    if ask.card_passed_at is not None:
        return True
    return conversation_card_state(ask.participant) != CardState.OPEN


def groups() -> QuerySet[Group]:
    """The groups that may be chosen as audience; the wall shows those of this neighbourhood."""
    return Group.objects.order_by("name")


def board(by: By, *, after: str = "") -> Leaf[Ask]:
    """Asks for the neighbourhood to read, in the order in which they came in; no names."""
    today = timezone.localdate()
    return cut_prepared(_read_by, by.ids, today, field="made_at", after=after, size=ON_BOARD)


def _read_by(ids: list[uuid.UUID], today: datetime.date) -> QuerySet[Ask]:
    shown = ("code", "made_at", "words", "times", "audience", "group__name")
    return Ask.objects.on_board_of(ids, today).select_related("group").only(*shown)


def seen(asks: Iterable[Ask], *, by: By) -> None:
    """Write down that these asks were looked at and why, unless it is one's own page (L-10)."""
    others = [ask for ask in asks if ask.participant_id != by.id]
    lines = [by.line("exchange.ask.seen", whose=one.participant_id, thing=one.id) for one in others]
    journal.record_all(
        (replace(line, why=line.why or "asked_connector") for line in lines), by=by.id, here=by.here
    )
