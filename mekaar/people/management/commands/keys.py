"""`mekaar keys`: do the keys fit, and new ones while the house is open. Runs as owner (ADR 17)."""

import argparse
from collections.abc import Callable, Iterator
from functools import partial

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from mekaar.core import keyring, seal
from mekaar.core.sealed import SealedAddress, SealedText
from mekaar.people.actions.keys import close_anew
from mekaar.people.models import OwnerKey


class Command(BaseCommand):
    help = (
        "check: passen de sleutels op alles wat verzegeld is? rotate: een nieuwe hoofdsleutel,"
        " terwijl Mekaar open is. close: sluit alles met de nieuwste hoofdsleutel die er al is."
        " forget: gooi oude hoofdsleutels weg (een dag na rotate)."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("do", choices=["check", "rotate", "close", "forget"])

    def handle(self, *, do: str, **options: object) -> None:
        try:
            {
                "check": self._check,
                "rotate": self._rotate,
                "close": self._close,
                "forget": self._forget,
            }[do]()
        except keyring.KeysMissing as missing:
            raise CommandError(str(missing)) from missing

    def _check(self) -> None:
        """Open everything that is sealed; say how much, and where it does not open."""
        broken = [where for where in _opened() if where]
        if broken:
            places = "\n".join(f"{place}: {broken.count(place)}" for place in sorted(set(broken)))
            raise CommandError(f"Niet alles gaat open:\n{places}")
        self.stdout.write(f"Alles gaat open ({OwnerKey.objects.count()} sleutels).")

    def _rotate(self) -> None:
        """Add a wrapping key to the file first: every process reads it there when it meets it."""
        keyring.write(seal.KEYS.path, keyring.with_new_key(keyring.read(seal.KEYS.path)))
        seal.KEYS.forget()
        self.stdout.write(f"{close_anew()} sleutels opnieuw gesloten.")

    def _close(self) -> None:
        """Close with the newest key of the file; nothing of older closings stays on the disk."""
        seal.KEYS.forget()
        self.stdout.write(f"{close_anew()} sleutels opnieuw gesloten.")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '10s'")
            cursor.execute("VACUUM FULL people_ownerkey")

    def _forget(self) -> None:
        """Close what is left of the old keys, then throw them away."""
        seal.KEYS.forget()
        self.stdout.write(f"{close_anew()} sleutels opnieuw gesloten.")
        keyring.write(seal.KEYS.path, keyring.only_current(keyring.read(seal.KEYS.path)))
        seal.KEYS.forget()
        self.stdout.write("De oude hoofdsleutels zijn weg, ook uit dit bestand.")


def _opened() -> Iterator[str]:
    """For each thing that is sealed: nothing, or the place where it does not open."""
    for row in OwnerKey.objects.iterator():
        ids = (row.owner.bytes, row.neighbourhood_id.bytes)
        yield _tried("people_ownerkey.wrapped", partial(seal.unwrap, bytes(row.wrapped), *ids))
    for model in apps.get_models():
        sealed = [
            field for field in model._meta.fields if isinstance(field, (SealedText, SealedAddress))
        ]
        for field in sealed:
            rows = model._base_manager.values_list(field.name)
            for key in list(model._base_manager.values_list("pk", flat=True)):
                place = f"{model._meta.db_table}.{field.column}"
                yield _tried(place, rows.filter(pk=key).first)


def _tried(place: str, opening: Callable[[], object]) -> str:
    try:
        opening()
    except (seal.SealBroken, keyring.KeysMissing):
        return place
    return ""
