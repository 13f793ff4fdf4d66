"""Ringing at the door: the one thing that a visitor without an account can write."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.journal.actions import Line, record
from mekaar.people import rules
from mekaar.people.by import By, require
from mekaar.people.models import Doorbell


@transaction.atomic
def ring(
    door: str, *, name: str, reach: str, words: str, here: uuid.UUID, by: By | None
) -> Doorbell:
    """Ring: host and connector read it at the desk. Makes no account by itself (R-C04)."""
    require(rules.may_ring(by, here), _("Hier kun je niet aanbellen."))
    bell = Doorbell.objects.create(
        neighbourhood_id=here, door=door, name=name, reach=reach, words=words, rung_by=_whose(by)
    )
    record(Line("people.doorbell.rung", thing=bell.id), by=by.id if by else None, here=here)
    return bell


def _whose(by: By | None) -> uuid.UUID | None:
    """Whom it is about, when known here: erasing finds it by that."""
    if by is None:
        return None
    return by.visit.resident_id if by.visit else by.id
