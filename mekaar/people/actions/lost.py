"""What is left of owners whose key is gone: after a backup was put back (ADR 21)."""

import uuid
from collections.abc import Mapping

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from mekaar.core import db
from mekaar.people.models import OwnerKey, Participant


@transaction.atomic
def take_newest_keys(newest: Mapping[uuid.UUID, bytes]) -> set[uuid.UUID]:
    """Keep only keys that are still there now, closed as they are now; gives whose are gone.

    Who was erased after the backup was made stays without a key (R-B03).
    """
    there = list(OwnerKey.objects.all())
    gone = {row.owner for row in there if row.owner not in newest}
    OwnerKey.objects.filter(owner__in=gone).delete()
    kept = [row for row in there if row.owner not in gone]
    for row in kept:
        row.wrapped = newest[row.owner]
    OwnerKey.objects.bulk_update(kept, ["wrapped"], batch_size=500)
    return gone


def remove_without_key(gone: set[uuid.UUID]) -> int:
    """Remove what backups still held of these owners, each as if erased now; gives how many.

    A person goes by `wall.erase`, as who erases themselves; what has a key of its own goes itself.
    """
    count = 0
    people = Participant.objects.filter(id__in=gone).values_list("id", "neighbourhood_id")
    for person, here in list(people):
        with db.acting(person, here), connection.cursor() as cursor:
            cursor.execute("SELECT wall.erase(%s)", [person])
        count += 1
    for model in _with_own_key():
        count += model._base_manager.filter(pk__in=gone).delete()[1].get(model._meta.label, 0)
    return count


def _with_own_key() -> set[type[Model]]:
    """Models with rows that words are sealed for (theirs, or words beside them), but for people."""
    found: set[type[Model]] = set()
    for model in apps.get_models():
        column = getattr(model, "sealed_for", "")
        for field in model._meta.concrete_fields:
            if field.attname == column:
                found.add(model if column == "id" else field.related_model or model)
    return found - {Participant}
