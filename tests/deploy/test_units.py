"""The units as systemd reads them, without starting anything."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.product import ROOT

SYSTEMD = shutil.which("systemd-analyze")
UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
WORST = 1.5  # as docs/operations.md says; 9.6 is a service without any of it

pytestmark = pytest.mark.skipif(SYSTEMD is None, reason="systemd-analyze is not here")


@pytest.fixture
def installed(tmp_path: Path):
    """As `systemctl` would find them; `analyse(words…)` asks systemd."""
    shutil.copytree(UNITS, tmp_path, dirs_exist_ok=True)

    def analyse(*words: str) -> str:
        done = subprocess.run(
            [SYSTEMD, *words], check=False, text=True, capture_output=True,
            env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        return done.stdout + done.stderr

    return analyse, tmp_path


def test_systemd_understands_every_line(installed):
    analyse, folder = installed
    for file in folder.rglob("*.service"):
        file.write_text(file.read_text().replace("/opt/mekaar/.venv/bin/", "/bin/"))
    for name in ("mekaar", "python"):
        for file in folder.glob("*.service"):
            file.write_text(file.read_text().replace(f"/bin/{name} ", "/bin/true "))
    found = analyse("verify", *(str(one) for one in folder.glob("mekaar-*.*") if one.is_file()))
    ours = [line for line in found.splitlines() if "mekaar" in line]
    assert ours == []


@pytest.mark.parametrize("name", SERVICES)
def test_little_is_open(installed, name):
    analyse, folder = installed
    told = analyse("security", "--offline=true", str(folder / name))
    [score] = re.findall(r"Overall exposure level for .*: ([\d.]+)", told)
    assert float(score) <= WORST, told


def test_no_service_reads_the_history_of_the_code():
    """ASVS 13.4.1: where `.git` lies beside the code, the house itself cannot see it."""
    lines = (UNITS / "mekaar-.service.d/hardening.conf").read_text().splitlines()
    assert "InaccessiblePaths=-/opt/mekaar/.git" in lines
    loose = [name for name in SERVICES if "InaccessiblePaths" in (UNITS / name).read_text()]
    assert loose == []
