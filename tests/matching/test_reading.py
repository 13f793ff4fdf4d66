"""Hostile JSON: each case gives BadInstance with one sentence that names the place."""

import copy
import gzip
import json
import math

import pytest

from mekaar.matching import BadInstance, Instance, parse, read_instance
from mekaar.matching.files import read_file
from mekaar.matching.generate import generate
from mekaar.matching.quick_reading import NotOrdinary, read_quickly
from mekaar.matching.writing import as_json, instance_data

GOOD = {
    "participants": [{"id": "p", "x": 0, "y": 0, "languages": ["NL "]}, {"id": "q"}],
    "offers": [{"id": "o", "participant": "q", "text": "soep", "vector": [1, 0]}],
    "asks": [{"id": "a", "participant": "p", "text": "soep", "ideas_open": True}],
    "declined": [["a", "o"]],
}
REMOVE = object()

# path to the value, the hostile value, a part of the sentence
HOSTILE = [
    (["participants"], REMOVE, "must have a list 'participants'"),
    (["offers"], {"id": "o"}, "must have a list 'offers'"),
    (["asks"], None, "must have a list 'asks'"),
    (["declind"], [], "unknown part 'declind'"),
    (["declined"], {"a": "o"}, "must be a list of [ask, offer]"),
    (["declined", 0], ["a"], "Number 1 of declined"),
    (["declined", 0], ["o", "a"], "Number 1 of declined"),
    (["declined", 0], [["a"], "o"], "Number 1 of declined"),
    (["participants", 0], "p", "Number 1 of participants must be an object"),
    (["participants", 0, "id"], REMOVE, "'id' is missing"),
    (["participants", 0, "id"], 7, "'id' must be text"),
    (["participants", 0, "id"], "", "'id' must have 1 to 200 characters"),
    (["participants", 0, "id"], "p ", "no blanks around"),
    (["participants", 0, "id"], "p" * 201, "1 to 200 characters"),
    (["participants", 0, "id"], "p\x00", "'id' has a null byte"),
    (["participants", 1, "id"], "p", "'p' stands twice in participants"),
    (["participants", 0, "x"], "0", "'x' must be a number"),
    (["participants", 0, "x"], True, "'x' must be a number"),
    (["participants", 0, "x"], math.nan, "'x' must be a finite number"),
    (["participants", 0, "x"], -math.inf, "'x' must be a finite number"),
    (["participants", 0, "x"], 10**400, "'x' must be between"),
    (["participants", 0, "y"], REMOVE, "'x' must be given together with y"),
    (["participants", 0, "languages"], "nl", "'languages' must be a list"),
    (["participants", 0, "languages"], [1], "'languages' must be text"),
    (["participants", 0, "languages"], ["  "], "words of 1 to 200"),
    (["participants", 0, "has"], ["vog"] * 201, "has 201 entries; at most 200"),
    (["participants", 0, "can_carry"], 1.0, "must be a whole number"),
    (["participants", 0, "can_carry"], True, "must be a whole number"),
    (["participants", 0, "can_carry"], None, "must be a whole number"),
    (["participants", 0, "can_carry"], 10**9, "between -1000 and 1000"),
    (["participants", 0, "apart_from"], ["nobody"], "'nobody', who is not there"),
    (["participants", 0, "apart_form"], ["q"], "unknown field 'apart_form'"),
    (["participants", 0, "language_helper"], "yes", "must be true or false"),
    (["participants", 0, "language_helper"], 1, "must be true or false"),
    (["offers", 0, "participant"], "nobody", "'nobody', who is not there"),
    (["offers", 0, "participant"], None, "'participant' must be text"),
    (["offers", 0, "text"], REMOVE, "'text' is missing"),
    (["offers", 0, "text"], ["soep"], "'text' must be text"),
    (["offers", 0, "text"], "soep\x00", "'text' has a null byte"),
    (["offers", 0, "text"], "\ud83d", "'text' has half a character"),
    (["offers", 0, "text"], "x" * 1_000_000, "has 1000000 characters; at most 5000 are read"),
    (["offers", 0, "kind"], "professional", "must be one of person, thing, place, group"),
    (["offers", 0, "kind"], None, "must be one of person"),
    (["offers", 0, "times"], -1, "between 0 and 268435455"),
    (["offers", 0, "times"], 2**28, "between 0 and 268435455"),
    (["offers", 0, "times"], [4], "must be a whole number"),
    (["offers", 0, "max_distance"], -1, "'max_distance' must be between 0"),
    (["offers", 0, "max_distance"], math.inf, "must be a finite number"),
    (["offers", 0, "vector"], [], "at least one number"),
    (["offers", 0, "vector"], [1, None], "'vector' must be a number"),
    (["offers", 0, "vector"], [math.nan, 1], "'vector' must be a finite number"),
    (["offers", 0, "vector"], [0.0] * 4097, "at most 4096"),
    (["asks", 0, "vector"], [1, 0, 0], "one length; there are 2 and 3"),
    (["asks", 0, "participant"], "o", "'o', who is not there"),
    (["asks", 0, "soon"], 3, "between 0 and 2"),
    (["asks", 0, "waiting_days"], -1, "between 0 and 36500"),
    (["asks", 0, "ideas_open"], "true", "must be true or false"),
    (["asks", 0, "profession_wanted"], None, "must be true or false"),
    (["asks", 0, "max_distance"], -0.1, "'max_distance' must be between 0"),
    (["asks", 0, "needs"], {"vog": True}, "'needs' must be a list"),
]


def bent(path: list[str | int], value: object) -> object:
    data = copy.deepcopy(GOOD)
    place = data
    for step in path[:-1]:
        place = place[step]
    if value is REMOVE:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return data


def test_the_good_one_is_read():
    instance = read_instance(GOOD)
    assert instance.participants[0].languages == {"nl"}
    assert instance.offers[0].vector == (1.0, 0.0)
    assert instance.declined == {("a", "o")}


@pytest.mark.parametrize(("path", "value", "sentence"), HOSTILE)
def test_hostile_value_is_one_sentence(path, value, sentence):
    with pytest.raises(BadInstance) as refused:
        read_instance(bent(path, value))
    said = str(refused.value)
    assert sentence in said
    assert said.endswith(".")
    assert "\n" not in said
    assert len(said) < 300


@pytest.mark.parametrize(("path", "value", "sentence"), HOSTILE)
def test_the_quick_reader_leaves_what_is_wrong_to_the_careful_one(path, value, sentence):
    data = bent(path, value)
    if "vector" not in path and isinstance(data.get("offers"), list):
        del data["offers"][0]["vector"]
    with pytest.raises(NotOrdinary):
        read_quickly(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def test_the_quick_reader_reads_what_the_careful_one_reads():
    town = generate(300, seed=2)
    content = as_json(instance_data(town)).encode()
    assert read_quickly(content) == read_instance(parse(content)) == town
    good = bent(["offers", 0, "vector"], REMOVE)
    assert read_quickly(json.dumps(good).encode()) == read_instance(good)


@pytest.mark.parametrize(
    "content",
    [
        b'{"participants": [{"id": "p", "id": "q"}], "offers": [], "asks": []}',
        b'{"participants": [{"id" : "p"}], "offers": [], "asks": []}',
        b'{"participants": [{"id": "p\\u0000"}], "offers": [], "asks": []}',
        b'{"participants": [], "offers": [], "asks": [], "asks": []}',
        b'{"participants": [{"id": "\xff"}], "offers": [], "asks": []}',
        b"[" * 200_000,
        b"",
    ],
)
def test_what_is_out_of_the_ordinary_is_not_read_quickly(content):
    with pytest.raises(NotOrdinary):
        read_quickly(content)


@pytest.mark.parametrize("data", [None, [], "x", 3, True])
def test_something_else_than_an_object_is_refused(data):
    with pytest.raises(BadInstance, match="must be an object"):
        read_instance(data)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON: line 1"),
        (b"\xff\xfe{}", "not text in UTF-8"),
        (b'{"a": NaN}', "the number NaN"),
        (b'{"a": -Infinity}', "the number -Infinity"),
        (b'{"asks": [], "asks": []}', "'asks' stands twice"),
        (b"[" * 200_000, "nested too deeply"),
        (b"9" * 10_000, "too many digits"),
        (b"{} {}", "not JSON"),
        (b"\x00", "not JSON"),
    ],
)
def test_hostile_bytes_are_one_sentence(content, sentence):
    with pytest.raises(BadInstance, match=sentence):
        parse(content)


def test_number_that_overflows_is_refused():
    text = json.dumps(GOOD).replace('"x": 0', '"x": 1e999')
    with pytest.raises(BadInstance, match="finite"):
        read_instance(parse(text))


def test_texts_of_the_greatest_length_are_read():
    data = bent(["offers", 0, "text"], "x" * 5000)
    assert len(read_instance(data).offers[0].text) == 5000


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_files_are_read_packed_and_plain(tmp_path, pack):
    path = tmp_path / "instance"
    path.write_bytes(pack(json.dumps(GOOD).encode()))
    assert read_file(path) == read_instance(GOOD)


@pytest.mark.parametrize(
    "content",
    [b"\x1f\x8b", b"\x1f\x8bnothing", gzip.compress(b"{}" * 99, mtime=0)[:-9]],
    ids=["two letters", "no zip", "cut off"],
)
def test_damaged_file_is_one_sentence(tmp_path, content):
    path = tmp_path / "instance.json.gz"
    path.write_bytes(content)
    with pytest.raises(BadInstance, match="cannot be read: "):
        read_file(path)


def test_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("mekaar.matching.files.MOST_BYTES", 10_000)
    path = tmp_path / "bomb.json.gz"
    path.write_bytes(gzip.compress(b" " * 10_001))
    with pytest.raises(BadInstance, match="larger than 10000 bytes"):
        read_file(path)


def test_an_empty_neighbourhood_is_an_instance():
    assert read_instance({"participants": [], "offers": [], "asks": []}) == Instance((), (), ())
