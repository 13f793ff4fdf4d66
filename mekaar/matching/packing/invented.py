"""Invented pools, to measure and test packing with: nobody in them is real.

Who can give to whom as in Saidman, Roth, Sönmez, Ünver, Delmonico, "Increasing the opportunity of
live kidney donation by matching for two- and three-way exchanges" (Transplantation 2006): blood
types in the shares of the United States, and crossmatches that fail more often for some.
"""

import random
from typing import TypeVar

import numpy as np

from mekaar.matching.packing.pool import SCALE, Pool

Drawn = TypeVar("Drawn")
Shares = tuple[tuple[float, Drawn], ...]

_TYPES = ((0.4814, "O"), (0.3373, "A"), (0.1428, "B"), (1.0, "AB"))
_FAILS = ((0.7019, 0.05), (0.2, 0.45), (1.0, 0.90))
_WIFE, _WIFE_HOLDS = 0.4090 * 0.4897, 0.75


def invented_pool(pairs: int, altruists: int, seed: int) -> Pool:
    """Pairs of which the donor cannot give to the patient, then altruists; every edge weighs one.

    Only `Random.random` is used: its numbers are the same in every version of Python.
    """
    draw = random.Random(seed).random  # noqa: S311 - invents a pool, keeps no secret
    donors: list[str] = []
    patients: list[tuple[str, float]] = []
    while len(donors) < pairs:
        patient, donor = _drawn(_TYPES, draw()), _drawn(_TYPES, draw())
        is_wife = draw() < _WIFE
        fails = _drawn(_FAILS, draw())
        if is_wife:
            fails = 1 - _WIFE_HOLDS * (1 - fails)
        if not (can_give(donor, patient) and draw() > fails):
            donors.append(donor)
            patients.append((patient, fails))
    donors += [_drawn(_TYPES, draw()) for _ in range(altruists)]
    edges = [
        (giver, receiver, SCALE)
        for giver, donor in enumerate(donors)
        for receiver, (patient, fails) in enumerate(patients)
        if giver != receiver and can_give(donor, patient) and draw() > fails
    ]
    names = [f"Pair {at + 1}" for at in range(pairs)]
    names += [f"Alturist {at + 1}" for at in range(altruists)]
    altruistic = frozenset(range(pairs, pairs + altruists))
    return Pool(tuple(names), altruistic, np.array(edges, np.int64).reshape(-1, 3))


def can_give(donor: str, patient: str) -> bool:
    """Blood types: O gives to all, AB receives from all."""
    return donor in ("O", patient) or patient == "AB"


def written(pool: Pool) -> str:
    """The pool as PrefLib writes it, with the edges of weight 0 from each pair to each altruist."""
    names = [f"# ALTERNATIVE NAME {at}: {name}" for at, name in enumerate(pool.names, start=1)]
    pairs = [at for at in range(len(pool.names)) if at not in pool.altruists]
    nothing = [(pair, one, 0) for pair in pairs for one in sorted(pool.altruists)]
    edges = [*map(tuple, pool.edges.tolist()), *nothing]
    head = [
        "# FILE NAME: invented.wmd",
        "# DATA TYPE: wmd",
        f"# NUMBER ALTERNATIVES: {len(pool.names)}",
        f"# NUMBER EDGES: {len(edges)}",
    ]
    told = [f"{giver + 1},{other + 1},{weight / SCALE}" for giver, other, weight in edges]
    return "\n".join([*head, *names, *told]) + "\n"


def _drawn(shares: Shares[Drawn], lot: float) -> Drawn:
    for share, one in shares:
        if lot <= share:
            return one
        lot -= share
    return shares[-1][1]
