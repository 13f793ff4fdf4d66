"""Closing words with the key of their owner, and opening them again (ADR 17).

Every owner (a person, or a row that belongs to nobody known) has a data key. It stands in the
database closed by a wrapping key of the key ring; without it the words are noise, so erasing it is
erasing them, in every backup as well. AES-SIV (RFC 5297): who changes a byte, or puts the words in
another row, column, owner or neighbourhood, gets an error and never other words. The same words in
the same row give the same bytes, so that the database can see that words did not change.
"""

import secrets
import struct
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

from mekaar.core.keyring import WRAPPING_BYTES, Keys

_NUMBER = struct.Struct(">I")
_TAG = 16
NUMBER_BYTES = _NUMBER.size
WRAPPED_BYTES = NUMBER_BYTES + _TAG + WRAPPING_BYTES
_ID = 16
# What the database gives with sealed words (wall.to_open): row, neighbourhood, owner, owner's key.
_HEAD = 3 * _ID + WRAPPED_BYTES
_WHAT = b"mekaar owner key 1"

KEYS = Keys(settings.KEY_FILE)


class SealBroken(RuntimeError):
    """Sealed words that were changed, moved, or whose key is gone. Names the column, no words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where sealed words stand: they can be opened nowhere else. Ids as 16 bytes."""

    column: str  # "table.column"
    row: bytes
    neighbourhood: bytes
    owner: bytes

    @property
    def associated(self) -> list[bytes]:
        """What is not secret and cannot be changed."""
        return [self.column.encode(), self.row, self.neighbourhood, self.owner]


def new_key(owner: bytes, neighbourhood: bytes) -> bytes:
    """A new data key, closed."""
    return wrap(secrets.token_bytes(WRAPPING_BYTES), owner, neighbourhood)


def wrap(key: bytes, owner: bytes, neighbourhood: bytes) -> bytes:
    """A data key closed by the current wrapping key, for this owner only."""
    number = KEYS.newest().current
    closed = KEYS.wrapping(number).encrypt(key, [_WHAT, owner, neighbourhood])
    return _NUMBER.pack(number) + closed


def current_number() -> bytes:
    """With what a key begins that was closed with the current wrapping key."""
    return _NUMBER.pack(KEYS.newest().current)


def unwrap(wrapped: bytes, owner: bytes, neighbourhood: bytes) -> bytes:
    """The data key.

    Raises SealBroken, KeysMissing.
    """
    (number,) = _NUMBER.unpack_from(wrapped)
    try:
        return KEYS.wrapping(number).decrypt(wrapped[_NUMBER.size :], [_WHAT, owner, neighbourhood])
    except InvalidTag as error:
        raise SealBroken("the key of an owner") from error


# A page shows words of a few dozen owners; an erased owner has no row left to open.
@lru_cache(maxsize=2048)
def _cipher(wrapped: bytes, owner: bytes, neighbourhood: bytes) -> AESSIV:
    return AESSIV(unwrap(wrapped, owner, neighbourhood))


def close(words: str, at: Place, wrapped: bytes) -> bytes:
    """These words, sealed with the owner's key."""
    cipher = _cipher(wrapped, at.owner, at.neighbourhood)
    return cipher.encrypt(words.encode(), at.associated)


def open_(given: bytes, column: str) -> str:
    """The words out of what the database gives for a sealed column.

    Raises SealBroken, KeysMissing.
    """
    if len(given) < _HEAD + _TAG:
        raise SealBroken(column)
    row, here, owner = (given[start : start + _ID] for start in range(0, 3 * _ID, _ID))
    cipher = _cipher(given[3 * _ID : _HEAD], owner, here)
    try:
        opened = cipher.decrypt(given[_HEAD:], Place(column, row, here, owner).associated)
    except InvalidTag as error:
        raise SealBroken(column) from error
    return opened.decode()
