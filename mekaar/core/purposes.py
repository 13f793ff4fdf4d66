"""Why something about people is kept: purposes as data, one list per room (AVG art. 30, L-02).

A room writes them in `purposes.py`, next to its models. The record of processing is printed from
them (`mekaar privacy register`), and a table without a purpose fails a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

# How words, names, numbers and addresses are kept (ADR 17), and who gets past it.
SEALED = "woorden, namen en nummers verzegeld met een sleutel per persoon"
WALLED = "de database laat per rij alleen door wie het mag lezen"
LOGGED = "elke keer dat een ander het leest, staat in de inkijk van de persoon"


@dataclass(frozen=True, slots=True)
class Purpose:
    """One processing: for what, of whom, what, who reads it, how long, how it is protected.

    `rules` are names of rules of retention.py; `stays` says what no clock decides.
    """

    title: str
    tables: tuple[str, ...]
    whose: str
    data: str
    readers: str
    protection: tuple[str, ...]
    rules: tuple[str, ...] = ()
    stays: str = ""


def _rooms() -> list[str]:
    names = [config.name for config in apps.get_app_configs()]
    return [name for name in names if name.startswith("mekaar.") and name != "mekaar.core"
            and find_spec(f"{name}.purposes")]  # fmt: skip


def all_purposes() -> list[Purpose]:
    """Every purpose of every room, people first."""
    order = ["mekaar.people", "mekaar.conversation", "mekaar.exchange", "mekaar.answers"]
    rooms = sorted(_rooms(), key=lambda room: order.index(room) if room in order else len(order))
    return [one for room in rooms for one in import_module(f"{room}.purposes").PURPOSES]


def not_about_people() -> Mapping[str, str]:
    """Tables that say nothing about anybody, each with the reason."""
    found: dict[str, str] = {}
    for room in _rooms():
        found |= getattr(import_module(f"{room}.purposes"), "NOT_ABOUT_PEOPLE", {})
    return found
