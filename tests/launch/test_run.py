"""The whole product as a new user starts it: killed, started again, stopped."""

import os
import signal
import subprocess
import sys

import pytest

from launch.place import ROOT, place_for
from launch.postgres import postmaster
from tests.launch.whole import Mekaar, free_port, wait_for

pytestmark = pytest.mark.slow_launch


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
