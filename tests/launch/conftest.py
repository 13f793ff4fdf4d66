"""A real database server for the tests of setting up, in a folder of its own."""

import shutil
import tempfile
from pathlib import Path

import pytest

from launch import postgres


def _folder():
    # Not tmp_path: as root the service user has to be able to enter it, and pytest's is private.
    folder = Path(tempfile.mkdtemp(prefix="mekaar-launch-"))
    folder.chmod(0o711)
    return folder


def _forget(folder):
    for data in folder.rglob("postgres/PG_VERSION"):
        left = postgres.open_cluster(data.parent.parent)
        postgres.stop(left)
        shutil.rmtree(left.place.socket)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder():
    folder = _folder()
    yield folder
    _forget(folder)


@pytest.fixture(scope="module")
def cluster():
    """One running server for the tests of a module that leave it as it was."""
    folder = _folder()
    with postgres.in_use(postgres.open_cluster(folder / "data")) as running:
        yield running
    _forget(folder)
