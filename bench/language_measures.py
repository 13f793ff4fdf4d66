"""How good a ranking is: nDCG@10, MRR, recall@10 and accuracy at 1, with bootstrap intervals."""

import numpy as np

CUT = 10
DRAWS = 1000


def of_one(scores: np.ndarray, relevant: set[int], same: list[int]) -> tuple[float, ...]:
    scores = scores.astype(float).copy()
    scores[same] = -np.inf
    best = np.argsort(-scores, kind="stable")
    hits = np.array([place in relevant for place in best[:CUT]])
    worth = 1 / np.log2(np.arange(CUT) + 2)
    ideal = worth[: min(CUT, len(relevant))].sum()
    first = next((n for n, place in enumerate(best, start=1) if place in relevant), None)
    return (
        float(worth[: len(hits)][hits].sum() / ideal),
        1 / first if first else 0.0,
        float(hits.sum() / min(CUT, len(relevant))),
        float(hits[0]),
    )


def of_all(rows: list[tuple[float, ...]]) -> list[tuple[float, float, float]]:
    """Mean, and the middle 95 % of the means of a thousand draws, for each measure."""
    table = np.array(rows)
    chance = np.random.default_rng(1)
    drawn = table[chance.integers(0, len(table), (DRAWS, len(table)))].mean(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    return list(zip(table.mean(axis=0), low, high, strict=True))


def fused(rankings: list[np.ndarray]) -> np.ndarray:
    """Reciprocal rank fusion, everything equal (Cormack and others, 2009; k = 60)."""
    total = np.zeros(len(rankings[0]))
    for scores in rankings:
        place = np.empty(len(scores))
        place[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
        total += 1 / (61 + place)
    return total
