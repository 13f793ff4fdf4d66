"""`simulate --weeks W`: policies over time, on the same arrivals, with intervals, as JSON."""

import argparse
import math
from collections.abc import Iterable
from typing import Any

from mekaar.matching.model import BadInstance

MOST_WEEKS, MOST_SEEDS, MOST_PARTICIPANTS = 520, 200, 5_000

Figures = dict[str, list[dict[str, float]]]
"""Policy -> for each seed its measures."""


def add_simulate(commands: Any) -> argparse.ArgumentParser:
    """The words of the command line."""
    one: argparse.ArgumentParser = commands.add_parser(
        "simulate", help="what policies of proposing ideas do over months"
    )
    one.add_argument("--weeks", type=int, required=True)
    one.add_argument("--seeds", type=int, default=10)
    one.add_argument("--participants", type=int, default=1400)
    one.add_argument("--also-offers", type=float, default=0.5, help="share of askers who offer too")
    one.set_defaults(answer=simulate)
    return one


def simulate(given: argparse.Namespace) -> dict[str, Any]:
    """What is printed: for each policy and measure the mean over the seeds with its 95 % interval,
    and the same of the differences with the careful broker on the same arrivals."""
    _within("weeks", given.weeks, MOST_WEEKS)
    _within("seeds", given.seeds, MOST_SEEDS)
    _within("participants", given.participants, MOST_PARTICIPANTS)
    if not 0 <= given.also_offers <= 1:
        raise BadInstance("Argument --also-offers must be between 0 and 1.")
    from mekaar.matching.simulation.policies import POLICIES  # noqa: PLC0415 - loads numpy

    figures = simulated(given, POLICIES)
    return {
        "weeks": given.weeks,
        "seeds": given.seeds,
        "participants": given.participants,
        "also_offers": given.also_offers,
        "policies": {name: summary(figures, name) for name in figures},
    }


def simulated(given: argparse.Namespace, names: Iterable[str]) -> Figures:
    """The measures of every story: each of these policies on the arrivals of each seed."""
    from mekaar.matching.simulation.measures import measured  # noqa: PLC0415 - as above
    from mekaar.matching.simulation.policies import POLICIES  # noqa: PLC0415
    from mekaar.matching.simulation.running import run  # noqa: PLC0415
    from mekaar.matching.simulation.world import world  # noqa: PLC0415

    figures: Figures = {name: [] for name in names}
    for seed in range(given.seeds):
        here = world(given.participants, given.weeks, seed, given.also_offers)
        for name in figures:
            figures[name].append(measured(here, run(here, POLICIES[name])))
    return figures


def summary(figures: Figures, name: str) -> dict[str, Any]:
    """Mean and interval of each measure, and of what it differs from the broker, seed by seed."""
    from mekaar.matching.simulation.measures import MEASURES, interval  # noqa: PLC0415 - as above
    from mekaar.matching.simulation.policies import BROKER  # noqa: PLC0415

    told = {}
    for measure in MEASURES:
        own = [one[measure] for one in figures[name]]
        told[measure] = _told(interval(own))
        if BROKER in figures and name != BROKER:
            pairs = zip(own, (one[measure] for one in figures[BROKER]), strict=True)
            told[measure]["against_broker"] = _told(interval([a - b for a, b in pairs]))
    return told


def _told(found: tuple[float, float, float]) -> dict[str, Any]:
    names = ("mean", "low", "high")
    return {
        name: None if math.isnan(value) else round(value, 4)
        for name, value in zip(names, found, strict=True)
    }


def _within(name: str, number: int, most: int) -> None:
    if not 1 <= number <= most:
        raise BadInstance(f"Argument --{name} must be between 1 and {most}.")
