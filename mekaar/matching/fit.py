"""How well an offer may fit an ask, the same whether for one ask or for a round of a million.

Only additions, products, a root and a rounding to whole millionths, in one order: the same on every
machine. Also compiled by numba; numbers below 0 stand for what nobody told.
"""

import math

MEANING_COUNTS = 0.7
TIMES_COUNT = 0.15
NEARNESS_COUNTS = 0.15
UNTOLD_COUNTS = 0.5
"""What times or nearness count for when they are not told: neither for nor against."""

NEAR_METRES = 1000
"""At this distance nearness counts for half."""

NOT_TOLD = -1
MILLION = 1_000_000


def millionths(meaning: float, asked: int, offered: int, metres: float) -> int:
    """Fit in [0, 1 000 000]: meaning, overlap of two sets of dayparts, and nearness."""
    times = nearness = UNTOLD_COUNTS
    if NOT_TOLD not in (asked, offered):
        times = bits(asked & offered) / min(bits(asked), bits(offered))
    if metres >= 0:
        nearness = NEAR_METRES / (NEAR_METRES + metres)
    fit = MEANING_COUNTS * meaning + TIMES_COUNT * times + NEARNESS_COUNTS * nearness
    return math.floor(fit * MILLION + 0.5)


def most_millionths(meaning: float) -> int:
    """What the fit could be at most with this meaning."""
    return millionths(meaning, 1, 1, 0.0)


def metres_apart(x: float, y: float, to_x: float, to_y: float) -> float:
    """The distance in a straight line."""
    return math.sqrt((x - to_x) * (x - to_x) + (y - to_y) * (y - to_y))


def bits(number: int) -> int:
    """How many dayparts a set of them has."""
    twos = number - ((number >> 1) & 0x5555555)
    fours = (twos & 0x3333333) + ((twos >> 2) & 0x3333333)
    eights = (fours + (fours >> 4)) & 0xF0F0F0F
    return (eights + (eights >> 8) + (eights >> 16) + (eights >> 24)) & 0x3F
