"""Bytes and time of every kind of page: `python -m bench.pages --participants 100 100000`.

Starts a database that may be forgotten and the real web process, for each size of neighbourhood
anew. Prints a table. Ends with 1 when a byte budget is broken or a page does not answer.
"""

import argparse
import json
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.house import Addresses, database, run, say, server, web
from bench.visits import Browser, Visit, timed
from launch.place import ROOT
from launch.trouble import LaunchError, as_program

MOST_FIRST_VISIT = 60_000
MOST_FONT = 40_000
# The largest page there is: a full page of a notebook to be checked. Only its bytes are measured.
NOTEBOOK = "naam;telefoon;zoekt;kan\n" + "".join(
    f"Buur {n};06000000{n % 100:02};iemand om mee te wandelen op dag {n};brood nummer {n} bakken\n"
    for n in range(300)
)


@dataclass(frozen=True)
class Measured:
    """What came of one size of neighbourhood."""

    visits: list[Visit]
    ratios: dict[tuple[str, str], float]


def measure(at: Addresses, participants: int, only: list[str]) -> Measured:
    """Fill a neighbourhood of this size and ask for its pages, or `only` for some."""
    with database(at, f"mekaar_bench_{participants}") as here:
        say(f"Buurt met {participants} mensen maken …")
        run(["launch.migrate"], here.owner)
        asked = json.loads(run(["bench.neighbourhood", str(participants)], here.owner))
        every = [(who, url) for who, urls in asked["pages"].items() for url in urls]
        pages = [page for page in every if not only or any(part in page[1] for part in only)]
        with web(here.web) as house:
            sessions = {"": "", **asked["sessions"]}
            browsers = {who: Browser(house.port, session) for who, session in sessions.items()}
            say(f"{len(pages)} bladzijden opvragen …")
            visits = [browsers[who].visit(who, url) for who, url in pages]
            if not only:
                notebook = browsers["host"].visit_after("host", "/balie/schrift/", pasted=NOTEBOOK)
                visits.append(notebook)
            return Measured(visits, timed(browsers, pages))


def table(measured: dict[int, Measured]) -> str:
    """One line a page: bytes at the largest size, ratios at each, and how much they grew."""
    sizes = list(measured)
    head = ["who", "page", "html", "first visit", "font", "foreign"]
    head += [f"× bare at {size:,}" for size in sizes] + ["growth"]
    lines = [head, ["---"] * len(head)]
    for visit in measured[sizes[-1]].visits:
        page = (visit.who, visit.url)
        ratios = [one.ratios[page] for one in measured.values() if page in one.ratios]
        times = [f"{ratio:.1f}" for ratio in ratios]
        times += [f"{ratios[-1] / ratios[0]:.2f}"] if ratios else ["–"] * (len(sizes) + 1)
        lines.append(
            [
                visit.who or "visitor",
                f"`{visit.url}`",
                *(f"{size / 1000:.1f}" for size in (visit.page, visit.first, visit.font)),
                str(len(visit.foreign)),
                *times,
            ]
        )
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def faults(measured: dict[int, Measured]) -> list[str]:
    """Budgets that are broken; time is never one."""
    found = []
    for size, one in measured.items():
        for visit in one.visits:
            what = f"{visit.who or 'visitor'} {visit.url} ({size})"
            if visit.status != 200:
                found.append(f"{what}: status {visit.status}")
            if visit.first > MOST_FIRST_VISIT:
                found.append(f"{what}: {visit.first} bytes at first visit")
            if visit.font > MOST_FONT:
                found.append(f"{what}: {visit.font} bytes of font")
            found += [f"{what}: asks {host}" for host in sorted(visit.foreign)]
    return found


def main() -> int:
    """Measure, print, and say what is over budget."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that web and database stop as well
    parser = argparse.ArgumentParser(prog="bench.pages", description=__doc__)
    parser.add_argument("--participants", type=int, nargs="+", default=[100, 100_000])
    parser.add_argument("--only", nargs="+", default=[], help="words in the address of a page")
    given = parser.parse_args()
    if not (Path(ROOT) / "static-build" / "served" / "staticfiles.json").exists():
        raise LaunchError("De stijlen zijn er nog niet; doe `make bench`.")
    with server() as at:
        measured = {size: measure(at, size, given.only) for size in given.participants}
    print(table(measured))
    broken = faults(measured)
    for fault in broken:
        say(f"Boven de maat: {fault}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(as_program(main))
