"""Identifiers: sortable keys for the database, random short codes for people and addresses."""

import secrets
import time
import uuid

# No vowels and nothing that looks alike (0/O, 1/I/L): a code never spells a word and can be read
# aloud over the phone.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): milliseconds since 1970, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76
    value |= secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)


def new_code(length: int = 10) -> str:
    """A random code for an address; 10 characters are 47 bits and say nothing about the thing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def tidy_code(typed: str) -> str:
    """A code as somebody typed it: spaces, dashes and small letters do not matter."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())
