"""Taking over a notebook: all rows in one transaction, each row once (an import is not a yes)."""

import datetime
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.core.sealed import keys_at_hand
from mekaar.exchange.models import Ask, NotebookRow, Offer
from mekaar.exchange.notebook.understanding import Understood, mark_twice
from mekaar.exchange.queries.notebook import not_taken_before
from mekaar.journal import actions as journal
from mekaar.people.by import By, require
from mekaar.people.models import Participant, ReachPreference, RoleHeld

# A row, and the person it is about.
Drafted = tuple[Understood, Participant]


@dataclass(frozen=True)
class TakenOver:
    """What came of it: how many rows were new, how many known, and which were not taken."""

    taken: int
    known: int
    left: list[Understood]


@transaction.atomic
def take_over(rows: list[Understood], *, by: By) -> TakenOver:
    """Take the rows over as drafts: people are spoken with before anything counts.

    Importing the same rows again changes nothing; a row with trouble is given back.
    Raises NotAllowed for who is not host or connector.
    """
    require(
        by.holds(RoleHeld.Role.HOST, RoleHeld.Role.CONNECTOR),
        _("Alleen een gastvrouw, gastheer of buurtverbinder neemt een schrift over."),
    )
    _one_at_a_time(by.here)
    rows = mark_twice(rows)
    good = [row for row in rows if not row.trouble]
    new = not_taken_before(good, here=by.here)
    _write(new, by)
    return TakenOver(len(new), len(good) - len(new), [row for row in rows if row.trouble])


def _one_at_a_time(here: uuid.UUID) -> None:
    """Two people who take over the same notebook at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"mekaar.notebook {here}"]
        )


def _write(rows: list[Understood], by: By) -> None:
    """Drafts of people, ways to reach them, asks and offers, and the digests of the rows."""
    people = _people(rows, by.here)
    each = {person.id: (row, person) for row, person in reversed(people)}
    with keys_at_hand(each, by.here):
        _write_drafts(people, each.values(), by)
    NotebookRow.objects.bulk_create(
        NotebookRow(neighbourhood_id=by.here, digest=digest)
        for digest in sorted({digest for row in rows for digest in row.digests})
    )
    journal.record_all(
        (
            journal.Line("exchange.notebook.taken_over", whose=person.id, thing=person.id)
            for _row, person in each.values()
        ),
        by=by.id,
        here=by.here,
    )


def _write_drafts(people: Sequence[Drafted], each: Collection[Drafted], by: By) -> None:
    """Every person once, and what stands in each row."""
    Participant.objects.bulk_create(person for _row, person in each)
    ReachPreference.objects.bulk_create(
        ReachPreference(
            neighbourhood_id=by.here,
            participant=person,
            kind=ReachPreference.Kind.PHONE if row.phone else ReachPreference.Kind.COME_BY,
            phone=row.phone,
            words=row.reach,
        )
        for row, person in each
    )
    Ask.objects.bulk_create(
        Ask(participant=person, state=Ask.State.DRAFT, **_wording(row.seeks, row, by))
        for row, person in people
        if row.seeks
    )
    Offer.objects.bulk_create(
        Offer(participant=person, state=Offer.State.DRAFT, **_wording(row.can, row, by))
        for row, person in people
        if row.can
    )


def _people(rows: list[Understood], here: uuid.UUID) -> list[tuple[Understood, Participant]]:
    """Each row with its person; rows with the same name and phone number are one person."""
    made: dict[tuple[str, str], Participant] = {}
    for row in rows:
        key = (row.name.casefold(), row.phone or f"row {row.number}")
        if key not in made:
            made[key] = Participant(
                neighbourhood_id=here, display_name=row.name, state=Participant.State.DRAFT
            )
    return [(row, made[row.name.casefold(), row.phone or f"row {row.number}"]) for row in rows]


def _wording(words: str, row: Understood, by: By) -> dict[str, object]:
    """What a draft ask and a draft offer share; it is the helper's until it was read back."""
    return {
        "neighbourhood_id": by.here,
        "first_words": words,
        "words": words,
        "written_by": by.id,
        "state_since": _noon(row.noted_on),
    }


def _noon(day: datetime.date | None) -> datetime.datetime:
    """Noon of that day here, so that no time zone moves the date; now when it is not known."""
    if day is None:
        return timezone.now()
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
