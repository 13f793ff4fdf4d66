"""Taking over a notebook: all rows in one transaction, each row once (an import is not a yes)."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.exchange.models import Ask, NotebookRow, Offer
from mekaar.exchange.notebook.understanding import Understood
from mekaar.journal import actions as journal
from mekaar.people.by import By, require
from mekaar.people.models import Participant, ReachPreference, RoleHeld


@dataclass(frozen=True)
class TakenOver:
    """What came of it: how many rows were new, how many known, which were not taken."""

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
    good = [row for row in rows if not row.trouble]
    known = set(
        NotebookRow.objects.filter(
            neighbourhood=by.here, digest__in=[row.digest for row in good]
        ).values_list("digest", flat=True)
    )
    new = list({row.digest: row for row in good if row.digest not in known}.values())
    _write(new, by)
    journal.record(journal.Line("exchange.notebook.taken_over"), by=by.id, here=by.here)
    return TakenOver(len(new), len(good) - len(new), [row for row in rows if row.trouble])


def _write(rows: list[Understood], by: By) -> None:
    """Drafts of people, ways to reach them, asks and offers, and the digests of the rows."""
    people = [
        Participant(neighbourhood_id=by.here, display_name=row.name, state=Participant.State.DRAFT)
        for row in rows
    ]
    pairs = list(zip(rows, people, strict=True))
    Participant.objects.bulk_create(people)
    ReachPreference.objects.bulk_create(
        ReachPreference(
            neighbourhood_id=by.here,
            participant=person,
            kind=ReachPreference.Kind.PHONE if row.phone else ReachPreference.Kind.COME_BY,
            phone=row.phone,
            words=row.reach,
        )
        for row, person in pairs
    )
    for model, said in ((Ask, "seeks"), (Offer, "can")):
        model.objects.bulk_create(  # type: ignore[attr-defined]  # both are models of this room
            model(
                neighbourhood_id=by.here,
                participant=person,
                first_words=getattr(row, said),
                words=getattr(row, said),
                written_by=by.id,
                state="draft",
                state_since=_noon(row.noted_on),
            )
            for row, person in pairs
            if getattr(row, said)
        )
    NotebookRow.objects.bulk_create(
        NotebookRow(neighbourhood_id=by.here, digest=row.digest) for row in rows
    )


def _noon(day: datetime.date | None) -> datetime.datetime:
    """Noon of that day here, so that no time zone moves the date; now when it is not known."""
    if day is None:
        return timezone.now()
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
