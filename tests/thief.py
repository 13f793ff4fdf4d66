"""Somebody who stole the database, or a backup of it, and not the file with keys."""

import base64
import re
from typing import Any

# So many letters in a row of somebody's words are already a clue.
CLUE = 5
# What everybody may know: the neighbourhood, and names of tables.
_NOBODYS = re.compile(
    r"places_|people_group$|auth_permission|django_content_type|django_migrations"
)
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


def dump(cursor: Any) -> dict[str, bytes]:
    """Table → everything in it, as `pg_dump` writes it."""
    cursor.execute(_TABLES)
    found = {}
    for (table,) in cursor.fetchall():
        with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
            found[table] = b"".join(bytes(part) for part in rows)
    return found


def of_people(dumped: dict[str, bytes]) -> dict[str, bytes]:
    """Without what everybody may know."""
    return {table: rows for table, rows in dumped.items() if not _NOBODYS.match(table)}


def clues(words: str) -> list[str]:
    """Every way in which words, or five letters of them, could stand in a dump.

    As text, as bytes in hexadecimal (how bytea is written), in UTF-16, in base64 at each offset.
    """
    plain = words.lower()
    pieces = {plain[start : start + CLUE] for start in range(len(plain) - CLUE + 1)} or {plain}
    pieces = {piece for piece in pieces if len(piece.strip()) == CLUE and " " not in piece}
    digits = re.sub(r"\D", "", words)
    found = set(pieces) | ({digits, digits[1:]} if len(digits) > CLUE else set())
    for piece in pieces:
        found |= {piece.encode().hex(), piece.encode("utf-16-le").hex()}
        for offset in range(3):
            coded = base64.b64encode(b"\0" * offset + piece.encode()).decode()
            found.add(coded[offset + 1 : -3].lower())
    return sorted(clue for clue in found if len(clue) >= CLUE)


def reads(dumped: dict[str, bytes], *words: str) -> dict[str, list[str]]:
    """Table → the clues to these words that stand in it."""
    looked_for = [clue for text in words for clue in clues(text)]
    found = {}
    for table, content in dumped.items():
        text = content.decode("utf-8", "replace").lower()
        if hits := [clue for clue in looked_for if clue in text]:
            found[table] = hits
    return found
