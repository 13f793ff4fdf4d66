"""The whole product as a new user starts it: killed, started again, stopped."""

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

from launch.place import ROOT, place_for
from launch.postgres import postmaster

pytestmark = pytest.mark.slow_launch


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

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        kept = {key: value for key, value in os.environ.items() if "DATABASE" not in key}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        self.log = folder.with_suffix(".out")
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "launch.run"],
                cwd=ROOT,
                env=kept | {"MEKAAR_DATA": str(folder), "PORT": str(self.port), "MEKAAR_DEMO": "0"},
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


@pytest.fixture
def start(folder):
    started = []

    def _start():
        started.append(Mekaar(folder / "data").wait_until_it_runs())
        return started[-1]

    yield _start
    for mekaar in started:
        if mekaar.process.poll() is None:
            mekaar.end()


def test_killed_processes_are_started_again_and_ctrl_c_stops_all(start):
    mekaar = start()
    before = mekaar.children()
    assert set(before) == {"waitress", "procrastinate"}
    database = postmaster(place_for(mekaar.folder))
    for pid in (*before.values(), database):
        os.kill(pid, signal.SIGKILL)
    wait_for(
        lambda: set(mekaar.children().values()).isdisjoint(before.values()) and mekaar.healthy()
    )
    assert wait_for(lambda: postmaster(place_for(mekaar.folder))) != database
    assert mekaar.end(signal.SIGINT) == 0
    assert mekaar.said().endswith("Mekaar is gestopt.\n")
    assert "Traceback" not in mekaar.said()
    assert (mekaar.children(), postmaster(place_for(mekaar.folder))) == ({}, None)


def test_killed_supervisor_leaves_nobody_and_the_next_run_works(start):
    first = start()
    assert first.end(signal.SIGKILL) == -signal.SIGKILL
    wait_for(lambda: not first.children(), seconds=20)
    left = postmaster(place_for(first.folder))
    second = start()
    assert second.healthy()
    assert left == postmaster(place_for(first.folder))
    third = subprocess.run(
        [sys.executable, "-m", "launch.run"],
        cwd=ROOT,
        env=os.environ | {"MEKAAR_DATA": str(first.folder), "PORT": str(free_port())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert third.returncode == 1
    assert third.stderr == (
        f"Mekaar draait al met de gegevens in {first.folder} (proces {second.process.pid}).\n"
    )
    assert second.healthy()
    assert second.end(signal.SIGTERM) == 0
    assert postmaster(place_for(first.folder)) is None
