"""What was told, column by column: the shortest way from a file, or from an instance, to arrays.

Nothing is decided here and nothing is sorted; `columns.py` numbers it along the map.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mekaar.matching.fit import NOT_TOLD
from mekaar.matching.model import KINDS, Ask, Instance, Offer

Array = Any
Fields = dict[str, list[Any]]
"""Name of a field -> what each record says, None where it says nothing."""

_KIND = {kind: number for number, kind in enumerate(KINDS)} | {None: 0}
_PERSON = ("id", "x", "y", "languages", "has", "can_carry", "apart_from", "language_helper")
_OFFER = ("id", "participant", "text", "kind", "times", "max_distance")
_ASK = (
    "id", "participant", "text", "times", "max_distance", "needs", "soon", "waiting_days",
    "ideas_open", "profession_wanted",
)  # fmt: skip


class Numbers(dict[Any, int]):
    """A number for each different value, in the order in which they came."""

    def __missing__(self, value: Any) -> int:
        self[value] = len(self)
        return self[value]

    def column(self, values: Iterable[Any]) -> Array:
        """The numbers of these values."""
        return np.array(list(map(self.__getitem__, values)), dtype=np.int32)


@dataclass
class Told:
    """Everything a round looks at; columns of people, open offers, and asks that want ideas."""

    people: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    """Their ids."""
    columns: dict[str, list[Array]] = field(default_factory=dict)
    """Name -> arrays to be put one after the other (`column`)."""
    apart: list[tuple[int, str]] = field(default_factory=list)
    """(place of a person, id of who they stay away from)."""
    sets: Numbers = field(default_factory=Numbers)
    texts: Numbers = field(default_factory=Numbers)
    """The different sets of words, and the different (text, vector)."""
    declined: frozenset[tuple[str, str]] = frozenset()
    model: str | None = None

    def column(self, name: str) -> Array:
        """One column as a whole."""
        return np.concatenate(
            [np.zeros(0, _TYPES.get(name, np.int32)), *self.columns.get(name, ())]
        )

    def take_people(self, told: Fields) -> None:
        """More participants."""
        first = len(self.people)
        self.people += told["id"]
        self._add("x", np.array(told["x"], dtype=np.float64))
        self._add("y", np.array(told["y"], dtype=np.float64))
        self._add("languages", self.sets.column(one or frozenset() for one in told["languages"]))
        self._add("has", self.sets.column(one or frozenset() for one in told["has"]))
        self._add("can_carry", np.maximum(0, _whole(told["can_carry"], 1)))
        self._add("helper", _whole(told["language_helper"], 0))
        for at, others in enumerate(told["apart_from"], start=first):
            if others:
                self.apart += [(at, other) for other in others]

    def take_offers(self, told: Fields) -> None:
        """More offers; `participant` is a place among the people."""
        self.offers += told["id"]
        self._take_things("offer", told)
        self._add("kind", np.array([_KIND[kind] for kind in told["kind"]], dtype=np.int32))

    def take_asks(self, told: Fields) -> None:
        """More asks; those that want no ideas (yet) stay out."""
        wants = told.pop("ideas_open")
        if not all(wants):
            told = {
                name: [one for one, is_open in zip(values, wants, strict=True) if is_open]
                for name, values in told.items()
            }
        self.asks += told["id"]
        self._take_things("ask", told)
        self._add("needs", self.sets.column(one or frozenset() for one in told["needs"]))
        self._add("soon", _whole(told["soon"], 0))
        self._add("waiting", _whole(told["waiting_days"], 0))
        self._add("profession", _whole(told["profession_wanted"], 0))

    def _take_things(self, name: str, told: Fields) -> None:
        vectors = told.get("vector") or [None] * len(told["id"])
        self._add(f"{name} person", np.array(told["participant"], dtype=np.int32))
        self._add(f"{name} text", self.texts.column(zip(told["text"], vectors, strict=True)))
        self._add(f"{name} times", _whole(told["times"], NOT_TOLD))
        reach = np.array(told["max_distance"], dtype=np.float64)
        self._add(f"{name} reach", np.where(np.isnan(reach), np.inf, reach))

    def _add(self, name: str, more: Array) -> None:
        self.columns.setdefault(name, []).append(more)


_TYPES = dict.fromkeys(("x", "y", "offer reach", "ask reach"), np.float64)


def told_of(instance: Instance) -> Told:
    """An instance of objects as columns."""
    told = Told(declined=instance.declined, model=instance.model)
    told.take_people(_fields(instance.participants, _PERSON))
    number = {name: at for at, name in enumerate(told.people)}
    told.take_offers(_things(instance, instance.offers, (*_OFFER, "vector"), number))
    told.take_asks(_things(instance, instance.asks, (*_ASK, "vector"), number))
    return told


def _things(
    instance: Instance,
    things: Sequence[Ask] | Sequence[Offer],
    names: Sequence[str],
    number: dict[str, int],
) -> Fields:
    fields = _fields(things, names)
    for one in things:
        if one.participant not in number:
            instance.owner(one)  # says who is not there
    fields["participant"] = [number[name] for name in fields["participant"]]
    return fields


def _fields(things: Sequence[Any], names: Sequence[str]) -> Fields:
    return {name: [getattr(one, name) for one in things] for name in names}


def _whole(told: list[Any], otherwise: int) -> Array:
    if None not in told:
        return np.array(told, dtype=np.int32)
    return np.array([otherwise if one is None else one for one in told], dtype=np.int32)
