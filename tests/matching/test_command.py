"""The command line as somebody runs it, and what importing the engine costs."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*words: str, code: str = "") -> subprocess.CompletedProcess[str]:
    command = ["-c", code] if code else ["-m", "mekaar.matching", *words]
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    path = tmp_path_factory.mktemp("town") / "town.json"
    made = run("generate", "--participants", "140", "--seed", "4")
    path.write_text(made.stdout, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def served(town):
    """An ask with at least two ideas, and what was printed about it."""
    for ask in json.loads(town.read_text(encoding="utf-8"))["asks"]:
        if ask["ideas_open"] and ask["text"] == "Wie snoeit mijn heg?":
            printed = run("ideas", str(town), "--ask", ask["id"])
            if len(json.loads(printed.stdout)["ideas"]) > 1:
                return ask["id"], printed.stdout
    raise AssertionError("no ask in this town has two ideas")


def test_generate_is_the_same_each_time(town):
    again = run("generate", "--participants", "140", "--seed", "4")
    assert again.stdout == town.read_text(encoding="utf-8")
    assert len(json.loads(again.stdout)["participants"]) == 140
    assert "Syrië" in run("generate", "--participants", "3000", "--seed", "4").stdout


def test_ideas_from_a_packed_file_and_cut_at_top(town, served, tmp_path):
    packed = tmp_path / "town.json.gz"
    packed.write_bytes(gzip.compress(town.read_bytes()))
    ask, whole = served
    assert run("ideas", str(packed), "--ask", ask).stdout == whole
    one = json.loads(run("ideas", str(packed), "--ask", ask, "--top", "1").stdout)
    assert one == {"ideas": json.loads(whole)["ideas"][:1], "unserved": []}


def test_ask_without_ideas_says_why(town):
    asks = json.loads(town.read_text(encoding="utf-8"))["asks"]
    thinking = next(ask["id"] for ask in asks if not ask["ideas_open"])
    printed = json.loads(run("ideas", str(town), "--ask", thinking).stdout)
    why = [{"kind": "still_thinking", "values": [], "offers": 0}]
    assert printed == {"ideas": [], "unserved": [{"ask": thinking, "why": why}]}


def checked(town: Path, result: object) -> tuple[int, str]:
    path = town.parent / "result.json"
    path.write_text(json.dumps(result), encoding="utf-8")
    done = run("check", str(town), str(path))
    return done.returncode, done.stderr


def test_check_passes_what_the_engine_made(town, served):
    assert checked(town, json.loads(served[1])) == (0, "")


@pytest.mark.parametrize(
    ("bend", "sentence"),
    [
        (lambda r: r["ideas"].append(r["ideas"][0]), "stands there twice"),
        (lambda r: r["ideas"][0].update(fit=0.99), "has another fit"),
        (lambda r: r["ideas"][0].update(reasons=[]), "has another reasons"),
        (lambda r: r["ideas"][0].update(ask="nobody"), "is not about this instance"),
        (lambda r: r["unserved"].append({"ask": r["ideas"][0]["ask"]}), "has ideas and stands"),
        (lambda r: r["unserved"].append({"ask": "nobody"}), "is not in this instance"),
        (
            lambda r: r.update(ideas=[], unserved=[{"ask": r["ideas"][0]["ask"]}]),
            "there is an idea for it",
        ),
    ],
)
def test_check_says_what_does_not_hold(town, served, bend, sentence):
    result = json.loads(served[1])
    bend(result)
    code, said = checked(town, result)
    assert code == 1
    assert sentence in said
    assert said.count("\n") == 1


def test_check_names_each_broken_condition(town, served):
    result = json.loads(served[1])
    data = json.loads(town.read_text(encoding="utf-8"))
    mine = next(ask["participant"] for ask in data["asks"] if ask["id"] == served[0])
    data["offers"].append({"id": "mine", "participant": mine, "text": "heggen", "times": 0})
    bent = town.parent / "bent.json"
    bent.write_text(json.dumps(data), encoding="utf-8")
    result["ideas"][0]["offer"] = "mine"
    code, said = checked(bent, result)
    assert code == 1
    assert "breaks the condition own_offer." in said


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["round", "x.json"],
        ["packing", "x.wmd"],
        ["ideas"],
        ["ideas", "nothing-here.json", "--ask", "a"],
        ["ideas", ".", "--ask", "a"],
        ["ideas", "pyproject.toml", "--ask", "a"],
        ["ideas", "TOWN"],
        ["ideas", "TOWN", "--ask", "nobody"],
        ["ideas", "TOWN", "--ask", "nobody", "--top", "0"],
        ["ideas", "TOWN", "--ask", "nobody", "--top", "many"],
        ["check", "TOWN", "TOWN"],
        ["check", "TOWN", "nothing-here.json"],
        ["generate", "--participants", "0", "--seed", "1"],
        ["generate", "--participants", "1000001", "--seed", "1"],
        ["generate", "--participants", "1.5", "--seed", "1"],
        ["generate", "--participants", "10"],
    ],
)
def test_unusable_input_is_one_sentence_and_exit_2(town, words):
    done = run(*(str(town) if word == "TOWN" else word for word in words))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.endswith(".\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "result",
    [
        [],
        {},
        {"ideas": {}},
        {"ideas": [1]},
        {"ideas": [{"ask": "a", "offer": "o"}]},
        {"ideas": [{"ask": 1, "offer": "o", "fit": 1, "reasons": []}]},
        {"ideas": [], "unserved": ["a"]},
        {"ideas": [], "value": 3},
    ],
)
def test_unusable_result_is_one_sentence_and_exit_2(town, result):
    code, said = checked(town, result)
    assert code == 2
    assert said.count("\n") == 1


def test_reader_that_stops_reading_is_no_trace():
    command = f"{sys.executable} -m mekaar.matching generate --participants 5000 --seed 1"
    done = subprocess.run(
        ["sh", "-c", f"{command} | head -c 10"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.stderr == b""


def test_importing_loads_nothing_heavy():
    heavy = "{'django', 'numpy', 'numba', 'scipy', 'asyncio', 'argparse', 'gzip', 'random'}"
    done = run(code=f"import sys, mekaar.matching; print({heavy} & set(sys.modules))")
    assert done.stdout == "set()\n"


def test_importing_costs_no_more_than_a_part_of_the_standard_library(tmp_path):
    """Beside `asyncio`, in turns, the best of five, with the bytecode any installation keeps."""

    def seconds(module):
        code = (
            f"import sys; sys.dont_write_bytecode = False; sys.pycache_prefix = {str(tmp_path)!r}\n"
            f"import time; start = time.perf_counter(); import {module}\n"
            "print(time.perf_counter() - start)"
        )
        return float(run(code=code).stdout)

    pairs = [(seconds("mekaar.matching"), seconds("asyncio")) for _ in range(5)]
    assert min(ours for ours, _ in pairs) < 2 * min(theirs for _, theirs in pairs)
