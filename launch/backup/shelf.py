"""Where backups lie: which there are, which belong together, what is too old, who is busy."""

import contextlib
import datetime
import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from launch.backup import envelope
from launch.trouble import LaunchError, reason

FORMAT = 1
FULL_EVERY = datetime.timedelta(days=7)
LEAST_DAYS = 14
SEGMENT = re.compile("[0-9A-F]{24}")
_CLOSED = re.compile(rf"({SEGMENT.pattern})-[0-9a-f]{{32}}\.age")


@dataclass(frozen=True)
class Backup:
    """What `backup.json` says of one base or incremental; no names and no words of people."""

    name: str
    kind: str  # "full" or "incremental"
    after: str | None  # the one before it that an incremental needs
    began: str
    ended: str
    system: str  # PostgreSQL's number of this house
    major: int
    timeline: int
    start: int  # numbers of WAL segments
    stop: int
    segment_size: int
    size: int
    digest: str
    key_digest: str  # of the key that signs, closed
    mekaar: str
    embedded: bool
    database: str
    owner: str
    web: str
    superuser: str
    format: int = FORMAT

    @property
    def moment(self) -> datetime.datetime:
        """From which moment on it can be put back."""
        return datetime.datetime.fromisoformat(self.ended)

    @property
    def begin(self) -> datetime.datetime:
        """When it was begun: it holds what was there then."""
        return datetime.datetime.fromisoformat(self.began)


def kept_days() -> int:
    """MEKAAR_BACKUP_DAYS: after so many days nothing of a backup is left."""
    given = os.environ.get("MEKAAR_BACKUP_DAYS", "35")
    if not given.isascii() or not given.isdigit() or int(given) < LEAST_DAYS:
        raise LaunchError(f"MEKAAR_BACKUP_DAYS moet {LEAST_DAYS} of meer zijn, niet {given!r}.")
    return int(given)


def segment_name(timeline: int, number: int, size: int) -> str:
    """How PostgreSQL calls a WAL segment."""
    per = (1 << 32) // size
    return f"{timeline:08X}{number // per:08X}{number % per:08X}"


def timeline(name: str) -> int:
    """The timeline of a segment: each time a house is put back, a new one begins."""
    return int(name[:8], 16)


def segment_number(name: str, size: int) -> int:
    """The number of the segment with this name, the same on each timeline."""
    return int(name[8:16], 16) * ((1 << 32) // size) + int(name[16:24], 16)


@dataclass(frozen=True)
class Shelf:
    """One folder with the backups of one house, and the mark that its files carry."""

    folder: Path
    mark: bytes

    @property
    def bases(self) -> Path:
        """Where bases and incrementals lie."""
        return self.folder / "bases"

    @property
    def wal(self) -> Path:
        """Where what was written since lies, a segment a file."""
        return self.folder / "wal"

    def prepare(self) -> None:
        """Make the folders; forget what was left half."""
        try:
            for folder in (self.folder, self.bases, self.wal):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise LaunchError(
                f"In {self.folder} kan geen reservekopie staan: {reason(error)}."
            ) from error

    def sweep(self, folder: Path) -> None:
        """Forget what a run before left half in `bases` or `wal`; whoever sweeps is alone there."""
        for half in folder.glob("*.new"):
            shutil.rmtree(half) if half.is_dir() else half.unlink()

    @contextlib.contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """One run at a time for `base` and for `wal`."""
        with (self.folder / f"{what}.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LaunchError(
                    f"Er wordt al een reservekopie gemaakt in {self.folder}."
                ) from error
            yield

    # --- bases ---------------------------------------------------------------------------------

    def backups(self) -> list[Backup]:
        """Every base and incremental, oldest first, each with the mark of this house."""
        found = [self._read(file) for file in self.bases.glob("*/backup.json")]
        return sorted((one for one in found if one), key=lambda one: one.ended)

    def _read(self, file: Path) -> Backup | None:
        if file.parent.suffix == ".new":
            return None
        try:
            told = json.loads(file.read_text())
            stated = told.pop("mark")
            made = Backup(**told)
            right = envelope.mark(self.mark, made.name, _line(made))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise LaunchError(
                f"De reservekopie is beschadigd: {file.parent.name}/{file.name}."
            ) from error
        if stated != right or made.name != file.parent.name:
            raise LaunchError(
                f"De reservekopie {file.parent.name} is niet van dit huis, of er is aan veranderd."
            )
        return made

    def write(self, made: Backup) -> None:
        """Give a base its place: from here on it counts."""
        half = self.bases / f"{made.name}.new"
        told = asdict(made) | {"mark": envelope.mark(self.mark, made.name, _line(made))}
        with (half / "backup.json").open("x") as file:
            json.dump(told, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        envelope.settle(half)
        half.rename(self.bases / made.name)
        envelope.settle(self.bases)

    def file(self, one: Backup) -> Path:
        """The closed content of a base, unchanged since it was made."""
        file = self.bases / one.name / "base.age"
        if not file.exists():
            raise LaunchError(f"Van de reservekopie {one.name} ontbreekt {file.name}.")
        if envelope.digest(file) != one.digest:
            raise LaunchError(
                f"De reservekopie is beschadigd: {one.name}/{file.name} is veranderd."
            )
        return file

    def signing_key(self, one: Backup) -> Path:
        """The closed key that signs, unchanged since it was kept."""
        file = self.bases / one.name / "key.age"
        if not file.exists() or envelope.digest(file) != one.key_digest:
            raise LaunchError(
                f"De reservekopie is beschadigd: {one.name}/{file.name} is veranderd."
            )
        return file

    def chain(self, last: Backup) -> list[Backup]:
        """A base with the incrementals up to this one."""
        known = {one.name: one for one in self.backups()}
        found = [last]
        while (before := found[0].after) is not None:
            if before not in known:
                raise LaunchError(
                    f"De reservekopie {before} ontbreekt; die hoort onder {found[0].name}."
                )
            found.insert(0, known[before])
        return found

    # --- WAL -----------------------------------------------------------------------------------

    def segments(self) -> dict[str, Path]:
        """Name of a segment → the file; whether it is marked shows when it is opened."""
        matches = {file: _CLOSED.fullmatch(file.name) for file in sorted(self.wal.glob("*.age"))}
        return {match[1]: file for file, match in matches.items() if match}

    def add_segment(self, name: str, half: Path, digest: str) -> None:
        """Give a closed segment its place."""
        half.rename(self.wal / f"{name}-{envelope.mark(self.mark, name, digest)}.age")

    def whole(self, name: str, file: Path) -> Path:
        """This segment, with the mark of this house."""
        stated = file.name.removesuffix(".age").rpartition("-")[2]
        if stated != envelope.mark(self.mark, name, envelope.digest(file)):
            raise LaunchError(
                f"De reservekopie is beschadigd: {file.name} is veranderd of niet van dit huis."
            )
        return file

    def since(self, last: Backup) -> dict[str, Path]:
        """What was written after a base, without a hole.

        On the timeline of that base: a house that was put back and went on here is another one.
        """
        size = last.segment_size
        found = {
            name: file
            for name, file in self.segments().items()
            if timeline(name) == last.timeline and segment_number(name, size) >= last.start
        }
        numbers = {segment_number(name, size) for name in found}
        if missing := set(range(last.stop + 1, max(numbers, default=0))) - numbers:
            name = segment_name(last.timeline, min(missing), size)
            raise LaunchError(
                f"Er ontbreekt een stuk van wat na {last.name} is opgeschreven: {name}."
            )
        return found

    # --- too old -------------------------------------------------------------------------------

    def clear(self, days: int, now: datetime.datetime) -> list[str]:
        """Remove each full base of so many days ago with all that needs it; gives their names.

        So nothing older than `days` stays, and nothing stays that cannot be put back. Called after
        a new full base was made, which stays.
        """
        every = self.backups()
        full = [one for one in every if one.kind == "full"]
        old = {one.name for one in full[:-1] if now - one.begin >= datetime.timedelta(days=days)}
        for one in every:  # oldest first: what needs something old is old
            if one.after in old:
                old.add(one.name)
        for name in old:
            self._forget(self.bases / name)
        kept = [one for one in every if one.name not in old]
        for name, file in self.segments().items():
            if not any(
                one.timeline == timeline(name)
                and one.start <= segment_number(name, one.segment_size)
                for one in kept
            ):
                file.unlink()
        return sorted(old)

    def _forget(self, folder: Path) -> None:
        gone = folder.with_name(f"{folder.name}.new")
        folder.rename(gone)
        shutil.rmtree(gone)


def _line(made: Backup) -> str:
    return json.dumps(asdict(made), sort_keys=True)
