"""docs/asvs.md holds every requirement of level 1 and 2 of ASVS 5.0.0, and tests that exist."""

import re

from tests.house.source import ROOT

# Requirements of level 1 and 2 in each section: in every section these are the first so many.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5,
    "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2,
    "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4,
    "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2,
    "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1,
    "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
EVERY = [f"{section}.{n}" for section, most in SECTIONS.items() for n in range(1, most + 1)]
STATES = {
    "met", "met by deployment", "partly", "not met", "not yet", "not shown", "not applicable",
}  # fmt: skip
PAGE = (ROOT / "docs/asvs.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)


def test_every_requirement_stands_there_once():
    assert len(EVERY) == 253
    assert [row[0] for row in ROWS] == EVERY


def test_every_state_is_one_we_know_and_is_counted_right():
    assert {row[2] for row in ROWS} <= STATES
    told = dict(reversed(one.split(" ", 1)) for one in re.findall(r"\d+ [a-z ]+", counted()))
    assert told == {state: str(sum(row[2] == state for row in ROWS)) for state in told}
    assert set(told) == {row[2] for row in ROWS}


def counted() -> str:
    return re.search(r"^Now: (.*)\.$", PAGE, re.MULTILINE)[1]


def test_every_test_named_exists():
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", PAGE))
    assert len(named) > 30
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_what_has_no_test_says_why():
    silent = [row[0] for row in ROWS if row[4] == "–" and len(row[3]) < 4]
    assert silent == []
