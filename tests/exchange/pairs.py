"""Two people and a connector, brought as far as a test needs by the real actions."""

from dataclasses import dataclass
from typing import Any

from mekaar.exchange.actions import arrangement as arrangement_actions
from mekaar.exchange.actions import introduction as actions
from mekaar.exchange.models import Arrangement, Ask, Introduction, Offer, Side
from mekaar.exchange.telling import Proposal, Telling
from mekaar.people.models import Participant
from tests.acting import acting_as, by
from tests.cast import Cast
from tests.exchange.asks import an_ask, an_offer

SECRET_WORDS = "Mijn vrouw is weg en de avonden zijn lang, zegt niemand."


@dataclass
class Pair:
    """An ask, an offer, who introduces, and what came of it."""

    cast: Cast
    ask: Ask
    offer: Offer

    @property
    def introduction(self) -> Introduction:
        return Introduction.objects.get(ask=self.ask)

    def side(self, which: str) -> Side:
        return Side.objects.select_related("introduction").get(
            introduction=self.introduction, which=which
        )

    @property
    def asker(self) -> Participant:
        return self.ask.participant

    @property
    def giver(self) -> Participant:
        return self.offer.participant


def a_pair(
    cast: Cast, *, asker: Participant | None = None, giver: Participant | None = None
) -> Pair:
    """meneer Dekker asks, Henk would like to do it; ideas are open."""
    return Pair(
        cast,
        an_ask(asker or cast.dekker, SECRET_WORDS, state="ideas_open"),
        an_offer(giver or cast.henk, "Ik kom graag kaarten."),
    )


def telling(cast: Cast, **more: Any) -> Telling:
    made: Telling = {
        "told_giver": "Iemand in de Rietkraag wil kaarten. Wil je kennismaken?",
        "told_asker": "Er is iemand die graag kaart. Wil je kennismaken?",
        "first": "giver",
        "meeting_place": cast.place,
        "first_meeting": "dinsdag om tien uur",
    }
    return {**made, **more}


def offered(pair: Pair, **more: Any) -> Pair:
    """Samira asked the first."""
    with acting_as(pair.cast.samira):
        actions.offer_introduction(
            pair.ask, pair.offer, telling(pair.cast, **more), by=by(pair.cast.samira)
        )
    return pair


def said(pair: Pair, which: str, answer: str) -> Pair:
    """This one answered on the screen."""
    side = pair.side(which)
    with acting_as(side.participant):
        actions.answer(side, answer, by=by(side.participant))
    return pair


def first_yes(pair: Pair) -> Pair:
    return said(offered(pair), "giver", "yes")


def introduced(pair: Pair) -> Pair:
    return said(first_yes(pair), "asker", "yes")


def proposal(**more: Any) -> Proposal:
    made: Proposal = {
        "words": "Samen kaarten op dinsdag.",
        "place": "buurthuis De Linde",
        "wing": None,
        "activity": None,
        "ends_on": None,
        "times_agreed": 4,
    }
    return {**made, **more}


def proposed(pair: Pair, *, which: str = "asker", **more: Any) -> Arrangement:
    """One of the two proposed something."""
    side = pair.side(which)
    with acting_as(side.participant):
        return arrangement_actions.propose(side, proposal(**more), by=by(side.participant))


def past_the_actions(pair: Pair, **words: Any) -> Arrangement:
    """The asker's arrangement, saved without the rules that an action asks."""
    return Arrangement.objects.create(
        neighbourhood=pair.cast.here,
        introduction=pair.introduction,
        asker=pair.asker,
        giver=pair.giver,
        written_by=pair.asker.id,
        **words,
    )


def agreed(pair: Pair, **more: Any) -> Arrangement:
    """Proposed by the asker, and yes of the giver."""
    arrangement = proposed(pair, **more)
    with acting_as(pair.giver):
        return arrangement_actions.agree(arrangement, by=by(pair.giver))


def fresh(ask: Ask) -> Ask:
    return Ask.objects.get(id=ask.id)
