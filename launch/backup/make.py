"""Making a backup: a base, what changed since, and what is written from moment to moment.

A run writes beside what is there and gives it its name at the end: half a backup is never taken for
one. The server keeps every segment (a replication slot) until it lies closed in the folder, so a
killed run loses nothing: the next one fetches it again.
"""

import contextlib
import json
import tarfile
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from psycopg.conninfo import conninfo_to_dict

from launch.backup import envelope
from launch.backup.moments import now
from launch.backup.server import FIRST_INCREMENTAL, SLOT, Server, trouble
from launch.backup.shelf import FULL_EVERY, SEGMENT, Backup, Shelf
from launch.place import ROOT, short_hash
from launch.trouble import LaunchError, reason

_BLOCK = 512
MANIFEST = "backup_manifest"


def our_version() -> str:
    """Which Mekaar this is."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(told["project"]["version"])


# --- the slot: what the server keeps for us ------------------------------------------------------


def slot_is_sound(server: Server) -> bool:
    """Whether the server kept everything since the last run; one that was put back did not."""
    with server.connect() as asked:
        found = asked.execute(
            "SELECT wal_status IN ('reserved', 'extended', 'unreserved') AND restart_lsn IS NOT"
            " NULL FROM pg_replication_slots WHERE slot_name = %s",
            [SLOT],
        ).fetchone()
    return bool(found and found[0])


def _fresh_slot(server: Server) -> None:
    known = "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
    with server.connect() as asked:
        asked.execute(f"{known} WHERE slot_name = %s", [SLOT])
        asked.execute("SELECT pg_create_physical_replication_slot(%s, true)", [SLOT])


# --- what was written since ----------------------------------------------------------------------


def archive(server: Server, shelf: Shelf, to: list[Any]) -> int:
    """Fetch every segment up to now into the folder; gives how many. Only then the server lets go.

    The segment in use is ended first, so that this moment is in it.
    """
    staging = server.around.folder / "backup" / f"wal-{short_hash(shelf.folder)}"
    staging.mkdir(mode=0o700, parents=True, exist_ok=True)
    with shelf.alone("wal"), server.connect() as asked:
        if not slot_is_sound(server):
            raise LaunchError(
                "De server bewaarde niet alles sinds de vorige keer; maak eerst een nieuwe"
                " reservekopie: mekaar backup MAP."
            )
        shelf.sweep(shelf.wal)
        # What a killed run fetched: from the server it may be gone.
        count = _keep(staging, shelf, to)
        asked.execute("SELECT pg_switch_wal()")
        ended = asked.execute("SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn").fetchone()
        size = server.segment_size
        upto = -(-int(ended[0] if ended else 0) // size) * size
        _receive(server, staging, upto)
        count += _keep(staging, shelf, to)
        asked.execute(
            "SELECT pg_replication_slot_advance(slot_name, reached) FROM pg_replication_slots,"
            " LATERAL least(%s::pg_lsn, pg_current_wal_flush_lsn()) AS reached"
            " WHERE slot_name = %s AND restart_lsn < reached",
            [_lsn(upto), SLOT],
        )
    return count


def _lsn(position: int) -> str:
    return f"{position >> 32:X}/{position & 0xFFFFFFFF:X}"


def _receive(server: Server, staging: Path, upto: int) -> None:
    words = ("-D", str(staging), "-S", SLOT, "--no-loop", "-E", _lsn(upto - 1))
    with tempfile.TemporaryFile() as said:
        started = server.start("pg_receivewal", *words, stderr=said)
        started.communicate()
        if started.returncode:
            raise trouble(_read(said), staging)


def _keep(staging: Path, shelf: Shelf, to: list[Any]) -> int:
    """Close whole segments into the folder and leave nothing of them open; gives how many."""
    there, count = shelf.segments(), 0
    for file in sorted(staging.iterdir()):
        if SEGMENT.fullmatch(file.name) and file.name not in there:  # no half one, no history
            half = shelf.wal / f"{file.name}.new"
            with file.open("rb") as plain, full_disk_told(shelf, shelf.wal):
                made = envelope.close(plain, half, to)
            shelf.add_segment(file.name, half, made.digest)
            count += 1
    envelope.settle(shelf.wal)
    for file in staging.iterdir():
        file.unlink()
    return count


# --- a base --------------------------------------------------------------------------------------


def base(
    server: Server, shelf: Shelf, to: list[Any], *, full: bool, before_full: Callable[[], None]
) -> Backup:
    """A base, or what changed since the one before; then everything written while it was made."""
    with shelf.alone("base"):
        shelf.sweep(shelf.bases)
        every = shelf.backups()
        if every and every[-1].system != server.system:
            raise LaunchError(
                f"In {shelf.folder} liggen reservekopieën van een ander huis; kies een andere map."
            )
        last = None if full else _to_build_on(server, shelf, every)
        if last is None:
            before_full()
        made = _base(server, shelf, to, last)
    archive(server, shelf, to)
    return made


def _to_build_on(server: Server, shelf: Shelf, every: list[Backup]) -> Backup | None:
    """The one before, when an incremental on it is possible and the full one is not too old."""
    if not every or server.major < FIRST_INCREMENTAL or not _local(server, every[-1]).exists():
        return None
    last = every[-1]
    try:
        first = shelf.chain(last)[0]
        shelf.since(last)
    except LaunchError:
        return None
    with server.connect() as asked:
        summarizes = asked.execute("SELECT current_setting('summarize_wal')").fetchone() == ("on",)
    fresh = now() - first.begin < FULL_EVERY and last.timeline == server.timeline
    return last if summarizes and fresh and slot_is_sound(server) else None


def _local(server: Server, one: Backup) -> Path:
    """Where the list of files of the last base stays, that an incremental starts from."""
    return server.around.folder / "backup" / f"{one.name}.{MANIFEST}"


def _base(server: Server, shelf: Shelf, to: list[Any], last: Backup | None) -> Backup:
    if last is None and not slot_is_sound(server):
        _fresh_slot(server)
    began, kind = now(), "full" if last is None else "incremental"
    name = f"{began:%Y-%m-%dT%H%M%SZ}-{kind}"
    half = shelf.bases / f"{name}.new"
    half.mkdir(mode=0o700)
    words = ["-D", "-", "-Ft", "-X", "fetch", "-c", "fast"]
    if last is not None:
        words += ["-i", str(_local(server, last))]
    with full_disk_told(shelf, shelf.bases):
        listed, closed = _stream(server, words, half, to)
        envelope.close_bytes(server.around.key.encode(), half / "key.age", to)
        told = _found(server, listed, closed) | {"name": name, "kind": kind}
        told |= {"after": last.name if last else None, "began": began.isoformat()}
        told |= {"key_digest": envelope.digest(half / "key.age")}
        made = Backup(**told, ended=now().isoformat())
        shelf.write(made)
    _remember(server, made, listed)
    return made


def _stream(
    server: Server, words: list[str], half: Path, to: list[Any]
) -> tuple[bytes, envelope.Closed]:
    with tempfile.TemporaryFile() as said:
        started = server.start("pg_basebackup", *words, stderr=said)
        assert started.stdout  # noqa: S101  # it is a pipe
        passing = Passing(started.stdout)
        try:
            closed = envelope.close(passing, half / "base.age", to)
        except BaseException:
            started.kill()
            raise
        finally:
            started.stdout.close()
            started.wait()
        if started.returncode or not passing.manifest:
            raise trouble(_read(said), half)
    return bytes(passing.manifest), closed


class Passing:
    """A tar that passes by; the list of files in it (`backup_manifest`) is kept."""

    def __init__(self, source: IO[bytes]) -> None:
        """Nothing is read yet."""
        self._source, self._header = source, b""
        self._left, self._keep, self.manifest = 0, 0, bytearray()

    def read(self, count: int) -> bytes:
        """The next part, looked at."""
        part = self._source.read(count)
        at = 0
        while at < len(part):
            at += self._pass(part, at) if self._left else self._head(part, at)
        return part

    def _head(self, part: bytes, at: int) -> int:
        taken = part[at : at + _BLOCK - len(self._header)]
        self._header += taken
        if len(self._header) == _BLOCK:
            if any(self._header):
                told = tarfile.TarInfo.frombuf(self._header, "utf-8", "surrogateescape")
                self._left = -(-told.size // _BLOCK) * _BLOCK if told.isreg() else 0
                self._keep = told.size if told.name == MANIFEST else 0
            self._header = b""
        return len(taken)

    def _pass(self, part: bytes, at: int) -> int:
        taken = min(self._left, len(part) - at)
        kept = min(self._keep, taken)
        self.manifest += part[at : at + kept]
        self._keep -= kept
        self._left -= taken
        return taken


def _found(server: Server, listed: bytes, closed: envelope.Closed) -> dict[str, Any]:
    """What is written beside a base of the server and of its content."""
    span = json.loads(listed)["WAL-Ranges"][-1]
    owner, web = (
        conninfo_to_dict(one)
        for one in (server.around.addresses.owner, server.around.addresses.web)
    )
    return {
        "system": server.system,
        "major": server.major,
        "timeline": int(span["Timeline"]),
        "start": _position(span["Start-LSN"]) // server.segment_size,
        "stop": (_position(span["End-LSN"]) - 1) // server.segment_size,
        "segment_size": server.segment_size,
        "size": closed.size,
        "digest": closed.digest,
        "mekaar": our_version(),
        "embedded": server.embedded,
        "database": str(owner["dbname"]),
        "owner": str(owner["user"]),
        "web": str(web["user"]),
        "superuser": server.superuser,
    }


@contextlib.contextmanager
def full_disk_told(shelf: Shelf, busy: Path) -> Iterator[None]:
    """What the machine refuses is one sentence; what lay there stays as it was."""
    try:
        yield
    except OSError as error:
        with contextlib.suppress(OSError):
            shelf.sweep(busy)
        raise LaunchError(
            f"De reservekopie is niet gemaakt: {reason(error)} ({shelf.folder})."
            " Wat er al lag is niet veranderd."
        ) from error


def _position(lsn: str) -> int:
    high, _, low = lsn.partition("/")
    return int(high, 16) << 32 | int(low, 16)


def _remember(server: Server, made: Backup, listed: bytes) -> None:
    file = _local(server, made)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    for old in file.parent.glob(f"*.{MANIFEST}"):
        old.unlink()
    file.write_bytes(listed)


def _read(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace")
