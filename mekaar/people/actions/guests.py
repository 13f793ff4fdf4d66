"""Welcoming a guest: somebody from outside who said yes to a letter of a circle (L-16)."""

import uuid

from django.db import connection, transaction

from mekaar.core import db
from mekaar.journal.actions import record
from mekaar.people.actions.cards import print_card
from mekaar.people.by import By
from mekaar.people.models import Participant, ReachPreference

_NAME = Participant._meta.get_field("display_name")


@transaction.atomic
def welcome_guest(
    name: str, language: str, *, letter: bytes, here: uuid.UUID
) -> tuple[Participant, str]:
    """Make a guest of whoever answers this letter, with the code of a card to sign in with.

    `letter` is the digest of a letter that waits for an answer; the database asks the room that
    wrote it (`wall.letter_is_open`), and takes the guest from nobody who is signed in. From the
    first row on the guest acts: the way to be reached, the account and the card are their own.
    """
    guest = Participant(
        neighbourhood_id=here,
        display_name=name,
        language=language,
        state=Participant.State.GUEST,
    )
    guest.full_clean()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wall.welcome_guest(%s, %s, %s, %s, %s)",
            [letter, guest.id, guest.code, _NAME.pre_save(guest, add=True), language],
        )
    guest = _as_kept(guest)
    by = By(me=guest)
    with db.acting(guest.id, here):
        ReachPreference.objects.create(neighbourhood_id=here, participant=guest)
        line = by.line("people.guest.welcomed", whose=guest.id, thing=guest.id)
        record(line, by=guest.id, here=here)
        return guest, print_card(guest, by=by).code


def _as_kept(guest: Participant) -> Participant:
    """The row that the database wrote, so that what is changed later is not written anew."""
    with db.acting(guest.id, guest.neighbourhood_id):
        return Participant.objects.get(id=guest.id)
