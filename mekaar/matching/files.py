"""Instances in files, plain or packed; apart, so that using the engine does not load this."""

import contextlib
import gzip
import importlib.util
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from mekaar.matching.model import BadInstance, Instance
from mekaar.matching.reading import parse, read_instance

if TYPE_CHECKING:
    from mekaar.matching.rounds.told import Told

MOST_BYTES = 2**30
"""A file is read up to this size, after unpacking."""

_GZIP = b"\x1f\x8b"


def read_file(path: Path) -> Instance:
    """The instance in a JSON file, plain or packed with gzip."""
    content = read_bytes(path)
    if importlib.util.find_spec("msgspec") is not None:
        quick = importlib.import_module("mekaar.matching.quick_reading")
        with contextlib.suppress(quick.NotOrdinary):
            return quick.read_quickly(content)  # type: ignore[no-any-return]
    return read_instance(parse(content))


def read_told(path: Path) -> "Told":
    """The same as columns, for a round: no object for each person, ask and offer."""
    told = importlib.import_module("mekaar.matching.rounds.told")
    content = read_bytes(path)
    if importlib.util.find_spec("msgspec") is not None:
        quick = importlib.import_module("mekaar.matching.quick_reading")
        with contextlib.suppress(quick.NotOrdinary):
            made = told.Told()
            quick.read_into(made, content)
            return made  # type: ignore[no-any-return]
    return told.told_of(read_instance(parse(content)))  # type: ignore[no-any-return]


def read_bytes(path: Path) -> bytes:
    """What is in a file, unpacked when it is gzip; never more than MOST_BYTES."""
    try:
        with path.open("rb") as file:
            packed = file.read(len(_GZIP)) == _GZIP
        with gzip.open(path) if packed else path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        why = getattr(error, "strerror", None) or "it is damaged"
        raise BadInstance(f"The file {str(path)!r} cannot be read: {why}.") from error
    if len(content) > MOST_BYTES:
        raise BadInstance(f"The file {str(path)!r} is larger than {MOST_BYTES} bytes.")
    return content
