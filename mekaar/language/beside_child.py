"""The process beside the pages: a question and vectors in, nearness out; nothing is kept.

It has no database, no keys and no settings, writes nothing, and ends when nobody asks for a while
or when the process that started it is gone. See `beside.py`.
"""

import json
import select
import struct
import sys
from io import FileIO
from typing import BinaryIO

from mekaar.language.threads import one_thread_for_each_text

SIZES = struct.Struct("!II")
QUIET = 900  # seconds


def serve(asked: BinaryIO | FileIO, answer: BinaryIO) -> None:
    """Answer until nobody asks any more."""
    while select.select([asked], [], [], QUIET)[0]:
        head = asked.read(SIZES.size)
        if len(head) < SIZES.size:
            return
        told, vectors = (_whole(asked, size) for size in SIZES.unpack(head))
        found = _near(json.loads(told), vectors)
        answer.write(struct.pack("!I", len(found)) + found)
        answer.flush()


def _whole(asked: BinaryIO | FileIO, size: int) -> bytes:
    """What comes through a pipe comes in pieces."""
    pieces = bytearray()
    while len(pieces) < size and (piece := asked.read(size - len(pieces))):
        pieces += piece
    return bytes(pieces)


def _near(told: dict[str, str], vectors: bytes) -> bytes:
    """Nothing when this is not the model of these vectors."""
    import numpy as np  # noqa: PLC0415 (told how many threads first)

    from mekaar.language import about, embed  # noqa: PLC0415 (the same)
    from mekaar.language.errors import NoModel  # noqa: PLC0415 (the same)

    try:
        model = embed.open_embedder(told["choice"])
    except NoModel:
        return b""
    if model is None or model.model_id != told["model"]:
        return b""
    rows = np.frombuffer(vectors, "<f2").reshape(int(told["many"]), -1).astype(np.float32)
    return about.nearness(model, told["question"], rows).astype("<f4").tobytes()


if __name__ == "__main__":
    one_thread_for_each_text()
    # Unbuffered: `select` must see all that waits.
    with FileIO(sys.stdin.fileno()) as stdin:
        serve(stdin, sys.stdout.buffer)
