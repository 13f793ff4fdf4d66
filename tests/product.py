"""The product as it runs at somebody's place: own database, static files, web and worker."""

import contextlib
import functools
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import axe_playwright_python
import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 120


@dataclass(frozen=True)
class Product:
    """Where it answers, the name of its database, and the folder of its static files."""

    address: str
    database: str
    static: Path


@functools.cache
def axe_script() -> str:
    """The source of axe."""
    found = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
    return found.read_text(encoding="utf-8")


def owner_url(database: str) -> str:
    """The address of this database for the owner."""
    given = os.environ.get("MEKAAR_TEST_DATABASE_URL", settings.DATABASE_URL)
    return urlunsplit(urlsplit(given)._replace(path=f"/{database}"))


def web_url(database: str) -> str:
    """The same for the web role: it signs in with its own name and password."""
    parts = urlsplit(owner_url(database))
    user = settings.WEB_ROLE
    if password := os.environ.get("MEKAAR_TEST_WEB_PASSWORD", ""):
        user += f":{quote(password, safe='')}"
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}@{host}"))


def variables(database_url: str, static: Path) -> dict[str, str]:
    """The environment of one process of the product."""
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith("PG")},
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": database_url,
        "MEKAAR_SECRET_KEY": settings.SECRET_KEY,  # a card made by a test opens this door
        "MEKAAR_KEY_FILE": str(settings.KEY_FILE),  # and what it wrote can be read
        "MEKAAR_STATIC": str(static),
        "MEKAAR_HOSTS": "127.0.0.1",
    }


@contextlib.contextmanager
def database(name: str, like: str | None = None) -> Iterator[str]:
    """A database with this name, empty or a copy of `like`, gone afterwards."""
    with psycopg.connect(owner_url("postgres"), autocommit=True) as owner:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        owner.execute(drop)
        copied = (sql.Identifier(word) for word in (name, like or "template1"))
        owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*copied))
        try:
            yield name
        finally:
            connection.close()
            owner.execute(drop)


def run(*words: str, env: dict[str, str]) -> None:
    """Run one step of setting up; its words are shown when it fails."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *words],
        cwd=ROOT, env=env, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, f"{' '.join(words)}: {done.stderr[-2000:]}"


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@contextlib.contextmanager
def process(log: Path, *words: str, env: dict[str, str]) -> Iterator[subprocess.Popen]:
    """A process of the product for a while."""
    with log.open("w") as stream:
        child = subprocess.Popen(
            [sys.executable, "-m", *words], cwd=ROOT, env=env, stdout=stream, stderr=stream
        )
        try:
            yield child
        finally:
            child.terminate()
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def wait_for(address: str, child: subprocess.Popen, log: Path) -> None:
    """Wait until the web says it is well."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and child.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/gezond/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the web does not answer: {log.read_text()[-2000:]}")


@contextlib.contextmanager
def running(worker: str, like: str | None = None) -> Iterator[Product]:
    """The whole product, for the journeys of one test process, in a copy of that database."""
    base = urlsplit(owner_url("")).path.strip("/") or settings.DATABASES["default"]["NAME"]
    name = f"{base.removeprefix('test_')}_browser_{worker}"
    with tempfile.TemporaryDirectory(prefix="mekaar-product-") as folder, database(name, like):
        place = Path(folder)
        owner, web = (variables(url(name), place) for url in (owner_url, web_url))
        run("frontend/assemble.py", env=owner)
        run("-m", "django", "collectstatic", "--noinput", "-v", "0", env=owner)
        run("-m", "django", "migrate", "-v", "0", env=owner)
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        web["MEKAAR_PUBLIC_URL"] = address
        log = place / "web.log"
        serve = ["waitress", f"--listen=127.0.0.1:{port}", "--threads=4", "config.wsgi:application"]
        work = ["django", "procrastinate", "worker"]
        with process(log, *serve, env=web) as child, process(place / "work.log", *work, env=web):
            wait_for(address, child, log)
            yield Product(address, name, place)


@contextlib.contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Django in this test process looks into the database of the product, and commits."""
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
