"""A result is held against the instance, and the command line says what came of it."""

import json

import pytest

from mekaar.matching import BadInstance, Idea, Instance, check, ideas, instance_data
from mekaar.matching.__main__ import main
from mekaar.matching.generate import generate
from mekaar.matching.writing import as_json, result_data
from tests.matching.neighbours import Change


def result_of(change: Change) -> dict[str, object]:
    return json.loads(as_json(result_data("cards", ideas(change.instance(), "cards"), [])))


@pytest.fixture
def good() -> dict[str, object]:
    return result_of(Change())


def test_what_the_engine_made_holds(good):
    assert len(good["ideas"]) == 1
    assert check(Change().instance(), good) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change(giver={"can_carry": 0}), "breaks the condition nobody_can_carry_now."),
        (Change(ask={"ideas_open": False}), "comes before the asker wants to hear ideas."),
        (Change(offer={"text": "soep"}), "shares no meaning with it."),
        (Change(offer={"id": "other"}), "is not about this instance."),
        (Change(ask={"id": "other"}), "is not about this instance."),
    ],
)
def test_a_result_of_another_moment_does_not_hold(good, change, sentence):
    assert check(change.instance(), good) == [f"The idea 'table' for ask 'cards' {sentence}"]


@pytest.mark.parametrize("part", ["fit", "reasons"])
def test_another_fit_or_reason_is_seen(good, part):
    good["ideas"][0][part] = None
    (said,) = check(Change().instance(), good)
    assert said.endswith(f"has another {part} than the one that holds.")


def test_twice_the_same_idea_is_seen(good):
    good["ideas"] *= 2
    assert check(Change().instance(), good) == [
        "The idea 'table' for ask 'cards' stands there twice."
    ]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        ("cards", "The ask 'cards' has ideas and stands among the unserved."),
        ("other", "The unserved ask 'other' is not in this instance."),
    ],
)
def test_unserved_is_not_served_and_known(good, ask, sentence):
    good["unserved"] = [{"ask": ask}]
    assert check(Change().instance(), good) == [sentence]


def test_unserved_is_only_who_has_no_idea():
    result = {"ideas": [], "unserved": [{"ask": "cards", "why": []}]}
    assert check(Change(giver={"can_carry": 0}).instance(), result) == []
    (said,) = check(Change().instance(), result)
    assert said.endswith("and there is an idea for it.")


@pytest.mark.parametrize(
    "result",
    [
        [],
        {},
        {"ideas": {}},
        {"ideas": [1]},
        {"ideas": [{"ask": 1, "offer": "o", "fit": 1, "reasons": []}]},
        {"ideas": [], "unserved": [{"ask": []}]},
        {"ideas": [], "bound": 3},
    ],
)
def test_something_else_than_a_result_is_refused(result):
    with pytest.raises(BadInstance, match=r"result|unserved"):
        check(Change().instance(), result)


def written(instance: Instance, path) -> str:
    path.write_text(as_json(instance_data(instance)), encoding="utf-8")
    return str(path)


def test_command_goes_from_invented_to_checked(tmp_path, capfdbinary):
    town = written(generate(140, 4), tmp_path / "town.json")
    assert main(["generate", "--participants", "140", "--seed", "4"]) == 0
    assert capfdbinary.readouterr().out == (tmp_path / "town.json").read_bytes()
    ask = next(ask.id for ask in generate(140, 4).asks if ideas(generate(140, 4), ask.id))
    assert main(["ideas", town, "--ask", ask]) == 0
    result = tmp_path / "result.json"
    result.write_bytes(capfdbinary.readouterr().out)
    assert main(["check", town, str(result)]) == 0
    assert capfdbinary.readouterr() == (b"", b"")


def test_command_tells_one_exit_code_from_the_other(tmp_path, capsys):
    town = written(Change(giver={"can_carry": 0}).instance(), tmp_path / "town.json")
    result = tmp_path / "result.json"
    idea = Idea("cards", "table", 0.5)
    result.write_text(as_json(result_data("cards", [idea], [])), encoding="utf-8")
    assert main(["check", town, str(result)]) == 1
    assert main(["ideas", town, "--ask", "nobody"]) == 2
    assert main(["ideas", town, "--ask", "cards", "--top", "0"]) == 2
    assert main(["generate", "--participants", "0", "--seed", "1"]) == 2
    assert main(["round", town, "--rings-of-at-most", "9"]) == 2
    assert main(["round", town]) == 0
    assert main(["rondo", town]) == 2
    *said, unknown = capsys.readouterr().err.splitlines()
    assert "invalid choice: 'rondo'" in unknown
    assert said == [
        "The idea 'table' for ask 'cards' breaks the condition nobody_can_carry_now.",
        "There is no ask 'nobody' in this instance.",
        "Argument --top must be at least 1.",
        "Participants must be between 1 and 1000000.",
        "A ring has 2 to 4 people.",
    ]


def test_command_writes_why_there_is_nothing(tmp_path, capfdbinary):
    town = written(Change(giver={"can_carry": 0}).instance(), tmp_path / "town.json")
    assert main(["ideas", town, "--ask", "cards"]) == 0
    (unserved,) = json.loads(capfdbinary.readouterr().out)["unserved"]
    assert [why["kind"] for why in unserved["why"]] == ["nobody_can_carry_now"]
