"""`make run`: the whole of Mekaar on one machine, in one terminal.

Database, tables, demo neighbourhood, web and worker; Ctrl-C stops all of it.
"""

import contextlib
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from launch.migrate import SENTENCE
from launch.place import ROOT, data_folder
from launch.supervise import Child, Household
from launch.surroundings import Surroundings, surroundings
from launch.trouble import LaunchError, as_program, make_folder

BIG_LOG = 5_000_000
# Bytes of one request, as in deploy/nginx.conf: a notebook is 3 MB at most.
MOST_SENT = 4 * 1024 * 1024
HEALTH = "/gezond/"


@dataclass(frozen=True)
class Door:
    """Where the web listens."""

    host: str
    port: int

    @property
    def near(self) -> str:
        """The host as this machine itself can call it."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104  # compared, not bound

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://{_bracketed(self.near)}:{self.port}/"

    @property
    def listen(self) -> str:
        """The address for the web server."""
        return f"{_bracketed(self.host)}:{self.port}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def door() -> Door:
    """HOST and PORT, checked before anything slow is started."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise LaunchError(f"PORT moet een getal van 1 tot en met 65535 zijn, niet {port!r}.")
    wanted = Door(host, int(port))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, wanted.port))
            probe.listen()
    except PermissionError as error:
        raise LaunchError(f"Poort {port} mag je niet gebruiken; kies er een boven 1024.") from error
    except socket.gaierror as error:
        raise LaunchError(f"HOST={host} is geen adres van deze machine.") from error
    except OSError as error:
        raise LaunchError(
            f"Poort {port} op {host} is niet vrij. Kies een andere: make run PORT=8001"
        ) from error
    return wanted


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One `make run` for each data folder."""
    with (folder / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise LaunchError(
                f"Mekaar draait al met de gegevens in {folder} ({lock.read().strip()})."
            ) from error
        lock.truncate(0)
        lock.write(f"proces {os.getpid()}")
        lock.flush()
        yield


def step(
    command: list[str],
    around: Surroundings,
    log: Path,
    trouble: str,
    *,
    quiet: bool = True,
    extra: Mapping[str, str] | None = None,
) -> str:
    """Run one Django command as the owner and give what it says; failure is one sentence."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=around.variables(owner=True) | dict(extra or {}),
        check=False,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.PIPE,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    with log.open("a") as stream:
        stream.write(done.stderr)
    if done.returncode == SENTENCE:
        raise LaunchError(done.stderr.strip().splitlines()[-1])
    if done.returncode:
        raise LaunchError(f"{trouble}; kijk in {log}.")
    return done.stdout or ""


def answers(where: Door) -> bool:
    """Whether the web says it is well."""
    caller = http.client.HTTPConnection(where.near, where.port, timeout=5)
    try:
        caller.request("GET", HEALTH)
        return caller.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        caller.close()


def household(around: Surroundings, where: Door, logs: Path) -> Household:
    """Web and worker, both as the web role."""
    variables = around.variables(owner=False)
    variables.setdefault("MEKAAR_PUBLIC_URL", where.url.rstrip("/"))
    if where.host not in {"127.0.0.1", "localhost", "::1"}:
        known = f"localhost,127.0.0.1,[::1],{socket.gethostname()},{where.host}"
        variables.setdefault("MEKAAR_HOSTS", known)
    python = [sys.executable, "-m"]
    # Whom to believe about addresses is decided in one place: core/proxy.py.
    as_sent = "--no-clear-untrusted-proxy-headers"
    # Nothing larger is even taken in: it would stand on the disk before a form could refuse it.
    most = f"--max-request-body-size={MOST_SENT}"
    web = [*python, "waitress", f"--listen={where.listen}", "--threads=8", as_sent, most]
    worker = [*python, "django", "procrastinate", "worker"]
    children = [
        Child("webserver", [*web, "config.wsgi:application"], variables, logs / "web.log"),
        Child("werker", worker, variables, logs / "worker.log", to_blame=around.reachable),
    ]
    if folder := os.environ.get("MEKAAR_BACKUP_FOLDER"):
        backup = [*python, "launch.command", "backup", folder, "--stay"]
        children.append(Child("reservekopie", backup, dict(os.environ), logs / "backup.log"))
    return Household(children, around.keep_running)


def live(around: Surroundings, where: Door, logs: Path) -> None:
    """Tables, demo, web and worker, until somebody stops us."""
    setup = logs / "setup.log"
    trouble = "De tabellen of de voorbeeldbuurt konden niet worden bijgewerkt"
    step(["launch.migrate"], around, setup, trouble, quiet=False)
    ours = household(around, where, logs)
    try:
        ours.start()
        people = demo_people(around, setup)
        if not ours.watch(lambda: answers(where), seconds=180):
            raise LaunchError(f"De webserver geeft geen antwoord; kijk in {logs / 'web.log'}.")
        tell(f"\nMekaar draait op {where.url}\n{people}\nStoppen: Ctrl-C. Logboeken: {logs}")
        ours.watch(ours.orphaned)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        ours.stop()


def demo_people(around: Surroundings, log: Path) -> str:
    """Who lives in the demo neighbourhood, each with a code to sign in."""
    if os.environ.get("MEKAAR_DEMO") != "1":
        return ""
    trouble = "De voorbeeldmensen konden niet worden getoond"
    return "\n" + step(["django", "demo", "--people"], around, log, trouble)


def tell(sentence: str) -> None:
    """Say where we are; nobody may be reading any more."""
    with contextlib.suppress(BrokenPipeError):
        print(sentence, flush=True)


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """A signal to stop is like Ctrl-C: whoever works tidies up."""
    raise KeyboardInterrupt


def log_folder(folder: Path) -> Path:
    """The folder for logs; a log that grew large is set aside."""
    logs = make_folder(folder / "log")
    for log in logs.glob("*.log"):
        if log.stat().st_size > BIG_LOG:
            log.replace(log.with_suffix(".old"))
    return logs


def main() -> int:
    """Start everything, wait, stop everything."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    folder = make_folder(data_folder(), 0o711 if os.geteuid() == 0 else 0o700)
    try:
        with alone(folder):
            where, logs = door(), log_folder(folder)
            tell("Database starten …")
            with surroundings() as around:
                if around.note:
                    tell(around.note)
                live(around, where, logs)
    except KeyboardInterrupt:
        tell("")
    tell("Mekaar is gestopt.")
    return 0


if __name__ == "__main__":
    sys.exit(as_program(main))
