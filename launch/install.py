"""Install what is locked: Python packages, front-end packages, static files, translations.

Standard library only: this makes `.venv`. Each part leaves a stamp of what it was made from, so
that a second start does nothing and needs no network. `python -m launch.install run|dev [MODULE…]`.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from launch import messages, node
from launch.place import ROOT
from launch.trouble import LaunchError, as_program

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "mekaar-stamps.json"
LOG = VENV / "install.log"
STATIC = ROOT / "static-build"
PIP_INSTALL = ("install", "-q", "--no-input", "--require-hashes")
COMMAND = '#!/bin/sh\nexec "{python}" -P -m launch.command "$@"\n'


def digest(files: Iterable[Path], *words: str) -> str:
    """What a part was made from, as one short text."""
    total = hashlib.sha256(" ".join([*words, str(ROOT), sys.version]).encode())
    for file in sorted(files):
        total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def stamps() -> dict[str, str]:
    """What was made before, and from what."""
    try:
        return dict(json.loads(STAMPS.read_text()))
    except (OSError, ValueError):
        return {}


def stamp(name: str, value: str) -> None:
    """Remember what this part was made from."""
    STAMPS.write_text(json.dumps(stamps() | {name: value}, indent=1))


def run(command: list[str], trouble: str, **environment: str) -> None:
    """Run a step quietly; its words go to a log, a failure becomes one sentence."""
    with LOG.open("a") as log:
        done = subprocess.run(
            command,
            cwd=ROOT,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=os.environ | environment,
        )
    if done.returncode:
        lines = LOG.read_text(errors="replace").splitlines()
        said = [line for line in lines if line.strip() and "complete log" not in line]
        raise LaunchError(f"{trouble}: {said[-1] if said else '?'} (meer staat in {LOG})")


def tell(sentence: str) -> None:
    """Say what is going on, for what takes long."""
    print(sentence, flush=True)


def environment() -> None:
    """Make `.venv`, or make it anew when it moved or its Python is gone."""
    if not stamps().get("root") and (VENV / "bin" / "pip").exists():
        stamp("root", str(ROOT))  # made by hand
    if stamps().get("root") == str(ROOT):
        return
    tell("Mekaar maakt een eigen Python-omgeving (.venv) …")
    pip = importlib.util.find_spec("ensurepip") is not None
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(
        command if pip else [*command, "--without-pip"], check=False, capture_output=True
    )
    if made.returncode:
        raise LaunchError(
            f"Python kan geen eigen omgeving maken in {VENV}:"
            f" {(made.stderr or made.stdout).decode(errors='replace').strip()[-300:]}"
        )
    stamp("root", str(ROOT))


def pip() -> list[str]:
    """How to call pip for `.venv`: its own, or the one of the machine."""
    if (VENV / "bin" / "pip").exists():
        return [str(PYTHON), "-m", "pip"]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    raise LaunchError(
        "Deze Python mist pip en ensurepip; installeer ze (Debian: apt install python3-venv)."
    )


def packages(kind: str) -> None:
    """Install the locked Python packages; only what carries the hash in the lock."""
    lock = ROOT / "requirements" / f"{kind}.txt"
    value = digest([lock])
    if stamps().get(kind) == value:
        return
    tell("Python-pakketten installeren (alleen de eerste keer duurt dat even) …")
    run(
        [*pip(), *PIP_INSTALL, "-r", str(lock)],
        "De Python-pakketten konden niet worden geïnstalleerd",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
    )
    own_command()
    stamp(kind, value)


def own_command() -> None:
    """Make `.venv/bin/mekaar` and let `.venv` find our own packages."""
    found = next((VENV / "lib").glob("python3*/site-packages"))
    (found / "mekaar.pth").write_text(f"{ROOT}\n")
    command = VENV / "bin" / "mekaar"
    command.write_text(COMMAND.format(python=PYTHON))
    command.chmod(0o755)


def front_end(kind: str) -> None:
    """Install the locked front-end packages; scripts of packages are never run."""
    lock = ROOT / "package-lock.json"
    if not lock.exists():
        return
    value = digest([lock, ROOT / "package.json"])
    have = {stamps().get("npm-dev"), stamps().get("npm-run") if kind != "dev" else None}
    if value in have and (ROOT / "node_modules").is_dir():
        return
    npm, variables = node.npm(lambda: _node_wheel(ROOT / "requirements" / "node.txt"))
    tell("Lettertypen, pictogrammen en stijlen installeren …")
    omit = ["--omit=dev"] if kind != "dev" else []
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run(
        [*npm, "ci", *quiet, *omit],
        "De front-end-pakketten konden niet worden geïnstalleerd",
        **variables,
        **node.cache(VENV / "npm-cache"),
    )
    stamp("npm-dev" if kind == "dev" else "npm-run", value)


def _node_wheel(lock: Path) -> Path:
    """Take Node from a wheel, beside the other packages."""
    folder = VENV / "node"
    value = digest([lock])
    if stamps().get("node") != value or not folder.is_dir():
        tell("Node ophalen (deze machine heeft er geen, of een te oude) …")
        run(
            [*pip(), *PIP_INSTALL, "--upgrade", "--target", str(folder), "-r", str(lock)],
            "Node kon niet worden opgehaald",
        )
        stamp("node", value)
    return folder


def static_files() -> None:
    """Put the front-end files together and make them ready to be served."""
    script = ROOT / "frontend" / "assemble.py"
    if not script.exists():
        return
    sources = [file for file in (ROOT / "frontend").rglob("*") if file.is_file()]
    sources += [file for file in ROOT.glob("mekaar/*/static/**/*") if file.is_file()]
    sources += [ROOT / "package-lock.json", ROOT / "requirements" / "run.txt"]
    value = digest(file for file in sources if "__pycache__" not in file.parts)
    if stamps().get("static") == value and (STATIC / "served").is_dir():
        return
    tell("Stijlen en plaatjes samenvoegen …")
    trouble = "De stijlen en plaatjes konden niet worden samengevoegd"
    run([str(PYTHON), str(script)], trouble)
    run([str(PYTHON), "manage.py", "collectstatic", "--noinput", "-v", "0"], trouble)
    stamp("static", value)


def install(kind: str) -> None:
    """Everything that `run`, `dev` or `production` needs; one at a time in one checkout."""
    gate = os.open(ROOT / "launch", os.O_RDONLY)
    fcntl.flock(gate, fcntl.LOCK_EX)
    try:
        environment()
        packages(kind)
        front_end(kind)
        messages.compile_all(ROOT)
        static_files()
    finally:
        os.close(gate)


def main() -> int:
    """Install, then go on with the module that was asked for."""
    kind, *then = sys.argv[1:] or ["run"]
    if kind not in {"run", "dev", "production"}:
        raise LaunchError("Gebruik: python3 launch/prepare.py run|dev|production [module …]")
    install(kind)
    sys.stdout.flush()
    if then:
        os.execv(PYTHON, [str(PYTHON), "-m", *then])  # noqa: S606  # no shell
    return 0


if __name__ == "__main__":
    sys.exit(as_program(main))
