"""Machine code is made only where it may run, and kept only where nobody else can change it."""

import subprocess
import sys
from pathlib import Path

import pytest

from mekaar.matching import compiled

ROOT = Path(__file__).parents[2]
FORBIDDEN = """
import ctypes, sys
PR_SET_MDWE = 65
if ctypes.CDLL(None).prctl(PR_SET_MDWE, 1, 0, 0, 0):
    sys.exit(77)
from mekaar.matching.compiled import fast
from mekaar.matching.rounds import flow
assert fast(flow.serve_all) is flow.serve_all
"""


def test_a_process_that_may_not_run_what_it_wrote_goes_on_in_python():
    """As systemd's MemoryDenyWriteExecute has it for our worker."""
    done = subprocess.run(
        [sys.executable, "-c", FORBIDDEN], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode == 77:
        pytest.skip("this kernel cannot forbid it")
    assert (done.returncode, done.stderr) == (0, "")


def test_machine_code_is_kept_where_only_we_can_write(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = Path(compiled._folder.__wrapped__() or "")
    assert folder.parent == tmp_path
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o770)
    assert compiled._folder.__wrapped__() is None


def test_machine_code_is_not_kept_where_nothing_can_be_written(tmp_path, monkeypatch):
    (tmp_path / "a file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a file"))
    assert compiled._folder.__wrapped__() is None


def test_other_kernels_have_another_folder(monkeypatch):
    """numba looks at one file; a change in a file that it calls into must count as well."""
    before = compiled._digest()
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: read(path) + (b"#" if path.name == "net.py" else b"")
    )
    assert compiled._digest() != before
