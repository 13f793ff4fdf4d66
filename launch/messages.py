"""Make `.mo` from `.po` without gettext's own programs (standard library only)."""

import ast
import struct
from collections.abc import Iterator
from pathlib import Path

MAGIC = 0x950412DE
WORDS = ("msgctxt", "msgid_plural", "msgid", "msgstr")


def compile_all(root: Path) -> None:
    """Compile every catalogue of our own that changed."""
    for source in [*root.glob("locale/*/LC_MESSAGES/*.po"), *root.glob("mekaar/*/locale/**/*.po")]:
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            target.write_bytes(catalogue(source.read_text(encoding="utf-8")))


def entries(text: str) -> Iterator[dict[str, str]]:
    """The messages of a catalogue, each as its parts; fuzzy and outdated ones are left out."""
    entry: dict[str, str] = {}
    key, fuzzy = "", False
    for raw in [*text.splitlines(), ""]:
        line = raw.strip()
        if line.startswith('"') and key:
            entry[key] += ast.literal_eval(line)
            continue
        starts = not line or line.startswith(("#", "msgctxt"))
        if (starts or (line.startswith("msgid ") and "msgid" in entry)) and "msgid" in entry:
            if not fuzzy:
                yield entry
            entry, key, fuzzy = {}, "", False
        if line.startswith("#,"):
            fuzzy = "fuzzy" in line
        elif line.startswith(WORDS):
            key, value = line.split(" ", 1)
            entry[key] = ast.literal_eval(value)


def catalogue(text: str) -> bytes:
    """The binary form that Python's gettext reads."""
    found: dict[bytes, bytes] = {}
    for entry in entries(text):
        strings = [entry[key] for key in sorted(entry) if key.startswith("msgstr")]
        if not all(strings):
            continue
        name = entry["msgid"]
        if "msgid_plural" in entry:
            name += "\0" + entry["msgid_plural"]
        if "msgctxt" in entry:
            name = entry["msgctxt"] + "\4" + name
        found[name.encode()] = "\0".join(strings).encode()
    return _binary(sorted(found.items()))


def _binary(pairs: list[tuple[bytes, bytes]]) -> bytes:
    start = 28 + 16 * len(pairs)
    texts = b"".join(text + b"\0" for pair in zip(*pairs, strict=True) for text in pair)
    tables = b""
    for column in zip(*pairs, strict=True):
        for text in column:
            tables += struct.pack("<II", len(text), start)
            start += len(text) + 1
    head = struct.pack(
        "<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 28 + 16 * len(pairs)
    )
    return head + tables + texts
