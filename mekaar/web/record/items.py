"""What a record is made of: one thing that is kept, the things that belong together, a part."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.core.dates import say_day, say_time


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is kept: what it is, and the words; `language` when it is known of them."""

    label: str
    words: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the record: for each ask, each talk, … the items about it."""

    title: str
    things: list[list[Item]]

    @property
    def lists(self) -> list[list[Item]]:
        """The items in lists in which no label stands twice: HTML allows it once in a list."""
        return [one for thing in self.things for one in _without_twins(thing)]


def section(title: str, things: Iterable[Iterable[Item]]) -> Section:
    """A part of the record out of things; what says nothing is left out."""
    found = ([item for item in thing if item.words] for thing in things)
    return Section(title, [thing for thing in found if thing])


def _without_twins(items: list[Item]) -> Iterator[list[Item]]:
    now: list[Item] = []
    for item in items:
        if item.label in {one.label for one in now}:
            yield now
            now = []
        now.append(item)
    yield now


def capital(said: object) -> str:
    """With a capital: a label that comes from a list of choices."""
    text = str(said)
    return text[:1].upper() + text[1:]


def day(moment: datetime.date | datetime.datetime | None) -> str:
    """A day in words; nothing for nothing."""
    if isinstance(moment, datetime.datetime):
        moment = timezone.localtime(moment).date()
    return say_day(moment) if moment else ""


def day_and_time(moment: datetime.datetime | None) -> str:
    """ "dinsdag 3 maart, 10.05 uur"; nothing for nothing."""
    return f"{day(moment)}, {say_time(moment)}" if moment else ""


def on_day(said: object, moment: datetime.date | datetime.datetime | None) -> str:
    """ "ja (dinsdag 3 maart)"; without the day where there is none."""
    words = {"said": said, "day": day(moment)}
    return _("%(said)s (%(day)s)") % words if moment else str(said)
