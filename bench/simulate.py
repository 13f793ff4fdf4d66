"""Policies of proposing ideas over half a year, and what more people who also offer do.

    python -m bench.simulate > bench/results/simulate.md

Ten invented towns; in each town every policy meets the same people, days and answers.
"""

import argparse
import time

from bench.machine import described
from mekaar.matching.simulation.command import Figures, simulated, summary
from mekaar.matching.simulation.measures import MEASURES
from mekaar.matching.simulation.policies import BROKER, POLICIES

SHARES = (0.2, 0.4, 0.6, 0.8)
BESIDE = (BROKER, "circulation at once")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weeks", type=int, default=26)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--participants", type=int, default=1400)
    parser.add_argument("--also-offers", type=float, default=0.5)
    given = parser.parse_args()
    started = time.perf_counter()
    figures = simulated(given, POLICIES)
    spent = time.perf_counter() - started
    print("# Policies over time\n")
    print(*described("python -m bench.simulate"), sep="\n")
    print(
        f"{given.weeks} weeks, {given.seeds} invented towns of {given.participants} people,"
        f" {given.also_offers:.0%} of who asks also offers; {spent:.0f} s for all policies.\n"
    )
    policies(figures)
    reverse_question(given)


def policies(figures: Figures) -> None:
    told = {name: summary(figures, name) for name in figures}
    print("## Each policy: mean and 95 % interval over the towns\n")
    print("| |", " | ".join(told), "|")
    print("| --- |", " --- |" * len(told), sep="")
    for measure, name in MEASURES.items():
        print(f"| {name} |", " | ".join(cell(one[measure]) for one in told.values()), "|")
    others = [name for name in told if name != BROKER]
    print(f"\n## The difference with {BROKER}, town by town (* where 0 is outside)\n")
    print("| |", " | ".join(others), "|")
    print("| --- |", " --- |" * len(others), sep="")
    for measure, name in MEASURES.items():
        cells = (cell(told[one][measure]["against_broker"], "+") for one in others)
        print(f"| {name} |", " | ".join(cells), "|")


def reverse_question(given: argparse.Namespace) -> None:
    print('\n## The reverse question: more people who ask are also asked "wat kun jij?"\n')
    print("| share of askers who also offer |", " | ".join(f"{s:.0%}" for s in SHARES), "|")
    print("| --- |", " --- |" * len(SHARES), sep="")
    rows = {(name, what): [] for name in BESIDE for what in ("served", "chance_to_give")}
    for share in SHARES:
        given.also_offers = share
        figures = simulated(given, BESIDE)
        for (name, what), cells in rows.items():
            cells.append(cell(summary(figures, name)[what]))
    for (name, what), cells in rows.items():
        print(f"| {MEASURES[what]}: {name} |", " | ".join(cells), "|")


def cell(told: dict, sign: str = "") -> str:
    """0.612 (0.601-0.623), with a star when the interval is not around nothing."""
    mean, low, high = (told[one] for one in ("mean", "low", "high"))
    if mean is None or low is None:
        return "-" if mean is None else f"{mean:{sign}.3f}"
    star = "*" if sign and not low <= 0 <= high else ""
    return f"{mean:{sign}.3f}{star} ({low:{sign}.3f} to {high:{sign}.3f})"


if __name__ == "__main__":
    main()
