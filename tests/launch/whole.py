"""The whole product as a new user starts it, for tests that break it."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from launch.place import ROOT


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_for(what, seconds=240):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.1)
    pytest.fail(f"waited {seconds} s in vain")


class Mekaar:
    """One `make run`, without the make."""

    def __init__(self, folder, **settings):
        self.folder, self.port = folder, free_port()
        kept = {key: value for key, value in os.environ.items() if "DATABASE" not in key}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        self.log = folder.with_suffix(".out")
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "launch.run"],
                cwd=ROOT,
                env=kept
                | {"MEKAAR_DATA": str(folder), "PORT": str(self.port), "MEKAAR_DEMO": "0"}
                | settings,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self):
        return self.log.read_text()

    def wait_until_it_runs(self):
        wait_for(lambda: "Stoppen: Ctrl-C" in self.said() or self.process.poll() is not None)
        assert self.process.poll() is None, self.said()
        return self

    def children(self):
        """Process ids of web and worker, by what they were started with."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (entry / "cmdline").read_text().split("\0")
                data = f"MEKAAR_DATA={self.folder}\0" in (entry / "environ").read_text()
                for name in {"waitress", "procrastinate"} & set(words):
                    if data:
                        found[name] = int(entry.name)
        return found

    def healthy(self):
        caller = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(caller), contextlib.suppress(OSError):
            caller.request("GET", "/gezond/")
            return caller.getresponse().status == 200
        return False

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(60)
