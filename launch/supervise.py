"""Keep a few processes running: start again who dies, and let nobody outlive us."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from launch.place import ROOT
from launch.trouble import LaunchError

AGAIN_PER_MINUTE = 5
PR_SET_PDEATHSIG = 1
STEP = 0.2
WAIT_FOR_OTHERS = 5.0


def _die_with_parent() -> None:
    """Runs in the child before its program: the kernel ends it when we are gone."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


@dataclass
class Child:
    """One process of ours: what it is called, how it starts, where its words go."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    to_blame: Callable[[], bool] = lambda: True
    ends: list[float] = field(default_factory=list)
    not_before: float = 0.0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process; its output is added to its log."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is ours to hear
                preexec_fn=_die_with_parent,  # noqa: PLW1509  # no threads run here
            )

    def look_after(self) -> None:
        """Start again when it died, later each time; give up after five times in a minute.

        Not when something else is in the way (it is not `to_blame`): then it waits for that.
        """
        if self.process and self.process.poll() is not None:
            now = time.monotonic()
            self.process = None
            self.ends = [*(end for end in self.ends if now - end < 60), now]
            self.not_before = now + 0.25 * 2 ** len(self.ends)
            if len(self.ends) > AGAIN_PER_MINUTE:
                if self.to_blame():
                    raise LaunchError(f"De {self.name} stopt steeds weer; kijk in {self.log}.")
                self.ends, self.not_before = [], now + WAIT_FOR_OTHERS
        if self.process is None and time.monotonic() >= self.not_before:
            self.start()

    def stop(self) -> None:
        """Ask it to end."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)

    def wait(self, until: float) -> None:
        """Wait for its end, and force it after that."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Household:
    """All processes that belong together."""

    children: list[Child]
    keep_running: Callable[[], None]
    parent: int = field(default_factory=os.getppid)

    def start(self) -> None:
        """Start everybody; `watch` looks after them from then on."""
        for child in self.children:
            child.start()

    def watch(self, until: Callable[[], bool], seconds: float | None = None) -> bool:
        """Look after everybody until something is so; False when that takes too long."""
        end = time.monotonic() + seconds if seconds else None
        while not until():
            for child in self.children:
                child.look_after()
            self.keep_running()
            if end and time.monotonic() > end:
                return False
            time.sleep(STEP)
        return True

    def orphaned(self) -> bool:
        """Whether the `make` that started us was killed: then we stop as well."""
        return "MAKELEVEL" in os.environ and os.getppid() != self.parent

    def stop(self, seconds: float = 10) -> None:
        """End everybody, in the order they were started."""
        until = time.monotonic() + seconds
        for child in self.children:
            child.stop()
        for child in self.children:
            child.wait(until)


def last_words(log: Path, count: int = 3) -> str:
    """The last lines of a log."""
    try:
        with log.open(errors="replace") as stream:
            return "\n".join(line.rstrip() for line in deque(stream, count))
    except OSError:
        return ""
