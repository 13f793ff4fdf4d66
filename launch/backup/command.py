"""What people type: `mekaar backup`, `mekaar restore`, `mekaar verify-backup`."""

import argparse
import datetime
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from launch.backup import envelope, keys, make, moments, restore
from launch.backup.moments import now
from launch.backup.server import FIRST_INCREMENTAL, Server, server
from launch.backup.shelf import Backup, Shelf, kept_days
from launch.place import data_folder
from launch.trouble import LaunchError, reason

STAMP = "last-backup.json"
A_DAY = datetime.timedelta(days=1)


class _Words(argparse.ArgumentParser):
    """Wrong words are one sentence."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002  # English
        raise LaunchError(f"Gebruik: {self.usage}")


def minutes() -> int:
    """MEKAAR_BACKUP_MINUTES: how much can be lost when the machine burns down."""
    given = os.environ.get("MEKAAR_BACKUP_MINUTES", "5")
    if not given.isascii() or not given.isdigit() or not 0 < int(given) <= 60:
        raise LaunchError(f"MEKAAR_BACKUP_MINUTES moet 1 tot en met 60 zijn, niet {given!r}.")
    return int(given)


def backup(words: list[str]) -> int:
    """`mekaar backup`: a base, or what was written since, or both in time, or what there is."""
    asked = _Words(
        usage="mekaar backup MAP [--full | --wal | --stay | --list] of mekaar backup"
        " --new-identity BESTAND"
    )
    asked.add_argument("folder", type=Path, nargs="?")
    how = asked.add_mutually_exclusive_group()
    for name in ("full", "wal", "stay", "list"):
        how.add_argument(f"--{name}", action="store_true")
    how.add_argument("--new-identity", type=Path)
    given = asked.parse_args(words)
    if given.new_identity:
        return _new_identity(given.new_identity)
    if not given.folder:
        asked.error("")
    folder = given.folder.absolute()
    if given.list:
        return _list(_shelf(folder))
    to, days, each = envelope.recipients(), kept_days(), minutes()
    if given.stay:
        _stay(folder, to, days, each)
    _run(folder, to, days, how="wal" if given.wal else "full" if given.full else "base")
    return 0


def _shelf(folder: Path) -> Shelf:
    ring = envelope.key_ring(keys.key_file(data_folder()))
    return Shelf(folder, envelope.house_mark(ring))


def _new_identity(file: Path) -> int:
    try:
        public = envelope.new_identity(file)
    except OSError as error:
        raise LaunchError(f"De sleutel kan niet in {file}: {reason(error)}.") from error
    print(f"De sleutel staat in {file}. Bewaar hem op twee plekken, niet op deze machine.")
    print(f"MEKAAR_BACKUP_RECIPIENT={public}")
    return 0


def _run(folder: Path, to: list[Any], days: int, *, how: str) -> None:
    with server() as running:
        shelf = _shelf(folder)
        shelf.prepare()
        copy = keys.copy_place(shelf)
        if how == "wal" and not make.slot_is_sound(running):
            print("De server bewaarde niet alles sinds de vorige keer; nu een hele reservekopie.")
            how = "base"
        if how == "wal":
            count = make.archive(running, shelf, to)
            _stamp(running, shelf, None)
            print(f"{count} stukken bewaard.")
            return
        made = make.base(
            running, shelf, to, full=how == "full",
            before_full=lambda: keys.renew(running, copy, to),
        )  # fmt: skip
        keys.forget_old(running, copy, to)
        gone = shelf.clear(days, now())
        _stamp(running, shelf, made)
        _tell(running, made, gone, key_renewed=copy is not None)


def _tell(running: Server, made: Backup, gone: list[str], *, key_renewed: bool) -> None:
    print(f"Klaar: {made.name} ({_size(made.size)}).")
    if running.major < FIRST_INCREMENTAL:
        print(f"PostgreSQL {running.major} kan alleen volledige kopieën maken.")
    if not key_renewed:
        print("De hoofdsleutel bleef dezelfde: er is geen MEKAAR_KEY_COPY voor een kopie.")
    if gone:
        print(f"Weggegooid, te oud: {', '.join(gone)}.")


def _size(count: int) -> str:
    return f"{count / 2**20:.1f} MB".replace(".", ",")


def _stay(folder: Path, to: list[Any], days: int, each: int) -> NoReturn:
    """Each few minutes what was written, each day a base; trouble is told and not the end."""
    while True:
        try:
            every = _shelf(folder).backups() if (folder / "bases").is_dir() else []
            due = not every or now() - every[-1].begin >= A_DAY
            _run(folder, to, days, how="base" if due else "wal")
        except (LaunchError, OSError) as trouble:
            print(f"{moments.said(now())} {trouble}", file=sys.stderr, flush=True)
        sys.stdout.flush()
        time.sleep(each * 60)


def _stamp(running: Server, shelf: Shelf, made: Backup | None) -> None:
    """`last-backup.json`: when the last good backup was made, for whoever looks after the house."""
    told = {"folder": str(shelf.folder), "until": now().isoformat(timespec="seconds")}
    if made:
        told |= {"base": made.name, "base_at": made.ended}
    _add_to_stamp(running.around.folder, told)


def _add_to_stamp(folder: Path, told: dict[str, str]) -> None:
    file = folder / STAMP
    try:
        before = json.loads(file.read_text())
    except (OSError, ValueError):
        before = {}
    half = file.with_name(f"{STAMP}.new")
    half.write_text(json.dumps(before | told, indent=1))
    half.replace(file)


def _list(shelf: Shelf) -> int:
    """What lies in the folder, oldest first."""
    every = shelf.backups()
    for one in every:
        print(f"{one.name:<36} {_size(one.size):>12}  PostgreSQL {one.major}")
    count = len(shelf.segments())
    print(f"{len(every)} reservekopieën, en {count} stukken van wat daarna is opgeschreven.")
    return 0


# --- putting back --------------------------------------------------------------------------------


def _asked(words: list[str], usage: str, *, into: bool) -> argparse.Namespace:
    asked = _Words(usage=usage)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--identity", type=Path, required=True)
    asked.add_argument("--keys", type=Path)
    asked.add_argument("--from", dest="begin")
    asked.add_argument("--at")
    if into:
        asked.add_argument("--into", type=Path, required=True)
        asked.add_argument("--keys-of-then", action="store_true")
    return asked.parse_args(words)


def _wish(given: argparse.Namespace) -> restore.Wish:
    return restore.Wish(
        given.folder.absolute(),
        given.identity,
        given.keys or keys.key_file(data_folder()),
        moments.asked(given.at) if given.at else None,
        given.begin,
        getattr(given, "keys_of_then", False),
    )


def put_back(words: list[str]) -> int:
    """`mekaar restore`: a house in an empty folder, out of its backups."""
    usage = (
        "mekaar restore MAP --identity BESTAND --into LEGE-MAP [--keys BESTAND]"
        ' [--at "2026-11-20 14:00"] [--from NAAM] [--keys-of-then]'
    )
    given = _asked(words, usage, into=True)
    into = given.into.absolute()
    seen = restore.restore(_wish(given), into)
    _report(seen)
    if seen.begin.embedded:
        print(f"Starten: MEKAAR_DATA={into} mekaar run")
    elif (seen.data / "postgresql.conf").exists():
        print(f"Starten met PostgreSQL {seen.begin.major}: pg_ctl start -D {seen.data}")
    else:
        print(f"Zet {seen.data} op de plek van de gegevens van PostgreSQL {seen.begin.major}.")
    return 0


def verify(words: list[str]) -> int:
    """`mekaar verify-backup`: put back in a temporary folder, look at everything, remove it."""
    usage = "mekaar verify-backup MAP --identity BESTAND [--keys BESTAND] [--at MOMENT]"
    given = _asked(words, usage, into=False)
    wish = _wish(given)
    seen = restore.verify(wish)
    _report(seen)
    stamp = data_folder() / STAMP
    if stamp.exists() and json.loads(stamp.read_text()).get("folder") == str(wish.folder):
        _add_to_stamp(data_folder(), {"verified": now().isoformat(timespec="seconds")})
    print("De reservekopie is goed.")
    return 0


def _report(seen: restore.Seen) -> None:
    old = now() - seen.moment
    print(f"Begonnen met {seen.begin.name}, gemaakt met Mekaar {seen.begin.mekaar}.")
    print(f"Het laatste is van {moments.said(seen.moment)}, {_old(old)} geleden.")
    if seen.removed:
        print(f"Weggehaald omdat het later is gewist: {seen.removed}.")
    for line in seen.said:
        print(line)
    print(f"Elke tabel en index is bekeken. Dit duurde {seen.seconds:.0f} seconden.")


def _old(time_ago: datetime.timedelta) -> str:
    if time_ago >= 2 * A_DAY:
        return f"{time_ago.days} dagen"
    whole = int(time_ago.total_seconds() // 60)
    return f"{whole // 60} uur" if whole >= 120 else f"{whole} minuten"
