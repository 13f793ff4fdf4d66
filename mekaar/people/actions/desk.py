"""The desk: a new person, opening and closing a record, who rang at the door."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.journal.actions import Line, record
from mekaar.people import rules
from mekaar.people.actions.cards import let_work
from mekaar.people.by import By, require
from mekaar.people.models import DeskVisit, Doorbell, Participant


def _require_desk(by: By) -> None:
    require(rules.may_work_at_desk(by), _("Dit doet een gastvrouw, gastheer of buurtverbinder."))


@transaction.atomic
def add_participant(name: str, *, by: By) -> Participant:
    """Write down somebody new: only a name, which may be invented (L-01)."""
    _require_desk(by)
    participant = Participant.objects.create(neighbourhood_id=by.here, display_name=name)
    record(
        Line(
            "people.participant.added",
            whose=participant.id,
            thing=participant.id,
            on_behalf_of=participant.id,
            why=DeskVisit.Why.CAME_BY,
        ),
        by=by.id,
        here=by.here,
    )
    return participant


@transaction.atomic
def open_visit(resident: Participant, why: str, *, by: By) -> DeskVisit:
    """Open somebody's pages, with the reason that the resident reads (R-A15, L-10).

    One at a time: an earlier one is closed first. Opening the same one twice changes nothing.
    """
    require(
        rules.may_open_visit(by, resident), _("Je opent aan de balie de bladzijden van een ander.")
    )
    Participant.objects.select_for_update().get(id=by.id)
    still_open = DeskVisit.objects.filter(helper_id=by.id, ended_at=None).first()
    if still_open and still_open.resident_id == resident.id and not still_open.is_over():
        return still_open
    if still_open:
        _end(still_open)
    visit = DeskVisit.objects.create(
        neighbourhood_id=by.here, helper=by.me, resident=resident, why=why
    )
    line = Line(
        "people.visit.opened",
        whose=resident.id,
        thing=visit.id,
        on_behalf_of=resident.id,
        why=why,
    )
    record(line, by=by.id, here=by.here)
    return visit


@transaction.atomic
def close_visit(visit: DeskVisit, *, by: By) -> None:
    """Close the pages of who was helped; closing twice changes nothing."""
    require(visit.helper_id == by.id, _("Dit bezoek heeft iemand anders geopend."))
    if visit.ended_at is None:
        _end(visit)


def close_visits_of(helper: uuid.UUID | None) -> None:
    """Who signs in or out leaves nobody's pages open behind them."""
    for visit in DeskVisit.objects.filter(helper_id=helper, ended_at=None):
        _end(visit)


def _end(visit: DeskVisit) -> None:
    visit.ended_at = timezone.now()
    visit.save(update_fields=["ended_at"])
    let_work(visit.id)
    line = Line(
        "people.visit.closed",
        whose=visit.resident_id,
        thing=visit.id,
        on_behalf_of=visit.resident_id,
        why=visit.why,
    )
    record(line, by=visit.helper_id, here=visit.neighbourhood_id)


@transaction.atomic
def answer_doorbell(bell: Doorbell, *, by: By) -> Doorbell:
    """Somebody called or met who rang. Who it was and what they wrote goes (L-01)."""
    _require_desk(by)
    if bell.answered_at is None:
        bell.answered_at = timezone.now()
        bell.answered_by = by.id
        bell.name = bell.reach = bell.words = ""
        bell.rung_by = None
        bell.save(update_fields=["answered_at", "answered_by", "name", "reach", "words", "rung_by"])
        record(Line("people.doorbell.answered", thing=bell.id), by=by.id, here=by.here)
    return bell
