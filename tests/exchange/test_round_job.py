"""A round for a table as the job makes it: everything open, one at a time, stopped at once."""

import datetime

import pytest
from django.utils import timezone

from mekaar.core.errors import NotAllowed
from mekaar.exchange import actions, round_engine, tasks
from mekaar.exchange.actions import round as round_actions
from mekaar.exchange.models import IdeaSetAside, RoundIdea, RoundOpen, TableRound
from mekaar.journal.models import Entry
from tests.acting import acting_as, by
from tests.exchange.asks import an_ask, an_offer, job_count

CARDS, GARDEN, BREAD = "Weer eens klaverjassen.", "Wie helpt met de tuin?", "Leren brood bakken."


def a_round(cast, who=None):
    """Asked for by the connector, and made by the job."""
    me = by(who or cast.samira)
    with acting_as(me):
        one = actions.ask_for_round(by=me)
    tasks.make_round(str(one.id), str(me.id), str(cast.here.id))
    return TableRound.objects.get(id=one.id)


def pairs():
    return set(RoundIdea.objects.values_list("ask_id", "offer_id"))


@pytest.fixture
def ask(cast):
    return an_ask(cast.dekker, CARDS, state="ideas_open")


def test_a_round_serves_who_can_be_served_and_says_why_others_stay_open(cast, ask):
    cards = an_offer(cast.wil, CARDS)
    garden = an_ask(cast.tineke, GARDEN, state="ideas_open")

    made = a_round(cast)

    assert (made.state, made.many) == ("ready", 2)
    assert pairs() == {(ask.id, cards.id)}
    stays = RoundOpen.objects.get()
    assert (stays.ask_id, stays.why) == (garden.id, [{"kind": "nobody_offers_this", "values": []}])
