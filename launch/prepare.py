"""The first step of every `make` command: find a Python that is new enough and go on with that.

Runs under whatever `python3` the machine has, before anything is installed: standard library only,
and no syntax newer than Python 3.6, so that an old Python can say what is wrong.

    python3 launch/prepare.py run|dev|production [MODULE [ARGUMENT…]]

installs what `run`, `dev` or `production` needs and then runs MODULE inside `.venv`.
"""

import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
CANDIDATES = ("python3.13", "python3.12", "python3.11", "python3", "python")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  # pathlib's short forms are younger than the Pythons this must run on
VENV_PYTHON = os.path.join(ROOT, ".venv", "bin", "python")  # noqa: PTH118  # as above
QUESTION = "import sys, venv; print(sys.version_info[0], sys.version_info[1])"


def refusal(version: "tuple[int, ...]") -> "str | None":
    """The sentence for a Python that is too old, or None for one that will do."""
    if tuple(version[:2]) >= NEEDED:
        return None
    needed, this = (".".join(str(part) for part in found[:2]) for found in (NEEDED, version))
    return (
        f"Mekaar heeft Python {needed} of nieuwer nodig; dit is {this}."
        " Installeer een nieuwere Python en probeer het opnieuw."
    )


def version_of(python: str) -> "tuple[int, ...] | None":
    """The version of an interpreter, or None when it does not work."""
    try:
        said = subprocess.check_output([python, "-c", QUESTION], stderr=subprocess.DEVNULL)
        return tuple(int(part) for part in said.split())
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None


def newest_python() -> "str | None":
    """The interpreter to work with: the one of `.venv`, the one asked for, or the newest here."""
    wanted = [VENV_PYTHON, os.environ.get("PYTHON"), *CANDIDATES]
    for name in wanted:
        python = shutil.which(name) if name else None
        version = version_of(python) if python else None
        if version and refusal(version) is None:
            return python
    return None


def main() -> int:
    """Go on under a suitable Python, or say why not."""
    python = newest_python()
    if python is None:
        sys.stderr.write(
            (refusal(tuple(sys.version_info[:2])) or "Deze Python mist de module venv.") + "\n"
        )
        return 1
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(python, [python, "-m", "launch.install", *sys.argv[1:]])  # noqa: S606  # no shell
    return 0


if __name__ == "__main__":
    sys.exit(main())
