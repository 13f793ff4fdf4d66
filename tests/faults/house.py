"""One product, started as a keeper starts it, on a small disk of its own; and how it is broken."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from config import environment
from launch import postgres
from launch.place import place_for
from tests.faults.post import PostOffice
from tests.launch.whole import Mekaar, wait_for

# A small disk, so that it can be filled. PostgreSQL needs 300 MB to begin.
DISK = "640m"


class House:
    """The running product: where it answers, its database, and its processes."""

    def __init__(self, folder: Path, *, small_disk: bool, post: PostOffice) -> None:
        self.folder, self.small_disk, self.post = folder, small_disk, post
        self.mekaar = Mekaar(
            folder,
            MEKAAR_SECRET_KEY=settings.SECRET_KEY,  # a card made by a test opens this door
            MEKAAR_KEY_FILE=str(settings.KEY_FILE),  # and what it wrote can be read
            MEKAAR_EMAIL="smtp",
            MEKAAR_EMAIL_HOST="127.0.0.1",
            MEKAAR_EMAIL_PORT=str(post.port),
        ).wait_until_it_runs()
        self.cluster = postgres.open_cluster(folder)

    @property
    def port(self) -> int:
        """Where the web listens."""
        return self.mekaar.port

    def pid(self, name: str) -> int:
        """The process of `web`, `worker` or `database`; waits until there is one."""
        if name == "database":
            return wait_for(lambda: postgres.postmaster(place_for(self.folder)))
        known = {"web": "waitress", "worker": "procrastinate"}[name]
        return wait_for(lambda: self.mekaar.children().get(known))

    def kill(self, name: str) -> int:
        """kill -9; gives the process that was."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGKILL)
        return pid

    def back(self, name: str, before: int, seconds: float = 60) -> None:
        """Wait until another process stands in its place, and pages come."""
        wait_for(lambda: self.pid(name) != before and self.mekaar.healthy(), seconds)

    def log(self, name: str) -> str:
        """What this process said."""
        return (self.folder / "log" / f"{name}.log").read_text(errors="replace")

    def admin(self) -> psycopg.Connection:
        """The superuser, for breaking things in the database."""
        return psycopg.connect(self.cluster.admin_url("mekaar"), autocommit=True)

    @contextlib.contextmanager
    def seen_from_here(self) -> Iterator[None]:
        """Django in this test process looks into the database of the product, as the owner."""
        connection.close()
        before = dict(connection.settings_dict)
        connection.settings_dict.update(environment.database(self.cluster.owner_url))
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.clear()
            connection.settings_dict.update(before)


def _mounted(folder: Path) -> bool:
    """A disk in memory of its own for this folder, where this machine lets us."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=711", "tmpfs", str(folder)],
        check=False, capture_output=True,
    ) if os.geteuid() == 0 else None  # fmt: skip
    return done is not None and done.returncode == 0


@contextlib.contextmanager
def started() -> Iterator[House]:
    """The product for a while; nothing of it stays."""
    # Not tmp_path: as root the service user has to be able to enter it, and pytest's is private.
    top = Path(tempfile.mkdtemp(prefix="mekaar-faults-"))
    top.chmod(0o711)
    folder = top / "data"
    folder.mkdir(mode=0o711)
    small, post = _mounted(folder), PostOffice()
    house = None
    try:
        house = House(folder, small_disk=small, post=post)
        yield house
    finally:
        if house and house.mekaar.process.poll() is None:
            house.mekaar.end()
        with contextlib.suppress(OSError):
            postgres.stop(postgres.open_cluster(folder))
        post.close()
        if small:
            subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)
        shutil.rmtree(top, ignore_errors=True)
