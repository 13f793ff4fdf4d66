"""The keys of a house: one file, kept apart from the database and from its backups (ADR 17).

`wrapping` keys close the key of every owner; `index` makes the blind keys by which sealed words
are found. Whoever has the database without this file reads no words, names or phone numbers.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESSIV

WRAPPING_BYTES = 64  # AES-256 in SIV mode (RFC 5297) takes two keys of 32
INDEX_BYTES = 32


class KeysMissing(RuntimeError):
    """The file with keys is not there, cannot be read, or lacks a key that is asked for."""


@dataclass(frozen=True, repr=False)
class KeyRing:
    """What the file holds. `current` names the wrapping key for what is sealed from now on."""

    current: int
    wrapping: Mapping[int, bytes]
    index: bytes

    def machinery(self, purpose: str) -> bytes:
        """64 bytes for one purpose of signing in, the same as long as the index key is."""
        return hmac.digest(self.index, f"machinery:{purpose}".encode(), hashlib.sha512)

    def blind(self, purpose: str, where: bytes, words: Iterable[str]) -> list[int]:
        """For each of these words a number by which the database finds it and cannot tell it.

        Signed 64 bits (bigint), another for each purpose and each neighbourhood (`where`).
        """
        key = hmac.digest(self.index, purpose.encode() + b"\0" + where, hashlib.sha256)
        made = {hmac.digest(key, word.encode(), hashlib.sha256)[:8] for word in words}
        return sorted(int.from_bytes(part, "big", signed=True) for part in made)


def fresh() -> KeyRing:
    """New keys for a new house."""
    return KeyRing(1, {1: secrets.token_bytes(WRAPPING_BYTES)}, secrets.token_bytes(INDEX_BYTES))


def with_new_key(ring: KeyRing) -> KeyRing:
    """The same keys and a new one, with which everything is closed from now on."""
    number = max(ring.wrapping) + 1
    return replace(
        ring,
        current=number,
        wrapping={**ring.wrapping, number: secrets.token_bytes(WRAPPING_BYTES)},
    )


def only_current(ring: KeyRing) -> KeyRing:
    """Without the keys with which nothing is closed any more."""
    return replace(ring, wrapping={ring.current: ring.wrapping[ring.current]})


def as_text(ring: KeyRing) -> str:
    """The keys as they stand in their file."""
    return json.dumps(
        {
            "current": ring.current,
            "wrapping": {str(number): _text(key) for number, key in ring.wrapping.items()},
            "index": _text(ring.index),
        }
    )


def write(path: Path, ring: KeyRing) -> None:
    """Put the keys in their file, whole or not at all; only who runs the house may read it.

    Who may read the file of before may read the new one: on a server pages and worker do, by group.
    """
    text = as_text(ring)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        if path.exists():
            os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read(path: Path) -> KeyRing:
    """The keys of this file.

    Raises KeysMissing.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise KeysMissing(f"Het bestand met sleutels {path} is niet te lezen.") from error
    except ValueError as error:
        raise KeysMissing(f"Het bestand met sleutels {path} is beschadigd.") from error
    try:
        return from_text(text)
    except KeysMissing as error:
        raise KeysMissing(f"Het bestand met sleutels {path} is beschadigd.") from error


def from_text(text: str) -> KeyRing:
    """The keys as they stand in a file.

    Raises KeysMissing.
    """
    try:
        found = json.loads(text)
        ring = KeyRing(
            int(found["current"]),
            {int(number): _bytes(key) for number, key in found["wrapping"].items()},
            _bytes(found["index"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeysMissing("Dit zijn geen sleutels.") from error
    sizes = {len(key) for key in ring.wrapping.values()} | {len(ring.index) + INDEX_BYTES}
    if sizes != {WRAPPING_BYTES} or ring.current not in ring.wrapping:
        raise KeysMissing("Dit zijn geen sleutels.")
    return ring


class Keys:
    """The keys of this process; read anew when something was closed with a newer key."""

    def __init__(self, path: Path) -> None:
        """The file is read when a key is first needed."""
        self.path = path
        self._ring: KeyRing | None = None
        self._read_at: tuple[int, int] | None = None
        self._lock = threading.Lock()

    @property
    def ring(self) -> KeyRing:
        """The keys as last read."""
        if self._ring is None:
            with self._lock:
                self._ring = self._ring or read(self.path)
        return self._ring

    def wrapping(self, number: int) -> AESSIV:
        """The wrapping key with this number.

        Raises KeysMissing.
        """
        if number not in self.ring.wrapping:
            with self._lock:
                self._ring = read(self.path)
        if number not in self.ring.wrapping:
            raise KeysMissing(f"Sleutel {number} staat niet in {self.path}.")
        return AESSIV(self.ring.wrapping[number])

    def newest(self) -> KeyRing:
        """The keys as they stand in the file now: what is closed anew is closed with these.

        A process that runs for weeks must not go on closing with a key that is about to be
        forgotten.
        """
        found = self._stamp()
        if found != self._read_at or self._ring is None:
            with self._lock:
                self._ring, self._read_at = read(self.path), found
        return self._ring

    def _stamp(self) -> tuple[int, int] | None:
        try:
            told = self.path.stat()
        except OSError:
            return None
        return told.st_ino, told.st_mtime_ns

    def forget(self) -> None:
        """Read the file again when a key is next needed."""
        self._ring = None


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
