"""The ideas engine: it proposes, people decide. Pure Python that knows no Django.

What this first engine does: ideas for one ask, with their reasons as data; why an ask has none;
short rings out of ideas. Hard conditions are kept without exception; meaning is found by words
(or by vectors, where the ask and the offer both have one), and the rest by times and nearness.

What it does not do yet: a round that serves many asks together with a proof that none is better,
rings that a round is steered towards, updates after each event, and experience answers as ideas.
`Offer.wants`, `Ask.soon` and `Ask.waiting_days` are read and kept for that round; ideas for one
ask do not look at them.

Importing this loads no files and no invented people: those are in `files` and `generate`.
Nothing about anybody is remembered between calls, and `Idea.fit` is shown to nobody.
"""

from mekaar.matching.check import check
from mekaar.matching.ideas import ideas
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
    "times_of",
    "why_not",
]
