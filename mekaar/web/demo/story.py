"""What the demo's files tell for one stage: plain data, read once. Knows no models."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

STAGES = ("starting", "lively", "quiet")
FOLDER = Path(__file__).parent
_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_PARTS = ("ochtend", "middag", "avond", "nacht")

Told = dict[str, Any]


@dataclass(frozen=True)
class Story:
    """Everything of one stage: places, people with what is theirs now, introductions."""

    places: Told
    people: list[Told]
    introductions: list[Told] = field(default_factory=list)
    talks: list[Told] = field(default_factory=list)
    doorbells: list[Told] = field(default_factory=list)
    circles: list[Told] = field(default_factory=list)
    gatherings: list[Told] = field(default_factory=list)
    cast: frozenset[str] = frozenset()


@cache
def _read(name: str) -> Told:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def tell(stage: str) -> Story:
    """The story of a stage."""
    cast = _read("cast.toml")["resident"]
    others = [
        person
        for path in sorted(FOLDER.glob("residents_*.toml"))
        for person in _read(path.name)["resident"]
    ]
    people = [_of_stage(person, stage) for person in [*cast, *others] if stage in person["stages"]]
    return Story(
        places=_read("places.toml"),
        people=people,
        introductions=_told("introduction", stage),
        talks=_told("talk", stage),
        doorbells=_told("doorbell", stage),
        circles=_told("circle", stage),
        gatherings=_told("gathering", stage),
        cast=frozenset(person["key"] for person in cast),
    )


def _told(what: str, stage: str) -> list[Told]:
    return [told for told in _read("tellings.toml")[what] if told["stage"] == stage]


def _of_stage(person: Told, stage: str) -> Told:
    """The person with only what is theirs in this stage; asks keep their number of the file."""

    def here(thing: Told) -> bool:
        return stage in thing.get("only_stages", STAGES)

    core = person.get("core")
    asks = [
        {**ask, "nth": nth, "state": ask.get("quiet_state", ask["state"])}
        if stage == "quiet"
        else {**ask, "nth": nth}
        for nth, ask in enumerate(person.get("asks", []))
        if here(ask)
    ]
    offers = [{**o, "nth": nth} for nth, o in enumerate(person.get("offers", [])) if here(o)]
    return {
        **person,
        "core": core if core and here(core) else None,
        "asks": asks,
        "offers": offers,
        "activities": [one for one in person.get("activities", []) if here(one)],
    }


def bits(times: list[str]) -> int | None:
    """Dayparts such as "di-ochtend" as 28 bits; none told means any time."""
    total = 0
    for told in times:
        day, part = told.split("-")
        total |= 1 << (_DAYS.index(day) * 4 + _PARTS.index(part))
    return total or None
