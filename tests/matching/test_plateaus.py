"""Many people who are all the same: the search may not walk around among all of them for each."""

import numpy as np
import pytest

from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.net import LOOKED_AT
from mekaar.matching.rounds.pairs import CANDIDATES, _turn

PEOPLE = 500


def alike(gains: list[int], givers: int) -> Circulation:
    """Everybody asks and the first so many offer the same; candidates in turn, as in a round."""
    pairs = [
        sorted((giver for giver in range(givers) if giver != ask), key=lambda one: _turn(ask, one))[
            :CANDIDATES
        ]
        for ask in range(PEOPLE)
    ]
    return Circulation(
        np.ones(PEOPLE, dtype=np.int32),
        np.arange(PEOPLE, dtype=np.int32),
        np.array(gains, dtype=np.int64),
        (
            np.full(PEOPLE, CANDIDATES),
            np.array(pairs).reshape(-1),
            np.full(PEOPLE * CANDIDATES, 925),
        ),
    )


def looked_at(made: Circulation) -> int:
    return int(made._work.found[LOOKED_AT])


@pytest.mark.parametrize(
    ("gains", "givers"),
    [
        ([11_200] * PEOPLE, PEOPLE),
        ([11_200] * PEOPLE, PEOPLE * 2 // 3),
        ([10_000 + 400 * (at % 15) for at in range(PEOPLE)], PEOPLE * 2 // 3),
        ([10_000 + 400 * (at % 15) + 30_000 * (at % 3) for at in range(PEOPLE)], PEOPLE * 2 // 3),
    ],
)
def test_a_plateau_is_crossed_and_not_walked_around(gains, givers):
    """Seventy nodes for each ask at most; asks in a plain order look at two hundred."""
    made = alike(gains, givers)
    made.solve()
    assert made.value() == made.bound()
    assert len(made.chosen()[0]) == givers
    assert looked_at(made) < 70 * PEOPLE
