"""How sure we are that the best document answers the question, and when to say "nothing found".

A logistic mix of how near the best document is, of how far it stands out among all and of how far
it is ahead of the second. It was fitted on half of the questions of two sets (answers of the
national government, and our own on health), each asked twice: with its answer among the documents
and with its answer taken out. `bench/results/language.md` has, on the other half, how often
something was found that was not there and how often what was there was found.
"""

import math
from collections.abc import Mapping, Sequence

from mekaar.language.names import NANO, PARTS, USE, WHOLE

FOUND_FROM = 0.5
"""Below this nothing was found: it is better to ask a person than to show something else."""

BY = Mapping[str, float]

_TOP, _LEAD, _ALWAYS = "top", "lead", "always"

_COUNTS: Mapping[Sequence[str], BY] = {
    (NANO, USE): {
        NANO: 36.09,
        PARTS: -1.35,
        USE: -0.74,
        WHOLE: -0.75,
        _TOP: 0.359,
        _LEAD: 0.709,
        _ALWAYS: -33.13,
    },
    (NANO,): {
        NANO: 37.70,
        PARTS: -1.22,
        WHOLE: -1.18,
        _TOP: 0.42,
        _LEAD: 0.72,
        _ALWAYS: -34.53,
    },
    (USE,): {
        USE: 1.41,
        PARTS: -1.02,
        WHOLE: 0.70,
        _TOP: 0.248,
        _LEAD: 0.463,
        _ALWAYS: -2.83,
    },
    (): {PARTS: -0.73, WHOLE: 1.06, _TOP: 0.298, _LEAD: 0.152, _ALWAYS: -3.74},
}


def sureness(models: Sequence[str], near: BY, top: float, lead: float) -> float:
    """0 to 1: about how often a best document as near and as far ahead as this is an answer.

    `near` has the nearness of the best document by each signal, `top` its score and `lead` how far
    that is above the score of the second.
    """
    counts = _COUNTS[tuple(models)]
    told = {**near, _TOP: top, _LEAD: lead, _ALWAYS: 1.0}
    total = math.fsum(worth * told[name] for name, worth in counts.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
