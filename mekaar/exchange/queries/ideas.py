"""Reads of ideas: for the asker without a name, for the connector with everything there is."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from mekaar import matching
from mekaar.exchange import engine, reasons
from mekaar.exchange.models import Ask, Idea, IdeaSetAside, Offer
from mekaar.exchange.queries import ask as asks
from mekaar.exchange.queries import offer as offers
from mekaar.people.by import By
from mekaar.people.models import Participant
from mekaar.people.queries import find_people

# So many ideas of others are looked at for a ring.
MOST_FOR_RINGS = 100
MOST_THOUGHT_OF = 20


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """One idea as the asker reads it; words only where the giver lets neighbours read them."""

    code: str
    kind: str
    reasons: list[str]
    words: str
    is_wished: bool


@dataclass(frozen=True, slots=True)
class ConnectorIdea:
    """One idea as the connector reads it."""

    name: str
    kind: str
    words: str
    reasons: list[str]
    offer_code: str
    is_wished: bool


@dataclass(frozen=True, slots=True)
class ConnectorIdeas:
    """All ideas for one ask, the rings in them, and why there are none."""

    ideas: list[ConnectorIdea]
    rings: list[str]
    why_not: list[str]


def ideas_of(ask: Ask) -> list[IdeaCard]:
    """The ideas for the asker, in no order that says anything (decision 1)."""
    found = list(Idea.objects.filter(ask=ask).order_by("code"))
    readable = Offer.objects.readable_by_neighbours().filter(id__in=[one.offer_id for one in found])
    words = dict(readable.values_list("id", "words"))
    return [
        IdeaCard(
            code=idea.code,
            kind=reasons.kind_of(idea.reasons),
            reasons=reasons.sentences(idea.reasons, words=ask.words),
            words=words.get(idea.offer_id, ""),
            is_wished=idea.wished_at is not None,
        )
        for idea in found
    ]


def my_ideas(participant: Participant) -> dict[uuid.UUID, list[Idea]]:
    """By ask the ideas that are there now, in no order that says anything; no words of givers."""
    found: dict[uuid.UUID, list[Idea]] = {}
    for idea in Idea.objects.filter(participant=participant).order_by("code"):
        found.setdefault(idea.ask_id, []).append(idea)
    return found


def connector_ideas(ask: Ask, *, by: By) -> ConnectorIdeas:
    """Everything for the connector; writes down for each person shown that they were looked at."""
    found = list(_with_givers(Idea.objects.filter(ask=ask)).order_by("nth"))
    around = _around(ask, found)
    rings = _rings(ask, [*found, *around])
    in_rings = {person for ring in rings for person in ring}
    told = {one.ask_id: one.ask for one in around if one.participant_id in in_rings}
    asks.seen([ask, *told.values()], by=by)
    offers.seen([idea.offer for idea in found], by=by)
    givers = [ask.participant, *(idea.offer.participant for idea in [*found, *around])]
    names = {giver.id: giver.display_name for giver in givers}
    return ConnectorIdeas(
        ideas=[_for_connector(idea, ask) for idea in found],
        rings=[reasons.ring_sentence([names[person] for person in ring]) for ring in rings],
        why_not=[] if found else reasons.why_not_sentences(engine.why_not(ask, by=by)),
    )


@dataclass(frozen=True, slots=True)
class Thought:
    """What somebody offers of whom the connector thought without the engine."""

    name: str
    kind: str
    words: str
    offer_code: str


def thought_of(ask: Ask, typed: str, *, by: By) -> list[Thought]:
    """Open offers of who is called like this: the connector knows people, the engine does not.

    What the asker laid aside is not proposed again. Writes down whose offers were shown.
    """
    people = find_people(typed, here=by.here).people
    aside = IdeaSetAside.objects.filter(ask=ask).values("offer_id")
    found = list(
        Offer.objects.kept_by(by)
        .filter(state=Offer.State.OPEN, participant__in=people)
        .exclude(participant=ask.participant_id)
        .exclude(id__in=aside)
        .select_related("participant")
        .order_by("-made_at", "code")[:MOST_THOUGHT_OF]
    )
    offers.seen(found, by=by)
    return [
        Thought(one.participant.display_name, one.get_kind_display(), one.words, one.code)
        for one in found
    ]


def _for_connector(idea: Idea, ask: Ask) -> ConnectorIdea:
    return ConnectorIdea(
        name=idea.offer.participant.display_name,
        kind=idea.offer.get_kind_display(),
        words=idea.offer.words,
        reasons=reasons.sentences(
            idea.reasons, words=f"{ask.words}\n{idea.offer.words}", to_connector=True
        ),
        offer_code=idea.offer.code,
        is_wished=idea.wished_at is not None,
    )


def _with_givers(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    return ideas.select_related("ask", "offer__participant")


def _around(ask: Ask, found: list[Idea]) -> list[Idea]:
    """Ideas for asks of the givers, and of the givers of those: enough for rings of three."""
    givers = {idea.offer.participant_id for idea in found}
    theirs = Idea.objects.filter(participant_id__in=givers).exclude(ask=ask)
    near = list(_with_givers(theirs)[:MOST_FOR_RINGS])
    further = {idea.offer.participant_id for idea in near} - givers - {ask.participant_id}
    back = Idea.objects.filter(participant_id__in=further, offer__participant_id=ask.participant_id)
    return [*near, *_with_givers(back)[:MOST_FOR_RINGS]]


def _rings(ask: Ask, ideas: list[Idea]) -> list[tuple[uuid.UUID, ...]]:
    """The people of each short ring in which this asker takes part, each helping the next."""
    by_ask: dict[str, list[matching.Idea]] = {}
    for idea in ideas:
        as_engine = matching.Idea(str(idea.ask_id), str(idea.offer_id), 1 / (1 + idea.nth))
        by_ask.setdefault(as_engine.ask, []).append(as_engine)
    asks_there = {idea.ask_id: idea.ask for idea in ideas}
    offers_there = {idea.offer_id: idea.offer for idea in ideas}
    found = engine.rings(asks_there.values(), offers_there.values(), by_ask)
    return [_from(ask.participant_id, ring) for ring in found if ask.participant_id in ring]


def _from(person: uuid.UUID, ring: tuple[uuid.UUID, ...]) -> tuple[uuid.UUID, ...]:
    """The same ring, told from this person on."""
    at = ring.index(person)
    return ring[at:] + ring[:at]
