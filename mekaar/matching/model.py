"""The nouns of the ideas engine: frozen values that decide nothing themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

DAYPARTS = 28
"""Seven days of morning, afternoon, evening and night; 0 is Monday morning."""

KINDS = ("person", "thing", "place", "group")

Value = str | int


class BadInstance(Exception):
    """The input cannot be used; the message is one sentence that says what to mend."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person, with only what they chose to tell; what is not told is None or empty."""

    id: str
    x: float | None = None
    y: float | None = None
    languages: frozenset[str] = frozenset()
    has: frozenset[str] = frozenset()
    can_carry: int = 1
    apart_from: frozenset[str] = frozenset()
    language_helper: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What a participant would like to do, lend, open or share."""

    id: str
    participant: str
    text: str
    vector: tuple[float, ...] | None = None
    kind: str = "person"
    times: int | None = None
    max_distance: float | None = None
    wants: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ask:
    """What a participant wants; `needs` is hard, `times` None means not told."""

    id: str
    participant: str
    text: str
    vector: tuple[float, ...] | None = None
    times: int | None = None
    max_distance: float | None = None
    needs: frozenset[str] = frozenset()
    soon: int = 0
    waiting_days: int = 0
    ideas_open: bool = False
    profession_wanted: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an idea is there, as data: the page makes a Dutch sentence of it."""

    kind: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Idea:
    """An offer that may fit an ask. `fit` orders the work; it is never shown to anybody."""

    ask: str
    offer: str
    fit: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class WhyNot:
    """What kept the nearest offers away, and how many of them."""

    kind: str
    values: tuple[Value, ...] = ()
    offers: int = 0


@dataclass(frozen=True)
class Ring:
    """Each does something for the next and the last for the first: idea i is for person i + 1."""

    participants: tuple[str, ...]
    ideas: tuple[Idea, ...]


@dataclass(frozen=True)
class Instance:
    """The open asks and offers of this moment; nothing about earlier ones but who said no."""

    participants: tuple[Participant, ...]
    offers: tuple[Offer, ...]
    asks: tuple[Ask, ...]
    declined: frozenset[tuple[str, str]] = frozenset()
    model: str | None = None
    """Which model made the vectors (`agreement`); vectors of two models cannot be compared."""

    @cached_property
    def offers_by_id(self) -> dict[str, Offer]:
        """The offers by their id."""
        return {offer.id: offer for offer in self.offers}

    @cached_property
    def _participants_by_id(self) -> dict[str, Participant]:
        return {person.id: person for person in self.participants}

    @cached_property
    def asks_by_id(self) -> dict[str, Ask]:
        """The asks by their id."""
        return {ask.id: ask for ask in self.asks}

    def ask(self, ask_id: str) -> Ask:
        """The ask with this id, or BadInstance."""
        try:
            return self.asks_by_id[ask_id]
        except KeyError:
            raise BadInstance(f"There is no ask {ask_id!r} in this instance.") from None

    def owner(self, thing: Ask | Offer) -> Participant:
        """Whose ask or offer this is, or BadInstance."""
        try:
            return self._participants_by_id[thing.participant]
        except KeyError:
            raise BadInstance(
                f"{thing.id!r} belongs to participant {thing.participant!r},"
                " who is not in this instance."
            ) from None


def times_of(dayparts: Iterable[int]) -> int:
    """The 28-bit set of these dayparts (day * 4 + part)."""
    times = 0
    for daypart in dayparts:
        if not 0 <= daypart < DAYPARTS:
            raise BadInstance(f"There is no daypart {daypart}; they run from 0 to {DAYPARTS - 1}.")
        times |= 1 << daypart
    return times


def dayparts_of(times: int) -> tuple[int, ...]:
    """The dayparts in a 28-bit set, in the order of the week."""
    return tuple(daypart for daypart in range(DAYPARTS) if times >> daypart & 1)
