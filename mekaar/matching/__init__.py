"""The ideas engine: it proposes, people decide. It knows no Django.

Here: ideas for one ask, with their reasons as data; why an ask has none; short rings out of ideas.
Hard conditions are kept without exception; meaning is found by words (and by vectors, where the ask
and the offer both have one of the same model), and the rest by times and nearness. Pure Python.

Apart, because they load numpy: `rounds` (all open asks at once, with the proof that nothing is
better), `packing` (rings and pools that share nobody), `simulation` (months of rounds). Files and
invented people are in `files`, `generate` and `themes`.

Not there yet: experience answers as ideas. `Offer.wants` is a part of the format of an instance,
read and written; nothing looks at it, and the product never fills it. `Ask.soon` and
`Ask.waiting_days` count in a round and not in the ideas for one ask.
Nothing about anybody is remembered between calls, and `Idea.fit` is shown to nobody.
"""

from mekaar.matching.check import check
from mekaar.matching.ideas import ideas, said_by_both
from mekaar.matching.index import Index, keys
from mekaar.matching.model import (
    DAYPARTS,
    KINDS,
    Ask,
    BadInstance,
    Idea,
    Instance,
    Offer,
    Participant,
    Reason,
    Ring,
    WhyNot,
    dayparts_of,
    times_of,
)
from mekaar.matching.reading import parse, read_instance
from mekaar.matching.rings import rings
from mekaar.matching.why_not import why_not
from mekaar.matching.writing import instance_data

__all__ = [
    "DAYPARTS",
    "KINDS",
    "Ask",
    "BadInstance",
    "Idea",
    "Index",
    "Instance",
    "Offer",
    "Participant",
    "Reason",
    "Ring",
    "WhyNot",
    "check",
    "dayparts_of",
    "ideas",
    "instance_data",
    "keys",
    "parse",
    "read_instance",
    "rings",
    "said_by_both",
    "times_of",
    "why_not",
]
