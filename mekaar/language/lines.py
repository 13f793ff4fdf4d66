"""Lines on standard input, for the commands: what cannot be used is said in one sentence."""

import sys
from collections.abc import Iterator

from mekaar.language.errors import BadInput

MOST_BYTES = 32_000_000
LONGEST_LINE = 100_000
LONGEST_WORD = 1_000


def read() -> list[str]:
    """Every line of standard input.

    Raises BadInput: nothing there, too much, not UTF-8, a null byte, an endless word.
    """
    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    if not raw:
        raise BadInput("Standard input holds no text.")
    if len(raw) > MOST_BYTES:
        raise BadInput(f"Standard input holds more than {MOST_BYTES} bytes.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"Standard input is not UTF-8: see byte {error.start + 1}.") from None
    lines = text.removesuffix("\n").split("\n")
    return [_checked(number, line) for number, line in enumerate(lines, start=1)]


def _checked(number: int, line: str) -> str:
    line = line.removesuffix("\r")
    if "\x00" in line:
        raise BadInput(f"Line {number} holds a null byte.")
    if len(line) > LONGEST_LINE:
        raise BadInput(f"Line {number} has more than {LONGEST_LINE} characters.")
    if any(len(word) > LONGEST_WORD for word in line.split()):
        raise BadInput(f"Line {number} holds a word of more than {LONGEST_WORD} characters.")
    return line


def write(lines: Iterator[str]) -> None:
    """Each line on standard output, as UTF-8 wherever it runs."""
    out = sys.stdout.buffer
    for line in lines:
        out.write(line.encode("utf-8") + b"\n")
    out.flush()
