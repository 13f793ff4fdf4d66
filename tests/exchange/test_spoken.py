"""Languages chosen for an ask or offer hold for that one alone."""

import pytest

from mekaar.exchange import round_engine
from mekaar.exchange.models import Idea, RoundIdea
from tests.exchange.asks import an_ask, an_offer, with_ideas
from tests.exchange.rounds import a_round

CARDS, GARDEN = "Weer eens klaverjassen.", "Wie helpt met de tuin?"


@pytest.fixture
def asks(cast):
    """Dekker speaks Dutch, and wants to play cards in Turkish only."""
    cards = an_ask(cast.dekker, CARDS, state="ideas_open", languages=["tr"])
    return cards, an_ask(cast.dekker, GARDEN, state="ideas_open")


def pairs():
    return set(RoundIdea.objects.values_list("ask_id", "offer_id"))


def ideas():
    return set(Idea.objects.values_list("ask_id", "offer_id"))


@pytest.mark.parametrize("garden_in", [[], ["nl"], ["nl", "tr"]])
def test_each_ask_in_its_own_languages(cast, asks, garden_in):
    _cards, garden = asks
    dutch_cards, dutch_garden = an_offer(cast.wil, CARDS), an_offer(cast.henk, GARDEN)
    turkish_garden = an_offer(cast.joke, GARDEN, languages=["tr"])
    garden.languages = garden_in
    garden.save()

    a_round(cast)
    for ask in asks:
        with_ideas(ask)

    fits = {(garden.id, dutch_garden.id)}
    fits |= {(garden.id, turkish_garden.id)} if "tr" in garden_in else set()
    assert len(pairs()) == 1
    assert pairs() <= fits
    assert ideas() == fits
    assert dutch_cards.id not in {offer for _ask, offer in pairs() | ideas()}


def test_an_offer_in_another_language_opens_no_other_offer(cast, asks):
    """Wil sings in Turkish; cards she plays in Dutch only."""
    cards, _garden = asks
    an_offer(cast.wil, CARDS, languages=["nl"])
    an_offer(cast.wil, "Zingen in een koor.", languages=["tr"])
    a_round(cast)
    assert cards.id not in {ask for ask, _offer in pairs()}


def test_a_language_helper_helps_there_too(cast, asks):
    cards, _garden = asks
    cast.dekker.language_helper = "mijn dochter"
    cast.dekker.save()
    offer = an_offer(cast.wil, CARDS)
    a_round(cast)
    assert (cards.id, offer.id) in pairs()


def test_who_chose_one_language_for_everything_is_told_so(cast):
    """That nobody speaks it is a reason a table can talk about."""
    an_ask(cast.dekker, CARDS, state="ideas_open", languages=["ti"])
    an_offer(cast.wil, CARDS)
    instance = round_engine.read(cast.samira.id, cast.here.id).instance
    assert instance.declined == frozenset()
