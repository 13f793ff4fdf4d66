"""The subcommand `rank`: documents that fit each query, best first.

Prints `query-id<TAB>document-id<TAB>rank<TAB>score` for each query in the order of its file; of
documents with one score the one whose id comes first in the alphabet comes first.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mekaar.language.embed import CHOICES, open_embedders
from mekaar.language.errors import BadInput
from mekaar.language.tables import Table, read_table
from mekaar.language.threads import one_thread_for_each_text

MOST_ASKED = 1_000
MOST_AT_ONCE = 4


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command `rank`."""
    one = commands.add_parser("rank", help="documents that fit each query, best first")
    one.add_argument("--corpus", type=Path, required=True, help="id<TAB>text, one a line")
    one.add_argument("--queries", type=Path, required=True, help="id<TAB>text, one a line")
    one.add_argument("--top", type=int, default=10, help="so many documents for each query")
    one.add_argument("--backend", choices=CHOICES, default="auto")
    one.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Rank the corpus for each query."""
    if not 1 <= given.top <= MOST_ASKED:
        raise BadInput(f"Argument --top must be between 1 and {MOST_ASKED}.")
    one_thread_for_each_text()
    corpus, queries = read_table(given.corpus), read_table(given.queries)
    for line in _ranked(corpus, queries, given):
        sys.stdout.buffer.write(line.encode("utf-8"))
    sys.stdout.buffer.flush()
    return 0


def _ranked(corpus: Table, queries: Table, given: argparse.Namespace) -> Iterator[str]:
    from mekaar.language.rank import Ranker  # noqa: PLC0415 (arrays only when something is ranked)

    in_order = sorted(range(len(corpus.ids)), key=corpus.ids.__getitem__)
    ids = [corpus.ids[place] for place in in_order]
    texts = [corpus.texts[place] for place in in_order]
    workers = min(os.cpu_count() or 1, MOST_AT_ONCE)
    ranker = Ranker(texts, open_embedders(given.backend), workers)
    for name, text in zip(queries.ids, queries.texts, strict=True):
        for rank, found in enumerate(ranker.search(text, given.top).found, start=1):
            yield f"{name}\t{ids[found.place]}\t{rank}\t{found.score:.5f}\n"
