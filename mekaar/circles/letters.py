"""The code on the letter of an invitation: shown once, kept only as a keyed digest."""

from mekaar.core.ids import new_code, tidy_code
from mekaar.people import keys

# As on the card to sign in with: 57 bits, too many to guess and few enough to type.
LENGTH = 12


def digest(code: str) -> str:
    """The keyed digest of a code as typed: who reads the database cannot open a letter with it."""
    return keys.digest("circle letter", tidy_code(code))


def made() -> str:
    """A new code, in groups of four: easy to read aloud."""
    code = new_code(LENGTH)
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))
