"""A round against what a broker or another solver does, on the same instances in one run.

    python -m bench.matching [--most 100000] [--seeds 1] [--write bench/results/matching.md]

Each size runs in a process of its own, so that its memory is its own. Nothing here asserts a time.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.machine import described
from bench.matching_alike import alike
from bench.matching_live import live
from bench.matching_others import (
    Numbers,
    best_fit_first,
    by_or_tools,
    longest_waiting_first,
    measured,
    scarcest_first,
)
from mekaar.matching.files import read_told
from mekaar.matching.rounds import circulation, making

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def one_size(participants: int, seed: int) -> dict[str, Any]:
    """Everything about one instance; the whole run is timed as a program of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "instance.json"
        _program("generate", "--participants", str(participants), "--seed", str(seed), to=path)
        _program("round", str(path), to=Path(os.devnull))  # machine code is made once a machine
        runs = _runs(path, Path(folder))
        instance = read_told(path)
    columns, _, best = making._pairs(instance, making.Options())
    net = making._circulation(columns, best, frozenset())
    numbers = Numbers.of(net, len(columns.people.can_carry))
    del columns, instance
    exact = _timed(net.solve)
    told = {
        "participants": participants,
        "asks": numbers.asks,
        "pairs": len(numbers.giver),
        "bytes": runs,
        "rows": {"circulation, exact": measured(numbers, numbers.chosen(net)) | exact},
        "bound": net.bound(),
    }
    told["border"] = _without_border(numbers, net.value())
    events = {1_000: 2_000, 1_000_000: 5_000}.get(participants, 20_000)
    told["live"] = live(net, numbers, events, moments=2 if participants == 1_000_000 else 5)
    for name, method in (
        ("best fit first", best_fit_first),
        ("longest waiting first", longest_waiting_first),
        ("scarcest ask first", scarcest_first),
    ):
        chosen: list[Any] = []
        timed = _timed(lambda method=method, chosen=chosen: chosen.append(method(numbers)))
        told["rows"][name] = measured(numbers, chosen[0]) | timed
    for name, ring in (("min-cost flow, no circulation", 0), ("OR-tools, same circulation", 1)):
        chosen_by, seconds, processor = by_or_tools(numbers, with_rings=bool(ring))
        told["rows"][name] = measured(numbers, chosen_by) | {"s": seconds, "cpu": processor}
    return told


def _program(
    *words: str, to: Path, seed: str = "0", one_processor: bool = False
) -> tuple[float, float, float]:
    """Seconds, processor seconds and megabytes of one run of the command line."""
    command = [sys.executable, "-m", "mekaar.matching", *words]
    if one_processor:
        command = ["taskset", "-c", "0", *command]
    start = time.perf_counter()
    with to.open("wb") as out:
        environment = os.environ | {"PYTHONHASHSEED": seed}
        program = subprocess.Popen(command, stdout=out, env=environment)
        # What all children used together would name the largest of them, the maker of the instance.
        _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise subprocess.CalledProcessError(program.returncode, command)
    processor = used.ru_utime + used.ru_stime
    return time.perf_counter() - start, processor, used.ru_maxrss / 1024


def _runs(path: Path, folder: Path) -> dict[str, Any]:
    """Two processes with other hash seeds and numbers of threads: the same bytes?"""
    digests, first = [], (0.0, 0.0, 0.0)
    for number, seed in enumerate(("1", "271828")):
        out = folder / f"round{number}.json"
        figures = _program("round", str(path), to=out, seed=seed, one_processor=bool(number))
        first = first if number else figures
        digests.append(hashlib.sha256(out.read_bytes()).hexdigest())
    rings = folder / "rings.json"
    with_rings = _program("round", str(path), "--rings-of-at-most", "4", to=rings)
    told = json.loads(rings.read_bytes())
    in_rings = sum(map(len, told["rings"]))
    plain = json.loads((folder / "round0.json").read_bytes())
    return {
        "same": digests[0] == digests[1],
        "whole": first,
        "with_rings": with_rings,
        "in_rings": in_rings / max(1, len(told["ideas"])),
        "by_chance": sum(map(len, plain["rings"])) / max(1, len(plain["ideas"])),
        "lost": len(plain["ideas"]) - len(told["ideas"]),
        "gap": (told["bound"] - told["value"]) / max(1, told["bound"]),
        "proven": plain["bound"] == plain["value"],
        "set_aside": len(plain["set_aside"]),
    }


def _timed(work: Any) -> dict[str, float]:
    start, processor = time.perf_counter(), time.process_time()
    work()
    return {"s": time.perf_counter() - start, "cpu": time.process_time() - processor}


def _without_border(numbers: Numbers, best: int) -> list[tuple[int, float, float]]:
    """Regions solved apart: the gap without and with the asks at the border taken in after."""
    found = []
    for region in (2_000, 10_000, 50_000):
        if not 2 <= numbers.people // region <= 100:
            continue
        kept, circulation.REGION = circulation.REGION, region
        try:
            whole, apart = numbers.circulation(), numbers.within(region).circulation()
            whole.solve()
            apart.solve()
        finally:
            circulation.REGION = kept
        found.append((region, 1 - apart.value() / best, 1 - whole.value() / best))
    return found


def report(told: list[dict[str, Any]]) -> Iterator[str]:
    """The tables as Markdown."""
    yield "# Rounds\n"
    yield from described("python -m bench.matching")
    for one in told:
        yield f"\n## {one['participants']:,} participants, {one['asks']:,} open asks, "
        yield f"{one['pairs']:,} pairs\n\n"
        yield "| | served | of the possible | chance to give | fit | Gini of load | value | gap | "
        yield "s | CPU s |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        most = one["rows"]["circulation, exact"]
        for name, row in one["rows"].items():
            gap = (one["bound"] - row["value"]) / one["bound"]
            yield (
                f"| {name} | {row['served']:.3f} | {row['served'] / most['served']:.3f} | "
                f"{row['chance']:.3f} | {row['fit']:.3f} | {row['gini']:.3f} | {row['value']:,} | "
                f"{gap:.2%} | {row['s']:.2f} | {row['cpu']:.2f} |\n"
            )
        yield from _around(one)
    yield from _growth(told)


def _around(one: dict[str, Any]) -> Iterator[str]:
    runs, other = one["bytes"], one["rows"]["OR-tools, same circulation"]
    seconds, processor, megabytes = runs["whole"]
    yield f"\n- bound {one['bound']:,}; value equals bound: **{runs['proven']}**\n"
    yield (
        f"- the whole run (reading, pairs, solving, writing): {seconds:.1f} s, {processor:.1f} s "
        f"of the processor; OR-tools' solving alone {other['s']:.1f} s: ratio "
        f"**{seconds / other['s']:.2f}** (processor {processor / other['cpu']:.2f})\n"
        f"- memory of the whole run {megabytes:.0f} MB, "
        f"{megabytes * 1024 / one['participants']:.2f} KB a participant\n"
        f"- two processes, other hash seeds, other numbers of threads: same bytes "
        f"**{runs['same']}**\n"
        f"- short rings: {runs['by_chance']:.1%} of those helped by chance, "
        f"**{runs['in_rings']:.1%}** with `--rings-of-at-most 4` ({runs['with_rings'][0]:.1f} s), "
        f"asks lost {runs['lost']}, proven gap {runs['gap']:.3%}\n"
        f"- ideas left out because of the same moment: {runs['set_aside']}\n"
    )
    for region, apart, after in one["border"]:
        yield f"- regions of {region:,} people: apart, gap {apart:.2%}; "
        yield f"side by side and the asks at the border after, gap {after:.4%}\n"
    yield "\n| one change | number | p50 ms | p95 ms | p99 ms | max ms |\n"
    yield "| --- | --- | --- | --- | --- | --- |\n"
    for name, row in one["live"]["rows"].items():
        yield f"| {name} | {row['many']} | " + " | ".join(f"{at:.2f}" for at in row["ms"]) + " |\n"
    yield (
        f"\nEqual to a fresh solve at {one['live']['looked']} random moments: "
        f"**{one['live']['equal']}**\n"
    )


def _growth(told: list[dict[str, Any]]) -> Iterator[str]:
    large = [one for one in told if one["participants"] >= 10_000]
    if len(large) > 1:
        sizes = np.log([one["participants"] for one in large])
        for name, times in (
            ("solving", [one["rows"]["circulation, exact"]["cpu"] for one in large]),
            ("the whole run", [one["bytes"]["whole"][1] for one in large]),
            ("OR-tools", [one["rows"]["OR-tools, same circulation"]["cpu"] for one in large]),
        ):
            exponent = np.polyfit(sizes, np.log(times), 1)[0]
            yield f"\n- growth of {name}: participants to the power **{exponent:.2f}**\n"


def main() -> None:
    """Run all sizes up to --most, or one of them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    if given.only:
        print(json.dumps(one_size(given.only, given.seed)))
        return
    told = []
    for size in (size for size in SIZES if size <= given.most):
        print(f"{size:,} …", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "bench.matching", "--only", str(size)]
        done = subprocess.run(
            [*command, "--seed", str(given.seed)], check=True, stdout=subprocess.PIPE, text=True
        )
        told.append(json.loads(done.stdout))
        if given.write:
            given.write.write_text("".join(report(told)))
    text = "".join([*report(told), *alike()])
    if given.write:
        given.write.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
