"""`make check`: everything about the code that needs no running product."""

import os
import subprocess
import sys
import time
from pathlib import Path

from launch.place import ROOT
from launch.surroundings import without_database

CODE = ("mekaar", "config", "launch", "tests", "bench", "frontend", "manage.py")


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
        "opmaak van sjablonen": program("djlint", "--check", "--quiet", "mekaar"),
        "regels voor sjablonen": program("djlint", "--lint", "--quiet", "mekaar"),
        "spelling van code": program("codespell", *code),
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
    wanted = sys.argv[1:]
    chosen = {name: command for name, command in steps().items() if not wanted or name in wanted}
    os.environ.setdefault("NO_COLOR", "1")
    failed = [name for name, command in chosen.items() if not passes(name, command)]
    if failed:
        print(f"\nNiet in orde: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
