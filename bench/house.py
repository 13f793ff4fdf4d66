"""A database that may be forgotten and the real web process, for everything that measures."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from bench.visits import BARE, Browser
from launch import roles
from launch.place import ROOT, test_data_folder
from launch.postgres import in_use, open_cluster
from launch.trouble import LaunchError

PATIENCE = 60
HOUSE = "config.wsgi:application"
KEYS = tempfile.TemporaryDirectory(prefix="mekaar-bench-")


@dataclass(frozen=True)
class Addresses:
    """The database of one size, for the owner and for the web role."""

    owner: str
    web: str


@dataclass(frozen=True)
class Web:
    """A web process that answers on this port."""

    port: int
    pid: int


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
def web(url: str, application: str = HOUSE) -> Iterator[Web]:
    """The real web process on a free port, as the web role; or another application on it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "--threads=4"]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [*command, application],
            cwd=ROOT,
            env=surroundings(url),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(port)
            yield Web(port, process.pid)
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


def say(sentence: str) -> None:
    """Say where we are, beside the table."""
    print(sentence, file=sys.stderr, flush=True)
