"""The hard conditions: an idea that breaks one of these does not exist.

What nobody told (a place, a distance, times, languages) never excludes anybody. That only offers
are proposed for asks needs no condition: the two are different types.
"""

from collections.abc import Callable
from typing import NamedTuple

from mekaar.matching.fit import metres_apart
from mekaar.matching.model import Ask, Instance, Offer, Participant


class Pair(NamedTuple):
    """An ask and an offer with the people they belong to."""

    ask: Ask
    asker: Participant
    offer: Offer
    giver: Participant
    declined: bool


def pair(instance: Instance, ask: Ask, offer: Offer) -> Pair:
    """The two with all that the conditions look at."""
    declined = (ask.id, offer.id) in instance.declined
    return Pair(ask, instance.owner(ask), offer, instance.owner(offer), declined)


def metres_between(one: Participant, other: Participant) -> float | None:
    """The distance in a straight line, or None when one of the two places is not known."""
    if one.x is None or one.y is None or other.x is None or other.y is None:
        return None
    return metres_apart(one.x, one.y, other.x, other.y)


def _own_offer(two: Pair) -> bool:
    return two.ask.participant == two.offer.participant


def _apart(two: Pair) -> bool:
    return two.giver.id in two.asker.apart_from or two.asker.id in two.giver.apart_from


def _declined(two: Pair) -> bool:
    return two.declined


def _profession_wanted(two: Pair) -> bool:
    return two.ask.profession_wanted and two.offer.kind == "person"


def _needs_missing(two: Pair) -> bool:
    return not two.ask.needs <= two.giver.has


def _nobody_can_carry_now(two: Pair) -> bool:
    return two.giver.can_carry <= 0


def _no_shared_daypart(two: Pair) -> bool:
    asked, offered = two.ask.times, two.offer.times
    return asked is not None and offered is not None and not asked & offered


def _no_shared_language(two: Pair) -> bool:
    asker, giver = two.asker, two.giver
    if asker.language_helper or not asker.languages or not giver.languages:
        return False
    return asker.languages.isdisjoint(giver.languages)


def _too_far(two: Pair) -> bool:
    limits = (two.ask.max_distance, two.offer.max_distance)
    metres = metres_between(two.asker, two.giver)
    return metres is not None and any(limit is not None and metres > limit for limit in limits)


CONDITIONS: dict[str, Callable[[Pair], bool]] = {
    "own_offer": _own_offer,
    "apart": _apart,
    "declined": _declined,
    "profession_wanted": _profession_wanted,
    "needs_missing": _needs_missing,
    "nobody_can_carry_now": _nobody_can_carry_now,
    "no_shared_daypart": _no_shared_daypart,
    "no_shared_language": _no_shared_language,
    "too_far": _too_far,
}
"""Each by the name of what is wrong when it breaks, the cheapest to look at first."""

NEVER_TOLD = frozenset({"own_offer", "apart", "declined"})
"""Conditions that no explanation names: who avoids or declined whom is nobody else's business."""

_CHECKS = tuple(CONDITIONS.values())


def may_meet(two: Pair) -> bool:
    """No hard condition is broken."""
    for is_broken in _CHECKS:  # noqa: SIM110 - asked a hundred thousand times; any() doubles it
        if is_broken(two):
            return False
    return True


def broken(two: Pair) -> tuple[str, ...]:
    """Every hard condition that is broken, by name."""
    return tuple(name for name, is_broken in CONDITIONS.items() if is_broken(two))
