"""Does a round keep to its instance: every broken promise as one sentence."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from mekaar.matching.check import check_ideas
from mekaar.matching.fit import MILLION
from mekaar.matching.ideas import idea_of
from mekaar.matching.model import Ask, BadInstance, Instance, Offer
from mekaar.matching.rings import LONGEST, SHORTEST
from mekaar.matching.rounds.making import LONGEST_SHOWN, ask_gain, bound_of
from mekaar.matching.rounds.moments import ANY_TIME, fit_beside_each_other
from mekaar.matching.rounds.net import LOAD_COST, RING_GAIN

_PARTS = {"ideas", "rings", "unserved", "set_aside", "value", "bound"}
_PREFERRED = "rings_of_at_most"

Pairs = list[tuple[Ask, Offer]]


def check_round(instance: Instance, result: object) -> list[str]:
    """What is wrong with a round, one sentence each; empty when it holds.

    Each idea for itself, what all of them ask of one person, the rings, who is left out, and the
    numbers: the value is added up from the ideas, the bound is proven anew.
    """
    if not isinstance(result, dict) or result.keys() - {_PREFERRED} != _PARTS:
        raise BadInstance(f"A round must have the parts {', '.join(sorted(_PARTS))} and no others.")
    told = [_without_round(idea) for idea in _list(result, "ideas")]
    wrong = check_ideas(instance, told)
    if wrong:
        return wrong
    pairs = [(instance.ask(one["ask"]), instance.offers_by_id[one["offer"]]) for one in told]
    wrong.extend(_wrong_with_people(instance, pairs))
    wrong.extend(_wrong_with_rings(pairs, result))
    wrong.extend(_wrong_with_unserved(instance, pairs, result))
    return wrong or _wrong_with_numbers(instance, pairs, result)


def _list(result: dict[str, Any], part: str) -> list[Any]:
    found = result[part]
    if not isinstance(found, list):
        raise BadInstance(f"The part {part!r} of a round must be a list.")
    return found


def _without_round(idea: object) -> dict[str, Any]:
    if not isinstance(idea, dict) or not {"ring", "instead"} <= idea.keys():
        raise BadInstance("Each idea of a round must be an object with a ring and an instead.")
    return {name: value for name, value in idea.items() if name not in {"ring", "instead"}}


def _wrong_with_people(instance: Instance, pairs: Pairs) -> Iterator[str]:
    for name, many in Counter(ask.id for ask, _ in pairs).items():
        if many > 1:
            yield f"The ask {name!r} has {many} ideas; a round has one."
    times: dict[str, list[int]] = {}
    can_carry: dict[str, int] = {}
    for ask, offer in pairs:
        can_carry[offer.participant] = instance.owner(offer).can_carry
        asked, offered = (ANY_TIME if told is None else told for told in (ask.times, offer.times))
        times.setdefault(offer.participant, []).append(asked & offered)
    for giver, dayparts in sorted(times.items()):
        if len(dayparts) > can_carry[giver]:
            most = can_carry[giver]
            yield f"Participant {giver!r} has {len(dayparts)} ideas and can carry {most}."
        if not fit_beside_each_other(dayparts):
            yield f"Participant {giver!r} has two ideas that need the same moment."


def _wrong_with_rings(pairs: Pairs, result: dict[str, Any]) -> Iterator[str]:
    rings, seen = _list(result, "rings"), Counter[str]()
    steps_of: dict[object, set[tuple[str, str]]] = {}
    for (ask, offer), idea in zip(pairs, result["ideas"], strict=True):
        steps_of.setdefault(idea["ring"], set()).add((offer.participant, ask.participant))
    for number, ring in enumerate(rings):
        if not isinstance(ring, list) or not 1 < len(ring) <= LONGEST_SHOWN:
            yield f"Ring {number} must be a list of 2 to {LONGEST_SHOWN} participants."
            continue
        seen.update(ring)
        if steps_of.get(number) != set(zip(ring, [*ring[1:], ring[0]], strict=True)):
            yield f"Ring {number} is not made of the ideas that name it."
    yield from (f"Participant {one!r} is in more than one ring." for one in seen if seen[one] > 1)
    known = {None, *range(len(rings))}
    if any(idea["ring"] not in known for idea in result["ideas"]):
        yield "An idea names a ring that is not there."


def _wrong_with_unserved(instance: Instance, pairs: Pairs, result: dict[str, Any]) -> Iterator[str]:
    served = {ask.id for ask, _ in pairs}
    named = [one.get("ask") for one in _list(result, "unserved") if isinstance(one, dict)]
    there = {ask.id for ask in instance.asks if ask.ideas_open}
    if served & set(named):
        yield "An ask has an idea and stands among the unserved."
    if sorted(there - served) != sorted(str(one) for one in named):
        yield "The unserved are not the open asks without an idea, each once."


def _wrong_with_numbers(instance: Instance, pairs: Pairs, result: dict[str, Any]) -> list[str]:
    aside = [tuple(one) for one in _list(result, "set_aside") if isinstance(one, list)]
    givers = {offer.participant for _, offer in pairs}
    for ask, name in aside:
        offer = instance.offers_by_id.get(name)
        if offer is None or idea_of(instance, instance.ask(ask), offer) is None:
            return [f"The pair {ask!r}, {name!r} is set aside and could never be an idea."]
        if offer.participant not in givers:
            return [f"The pair {ask!r}, {name!r} is set aside for somebody without an idea."]
    value = value_of(pairs, [idea["fit"] for idea in result["ideas"]])
    preferred = result.get(_PREFERRED, 0)
    if preferred not in [0, *range(SHORTEST, LONGEST + 1)]:
        return [f"Rings of at most {preferred!r} people cannot be preferred."]
    bound = bound_of(instance, aside, preferred)
    wrong = []
    if result["value"] != value:
        wrong.append(f"The value is {result['value']}; the ideas add up to {value}.")
    if result["bound"] != bound:
        wrong.append(f"The bound is {result['bound']}; proven is {bound}.")
    if value > bound:
        wrong.append(f"The ideas add up to {value}, more than {bound}, which is proven.")
    return wrong


def value_of(pairs: Pairs, fits: list[float]) -> int:
    """What a round is worth, added up from its ideas."""
    load: Counter[str] = Counter()
    total = 0
    for (ask, offer), fit in zip(pairs, fits, strict=True):
        total += ask_gain(ask) + (round(fit * MILLION) + 500) // 1000
        total -= LOAD_COST * load[offer.participant]
        load[offer.participant] += 1
    received = {ask.participant for ask, _ in pairs}
    return total + RING_GAIN * len(received & load.keys())
