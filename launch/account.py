"""PostgreSQL refuses to run as root: as root it runs under a service user of the machine."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Account:
    """A user of this machine under whom the database runs."""

    name: str
    uid: int
    gid: int

    def own(self, path: Path) -> None:
        """Give the path to this user."""
        os.chown(path, self.uid, self.gid)


def service_account() -> Account | None:
    """`postgres` or `nobody` when we are root; None when we are an ordinary user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    return Account("65534", 65534, 65534)


def clean_environment() -> dict[str, str]:
    """The environment without PG… variables, which would point the programs elsewhere."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def run_as(
    account: Account | None, command: list[str], **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run a program under the account, from a folder that everybody can enter."""
    if account:
        options |= {"user": account.uid, "group": account.gid, "extra_groups": []}
    return subprocess.run(
        command,
        env=clean_environment(),
        cwd="/",
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        **options,
    )


def may_use(account: Account | None, command: list[str]) -> bool:
    """Whether the account can run this command."""
    try:
        return run_as(account, command, capture_output=True).returncode == 0
    except OSError:
        return False


def may_enter(account: Account | None, folder: Path) -> bool:
    """Whether the account can reach this folder without anybody loosening permissions."""
    return may_use(account, ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)])
