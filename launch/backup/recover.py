"""A data folder out of backups, brought up to a moment by PostgreSQL itself."""

import contextlib
import datetime
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from launch.account import run_as
from launch.backup import envelope
from launch.backup.shelf import Backup, Shelf
from launch.place import Place
from launch.trouble import LaunchError, tells_of_full_disk

PATIENCE = 6 * 3600  # seconds: a big house takes its time


@dataclass(frozen=True, repr=False)
class Recovery:
    """What is put back, where, and with which programs."""

    keys: list[Any]
    place: Place
    programs: Path
    kept: bool = True  # or removed again when it was looked at

    @property
    def bench(self) -> Path:
        """A folder beside the data for what is needed only now."""
        return self.place.base / "restore"

    def program(self, name: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as whoever owns the data."""
        command = [str(self.programs / name), *words]
        return run_as(self.place.account, command, capture_output=True)

    def database(self, user: str, name: str) -> str:
        """The address on the private socket, where nobody but us can come."""
        host = quote(str(self.place.socket), safe="")
        return f"postgresql://{quote(user, safe='')}@/{quote(name, safe='')}?host={host}&port=5432"


@dataclass(frozen=True)
class Needed:
    """Every file that is needed to put a house back, each as it was made."""

    chain: list[tuple[Backup, Path]]
    segments: dict[str, Path]


def look(shelf: Shelf, last: Backup) -> Needed:
    """See that everything is there, unchanged, before anything is opened."""
    chain = [(one, shelf.file(one)) for one in shelf.chain(last)]
    shelf.signing_key(last)
    segments = {name: shelf.whole(name, file) for name, file in shelf.since(last).items()}
    return Needed(chain, segments)


def lay_out(task: Recovery, needed: Needed) -> None:
    """Open a base and its incrementals, check every file in them, and make one data folder."""
    parts, chain = [], [one for one, _file in needed.chain]
    for number, (one, file) in enumerate(needed.chain):
        folder = task.bench / str(number)
        folder.mkdir(parents=True, mode=0o700)
        _unpack(task, one, file, folder)
        parts.append(folder)
    _own(task, task.bench)
    for one, folder in zip(chain, parts, strict=True):
        _verify(task, one, folder)
    if len(parts) > 1:
        whole = task.bench / "whole"
        made = task.program("pg_combinebackup", "--no-sync", "-o", str(whole), *map(str, parts))
        if made.returncode:
            raise _damaged(made.stderr, f"{chain[-1].name} past niet op {chain[0].name}")
        for folder in parts:
            shutil.rmtree(folder)
        _verify(task, chain[-1], whole)
        parts = [whole]
    parts[0].rename(task.place.data)


def _unpack(task: Recovery, one: Backup, file: Path, folder: Path) -> None:
    command = ["tar", "-xf", "-", "-C", str(folder), "--no-same-owner", "-p"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as tar:
        assert tar.stdin  # noqa: S101  # it is a pipe
        try:
            with contextlib.suppress(BrokenPipeError):
                envelope.open_into(file, tar.stdin, task.keys)
        except BaseException:
            tar.kill()
            raise
        said = tar.communicate()[1].decode(errors="replace")
    if tar.returncode:
        raise _damaged(said, f"{one.name} is niet uit te pakken")


def _verify(task: Recovery, one: Backup, folder: Path) -> None:
    seen = task.program("pg_verifybackup", "--no-parse-wal", "--quiet", str(folder))
    if seen.returncode:
        raise _damaged(seen.stderr, f"{one.name} heeft andere bestanden dan er zijn opgeslagen")


def _damaged(said: str, what: str) -> LaunchError:
    if tells_of_full_disk(said):
        return LaunchError("Terugzetten lukt niet: de schijf is vol.")
    return LaunchError(f"De reservekopie is beschadigd: {what}.")


def _own(task: Recovery, folder: Path) -> None:
    """Give everything to whoever runs the database."""
    if task.place.account is None:
        return
    for here, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            task.place.account.own(Path(here) / name)


def fetch_wal(task: Recovery, needed: Needed) -> None:
    """Open everything that was written after a base into a folder that PostgreSQL reads from."""
    folder = task.bench / "wal"
    folder.mkdir(parents=True, mode=0o700)
    for name, closed in needed.segments.items():
        with (folder / name).open("xb") as file:
            sparse = envelope.Sparse(file)
            envelope.open_into(closed, sparse, task.keys)
            sparse.end()
    _own(task, folder)


# Settings for once, instead of those of the house: nobody comes in, nothing old stays behind.
_ONCE = """\
listen_addresses = ''
port = 5432
unix_socket_permissions = 0700
hot_standby = off
archive_mode = off
wal_recycle = off
min_wal_size = '2MB'
shared_preload_libraries = ''
ssl = off
log_min_error_statement = panic
log_error_verbosity = terse
log_timezone = 'UTC'
timezone = 'UTC'
"""


def _configure(task: Recovery, at: datetime.datetime | None, segment_size: int) -> Path:
    socket, wal = str(task.place.socket), shlex.quote(str(task.bench / "wal"))
    hba, settings = task.bench / "pg_hba.conf", task.bench / "postgresql.conf"
    hba.write_text("local all all trust\n")
    copy = f"cp {wal.replace('%', '%%')}/%f %p"
    given = {
        "data_directory": str(task.place.data),
        "hba_file": str(hba),
        "ident_file": str(task.bench / "none"),
        "unix_socket_directories": socket,
        "restore_command": copy,
        "recovery_target_timeline": "current",
        "recovery_target_action": "promote",
        "fsync": "on" if task.kept else "off",
        "min_wal_size": f"{2 * segment_size // 2**20}MB",
    }
    if at is not None:
        given["recovery_target_time"] = at.astimezone(datetime.UTC).isoformat(sep=" ")
    lines = [f"{name} = '{_quoted(value)}'\n" for name, value in given.items()]
    settings.write_text(_ONCE + "".join(lines))
    (task.bench / "none").touch()
    (task.place.data / "recovery.signal").touch()
    _own(task, task.bench)
    if task.place.account:
        task.place.account.own(task.place.data / "recovery.signal")
    return settings


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


@contextlib.contextmanager
def running(
    task: Recovery, at: datetime.datetime | None, last: Backup
) -> Iterator[datetime.datetime]:
    """Have PostgreSQL bring the data up to a moment (or to the end) and serve them, to us only.

    Gives the last moment of which it has something.
    """
    settings = _configure(task, at, last.segment_size)
    log = task.bench / "log"
    words = ["-D", str(task.place.data), "-s", "-w", "-t", str(PATIENCE), "-l", str(log)]
    words += ["-o", f"-c config_file={shlex.quote(str(settings))}"]
    try:  # whoever interrupts leaves no server behind
        if _pg_ctl(task, "start", *words):
            raise _why_not(log, at)
        with _when_ready(task, log, at, last) as asked:
            found = asked.execute("SELECT pg_last_xact_replay_timestamp()").fetchone()
        yield (found and found[0]) or last.moment
    finally:
        if (task.place.data / "postmaster.pid").exists():
            _pg_ctl(task, "stop", "-D", str(task.place.data), "-s", "-w", "-m", "fast")


def _when_ready(
    task: Recovery, log: Path, at: datetime.datetime | None, last: Backup
) -> psycopg.Connection:
    """A connection, once everything has been read."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            return psycopg.connect(task.database(last.superuser, "postgres"), autocommit=True)
        except psycopg.OperationalError:
            if not (task.place.data / "postmaster.pid").exists():
                break
        time.sleep(0.1)
    raise _why_not(log, at)


def _pg_ctl(task: Recovery, *words: str) -> int:
    command = [str(task.programs / "pg_ctl"), *words]
    with Path(os.devnull).open("w") as nowhere:  # the server would keep a pipe open
        return run_as(task.place.account, command, stdout=nowhere, stderr=nowhere).returncode


def _why_not(log: Path, at: datetime.datetime | None) -> LaunchError:
    said = log.read_text(errors="replace") if log.exists() else ""
    if tells_of_full_disk(said):
        return LaunchError("Terugzetten lukt niet: de schijf is vol.")
    if at is not None and "before configured recovery target was reached" in said:
        return LaunchError(
            "Zo ver gaan de reservekopieën niet: kies een vroeger moment, of laat --at weg."
        )
    fatal = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line]
    why = fatal[0].partition("  ")[2] if fatal else "reden onbekend"
    return LaunchError(f"De database uit de reservekopie start niet: {why}.")


def leave_nothing_old(task: Recovery, last: Backup) -> None:
    """Write every table anew and drop the WAL that was read: what was erased is in no byte."""
    with psycopg.connect(task.database(last.superuser, last.database), autocommit=True) as asked:
        asked.execute("VACUUM (FULL, ANALYZE)")
        asked.execute("SELECT pg_switch_wal()")
        asked.execute("CHECKPOINT")
        asked.execute("SELECT pg_switch_wal()")
        asked.execute("CHECKPOINT")
