"""Files of `id<TAB>text`, read with distrust: one sentence for what is wrong, bounded memory."""

from dataclasses import dataclass
from pathlib import Path

from mekaar.language.errors import BadInput

MOST_BYTES = 16 * 2**20
MOST_LINES = 100_000
LONGEST_WORD = 1_000
"""A word of more letters is no word: an address of a page, a file, or an attack."""


@dataclass(frozen=True)
class Table:
    """Names and texts, in the order of the file."""

    ids: list[str]
    texts: list[str]


def read_table(path: Path) -> Table:
    """The texts in a file, or `BadInput` with the file, the line and what is wrong with it."""
    lines = [line.removesuffix("\r") for line in _decoded(path).split("\n")]
    if len(lines) > MOST_LINES + 1:
        raise BadInput(f"{path.name} has more than {MOST_LINES} lines.")
    texts: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            name, text = _parts(line, where=f"Line {number} of {path.name}")
            if name in texts:
                raise BadInput(f"Line {number} of {path.name} repeats the id {name[:40]!r}.")
            texts[name] = text
    if not texts:
        raise BadInput(f"{path.name} is empty: each line is an id, a tab and a text.")
    return Table(list(texts), list(texts.values()))


def _decoded(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "that is no name of a file"
        raise BadInput(f"{str(path)!r} cannot be read: {why}.") from error
    if len(content) > MOST_BYTES:
        raise BadInput(f"{path.name} is larger than {MOST_BYTES} bytes.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadInput(f"Line {line} of {path.name} is not UTF-8.") from error


def _parts(line: str, where: str) -> tuple[str, str]:
    name, tab, text = line.partition("\t")
    if not tab or not name.strip():
        raise BadInput(f"{where} is not an id, a tab and a text.")
    if "\0" in line:
        raise BadInput(f"{where} holds a NUL byte, which no text has.")
    longest = max(map(len, text.split()), default=0)
    if longest > LONGEST_WORD:
        raise BadInput(f"{where} holds a word of {longest} letters; no word has {LONGEST_WORD}.")
    return name.strip(), text.replace("\t", " ")
