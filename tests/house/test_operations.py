"""`docs/operations.md` and `deploy/` against the settings in the code: all, true, no more."""

import ast
import re

import pytest

from tests.house import source
from tests.house.source import ROOT
from tests.house.test_docs import rows

NAME = re.compile(r"(MEKAAR_[A-Z_]*[A-Z]|DATABASE_[A-Z_]*URL|HOST|PORT)")
FOR_MAKERS = re.compile(r"MEKAAR_(TEST_\w+|CHROMIUM|FAULT_\w+)")
FILES = ("deploy/environment", "deploy/environment-owner")
BY_DJANGO = {"DJANGO_SETTINGS_MODULE"}


def strings(*folders: str) -> set[str]:
    """Every name of a setting that stands as a text in the code."""
    return {
        node.value
        for path in source.python(*folders)
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and NAME.fullmatch(node.value)
    }


def defaults() -> dict[str, str]:
    """What `config/` takes when a setting is not given, where that is a plain text."""
    found = {}
    for path in source.python("config"):
        for node in ast.walk(source.tree(path)):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("environment"), attr=reader),
                    args=[ast.Constant(str(name)), *more],
                ):
                    given = [*more, *(word.value for word in node.keywords)]
                    plain = [one.value for one in given if isinstance(one, ast.Constant)]
                    if reader == "switch":
                        found[name] = "1" if plain == [True] else "0"
                    elif plain and len(plain) == len(given):
                        found[name] = str(plain[0])
    return found


def documented() -> dict[str, str]:
    """The table of settings: name to default."""
    told = {}
    for row in rows("docs/operations.md"):
        names = re.findall(r"`([A-Z_]+)`", row[0])
        if names and all(NAME.fullmatch(name) for name in names):
            each = row[1].split(", ") if len(names) > 1 else [row[1]]
            told |= dict(zip(names, [one.strip("` ") for one in each], strict=True))
    return told


def in_files() -> dict[str, str]:
    """Name to value, also of the lines that are commented out."""
    texts = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in FILES)
    return dict(re.findall(r"^#?([A-Z_]+)=(.*)$", texts, re.MULTILINE))


def test_every_setting_is_documented_and_none_that_is_not_there():
    assert set(documented()) == strings("config", "launch")
    assert len(documented()) > 20


@pytest.mark.parametrize(("name", "value"), sorted(defaults().items()))
def test_documented_default_is_the_default(name, value):
    if name in {"MEKAAR_SECRET_KEY", "DATABASE_URL"}:
        return  # they have none: the start stops
    told = documented()[name]
    assert told == (value or "none") or told.startswith(f"{value} ("), (told, value)


def test_server_files_name_every_setting():
    wanted = {name for name in documented() if not FOR_MAKERS.fullmatch(name)}
    assert set(in_files()) == wanted | BY_DJANGO


def test_what_is_commented_out_has_its_default():
    texts = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in FILES)
    out = dict(re.findall(r"^#([A-Z_]+)=(.*)$", texts, re.MULTILINE))
    known = defaults()
    assert {name: value for name, value in out.items() if known.get(name, value) != value} == {}


def test_server_files_hold_no_secret_and_the_pages_no_owner():
    told = in_files()
    assert told["MEKAAR_SECRET_KEY"] == ""
    passwords = re.findall(r"//\w+:([^@]+)@", " ".join(told.values()))
    assert set(passwords) == {"wachtwoord"}
    assert "OWNER_URL" not in (ROOT / FILES[0]).read_text(encoding="utf-8")


def units() -> dict[str, str]:
    return {path.name: path.read_text() for path in (ROOT / "deploy/systemd").glob("*.service")}


@pytest.mark.parametrize(("name", "unit"), sorted(units().items()))
def test_unit_of_people_never_gets_the_owner(name, unit):
    serves = name in {"mekaar-web.service", "mekaar-worker.service"}
    assert ("User=mekaar\n" in unit) == serves
    assert ("environment-owner" in unit) != serves
    assert "User=root" not in unit
    writes = re.findall(r"^ReadWritePaths=(.*)$", unit, re.MULTILINE)
    assert not (serves and writes)
    assert all(one.removeprefix("-").startswith("/var/") for line in writes for one in line.split())


@pytest.mark.parametrize("path", sorted((ROOT / "deploy").rglob("*.*")), ids=lambda path: path.name)
def test_what_is_shipped_stands_in_the_page_for_keepers(path):
    text = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    if path.is_file():
        assert path.name in text
