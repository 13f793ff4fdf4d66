"""What can be wrong with a machine, said in one Dutch sentence (standard library only)."""

import errno
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

ROOM_NEEDED = 300 * 1024 * 1024

REASONS = {
    errno.ENOENT: "dat is er niet",
    errno.EISDIR: "dat is een map",
    errno.EACCES: "je mag er niet schrijven",
    errno.EPERM: "je mag er niet schrijven",
    errno.EROFS: "de schijf is alleen om te lezen",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "je deel van de schijf is vol",
    errno.EEXIST: "er staat een bestand met die naam",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.ENAMETOOLONG: "de naam is te lang",
}


class LaunchError(Exception):
    """Something a person has to mend; the text is the one sentence they read."""


def reason(error: OSError) -> str:
    """Why the machine refused, in Dutch where we know it."""
    return REASONS.get(error.errno or 0, error.strerror or type(error).__name__)


def make_folder(
    folder: Path, mode: int = 0o700, otherwise: str = "Kies een andere met MEKAAR_DATA=…"
) -> Path:
    """Make the folder when it is not there; what already exists keeps its permissions."""
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            folder.chmod(mode)
        probe = folder / ".probe"
        probe.write_bytes(b"x")
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise LaunchError(
            f"Mekaar kan de map {folder} niet gebruiken: {reason(error)}. {otherwise}"
        ) from error
    return folder


def tells_of_full_disk(words: str) -> bool:
    """Whether PostgreSQL says that the disk is full."""
    return "No space left" in words or "free disk space" in words


def room_left(folder: Path, needed: int = ROOM_NEEDED) -> None:
    """Stop before a half-made database when the disk has no room for one."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise LaunchError(
            f"Er is te weinig plaats op de schijf van {folder}: {free // 2**20} MB vrij,"
            f" nodig is {needed // 2**20} MB."
        )


def as_program(main: Callable[[], int]) -> int:
    """Run `main`; trouble becomes one sentence and exit 1, Ctrl-C becomes exit 130."""
    try:
        return main()
    except LaunchError as trouble:
        sys.stdout.flush()
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(f"Mekaar kan niet verder: {reason(error)}{where}.", file=sys.stderr)
        return 1
