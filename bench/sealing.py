"""Seal what was put into a table open: in a few large steps, for a hundred thousand people."""

import uuid
from typing import Any

from django.db import models

from mekaar.core import seal
from mekaar.core.sealed import BlindKeys, SealedText
from mekaar.places.models import Neighbourhood

_AT_ONCE = 20_000


def seal_all(
    cursor: Any, model: type[models.Model], here: Neighbourhood, *, but: list[uuid.UUID]
) -> None:
    """Every sealed column of this table but those of these rows; and the keys of names."""
    sealed = [field for field in model._meta.fields if isinstance(field, SealedText)]
    if not sealed:
        return
    table, owner = model._meta.db_table, getattr(model, "sealed_for")  # noqa: B009  # Model has none
    found = [
        field
        for field in model._meta.fields
        if isinstance(field, BlindKeys) and field.purpose == "name"
    ]
    columns = [field.column for field in (*sealed, *found)]
    kinds = ", ".join(["id uuid", *(f"{f.column} bytea" for f in sealed),
                       *(f"{f.column} bigint[]" for f in found)])  # fmt: skip
    cursor.execute(f"CREATE TEMP TABLE noise ({kinds})")
    names = ", ".join(field.column for field in sealed)
    cursor.execute(
        f"SELECT id, {owner}, {names} FROM {table}"
        " WHERE neighbourhood_id = %s AND NOT id = ANY(%s::uuid[])",
        [here.id, but],
    )
    rows = cursor.fetchall()
    for start in range(0, len(rows), _AT_ONCE):
        _some(cursor, model, here, rows[start : start + _AT_ONCE], sealed, found)
    settings = ", ".join(f"{column} = noise.{column}" for column in columns)
    cursor.execute(f"UPDATE {table} SET {settings} FROM noise WHERE noise.id = {table}.id")
    cursor.execute("DROP TABLE noise")


def _some(
    cursor: Any,
    model: type[models.Model],
    here: Neighbourhood,
    rows: list[tuple[Any, ...]],
    sealed: list[SealedText],
    found: list[BlindKeys],
) -> None:
    keys = _keys(cursor, {row[1] for row in rows}, here)
    with cursor.copy("COPY noise FROM STDIN") as noise:
        for row in rows:
            texts = [bytes(open_).decode() for open_ in row[2:]]
            closed = [
                seal.close(
                    text,
                    seal.Place(
                        f"{model._meta.db_table}.{field.column}",
                        row[0].bytes,
                        here.id.bytes,
                        row[1].bytes,
                    ),
                    keys[row[1]],
                )
                if text
                else b""
                for field, text in zip(sealed, texts, strict=True)
            ]
            named = model(**dict(zip((f.attname for f in sealed), texts, strict=True)))
            blind = [
                seal.KEYS.ring.blind(field.purpose, here.id.bytes, field.words_of(named))
                for field in found
                if field.words_of
            ]
            noise.write_row((row[0], *closed, *blind))


def _keys(cursor: Any, owners: set[uuid.UUID], here: Neighbourhood) -> dict[uuid.UUID, bytes]:
    ids = sorted(owners)
    new = [seal.new_key(owner.bytes, here.id.bytes) for owner in ids]
    cursor.execute("SELECT * FROM wall.keys_for(%s::uuid[], %s, %s)", [ids, here.id, new])
    return {owner: bytes(wrapped) for owner, wrapped in cursor.fetchall()}
