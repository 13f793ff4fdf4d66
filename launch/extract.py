"""Take the Dutch texts out of the code into the catalogues; `--check` changes nothing.

`make messages` and `make check` use it. A catalogue whose texts stay the same is left untouched.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from launch.place import ROOT
from launch.surroundings import without_database
from launch.trouble import LaunchError, as_program

LANGUAGES = ("en",)
OUTSIDE = (".venv", "node_modules", "static-build", ".data", "tests", "launch", "bench", "frontend")
DATED = "POT-Creation-Date"


def texts(catalogue: bytes) -> list[str]:
    """What matters in a catalogue."""
    return [line for line in catalogue.decode().splitlines() if DATED not in line]


def extract() -> None:
    """Run Django's makemessages."""
    if shutil.which("xgettext") is None:
        raise LaunchError("Installeer gettext (Debian: apt install gettext).")
    command = [sys.executable, "-m", "django", "makemessages", "--no-location", "-v", "0"]
    command += [word for language in LANGUAGES for word in ("-l", language)]
    command += [word for folder in OUTSIDE for word in ("-i", f"{folder}/*")]
    (ROOT / "locale").mkdir(exist_ok=True)
    done = subprocess.run(
        command, cwd=ROOT, env=without_database(), check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise LaunchError(done.stderr.strip().splitlines()[-1])


def catalogues() -> dict[Path, bytes]:
    """Every catalogue as it is."""
    return {path: path.read_bytes() for path in ROOT.glob("locale/*/LC_MESSAGES/*.po")}


def main() -> int:
    """Extract, and put back what did not change; with `--check` put back everything."""
    check = "--check" in sys.argv
    before = catalogues()
    changed = []
    try:
        extract()
    finally:
        for path, now in catalogues().items():
            same = path in before and texts(before[path]) == texts(now)
            if not same:
                changed.append(str(path.relative_to(ROOT)))
            if path in before and (same or check):
                path.write_bytes(before[path])
            elif check:
                path.unlink()
    if check and changed:
        print(f"Teksten zijn veranderd: doe `make messages` ({', '.join(changed)})")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(as_program(main))
