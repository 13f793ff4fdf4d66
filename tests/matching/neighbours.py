"""A small invented neighbourhood that each test bends in one place."""

from dataclasses import dataclass, field, replace
from typing import Any

from mekaar.matching import Ask, Instance, Offer, Participant

TUESDAY_MORNING = 4
TUESDAY_EVENING = 6

WIM = Participant(
    "wim", x=0, y=0, languages=frozenset({"nl"}), has=frozenset({"vrouw"}), can_carry=1
)
AISHA = Participant(
    "aisha", x=300, y=400, languages=frozenset({"nl", "ar"}), has=frozenset({"vog"}), can_carry=2
)
CARDS = Ask(
    "cards",
    "wim",
    "weer eens klaverjassen",
    times=1 << TUESDAY_MORNING | 1 << TUESDAY_EVENING,
    max_distance=1000,
    ideas_open=True,
)
TABLE = Offer(
    "table",
    "aisha",
    "wij zoeken een derde en vierde voor het kaarten, klaverjassen",
    times=1 << TUESDAY_EVENING,
    max_distance=1000,
)


@dataclass
class Change:
    """What a test changes in the pair that fits."""

    ask: dict[str, Any] = field(default_factory=dict)
    asker: dict[str, Any] = field(default_factory=dict)
    offer: dict[str, Any] = field(default_factory=dict)
    giver: dict[str, Any] = field(default_factory=dict)
    declined: frozenset[tuple[str, str]] = frozenset()

    def instance(self) -> Instance:
        return Instance(
            (replace(WIM, **self.asker), replace(AISHA, **self.giver)),
            (replace(TABLE, **self.offer),),
            (replace(CARDS, **self.ask),),
            self.declined,
        )


def two_texts(asked: str, offered: str) -> Instance:
    """Two people who told nothing but what they ask and offer."""
    return Instance(
        (Participant("asker"), Participant("giver")),
        (Offer("offer", "giver", offered),),
        (Ask("ask", "asker", asked, ideas_open=True),),
    )
