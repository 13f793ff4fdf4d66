"""Why an ask has no ideas: what kept away the offers that came nearest."""

from collections import Counter

from mekaar.matching.conditions import NEVER_TOLD, Pair, broken, metres_between, pair
from mekaar.matching.ideas import in_steps
from mekaar.matching.index import Index
from mekaar.matching.model import Ask, Instance, Value, WhyNot

LOOKED_AT = 24
"""So many offers, the nearest in meaning, are asked what kept them away."""

_Kept = list[tuple[Pair, tuple[str, ...]]]


def why_not(instance: Instance, ask_id: str, *, index: Index | None = None) -> list[WhyNot]:
    """What would have to change before there is an idea; empty when there is one.

    Of the offers nearest in meaning only those count that the fewest conditions kept away.
    That a person declined or stays away from somebody is never a part of the answer: such an
    offer is treated as if it were not there.
    """
    ask = instance.ask(ask_id)
    if not ask.ideas_open:
        return [WhyNot("still_thinking")]
    kept = _kept_away(instance, ask, index or Index(instance.offers))
    if not kept:
        return [WhyNot("profession_wanted" if ask.profession_wanted else "nobody_offers_this")]
    if any(not names for _, names in kept):
        return []
    looked_at = kept[:LOOKED_AT]
    fewest = min(len(names) for _, names in looked_at)
    nearest = [(two, names) for two, names in looked_at if len(names) == fewest]
    counts = Counter(name for _, names in nearest for name in names)
    return [
        WhyNot(name, _values(name, [two for two, names in nearest if name in names]), count)
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _kept_away(instance: Instance, ask: Ask, index: Index) -> _Kept:
    """The offers that mean the same with the conditions each breaks, nearest in meaning first."""
    meanings = index.meanings(ask, instance.model)
    kept: _Kept = []
    for offer_id in sorted(meanings, key=lambda found: (-meanings[found], found)):
        offer = instance.offers_by_id.get(offer_id)
        if offer is None or not index.is_current(offer):
            continue
        two = pair(instance, ask, offer)
        names = broken(two)
        if NEVER_TOLD.isdisjoint(names):
            kept.append((two, names))
    return kept


def _values(name: str, pairs: list[Pair]) -> tuple[Value, ...]:
    """What belongs to the reason: metres of the nearest, the language, what is missing."""
    if name == "too_far":
        distances = (metres_between(two.asker, two.giver) for two in pairs)
        return (in_steps(min(metres for metres in distances if metres is not None)),)
    if name == "no_shared_language":
        return tuple(sorted(pairs[0].asker.languages))
    if name == "needs_missing":
        return tuple(sorted(set().union(*(two.ask.needs - two.giver.has for two in pairs))))
    return ()
