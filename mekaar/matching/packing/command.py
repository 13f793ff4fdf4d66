"""`packing FILE.wmd --cycles K --chains L`: the best packing of a pool, with its proof, as JSON."""

import argparse
from fractions import Fraction
from pathlib import Path
from typing import Any

from mekaar.matching.model import BadInstance

MOST_EDGES_OF_CYCLE, MOST_GIFTS = 8, 20

MOST_WORK = 3_000_000_000
"""Pairs times edges, for each member of a cycle beyond the third: minutes, not hours."""


def add_packing(commands: Any) -> argparse.ArgumentParser:
    """The words of the command line."""
    one: argparse.ArgumentParser = commands.add_parser(
        "packing", help="the best cycles and chains of a PrefLib pool"
    )
    one.add_argument("pool", type=Path)
    one.add_argument("--cycles", type=int, required=True, help="members of a cycle, at most")
    one.add_argument("--chains", type=int, default=0, help="gifts of a chain, at most")
    one.set_defaults(answer=packing)
    return one


def packing(given: argparse.Namespace) -> dict[str, Any]:
    """What is printed: `optimum` is the number of transplants where every edge counts for one,
    else the weight. It is proved when `value` equals `bound`."""
    if given.cycles < 2:
        raise BadInstance("Argument --cycles must be at least 2.")
    if given.chains < 0:
        raise BadInstance("Argument --chains must be at least 0.")
    from mekaar.matching.packing.pool import read_pool  # noqa: PLC0415 - loads numpy
    from mekaar.matching.packing.solver import solve  # noqa: PLC0415 - loads scipy

    pool = read_pool(given.pool)
    pairs = len(pool.names) - len(pool.altruists)
    if min(given.cycles, pairs) > MOST_EDGES_OF_CYCLE:
        raise BadInstance(f"Argument --cycles must be at most {MOST_EDGES_OF_CYCLE} for this pool.")
    if min(given.chains, pairs) > MOST_GIFTS:
        raise BadInstance(f"Argument --chains must be at most {MOST_GIFTS} for this pool.")
    if (min(given.cycles, pairs) - 3) * pairs * len(pool.edges) > MOST_WORK:
        raise BadInstance(f"Argument --cycles must be at most 3 for a pool of {pairs} pairs.")
    found = solve(pool, given.cycles, given.chains)
    return {
        "optimum": found.transplants if pool.is_unweighted else number(found.value),
        "transplants": found.transplants,
        "value": number(found.value),
        "bound": number(found.bound),
        "proved": found.value == found.bound,
        "cycles": [[pool.names[at] for at in cycle] for cycle in found.cycles],
        "chains": [[pool.names[at] for at in chain] for chain in found.chains],
    }


def number(value: Fraction) -> int | float:
    """A whole number as one, else the nearest that JSON can say."""
    return int(value) if value.denominator == 1 else float(value)
