"""On what machine and which commit figures were measured; nothing that names the machine."""

import platform
import subprocess
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from mekaar.matching.compiled import processors


def described(command: str) -> Iterator[str]:
    """A few lines for the top of a report."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    model = next(
        (
            line.partition(":")[2].strip()
            for line in _read("/proc/cpuinfo").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    yield (
        f"Made by `{command}` on {datetime.now(UTC):%Y-%m-%d}, commit {commit}, "
        f"{processors()} processors ({model}), Python {platform.python_version()}. "
        "Read ratios, not seconds: other work ran on the same machine.\n"
    )


def tell(report: Iterable[str], file: Path | None) -> None:
    """Print a report, and write it to this file too."""
    text = "\n".join(report) + "\n"
    print(text)
    if file:
        file.write_text(text, "utf-8")


def _read(name: str) -> str:
    path = Path(name)
    return path.read_text() if path.exists() else ""
