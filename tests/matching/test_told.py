"""What is read as columns is what is read as objects, and what is told from them is the same."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from mekaar.matching import BadInstance, Instance
from mekaar.matching.files import read_file, read_told
from mekaar.matching.generate import generate
from mekaar.matching.rounds import make_round
from mekaar.matching.rounds.columns import Columns, columns_of
from mekaar.matching.rounds.threads import side_by_side
from mekaar.matching.writing import as_json, instance_data, round_data, round_json
from tests.matching.neighbours import AISHA, CARDS, TABLE, WIM


@pytest.fixture(scope="module")
def town() -> Instance:
    made = generate(700, seed=12)
    pairs = {(made.asks[at].id, made.offers[at].id) for at in range(9)}
    return replace(made, declined=frozenset(pairs))


def same(one: object, other: object) -> bool:
    """Tuples of arrays and plain values, all the way down."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def arrays(columns: Columns) -> tuple[object, ...]:
    words = columns.words
    sets = [words.sets[at] for at in (*words.languages, *words.needs)]
    return (
        columns.ids, sets, words.kind, words.asked, words.offered, columns.people,
        columns.offered, columns.asked, columns.meanings, columns.declined,
    )  # fmt: skip


def test_columns_are_the_same_from_a_file_and_from_objects(town, tmp_path):
    path = tmp_path / "town.json"
    path.write_text(as_json(instance_data(town)))
    assert read_file(path) == town
    from_file, from_objects = columns_of(read_told(path)), columns_of(town)
    assert same(arrays(from_file), arrays(from_objects))
    assert from_file.declined.size > 0
    assert from_file.people.apart.size > 0


def test_the_careful_reader_reads_the_same_columns(town, tmp_path):
    """Something out of the ordinary (here an escape) changes who reads, and nothing else."""
    path = tmp_path / "town.json"
    path.write_text(as_json(instance_data(town)).replace('"nl"', '"\\u006el"'))
    assert same(arrays(columns_of(read_told(path))), arrays(columns_of(town)))


def test_a_refusal_is_the_one_of_the_careful_reader(tmp_path):
    path = tmp_path / "town.json"
    path.write_text('{"participants":[{"id":"p","x":1}],"offers":[],"asks":[]}')
    with pytest.raises(BadInstance, match="'x' must be given together with y"):
        read_told(path)


def test_the_quick_writer_writes_the_bytes_of_the_plain_one(town):
    made = make_round(town)
    assert made.ideas
    assert made.unserved
    assert b"".join(round_json(made)) == as_json(round_data(made)).encode()
    nothing = make_round(Instance((), (), ()))
    assert b"".join(round_json(nothing)) == as_json(round_data(nothing)).encode()


@pytest.mark.parametrize("declined", [("cards", "nobody's"), ("nobody's", "table")])
def test_a_declined_pair_that_is_not_here_any_more_is_no_hindrance(declined):
    instance = Instance((WIM, AISHA), (TABLE,), (CARDS,), frozenset({declined}))
    assert [idea.offer for idea in make_round(instance).ideas] == ["table"]


def test_an_offer_of_somebody_who_is_not_here_is_one_sentence():
    stray = replace(TABLE, participant="nobody")
    with pytest.raises(BadInstance, match="belongs to participant 'nobody'"):
        make_round(Instance((WIM, AISHA), (stray,), (CARDS,)))


def test_work_that_nobody_waits_for_any_more_stops():
    """Not what waits for a thread, and no further step of what is under way."""
    steps: list[int] = []
    begun, goes_on = threading.Event(), threading.Event()

    def work(thing: int) -> Iterator[int]:
        for _ in range(1000):
            steps.append(thing)
            if thing == 1:
                begun.set()
                goes_on.wait(10)
            yield 1
            if thing == 0:
                return

    def listen() -> None:
        for _ in side_by_side(work, range(50), threads=1):
            begun.wait(10)
            threading.Timer(0.05, goes_on.set).start()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        listen()
    assert steps == [0, 1]
