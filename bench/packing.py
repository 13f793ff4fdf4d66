"""Packing invented pools and rings: how good, how sure, how long.

    python -m bench.packing > bench/results/packing.md

Pools are made as those of PrefLib 00036 (Saidman); each is solved by the command in a process of
its own, as somebody would run it, after one run that keeps the machine code.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.machine import described
from mekaar.matching.packing.invented import invented_pool, written
from mekaar.matching.packing.rings import pack

POOLS = (
    (64, 0, 3, 0),
    (128, 19, 3, 4),
    (256, 0, 4, 0),
    (256, 38, 3, 6),
    (512, 76, 3, 6),
    (1024, 154, 3, 6),
    (2048, 0, 3, 0),
    (2048, 102, 3, 6),
    (2048, 307, 3, 4),
    (2048, 307, 3, 6),
)
RINGS = ((1_000, 2_000), (10_000, 30_000), (100_000, 300_000), (1_000_000, 3_000_000))
SEEDS = (1, 2)


def main() -> None:
    print("# Packing\n")
    print(*described("python -m bench.packing"), sep="\n")
    print("## Pools: cycles of at most K, chains of at most L gifts\n")
    print("| pairs | altruists | K | L | edges | seed | optimum | bound | s | CPU s | MB |")
    print("| --- |", " --- |" * 10, sep="")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pool.wmd"
        path.write_text(written(invented_pool(64, 8, 1)))
        answer(path, 3, 3)
        for pairs, altruists, longest, chain in POOLS:
            for seed in SEEDS:
                pool = invented_pool(pairs, altruists, seed)
                path.write_text(written(pool))
                told, cells = answer(path, longest, chain)
                head = (pairs, altruists, longest, chain, len(pool.edges), seed)
                row(*head, told["optimum"], told["bound"], *cells)
    print("\n## Rings of two to four among neighbours: `pack`, in one process\n")
    print("| rings | people | chosen | value | bound | gap | s | CPU s |")
    print("| --- |", " --- |" * 7, sep="")
    invented(*RINGS[1])
    for many, people in RINGS:
        rings, values = invented(many, people)
        if many == RINGS[0][0]:
            pack(*invented(50_000, 90_000))
        started, used = time.perf_counter(), time.process_time()
        found = pack(rings, values)
        spent, used = time.perf_counter() - started, time.process_time() - used
        gap = f"{(found.bound - found.value) / found.bound:.3%}"
        took = (f"{spent:.2f}", f"{used:.2f}")
        row(many, people, len(found.chosen), found.value, found.bound, gap, *took)


def row(*cells: object) -> None:
    print("|", " | ".join(map(str, cells)), "|", flush=True)


def answer(path: Path, longest: int, chain: int) -> tuple[dict, tuple[str, str, str]]:
    """What the command says, and its seconds, CPU seconds and memory."""
    words = ["packing", str(path), "--cycles", str(longest), "--chains", str(chain)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "mekaar.matching", *words], capture_output=True, check=True
    )
    spent = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(done.stdout), (f"{spent:.1f}", f"{cpu:.1f}", f"{after.ru_maxrss / 1024:.0f}")


def invented(many: int, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Rings among people whose numbers are near each other, worth about as much for each."""
    draw = np.random.default_rng(many)
    size = draw.integers(2, 5, many)
    rings = (draw.integers(0, people, many)[:, None] + draw.integers(0, 40, (many, 4))) % people
    ordered = np.sort(rings, axis=1)
    rings[np.arange(4) >= size[:, None]] = -1
    values = draw.integers(600, 1000, many) * size
    kept = (ordered[:, 1:] != ordered[:, :-1]).all(axis=1)
    return rings[kept], values[kept]


if __name__ == "__main__":
    main()
