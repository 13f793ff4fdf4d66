"""Reads of arrangements: somebody's own, who answers for what, and how insurance stands (L-15)."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mekaar.conversation import phrases
from mekaar.conversation.models import DailyActivity
from mekaar.core.prepared import any_of, prepared
from mekaar.core.sealed import blind
from mekaar.exchange.models import Arrangement, Side
from mekaar.journal import actions as journal
from mekaar.people.by import By
from mekaar.people.models import Participant
from mekaar.places.models import Organisation, Responsibility

MOST = 50

# Whom to call about an arrangement, in the order of the page (L-07).
CALL = ("confidant", "volunteer_coordinator", "back_up")


@dataclass(frozen=True, slots=True)
class MyArrangement:
    """One arrangement as one of the two sees it."""

    arrangement: Arrangement
    other_name: str
    waits_for_me: bool
    my_yes_at: datetime.datetime | None
    other_yes_at: datetime.datetime | None


def my_arrangements(participant: Participant, *, whole: bool = False) -> list[MyArrangement]:
    """Proposed and agreed arrangements of this person, the latest first; `whole`: the past too."""
    rows = _own(participant.id, whole=whole)
    names = _names(row.other_than(participant.id) for row in rows)
    return [_mine(row, participant.id, names) for row in rows]


@prepared
def _own(one: uuid.UUID, *, whole: bool) -> QuerySet[Arrangement]:
    own = Arrangement.objects.of(one).select_related("wing").order_by("-made_at", "code")
    return own if whole else own.running()[:MOST]


def _mine(row: Arrangement, mine: uuid.UUID, names: dict[uuid.UUID, str]) -> MyArrangement:
    other = row.other_than(mine)
    return MyArrangement(
        row,
        names.get(other, ""),
        row.state == Arrangement.State.PROPOSED and not row.said_yes(mine),
        my_yes_at=row.yes_of(mine),
        other_yes_at=row.yes_of(other),
    )


def _names(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    wanted = sorted(set(ids))
    return dict(_named(wanted)) if wanted else {}


@prepared
def _named(wanted: list[uuid.UUID]) -> QuerySet[Participant, tuple[uuid.UUID, str]]:
    people = Participant.objects.filter(any_of("id", wanted))
    return people.values_list("id", "display_name")


def arrangements_of(side: Side) -> list[Arrangement]:
    """What runs between two people who were introduced."""
    rows = Arrangement.objects.running().filter(introduction_id=side.introduction_id)
    return list(rows.order_by("-made_at", "code"))


def own_activities(side: Side) -> list[DailyActivity]:
    """What the asker wrote about daily life, for the asker only (R-B04)."""
    if side.which != Side.Which.ASKER:
        return []
    own = DailyActivity.objects.filter(participant_id=side.participant_id)
    return list(own.order_by("made_at", "code")[:MOST])


def does_alone(participant: uuid.UUID, words: str, *, here: uuid.UUID) -> bool:
    """Whether these words take over what this person does alone, as the wall sees it."""
    keys = blind("phrase", here, phrases.within(words))
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.does_alone(%s, %s::bigint[])", [participant, keys])
        return bool(cursor.fetchone()[0])


def wings(here: uuid.UUID) -> list[Organisation]:
    """Organisations under whose wing neighbours may do something."""
    return list(Organisation.objects.filter(neighbourhood=here).order_by("name", "code"))


def insurance(wing: Organisation | None) -> str:
    """What there is to say about insurance; never a promise of cover (L-15)."""
    if wing is None:
        return _(
            "Jullie doen dit als buren onder elkaar."
            " Gaat er iets stuk? Dan geldt je eigen aansprakelijkheidsverzekering."
        )
    return wing.insurance_text or _(
        "Vraag bij %(wing)s hoe het met de verzekering zit, voor je begint."
    ) % {"wing": wing.name}


def to_call(here: uuid.UUID) -> list[Responsibility]:
    """The confidant and who is responsible, with their phones."""
    found = Responsibility.objects.filter(neighbourhood=here, role__in=CALL)
    return sorted(found, key=lambda one: CALL.index(one.role))


def back_up(here: uuid.UUID) -> list[Responsibility]:
    """Whom to call about what a volunteer is never asked: the back-up first (L-08)."""
    wanted = ("back_up", "volunteer_coordinator")
    found = Responsibility.objects.filter(neighbourhood=here, role__in=wanted)
    return sorted(found, key=lambda one: wanted.index(one.role))


def back_up_to_call(here: uuid.UUID) -> str:
    """The back-up in words: names with their numbers (L-08)."""
    called = [f"{one.name or one.label}, {one.phone}" for one in back_up(here)]
    return _(" of ").join(called) or _("het buurthuis")


def seen(arrangement: Arrangement, *, by: By) -> None:
    """Write down that a helper at the desk looked, for whom it helps (L-10)."""
    for whose in (arrangement.asker_id, arrangement.giver_id):
        if by.is_at_desk_for(whose):
            line = by.line("exchange.arrangement.seen", whose=whose, thing=arrangement.id)
            journal.record(line, by=by.id, here=by.here)
