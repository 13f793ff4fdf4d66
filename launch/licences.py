"""May everything we build on be combined with EUPL-1.2 software? Run by `make check`."""

import json
import re
import subprocess
import sys
from pathlib import Path

from launch.place import ROOT

FREE = re.compile(
    r"\b(MIT|MIT-0|0?BSD|ISC|Apache|PSF|Python|MPL|Mozilla|LGPL|Zope|ZPL|EUPL|CC0|CC-BY-\d|OFL|Zlib"
    r"|Unlicense|BlueOak|Public Domain)",
    re.IGNORECASE,
)
FREE_TOOL = re.compile(r"\bGPL", re.IGNORECASE)  # a tool that we run and never hand on
KNOWN = {
    "qrcode": "BSD-3-Clause; its second classifier is about the registered name 'QR code'",
    "axe-playwright-python": "MIT in its repository, a tool for tests; its metadata say nothing",
    "pyphen": "a choice of GPL 2+, LGPL 2.1+ and MPL 1.1; its metadata name them in a row",
    "pyrage": "MIT in the licence file that it installs; its metadata say nothing",
}


def allowed(licence: str, *, tool: bool = False) -> bool:
    """Whether a licence, or combination, may stand beside EUPL-1.2."""
    plain = licence.replace("(", " ").replace(")", " ")
    together = re.split(r";|\bAND\b", plain)
    return all(
        any(
            FREE.search(choice) or (tool and FREE_TOOL.search(choice))
            for choice in re.split(r"\bOR\b", part)
        )
        for part in together
    )


def python_packages() -> dict[str, str]:
    """Every installed Python package with its licence."""
    command = [str(Path(sys.executable).with_name("pip-licenses")), "--from=mixed", "--format=json"]
    found = json.loads(subprocess.check_output(command, text=True))
    return {row["Name"]: row["License"] for row in found}


def refused_python() -> list[str]:
    """Python packages whose licence does not fit; tools of the makers may also be GPL."""
    lock = (ROOT / "requirements" / "run.txt").read_text()
    serving = {
        match[1].replace("_", "-").lower() for match in re.finditer(r"(?m)^([\w.-]+)==", lock)
    }
    return [
        f"{name}: {licence}"
        for name, licence in python_packages().items()
        if name not in KNOWN
        and not allowed(licence, tool=name.replace("_", "-").lower() not in serving)
    ]


def refused_front_end() -> list[str]:
    """Front-end packages whose licence does not fit, from the lock file."""
    lock = ROOT / "package-lock.json"
    if not lock.exists():
        return []
    packages = json.loads(lock.read_text())["packages"]
    return [
        f"{name}: {row.get('license')}"
        for name, row in packages.items()
        if name and not allowed(str(row.get("license") or ""), tool=bool(row.get("dev")))
    ]


def main() -> int:
    """Name what does not fit."""
    refused = refused_python() + refused_front_end()
    print("\n".join(refused))
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
