"""The mail address with which somebody signs in; proven by a mailed code."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mekaar.core.errors import Refused
from mekaar.journal.actions import Line, record
from mekaar.people.by import By, require
from mekaar.people.models import Account


@transaction.atomic
def change(account: Account, email: str | None, *, by: By) -> Account:
    """Sign in with this address from now on, or with none.

    Raises Refused when it belongs to another account already (whoever asks has read its mail).
    """
    require(account.participant_id == by.id, _("Dit verandert alleen de persoon zelf."))
    taken = Account.objects.filter(email=email).exclude(id=account.id) if email else None
    if taken is not None and taken.exists():
        raise _taken()
    account.email = email
    try:
        with transaction.atomic():
            account.save(update_fields=["email"])
    except IntegrityError:  # somebody else, at the very same moment; the address stays out of logs
        raise _taken() from None
    record(Line("people.email.changed", whose=by.id), by=by.id, here=by.here)
    return account


def _taken() -> Refused:
    return Refused(_("Met dit mailadres meldt iemand anders zich al aan. Kies een ander adres."))
