"""Locked packages: the same everywhere, by hash and not by address."""

import json
import re

import pytest

from tests.house.source import ROOT

REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


def npm_packages() -> dict[str, dict]:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    return {name: entry for name, entry in lock["packages"].items() if name}


def test_node_packages_have_a_hash_and_no_address():
    wrong = [
        name
        for name, entry in npm_packages().items()
        if "resolved" in entry or not entry.get("integrity", "").startswith("sha512-")
    ]
    assert wrong == []
    assert len(npm_packages()) > 5


def test_node_packages_run_nothing_at_install():
    programs = [p.read_text(encoding="utf-8") for p in (ROOT / "launch").glob("*.py")]
    installing = [text for text in programs if '"ci"' in text]
    assert installing
    assert all("--ignore-scripts" in text for text in installing)


def test_package_json_names_exact_versions():
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = {**package.get("dependencies", {}), **package.get("devDependencies", {})}
    assert {n: v for n, v in wanted.items() if not re.fullmatch(r"\d[\w.+-]*", v)} == {}


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_python_packages_have_hashes_and_no_address(path):
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"^[a-zA-Z0-9][^\n]*?==[^\n]*(?:\n    --hash=sha256:[0-9a-f]{64}[^\n]*)*",
                       text, re.MULTILINE)  # fmt: skip
    assert named
    assert [entry.splitlines()[0] for entry in named if "--hash=" not in entry] == []
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|@ file", text)


def test_what_runs_is_locked_the_same_for_development():
    def pinned(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([a-zA-Z0-9._-]+(?:\[[\w,]+\])?==\S+)", text, re.MULTILINE))

    assert pinned("run.txt") <= pinned("dev.txt")
