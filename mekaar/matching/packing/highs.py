"""HiGHS, through scipy: the linear and the integer programme of choosing disjoint columns.

A column is a row of the members of a cycle, chain or ring, filled up with -1. One that names a
member twice cannot be chosen whole; it is there for the prices.
"""

from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csc_array
from scipy.sparse.csgraph import connected_components

from mekaar.matching.packing.prices import Ints

Floats = Any


def relaxed(rows: Ints, weights: Ints, nodes: int) -> tuple[Floats, Floats]:
    """How much of each column the best solution in parts takes, and the prices of the nodes.

    By interior points: four times as fast here as the simplex, which stands still on so many
    solutions that are equally good.
    """
    found = linprog(
        -weights.astype(float), A_ub=_matrix(rows, nodes), b_ub=np.ones(nodes), method="highs-ipm"
    )
    if found.x is None:  # pragma: no cover - numerical trouble: nothing is claimed then
        return np.zeros(len(weights)), np.zeros(nodes)
    return found.x, np.maximum(0, -found.ineqlin.marginals)


def best_of(rows: Ints, weights: Ints, nodes: int, branches: int) -> tuple[Ints, bool]:
    """The disjoint columns of most weight, and whether HiGHS says that none are better.

    It stops after so many branches, never by the clock: the same input gives the same answer.
    """
    if not len(rows):
        return np.empty(0, np.int64), True
    found = milp(
        -weights.astype(float),
        integrality=np.ones(len(weights)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(_matrix(rows, nodes), -np.inf, 1),
        options={"mip_rel_gap": 0, "node_limit": branches},
    )
    if found.x is None:  # pragma: no cover - nothing chosen is always possible
        return np.empty(0, np.int64), False
    return np.flatnonzero(found.x > 0.5), found.status == 0


def _matrix(rows: Ints, nodes: int) -> Any:
    there = rows >= 0
    starts = np.concatenate(([0], np.cumsum(there.sum(axis=1))))
    matrix = csc_array((np.ones(int(starts[-1])), rows[there], starts), shape=(nodes, len(rows)))
    matrix.sum_duplicates()
    return matrix


def parts(rows: Ints, nodes: int) -> Ints:
    """For each node the number of the connected part it is in."""
    there = rows[:, 1:] >= 0
    one = np.broadcast_to(rows[:, :1], there.shape)[there]
    links = coo_array((np.ones(len(one), np.int8), (one, rows[:, 1:][there])), shape=(nodes, nodes))
    return connected_components(links, directed=False)[1]
