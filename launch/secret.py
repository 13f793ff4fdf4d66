"""The passwords and keys of one data folder: made once, in a file that only its owner can read."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from launch.trouble import LaunchError

FILE = "secrets.json"


@dataclass(frozen=True, repr=False)
class Secrets:
    """Passwords of the three roles and the key with which Django signs."""

    admin: str
    owner: str
    web: str
    key: str


def read_secrets(folder: Path) -> Secrets:
    """The secrets of this folder; made at the first call."""
    file = folder / FILE
    if not file.exists():
        write(file, Secrets(*(secrets.token_urlsafe(36) for _ in range(4))))
    try:
        return Secrets(**json.loads(file.read_text()))
    except (ValueError, TypeError) as error:
        raise LaunchError(
            f"Het bestand {file} is beschadigd; zet het terug uit een reservekopie."
        ) from error


def write(file: Path, fresh: Secrets) -> None:
    """Put the secrets in their file, whole or not at all."""
    half = file.with_name(f"{FILE}.{os.getpid()}")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        json.dump(asdict(fresh), stream, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    half.rename(file)
