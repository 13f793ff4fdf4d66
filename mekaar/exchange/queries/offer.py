"""Reads of offers: somebody's own, and what a connector looked at. Never a list for others."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from mekaar.core.prepared import prepared
from mekaar.exchange.models import Carrying, Offer, Side
from mekaar.journal import actions as journal
from mekaar.people.by import By
from mekaar.people.models import Participant

MOST_OWN = 50


def my_offers(participant: Participant, *, whole: bool = False) -> list[Offer]:
    """What this person would like to do, the latest first; `whole`: all that is kept."""
    return _own(participant.id, whole=whole)


@prepared
def _own(one: uuid.UUID, *, whole: bool) -> QuerySet[Offer]:
    own = Offer.objects.filter(participant=one).order_by("-made_at")
    return own if whole else own.exclude(state=Offer.State.WITHDRAWN)[:MOST_OWN]


def my_carrying(participant: Participant) -> int | None:
    """How many arrangements this person said to carry at once; None when nothing was said yet."""
    return next(iter(_carrying(participant.id)), None)


@prepared
def _carrying(one: uuid.UUID) -> QuerySet[Carrying, int]:
    return Carrying.objects.filter(participant=one).values_list("at_once", flat=True)


def has_offered_since(participant: uuid.UUID, moment: datetime.datetime) -> bool:
    """Whether this person offered something after this moment; a draft out of a notebook is not."""
    own = Offer.objects.filter(participant=participant, made_at__gt=moment)
    return own.exclude(state=Offer.State.DRAFT).exists()


def was_asked(offer: Offer) -> bool:
    """Whether a person came to the giver about this offer.

    An idea that nobody introduced changes nothing here: the giver's page looks the same (R-A13).
    """
    return Side.objects.filter(
        participant_id=offer.participant_id,
        introduction__offer=offer,
        which=Side.Which.GIVER,
        asked_at__isnull=False,
    ).exists()


def seen(offers: Iterable[Offer], *, by: By) -> None:
    """Write down that these offers were looked at and why, unless it is one's own page (L-10)."""
    others = [offer for offer in offers if offer.participant_id != by.id]
    lines = [
        by.line("exchange.offer.seen", whose=one.participant_id, thing=one.id) for one in others
    ]
    journal.record_all(
        (replace(line, why=line.why or "told_connector") for line in lines), by=by.id, here=by.here
    )
