"""Erasing a person: everything, at once, by the person or at the desk (L-17)."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from mekaar.journal.actions import record
from mekaar.people import rules
from mekaar.people.by import By, require
from mekaar.people.models import Participant


@transaction.atomic
def erase(participant: Participant, *, by: By) -> None:
    """Erase this person from every room; the journal keeps lines with an id that says nothing.

    The database does it in one function, because a helper may not read all there is to erase.
    """
    require(rules.may_act_for(by, participant.id), _("Wissen doet de persoon zelf."))
    record(
        by.line("people.participant.erased", whose=participant.id, thing=participant.id),
        by=by.id,
        here=by.here,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.erase(%s)", [participant.id])
