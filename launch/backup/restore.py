"""A house out of its backups: up to now or up to a moment, and whoever was erased since stays so.

The end of what was archived says which keys there are *now*. Putting back an earlier moment
therefore goes twice through the backups: once to the end, for the keys, and once to that moment.
"""

import contextlib
import datetime
import json
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from launch import own, secret
from launch.account import service_account
from launch.backup import envelope, keys, recover
from launch.backup.moments import said
from launch.backup.recover import Recovery
from launch.backup.server import programs_for
from launch.backup.shelf import Backup, Shelf
from launch.place import place_for
from launch.run import step
from launch.surroundings import Surroundings
from launch.trouble import LaunchError, make_folder
from mekaar.core import keyring

TEMPORARY = "mekaar-restore-"


@dataclass(frozen=True)
class Wish:
    """What somebody asks for."""

    folder: Path
    identity: Path
    key_file: Path
    at: datetime.datetime | None = None
    begin: str | None = None  # the name of the base to begin with
    keys_of_then: bool = False


@dataclass(frozen=True)
class Seen:
    """What was put back."""

    begin: Backup
    moment: datetime.datetime
    removed: int
    said: list[str]
    seconds: float
    data: Path


@dataclass(frozen=True, repr=False)
class _House:
    """The backups, and what opens them."""

    shelf: Shelf
    identities: list[Any]
    ring: keyring.KeyRing
    wish: Wish

    def task(self, into: Path, begin: Backup, *, kept: bool) -> Recovery:
        """Putting back in this folder, which is empty."""
        place = place_for(into)
        if place.data.exists() or [one for one in into.iterdir() if one != place.socket]:
            raise LaunchError(f"In {into} staat al iets; kies een lege map.")
        return Recovery(self.identities, place, programs_for(begin.major), kept)

    def begin(self, at: datetime.datetime | None) -> Backup:
        """The newest base or incremental to begin with for this moment."""
        every = self.shelf.backups()
        if not every:
            raise LaunchError(f"In {self.shelf.folder} liggen geen reservekopieën.")
        wanted = self.wish.begin
        found = [one for one in every if (at is None or one.moment <= at)]
        found = [one for one in found if wanted in (None, one.name)]
        if not found and wanted:
            raise LaunchError(f"Er is geen reservekopie {wanted} van voor dat moment.")
        if not found:
            raise LaunchError(
                f"Zo ver terug gaat het niet: de oudste kopie is van {said(every[0].moment)}."
            )
        return found[-1]


def _house(wish: Wish) -> _House:
    if not wish.folder.is_dir():
        raise LaunchError(f"De map {wish.folder} is er niet.")
    found = envelope.identities(wish.identity)
    ring = keys.given(wish.key_file, found)
    return _House(Shelf(wish.folder, envelope.house_mark(ring)), found, ring, wish)


def restore(wish: Wish, into: Path, *, kept: bool = True) -> Seen:
    """Put back a house in an empty folder, checked; nothing stays there when that fails."""
    began, house = time.monotonic(), _house(wish)
    begin = house.begin(wish.at)
    with _all_or_nothing(house, into, begin, kept=kept) as task:
        newest = _now(house) if wish.at else {"keys": "same", "erased": []}
        with _up(house, task, begin, wish.at) as moment:
            removed, told = _check(house, task, begin, newest)
            _let_in(house, task, begin, into)
        shutil.rmtree(task.bench)
    return Seen(begin, moment, removed, told, time.monotonic() - began, task.place.data)


def verify(wish: Wish) -> Seen:
    """Put back a house in a temporary folder, look at everything, and remove it."""
    with _temporary() as folder:
        return restore(wish, folder, kept=False)


@contextlib.contextmanager
def _temporary() -> Iterator[Path]:
    """A folder for a house that is not kept."""
    folder = Path(tempfile.mkdtemp(prefix=TEMPORARY))
    folder.chmod(0o711 if service_account() else 0o700)
    data = folder / "data"
    make_folder(data, 0o711 if service_account() else 0o700)
    try:
        yield data
    finally:
        _remove(data)
        shutil.rmtree(folder, ignore_errors=True)


def _remove(into: Path) -> None:
    place = place_for(into)
    shutil.rmtree(place.socket, ignore_errors=True)
    shutil.rmtree(place.base if place.moved else into, ignore_errors=True)


@contextlib.contextmanager
def _all_or_nothing(house: _House, into: Path, begin: Backup, *, kept: bool) -> Iterator[Recovery]:
    make_folder(into, 0o711 if service_account() else 0o700, "Kies een andere met --into.")
    task = house.task(into, begin, kept=kept)
    try:
        task.bench.mkdir(mode=0o711)
        yield task
    except BaseException:
        _remove(into)
        raise


@contextlib.contextmanager
def _up(
    house: _House, task: Recovery, begin: Backup, at: datetime.datetime | None
) -> Iterator[datetime.datetime]:
    needed = recover.look(house.shelf, begin)
    recover.lay_out(task, needed)
    recover.fetch_wal(task, needed)
    with recover.running(task, at, begin) as moment:
        yield moment


def _now(house: _House) -> dict[str, Any]:
    """Which keys there are now, and who was ever erased."""
    begin = house.begin(None)
    with (
        _temporary() as folder,
        _all_or_nothing(house, folder, begin, kept=False) as task,
        _up(house, task, begin, None),
        psycopg.connect(task.database(begin.superuser, begin.database)) as asked,
    ):
        every = asked.execute("SELECT owner::text, encode(wrapped, 'hex') FROM people_ownerkey")
        found = {str(owner): str(key) for owner, key in every.fetchall()}
        erased = asked.execute(
            "SELECT DISTINCT whose::text FROM journal_entry"
            " WHERE verb = 'people.participant.erased'"
        ).fetchall()
    now = "then" if house.wish.keys_of_then else found
    return {"keys": now, "erased": [one for (one,) in erased]}


def _check(
    house: _House, task: Recovery, begin: Backup, newest: dict[str, Any]
) -> tuple[int, list[str]]:
    """What `checks` found, and PostgreSQL's own look at every table and index."""
    ring = task.bench / "keys.json"
    keyring.write(ring, house.ring)
    told = task.bench / "newest.json"
    told.touch(mode=0o600)
    told.write_text(json.dumps(newest))
    owner, web = (task.database(one, begin.database) for one in (begin.owner, begin.web))
    around = Surroundings(
        own.Addresses(web, owner),
        "only-for-work-without-visitors", task.bench, lambda: None,
    )  # fmt: skip
    found = json.loads(
        step(
            ["launch.backup.checks", str(told)],
            around,
            task.bench / "checks.log",
            "Wat is teruggezet klopt niet",
            extra={"MEKAAR_KEY_FILE": str(ring)},
        )
    )
    _amcheck(task, begin)
    recover.leave_nothing_old(task, begin)
    older = ["De tabellen zijn bijgewerkt naar deze versie."] if found["migrated"] else []
    return int(found["removed"]), [*older, found["journal"], found["keys"]]


def _amcheck(task: Recovery, begin: Backup) -> None:
    where = ["-h", str(task.place.socket), "-p", "5432", "-U", begin.superuser]
    seen = task.program("pg_amcheck", *where, "--install-missing", begin.database)
    with psycopg.connect(task.database(begin.superuser, begin.database), autocommit=True) as asked:
        asked.execute("DROP EXTENSION IF EXISTS amcheck")
    if seen.returncode:
        raise LaunchError("De database uit de reservekopie is beschadigd (pg_amcheck).")


def _let_in(house: _House, task: Recovery, begin: Backup, into: Path) -> None:
    """New passwords, the keys, and the key that signs: cards and sessions stay good."""
    signs = envelope.open_bytes(house.shelf.signing_key(begin), house.identities).decode()
    admin, owner, web = (secrets.token_urlsafe(36) for _ in range(3))
    made = secret.Secrets(admin, owner, web, signs)
    secret.write(task.place.base / secret.FILE, made)
    keyring.write(into / "keys.json", house.ring)
    make_folder(task.place.log.parent)
    if task.place.account:
        task.place.account.own(task.place.log.parent)
    if begin.embedded:
        with psycopg.connect(task.database(begin.superuser, "postgres"), autocommit=True) as asked:
            asked.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(begin.superuser), sql.Literal(made.admin)
                )
            )
