"""The keys of the house while backups are made: renewed, copied elsewhere, and old ones forgotten.

A full backup begins with a new wrapping key, when a copy of the key file can be kept elsewhere: a
day later the old one is forgotten, and whoever was erased before it is noise in every backup of
before, also for who has backup, identity and today's key file together (L-17, ADR 21).
"""

import os
import time
from pathlib import Path
from typing import Any

from launch.backup import envelope
from launch.backup.server import Server
from launch.backup.shelf import Shelf
from launch.run import log_folder, step
from launch.surroundings import Surroundings
from launch.trouble import LaunchError
from mekaar.core import keyring

A_DAY = 24 * 3600


def key_file(folder: Path) -> Path:
    """The file with keys of the house with this data folder."""
    return Path(os.environ.get("MEKAAR_KEY_FILE") or folder / "keys.json")


def copy_place(shelf: Shelf) -> Path | None:
    """MEKAAR_KEY_COPY: where a closed copy of the key file stays, never beside the backups."""
    given = os.environ.get("MEKAAR_KEY_COPY")
    if not given:
        return None
    place = Path(given).absolute()
    if place.resolve().is_relative_to(shelf.folder.resolve()):
        raise LaunchError(
            "MEKAAR_KEY_COPY ligt bij de reservekopieën: kies een andere schijf, want wie allebei"
            " heeft kan alles lezen."
        )
    if not place.parent.is_dir():
        raise LaunchError(f"De map {place.parent} van MEKAAR_KEY_COPY is er niet.")
    return place


def renew(server: Server, copy: Path | None, to: list[Any]) -> None:
    """Close every key with a new wrapping key; the copy has it before anything is closed with it.

    Without a place for a copy the key stays: a lost disk would take the only new one along.
    """
    if copy:
        file = key_file(server.around.folder)
        ring = keyring.with_new_key(envelope.key_ring(file))
        envelope.close_bytes(keyring.as_text(ring).encode(), copy, to)
        keyring.write(file, ring)
    _django(server.around, "close", "De sleutels konden niet opnieuw gesloten worden")


def forget_old(server: Server, copy: Path | None, to: list[Any]) -> None:
    """Forget wrapping keys a day after they were replaced, also in the copy; keep the copy new."""
    if copy is None:
        return
    file = key_file(server.around.folder)
    ring = envelope.key_ring(file)
    if len(ring.wrapping) > 1 and time.time() - file.stat().st_mtime > A_DAY:
        _django(server.around, "forget", "Oude hoofdsleutels konden niet weg")
        ring = envelope.key_ring(file)
    envelope.close_bytes(keyring.as_text(ring).encode(), copy, to)


def _django(around: Surroundings, what: str, trouble: str) -> None:
    step(["django", "keys", what], around, log_folder(around.folder) / "backup.log", trouble)


def given(file: Path, identities: list[Any]) -> keyring.KeyRing:
    """The keys in a file that somebody brings: as the house has it, or the closed copy."""
    try:
        begin = file.open("rb").read(len(envelope.AGE))
    except OSError as error:
        raise LaunchError(f"Het bestand met sleutels {file} is niet te lezen.") from error
    if begin != envelope.AGE:
        return envelope.key_ring(file)
    try:
        return keyring.from_text(envelope.open_bytes(file, identities).decode())
    except (keyring.KeysMissing, UnicodeDecodeError) as error:
        raise LaunchError(f"Het bestand met sleutels {file} is beschadigd.") from error
