"""Closing the keys of owners anew with the newest wrapping key (ADR 17)."""

from django.db import transaction
from django.db.models import BinaryField, Func

from mekaar.core import seal
from mekaar.people.models import OwnerKey

_AT_ONCE = 500


def close_anew() -> int:
    """Close with the current wrapping key what is closed with an older one, a few at a time.

    Nobody waits: a row is held only as long as its part takes. Gives how many it were.
    """
    done = 0
    closed_by = Func("wrapped", 1, seal.NUMBER_BYTES, function="substr", output_field=BinaryField())
    older = OwnerKey.objects.annotate(closed_by=closed_by).exclude(closed_by=seal.current_number())
    while True:
        with transaction.atomic():
            some = list(older.select_for_update().order_by("owner")[:_AT_ONCE])
            for row in some:
                owner, here = row.owner.bytes, row.neighbourhood_id.bytes
                row.wrapped = seal.wrap(seal.unwrap(bytes(row.wrapped), owner, here), owner, here)
            OwnerKey.objects.bulk_update(some, ["wrapped"])
        if not some:
            return done
        done += len(some)
