"""Neighbourhoods in which everybody is the same: what a search could walk around in for hours."""

import random
import time
from collections.abc import Iterator

from mekaar.matching import Ask, Instance, Offer, Participant
from mekaar.matching.rounds import making
from mekaar.matching.rounds.net import LOOKED_AT

SIZES = (2_000, 5_000, 20_000)
KINDS = {
    "everybody asks and offers": (1.0, 1),
    "two thirds offer, all wait as long": (0.65, 1),
    "two thirds offer, each waits otherwise": (0.65, 40),
}


def alike() -> Iterator[str]:
    """The table as Markdown."""
    yield "\n## People who are all the same (one place, one text, no times)\n\n"
    yield "| | people | pairs | pairs CPU s | solving CPU s | nodes looked at for each ask | "
    yield "value equals bound |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    for size in SIZES:
        for name, (offering, days) in KINDS.items():
            start = time.process_time()
            columns, _, best = making._pairs(_same(size, offering, days), making.Options())
            pairs = time.process_time() - start
            net = making._circulation(columns, best, frozenset())
            start = time.process_time()
            net.solve()
            solving = time.process_time() - start
            looked = int(net._work.found[LOOKED_AT]) / size
            yield (
                f"| {name} | {size:,} | {int(best.many.sum()):,} | {pairs:.1f} | {solving:.1f} | "
                f"{looked:.0f} | {net.value() == net.bound()} |\n"
            )


def _same(size: int, offering: float, days: int) -> Instance:
    rng = random.Random(1)
    people = [f"p{number:06d}" for number in range(size)]
    return Instance(
        tuple(Participant(name, 0.0, 0.0) for name in people),
        tuple(
            Offer(f"o-{name}", name, "Ik snoei graag je heg")
            for name in people
            if rng.random() < offering
        ),
        tuple(
            Ask(
                f"a-{name}", name, "Wie snoeit mijn heg?",
                ideas_open=True, waiting_days=rng.randrange(days),
            )
            for name in people
        ),
    )  # fmt: skip
