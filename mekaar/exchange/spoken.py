"""In which languages somebody can be spoken with about one ask or offer.

Languages that were chosen for an ask or offer hold for that one alone; where none were chosen, the
person's own do. The ideas engine knows languages of people: it gets all that somebody speaks for
anything, and apart from that which pairs of an ask and an offer have no language in common.
"""

import itertools
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mekaar.exchange.candidates import Known
from mekaar.exchange.models import Ask, Offer

People = Mapping[uuid.UUID, Known]


def by_person(things: Iterable[Ask | Offer], people: People) -> dict[uuid.UUID, frozenset[str]]:
    """All languages in which each of these people can be spoken with about any of these things."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    for thing in things:
        found[thing.participant_id] |= _of(thing, people)
    return {one: frozenset(languages) for one, languages in found.items()}


def without_language(
    asks: Sequence[Ask], offers: Sequence[Offer], people: People
) -> set[tuple[str, str]]:
    """Pairs (ask, offer) without a common language, though their people have one for other things.

    Nobody is spoken with in a language that they chose for something else. A language helper of the
    asker helps here too.
    """
    spoken = by_person([*asks, *offers], people)
    narrow_asks = [one for one in asks if _of(one, people) != spoken[one.participant_id]]
    narrow_offers = [one for one in offers if _of(one, people) != spoken[one.participant_id]]
    pairs = itertools.chain(
        itertools.product(narrow_asks, offers), itertools.product(asks, narrow_offers)
    )
    return {(str(ask.id), str(offer.id)) for ask, offer in pairs if _is_apart(ask, offer, people)}


def _of(thing: Ask | Offer, people: People) -> frozenset[str]:
    if thing.languages:
        return frozenset(thing.languages)
    known = people.get(thing.participant_id)
    return known.languages if known else frozenset()


def _is_apart(ask: Ask, offer: Offer, people: People) -> bool:
    asker = people.get(ask.participant_id)
    asked, offered = _of(ask, people), _of(offer, people)
    has_helper = asker is not None and asker.has_helper
    return not has_helper and bool(asked and offered) and asked.isdisjoint(offered)
