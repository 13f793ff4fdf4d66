"""Nothing of one machine, one network or one person stands in the repository."""

import re

import pytest

from tests.house import source

TEXTS = {
    ".py", ".md", ".html", ".txt", ".toml", ".json", ".yml", ".yaml", ".css", ".js", ".mjs",
    ".svg", ".cfg", ".ini", ".sh", ".po", ".csv", "",
}  # fmt: skip
# Each pattern is written so that this file itself does not match.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.~])/(?:home|Users|work|root)/[\w.-]+",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "an address with a password": r"[a-z]+://[\w.-]+:(?!wachtwoord|geheim)[^@\s/{}'\"<>$*]{3,}@",
    "a package registry": r"(?:registry\.npmjs|pypi|pythonhosted|artifactory|jfrog)\.\w+/",
    "a token": r"(?:ghp|gho|glpat|xox[bp]|sk)[-_][A-Za-z0-9]{20,}",
}
FICTION = re.compile(r"06000000\d\d")
MOBILE = re.compile(r"(?<!\d)06[ -]?(?:\d[ -]?){8}(?!\d)")
# Numbers that everybody knows, and the example of a spelling on a form.
KNOWN = {"0612345678"}


def files():
    return [p for p in source.tracked() if p.suffix in TEXTS and p.stat().st_size < 2_000_000]


def read(path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def test_files_are_read():
    assert len(files()) > 100


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_of_one_machine(what):
    pattern = re.compile(FORBIDDEN[what])
    found = {source.name(p): m[0] for p in files() if (m := pattern.search(read(p)))}
    assert found == {}


def test_no_phone_number_of_anybody():
    numbers = [
        (source.name(path), re.sub(r"\D", "", number))
        for path in files()
        if path.parent.name != "requirements"
        for number in MOBILE.findall(read(path))
    ]
    assert len(numbers) > 20
    assert [n for n in numbers if not FICTION.fullmatch(n[1]) and n[1] not in KNOWN] == []


def test_no_files_that_do_not_belong():
    odd = [
        source.name(path)
        for path in source.tracked()
        if path.suffix in {".pyc", ".mo", ".sqlite3", ".log", ".pem", ".key", ".orig", ".rej"}
        or path.name in {".env", ".DS_Store"}
        or path.stat().st_size > 1_000_000
    ]
    assert odd == []
