"""From the nouns of the engine to plain data for JSON, the same bytes each time."""

import importlib
import json
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from mekaar.matching.model import Idea, Instance, WhyNot

if TYPE_CHECKING:
    from mekaar.matching.rounds import Round

_PIECE = 10_000


def as_json(data: object) -> str:
    """One line of JSON."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def instance_data(instance: Instance) -> dict[str, Any]:
    """An instance as `reading.read_instance` reads it; what is not told is left out."""
    data: dict[str, Any] = {
        "participants": [_told(one) for one in instance.participants],
        "offers": [_told(one) for one in instance.offers],
        "asks": [_told(one) for one in instance.asks],
        "declined": [list(two) for two in sorted(instance.declined)],
    }
    return data if instance.model is None else {**data, "model": instance.model}


def result_data(ask_id: str, found: list[Idea], why: list[WhyNot]) -> dict[str, Any]:
    """The ideas for one ask, or why there are none."""
    unserved = [] if found else [{"ask": ask_id, "why": [_why(one) for one in why]}]
    return {"ideas": [idea_data(idea) for idea in found], "unserved": unserved}


def idea_data(idea: Idea) -> dict[str, Any]:
    """One idea with its reasons."""
    return {
        "ask": idea.ask,
        "offer": idea.offer,
        "fit": idea.fit,
        "reasons": [{"kind": one.kind, "values": one.values} for one in idea.reasons],
    }


def _why(one: WhyNot) -> dict[str, Any]:
    return {"kind": one.kind, "values": one.values, "offers": one.offers}


def round_data(made: "Round") -> dict[str, Any]:
    """A round as `rounds.checking.check_round` reads it."""
    return {
        "ideas": [
            idea_data(idea)
            | {"ring": made.ring_of.get(idea.ask), "instead": made.instead.get(idea.ask)}
            for idea in made.ideas
        ],
        "rings": [list(ring) for ring in made.rings],
        "unserved": [
            {"ask": ask, "why": [_why(one) for one in why]} for ask, why in made.unserved.items()
        ],
        "set_aside": [list(two) for two in made.set_aside],
        "value": made.value,
        "bound": made.bound,
    } | _rings_preferred(made)


def round_json(made: "Round") -> Iterator[bytes]:
    """The same as one line of JSON, in pieces: a round of a million people is never there twice."""
    try:
        encode = importlib.import_module("msgspec.json").encode
    except ImportError:
        yield as_json(round_data(made)).encode()
        return
    yield b'{"ideas":['
    for first in range(0, len(made.ideas), _PIECE):
        ideas = [
            {
                "ask": idea.ask,
                "offer": idea.offer,
                "fit": idea.fit,
                "reasons": idea.reasons,
                "ring": made.ring_of.get(idea.ask),
                "instead": made.instead.get(idea.ask),
            }
            for idea in made.ideas[first : first + _PIECE]
        ]
        yield (b"," if first else b"") + encode(ideas)[1:-1]
    yield b'],"rings":' + encode(made.rings)
    yield b',"unserved":'
    yield encode([{"ask": ask, "why": why} for ask, why in made.unserved.items()])
    yield b',"set_aside":' + encode(made.set_aside)
    numbers = {"value": made.value, "bound": made.bound} | _rings_preferred(made)
    yield b"," + encode(numbers)[1:] + b"\n"


def _rings_preferred(made: "Round") -> dict[str, int]:
    """Told only where it was asked: how many pairs were looked at, and so the bound, follow it."""
    return {"rings_of_at_most": made.rings_of_at_most} if made.rings_of_at_most else {}


def _told(thing: Any) -> dict[str, Any]:
    data = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if value is None or value == frozenset():
            continue
        data[field.name] = sorted(value) if isinstance(value, frozenset) else value
    return data
