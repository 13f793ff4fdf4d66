"""Short rings out of ideas: A does something for B, B for C, C for A."""

from collections.abc import Iterator, Mapping, Sequence

from mekaar.matching.model import BadInstance, Idea, Instance, Ring

SHORTEST = 2
LONGEST = 4
"""More people than this cannot see their ring as one thing they do together."""

_Arrows = dict[str, dict[str, Idea]]


def rings(
    instance: Instance,
    ideas_by_ask: Mapping[str, Sequence[Idea]],
    at_most: int = LONGEST,
    *,
    limit: int = 1000,
) -> list[Ring]:
    """All rings of two to `at_most` different people, short ones first, at most `limit`.

    Between two people only the best idea counts. Rings may share people: this is a list to
    choose from, not a plan, and it keeps nothing about who gave or received (decision 2).
    """
    if not SHORTEST <= at_most <= LONGEST:
        raise BadInstance(f"A ring has {SHORTEST} to {LONGEST} people, not {at_most}.")
    arrows = _best_arrows(instance, ideas_by_ask)
    found: list[Ring] = []
    for length in range(SHORTEST, at_most + 1):
        for first in sorted(arrows):
            for people in _closed_walks(arrows, (first,), length):
                if len(found) == limit:
                    return found
                found.append(_ring(arrows, people))
    return found


def _best_arrows(instance: Instance, ideas_by_ask: Mapping[str, Sequence[Idea]]) -> _Arrows:
    """Giver → receiver → the best idea between the two, for asks that are open to ideas."""
    arrows: _Arrows = {}
    for ask_id in sorted(ideas_by_ask):
        ask = instance.ask(ask_id)
        if not ask.ideas_open:
            continue
        for idea in ideas_by_ask[ask_id]:
            offer = instance.offers_by_id.get(idea.offer)
            if offer is None or idea.ask != ask_id:
                raise BadInstance(
                    f"The idea {idea.offer!r} for {ask_id!r} is not of this instance."
                )
            reached = arrows.setdefault(offer.participant, {})
            known = reached.get(ask.participant)
            if known is None or _order(idea) < _order(known):
                reached[ask.participant] = idea
    return arrows


def _order(idea: Idea) -> tuple[float, str, str]:
    return -idea.fit, idea.ask, idea.offer


def _closed_walks(
    arrows: _Arrows, walked: tuple[str, ...], length: int
) -> Iterator[tuple[str, ...]]:
    """Rings of this length that go on from here; each is found once, from its lowest id."""
    reached = arrows.get(walked[-1], {})
    if len(walked) == length:
        if walked[0] in reached:
            yield walked
        return
    for person in sorted(reached):
        if person > walked[0] and person not in walked:
            yield from _closed_walks(arrows, (*walked, person), length)


def _ring(arrows: _Arrows, people: tuple[str, ...]) -> Ring:
    next_ones = (*people[1:], people[0])
    return Ring(
        people, tuple(arrows[one][other] for one, other in zip(people, next_ones, strict=True))
    )
