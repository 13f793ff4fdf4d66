"""Bytes and time of every kind of page: `python -m bench.pages --participants 100 100000`.

Starts a database that may be forgotten and the real web process, for each size of neighbourhood
anew. Prints a table. Ends with 1 when a byte budget is broken or a page does not answer.
"""

import argparse
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from bench.visits import BARE, Browser, Visit, timed
from launch import roles
from launch.place import ROOT, test_data_folder
from launch.postgres import in_use, open_cluster
from launch.trouble import LaunchError, as_program

MOST_FIRST_VISIT = 60_000
MOST_FONT = 40_000
PATIENCE = 60
KEYS = tempfile.TemporaryDirectory(prefix="mekaar-bench-")
# The largest page there is: a full page of a notebook to be checked. Only its bytes are measured.
NOTEBOOK = "naam;telefoon;zoekt;kan\n" + "".join(
    f"Buur {n};06000000{n % 100:02};iemand om mee te wandelen op dag {n};brood nummer {n} bakken\n"
    for n in range(300)
)


@dataclass(frozen=True)
class Addresses:
    """The database of one size, for the owner and for the web role."""

    owner: str
    web: str


@dataclass(frozen=True)
class Measured:
    """What came of one size of neighbourhood."""

    visits: list[Visit]
    ratios: dict[tuple[str, str], float]


@contextlib.contextmanager
def server() -> Iterator[Addresses]:
    """A database server: the one that is given, or our own for as long as this takes."""
    if given := os.environ.get("MEKAAR_TEST_DATABASE_URL"):
        parts = urlsplit(given)
        machine = parts.netloc.rpartition("@")[2]
        yield Addresses(given, parts._replace(netloc=f"{roles.WEB}@{machine}").geturl())
        return
    with in_use(open_cluster(test_data_folder(), throwaway=True)) as cluster:
        yield Addresses(cluster.owner_url, cluster.web_url)


@contextlib.contextmanager
def database(at: Addresses, name: str) -> Iterator[Addresses]:
    """An empty database with this name, gone afterwards."""
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    there = urlsplit(at.owner)._replace(path="/template1").geturl()
    with psycopg.connect(there, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield Addresses(
            *(urlsplit(url)._replace(path=f"/{name}").geturl() for url in (at.owner, at.web))
        )
    finally:
        with psycopg.connect(there, autocommit=True) as connection:
            connection.execute(drop)


def surroundings(url: str) -> dict[str, str]:
    """What a process of the house needs to know; nothing of an own server goes along."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PG", "DATABASE_", "MEKAAR_"))
    }
    return kept | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": url,
        "MEKAAR_SECRET_KEY": "only-for-measuring-" + "x" * 40,
        "MEKAAR_KEY_FILE": f"{KEYS.name}/keys.json",
    }


def run(words: list[str], url: str) -> str:
    """One command of the house as the owner; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=surroundings(url),
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise LaunchError(f"`{' '.join(words)}` ging niet goed.")
    return done.stdout


@contextlib.contextmanager
def web(url: str) -> Iterator[int]:
    """The real web process on a free port, as the web role."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "--threads=4"]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [*command, "config.wsgi:application"],
            cwd=ROOT,
            env=surroundings(url),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            Browser(port).get(BARE)
            return
        time.sleep(0.2)
    raise LaunchError("De webserver geeft geen antwoord.")


def measure(at: Addresses, participants: int) -> Measured:
    """Fill a neighbourhood of this size and ask for every page."""
    with database(at, f"mekaar_bench_{participants}") as here:
        say(f"Buurt met {participants} mensen maken …")
        run(["launch.migrate"], here.owner)
        asked = json.loads(run(["bench.neighbourhood", str(participants)], here.owner))
        pages = [(who, url) for who, urls in asked["pages"].items() for url in urls]
        with web(here.web) as port:
            sessions = {"": "", **asked["sessions"]}
            browsers = {who: Browser(port, session) for who, session in sessions.items()}
            say(f"{len(pages)} bladzijden opvragen …")
            visits = [browsers[who].visit(who, url) for who, url in pages]
            visits.append(browsers["host"].visit_after("host", "/balie/schrift/", pasted=NOTEBOOK))
            return Measured(visits, timed(browsers, pages))


def say(sentence: str) -> None:
    """Say where we are, beside the table."""
    print(sentence, file=sys.stderr, flush=True)


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
    sizes: list[int] = parser.parse_args().participants
    if not (Path(ROOT) / "static-build" / "served" / "staticfiles.json").exists():
        raise LaunchError("De stijlen zijn er nog niet; doe `make bench`.")
    with server() as at:
        measured = {size: measure(at, size) for size in sizes}
    print(table(measured))
    broken = faults(measured)
    for fault in broken:
        say(f"Boven de maat: {fault}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(as_program(main))
