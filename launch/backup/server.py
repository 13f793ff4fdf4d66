"""The server that is backed up, and PostgreSQL's own programs of the same version."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from launch import own
from launch.account import clean_environment, run_as
from launch.place import wheel_programs
from launch.surroundings import Surroundings, surroundings
from launch.trouble import LaunchError, tells_of_full_disk

FIRST_INCREMENTAL = 17
SLOT = "mekaar_backup"


def major_of(programs: Path) -> int | None:
    """The version of the programs in this folder; None when they are not there."""
    program = programs / "pg_basebackup"
    if not program.exists():
        return None
    said = run_as(None, [str(program), "--version"], capture_output=True).stdout
    found = re.search(r"(\d+)", said.partition(")")[2])
    return int(found[1]) if found else None


def programs_for(major: int) -> Path:
    """The folder with programs of exactly this version: other ones refuse, or worse, do not.

    MEKAAR_PG_BIN, else those that came along, else those of the machine.
    """
    given, here = os.environ.get("MEKAAR_PG_BIN"), shutil.which("pg_basebackup")
    if given:
        places = [Path(given)]
    else:
        places = [wheel_programs(), *([Path(here).resolve().parent] if here else [])]
        places.append(Path(f"/usr/lib/postgresql/{major}/bin"))
    versions = {place: major_of(place) for place in places}
    for place, version in versions.items():
        if version == major:
            return place
    there = ", ".join(str(one) for one in versions.values() if one) or "er geen"
    raise LaunchError(
        f"De database is PostgreSQL {major} en de programma's hier zijn {there}: geef met"
        f" MEKAAR_PG_BIN de map met die van {major}."
    )


@dataclass(frozen=True, repr=False)
class Server:
    """A running server, reached as a role that may replicate."""

    url: str
    around: Surroundings
    programs: Path
    major: int
    system: str
    timeline: int
    segment_size: int
    superuser: str
    embedded: bool

    def connect(self) -> psycopg.Connection:
        """A connection as that role."""
        return psycopg.connect(self.url, autocommit=True, connect_timeout=10)

    def start(self, program: str, *words: str, stderr: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start one of PostgreSQL's programs on this server; the password is not on its line."""
        parts = conninfo_to_dict(self.url)
        secret = parts.pop("password", None)
        return subprocess.Popen(
            [str(self.programs / program), *words, "-d", make_conninfo("", **parts)],
            env=clean_environment() | ({"PGPASSWORD": str(secret)} if secret else {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """The server of this house, with an address from which everything can be read."""
    with surroundings() as around:
        if not around.backup:
            raise LaunchError(
                "Geef DATABASE_BACKUP_URL: het adres van een rol met REPLICATION (zie"
                " docs/operations.md)."
            )
        with own.connect(around.backup, "DATABASE_BACKUP_URL") as asked:
            major = asked.info.server_version // 10_000
            size, top = asked.execute(
                "SELECT (SELECT setting::int FROM pg_settings WHERE name = 'wal_segment_size'),"
                " (SELECT rolname FROM pg_roles WHERE oid = 10)"
            ).fetchone() or (0, "")
        system, timeline = _identity(around.backup)
        yield Server(
            around.backup, around, programs_for(major), major, system, timeline, size, top,
            "DATABASE_URL" not in os.environ,
        )  # fmt: skip


def _identity(url: str) -> tuple[str, int]:
    try:
        with psycopg.connect(make_conninfo(url, replication="database"), autocommit=True) as asked:
            found = asked.execute("IDENTIFY_SYSTEM").fetchone()
    except psycopg.Error as error:
        raise LaunchError(
            "De rol in DATABASE_BACKUP_URL mag geen reservekopie maken: zij mist REPLICATION, of"
            " pg_hba.conf laat haar niet toe."
        ) from error
    if not found:
        raise LaunchError("De server zegt niet wie hij is.")
    return str(found[0]), int(found[1])


def trouble(said: str, where: Path) -> LaunchError:
    """What a program of PostgreSQL said, as one sentence."""
    if tells_of_full_disk(said):
        return LaunchError(f"De schijf van {where} is vol. Wat er al lag is niet veranderd.")
    lines = [line for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if "error:" in line or "FATAL" in line]
    last = (errors or lines or ["reden onbekend"])[0]
    return LaunchError(f"De reservekopie is niet gemaakt: {last.strip()}.")
