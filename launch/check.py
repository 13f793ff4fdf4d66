"""`make check`: everything about the code that needs no running product."""

import os
import subprocess
import sys
import time
from pathlib import Path

from launch.place import ROOT
from launch.surroundings import without_database
from launch.trouble import LaunchError, as_program

CODE = ("mekaar", "config", "launch", "tests", "bench", "frontend", "manage.py")

# English is checked where English stands: not in Dutch texts between quotes, nor in Dutch words.
QUOTED = '(?<!")"(?!")[^"\n]*"(?!")|\'[^\'\n]*\''
DUTCH = "accordeon,accordeons,alle,doen,foto,noes,stil,thuis,wel,zoon"
SPELLING = ("--ignore-regex", QUOTED, "-L", DUTCH)


def program(name: str, *words: str) -> list[str]:
    """A program of `.venv`."""
    return [str(Path(sys.executable).with_name(name)), *words]


def django(*words: str) -> list[str]:
    """A management command."""
    return [sys.executable, "-W", "ignore", "-m", "django", *words]


def own(module: str, *words: str) -> list[str]:
    """A module of ours."""
    return [sys.executable, "-m", f"launch.{module}", *words]


def steps() -> dict[str, list[str]]:
    """Every check: its name and its command."""
    code = [name for name in CODE if (ROOT / name).exists()]
    return {
        "opmaak van code": program("ruff", "format", "--check", "--quiet", *code),
        "regels voor code": program("ruff", "check", "--quiet", *code),
        "types": program("mypy"),
        "wie mag wie importeren": program("lint-imports", "--no-cache"),
        # No formatter for templates: it moves white space that people see between words.
        "regels voor sjablonen": program("djlint", "--lint", "--quiet", "mekaar"),
        "spelling van code": program("codespell", *SPELLING, *code),
        "instellingen en modellen": django("check", "--fail-level", "WARNING"),
        "migraties": django("makemigrations", "--check", "--dry-run"),
        "vertalingen": own("extract", "--check"),
        "licenties": own("licences"),
    }


def passes(name: str, command: list[str]) -> bool:
    """Run one check: one line when it is well, its words when it is not."""
    start = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=without_database() | {"PYTHONWARNINGS": "ignore"},
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode == 0:
        print(f"✓ {name} ({time.monotonic() - start:.1f} s)", flush=True)
        return True
    print(f"✗ {name}\n{done.stdout.rstrip()}", flush=True)
    return False


def main() -> int:
    """Run every check, also after one failed."""
    every = steps()
    wanted = sys.argv[1:] or list(every)
    if unknown := [name for name in wanted if name not in every]:
        raise LaunchError(f"Onbekend: {', '.join(unknown)}. Kies uit: {', '.join(every)}.")
    chosen = {name: every[name] for name in wanted}
    os.environ.setdefault("NO_COLOR", "1")
    failed = [name for name, command in chosen.items() if not passes(name, command)]
    if failed:
        print(f"\nNiet in orde: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(as_program(main))
