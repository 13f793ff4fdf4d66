"""Figures of a story, and what many stories together say with how much certainty."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from mekaar.matching.simulation.running import NEVER, Story
from mekaar.matching.simulation.world import World

SETTLING_WEEKS = 4
"""Asks of the last weeks are not counted: their answer would lie beyond the end."""

LONG_DAYS = 14

MEASURES = {
    "served": "share of asks served",
    "served_of_possible": "share served of asks that anybody could ever have served",
    "days_median": "median days until agreed (of the served)",
    "days_90": "90th percentile of days until agreed",
    "long_rescued": "share served of those who waited over 14 days",
    "load_gini": "Gini of what people who offer gave",
    "chance_to_give": "share of receivers who could give and got the chance",
    "declined": "share of ideas declined",
}

_T: tuple[float, ...] = (
    12.706,
    4.303,
    3.182,
    2.776,
    2.571,
    2.447,
    2.365,
    2.306,
    2.262,
    2.228,
    2.201,
    2.179,
    2.160,
)
_T += (2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056)
_T += (2.052, 2.048, 2.045, 2.042)
_T_BEYOND = 2.0

Interval = tuple[float, float, float]
"""Mean, and where it lies with 95 % certainty."""


def measured(world: World, story: Story) -> dict[str, float]:
    """The figures of one story; NaN where there is nothing to take a share of."""
    last = world.days - 7 * SETTLING_WEEKS
    counts = world.comes < (last if last > 0 else world.days)
    served = (story.agreed != NEVER) & counts
    days = (story.agreed - world.comes)[served]
    gave = np.bincount(story.by[story.by != NEVER], minlength=len(world.can_carry))
    offers = (world.offers_from <= world.days) & (world.can_carry > 0)
    received = np.zeros(len(offers), bool)
    received[world.asker[served]] = True
    waited = np.where(story.agreed != NEVER, story.agreed - world.comes, world.patience)
    waited = np.minimum(waited, world.days - world.comes)
    long = counts & (waited > LONG_DAYS)
    return {
        "served": _share(served, counts),
        "served_of_possible": _share(served, counts & (world.many > 0)),
        "days_median": float(np.median(days)) if len(days) else math.nan,
        "days_90": float(np.percentile(days, 90)) if len(days) else math.nan,
        "long_rescued": _share(served & long, long),
        "load_gini": gini(gave[offers]),
        "chance_to_give": _share((gave > 0) & received & offers, received & offers),
        "declined": story.declined / story.ideas if story.ideas else math.nan,
    }


def gini(loads: Any) -> float:
    """0 when all carry the same, near 1 when one carries all."""
    total, many = int(loads.sum()), len(loads)
    if not total:
        return math.nan
    ranks = np.arange(1, many + 1)
    return float(2 * (ranks * np.sort(loads)).sum() / (many * total) - (many + 1) / many)


def interval(values: Sequence[float]) -> Interval:
    """The mean with its 95 % interval over independent stories (Student 1908)."""
    known = np.array([value for value in values if not math.isnan(value)])
    if not len(known):
        return math.nan, math.nan, math.nan
    mean = float(known.mean())
    if len(known) == 1:
        return mean, math.nan, math.nan
    t = _T[len(known) - 2] if len(known) - 2 < len(_T) else _T_BEYOND
    half = t * float(known.std(ddof=1)) / math.sqrt(len(known))
    return mean, mean - half, mean + half


def _share(part: Any, whole: Any) -> float:
    return float(part.sum() / whole.sum()) if whole.any() else math.nan
