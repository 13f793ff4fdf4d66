"""What Django needs around it: addresses, key and names, from an own server or the embedded one."""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from launch import own, roles
from launch.place import data_folder
from launch.postgres import Cluster, in_use, open_cluster, postmaster, start
from launch.secret import read_secrets
from launch.trouble import make_folder

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@dataclass(frozen=True, repr=False)
class Surroundings:
    """A database that answers, and the variables for who works with it."""

    addresses: own.Addresses
    key: str
    folder: Path
    keep_running: Callable[[], None]
    note: str = ""
    backup: str | None = None  # the address of who may read the whole server, for backups only

    def variables(self, *, owner: bool) -> dict[str, str]:
        """The environment of one Django process: as the owner, or as the web role.

        The web role's process never learns the owner's password.
        """
        named = ("OWNER_", "ADMIN_", "BACKUP_", "")
        hidden = {f"DATABASE_{name}URL" for name in named}
        kept = {
            key: value
            for key, value in os.environ.items()
            if key not in hidden and not key.startswith("PG")
        }
        return kept | {
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings"),
            "DATABASE_URL": self.addresses.owner if owner else self.addresses.web,
            "MEKAAR_WEB_ROLE": str(conninfo_to_dict(self.addresses.web)["user"]),
            "MEKAAR_OWNER_ROLE": str(conninfo_to_dict(self.addresses.owner)["user"]),
            "MEKAAR_SECRET_KEY": self.key,
            "MEKAAR_DATA": str(self.folder),
        }

    def reachable(self) -> bool:
        """Whether the web role can reach its database now."""
        try:
            psycopg.connect(self.addresses.web, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


@contextlib.contextmanager
def surroundings() -> Iterator[Surroundings]:
    """A database for a while: the own server of DATABASE_URL, or the embedded one."""
    folder = data_folder()
    if "DATABASE_URL" in os.environ:
        make_folder(folder)
        addresses = own.addresses(folder)
        key = os.environ.get("MEKAAR_SECRET_KEY") or read_secrets(folder).key
        backup = os.environ.get("DATABASE_BACKUP_URL")
        yield Surroundings(addresses, key, folder, lambda: None, backup=backup)
        return
    cluster = open_cluster(folder)
    note = f"De database staat in {cluster.place.base}: " + (
        f"gebruiker {cluster.place.account.name} kan niet in {folder}."
        if cluster.place.account
        else ""
    )
    with in_use(cluster):
        yield Surroundings(
            own.Addresses(cluster.web_url, cluster.owner_url),
            os.environ.get("MEKAAR_SECRET_KEY") or cluster.secrets.key,
            folder,
            lambda: _keep(cluster),
            note if cluster.place.moved else "",
            cluster.admin_url(roles.DATABASE),
        )


def _keep(cluster: Cluster) -> None:
    """Start a server that was killed again."""
    if postmaster(cluster.place) is None:
        start(cluster)


def without_database() -> dict[str, str]:
    """The environment of a Django process that needs settings but no database."""
    given = {"DATABASE_URL": NOWHERE, "MEKAAR_SECRET_KEY": "only-for-work-without-a-database"}
    return {"DJANGO_SETTINGS_MODULE": "config.settings"} | given | dict(os.environ)
