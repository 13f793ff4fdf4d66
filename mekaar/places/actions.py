"""Every write of places: a neighbourhood that begins, who answers for it, and going live.

These run under the owner, by command: the web role may not write places at all.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from mekaar.core.errors import Refused
from mekaar.places import rules
from mekaar.places.models import MeetingPlace, Neighbourhood, OpeningHour, Responsibility

CONFIDANT = "confidant"


@dataclass(frozen=True, slots=True)
class Opening:
    """One weekly opening as it was typed; weekday 0 is Monday."""

    weekday: int
    opens: datetime.time
    closes: datetime.time
    what: str = ""


@transaction.atomic
def begin(here: Neighbourhood, place: MeetingPlace, week: Iterable[Opening]) -> Neighbourhood:
    """A new neighbourhood with its first meeting place: a try-out until `go_live`.

    Raises ValidationError: something is missing, too long, or there already.
    """
    here.full_clean()
    here.save()
    place.neighbourhood, place.first = here, True
    place.full_clean()
    place.save()
    for one in week:
        hour = OpeningHour(
            neighbourhood=here, meeting_place=place, weekday=one.weekday, opens=one.opens,
            closes=one.closes, what=one.what,
        )  # fmt: skip
        hour.full_clean()
        hour.save()
    return here


@transaction.atomic
def answer_for(here: Neighbourhood) -> Neighbourhood:
    """Keep what was said about who answers for it; what is live stays complete.

    Raises ValidationError, or Refused when a live neighbourhood would lose one of the four.
    """
    if here.live_since and rules.missing(here):
        raise Refused("Deze buurt is live. Dan kan dit niet leeg worden.")
    here.full_clean()
    here.save()
    return here


@transaction.atomic
def name_confidant(here: Neighbourhood, *, name: str, phone: str) -> Responsibility:
    """Whom to call about unwanted behaviour: on every page of an arrangement (L-07)."""
    confidant = here.confidant or Responsibility.objects.filter(
        neighbourhood=here, role=CONFIDANT
    ).first()  # fmt: skip
    confidant = confidant or Responsibility(neighbourhood=here, role=CONFIDANT)
    confidant.label = confidant.label or "vertrouwenspersoon"
    confidant.name, confidant.phone = name or confidant.name, phone or confidant.phone
    confidant.full_clean()
    confidant.save()
    here.confidant = confidant
    here.save(update_fields=["confidant"])
    return confidant


@transaction.atomic
def go_live(here: Neighbourhood) -> Neighbourhood:
    """From now on real people may be in it; refused until the four are there (L-03, L-18)."""
    if missing := rules.missing(here):
        raise Refused(f"{here.name} kan nog niet live. Dit ontbreekt: {'; '.join(missing)}.")
    if here.live_since is None:
        here.live_since = timezone.now()
        here.save(update_fields=["live_since"])
    return here


@transaction.atomic
def stop_live(here: Neighbourhood) -> Neighbourhood:
    """A try-out again; every page says so."""
    here.live_since = None
    here.save(update_fields=["live_since"])
    return here
