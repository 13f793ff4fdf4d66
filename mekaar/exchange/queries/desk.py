"""What waits for a connector: names, the building and the day; reading the words is journalled."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mekaar.core.addresses import address
from mekaar.core.leaf import Leaf, cut_prepared
from mekaar.exchange.models import Ask, Idea, Introduction, Offer, Side
from mekaar.journal.actions import Line, record_all
from mekaar.people.by import By
from mekaar.people.models import Participant
from mekaar.people.queries import not_yet_logged

ON_DESK = 8
ON_LIST = 20

# The lists a connector works from; the key is part of the address.
LISTS = {
    "nieuw": _("Nieuw: eerst luisteren"),
    "wensen": _("Iemand wil meer weten over een idee"),
    "ideeen": _("Wil ideeën horen"),
    "gevraagd": _("Gevraagd: ja of nee?"),
    "nog-steeds": _("Vraag samen: nog steeds?"),
    "praten": _("Jullie praten"),
}


# A list shows who and since when. Words are not fetched, so they are not opened either.
_WHO = "participant__building"


def _shown(before: str = "") -> tuple[str, str]:
    return f"{before}participant__display_name", f"{before}{_WHO}__name"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits: the name, what tells them from a namesake, and where to read on."""

    name: str
    url: str
    building: str
    since: datetime.date | datetime.datetime | None
    asked: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class WaitingList:
    """One list, with where the rest of it is."""

    key: str
    title: str
    leaf: Leaf[Waiting]


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for the connector of a neighbourhood."""

    lists: tuple[WaitingList, ...]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing waits."""
        return not any(one.leaf.items for one in self.lists)


def connector_desk(here: uuid.UUID) -> Desk:
    """The overview at /verbinden/: the beginning of each list, in the order of entry."""
    return Desk(tuple(waiting_list(key, here, size=ON_DESK) for key in LISTS))


def waiting_list(key: str, here: uuid.UUID, *, after: str = "", size: int = ON_LIST) -> WaitingList:
    """One of the lists, from this place on."""
    make = {
        "nieuw": _new,
        "wensen": _wishes,
        "ideeen": _ideas,
        "gevraagd": _asked,
        "nog-steeds": _still,
        "praten": _talking,
    }[key]
    return WaitingList(key, str(LISTS[key]), make(here, after, size))


def saw_asked(lists: Iterable[WaitingList], *, by: By) -> None:
    """Write down, once a day, of whom a connector saw that they are asked for an introduction."""
    people = {one.asked for found in lists for one in found.leaf.items if one.asked}
    if people:
        verb = "exchange.introduction.seen"
        new = not_yet_logged(verb, people - {by.id}, by=by)
        lines = (Line(verb, whose=one, why="to_introduce") for one in sorted(new))
        record_all(lines, by=by.id, here=by.here)


def _new(here: uuid.UUID, after: str, size: int) -> Leaf[Waiting]:
    return _asks(Ask.State.WITH_CONNECTOR, here, after, size).of(_ask)


def _talking(here: uuid.UUID, after: str, size: int) -> Leaf[Waiting]:
    return _asks(Ask.State.ENCOUNTER, here, after, size).of(_ask)


def _ideas(here: uuid.UUID, after: str, size: int) -> Leaf[Waiting]:
    return _asks(Ask.State.IDEAS_OPEN, here, after, size).of(_ask_with_ideas)


def _asks(state: str, here: uuid.UUID, after: str, size: int) -> Leaf[Ask]:
    return cut_prepared(_in_state, here, state, field="state_since", after=after, size=size)


def _in_state(here: uuid.UUID, state: str) -> QuerySet[Ask]:
    rows = Ask.objects.filter(neighbourhood=here, state=state)
    return rows.select_related(_WHO).only("code", "state_since", *_shown())


def _wished(here: uuid.UUID) -> QuerySet[Idea]:
    rows = Idea.objects.filter(neighbourhood=here, wished_at__isnull=False)
    fields = ("code", "wished_at", "ask__code", "ask__state_since", *_shown("ask__"))
    return rows.select_related(f"ask__{_WHO}").only(*fields)


def _to_look_at_again(here: uuid.UUID, today: datetime.date) -> QuerySet[Offer]:
    rows = Offer.objects.filter(
        neighbourhood=here, state=Offer.State.OPEN, look_again_on__lte=today
    )
    return rows.select_related(_WHO).only("code", "look_again_on", *_shown())


def _going_on(here: uuid.UUID) -> QuerySet[Introduction]:
    people = Side.objects.select_related(_WHO)
    shown = people.only("introduction", "asked_at", "answer", *_shown())
    sides = Prefetch("sides", shown.order_by("which"))
    return Introduction.objects.going_on().filter(neighbourhood=here).prefetch_related(sides)


def _wishes(here: uuid.UUID, after: str, size: int) -> Leaf[Waiting]:
    found = cut_prepared(_wished, here, field="wished_at", after=after, size=size)
    once = {idea.ask_id: idea.ask for idea in found.items}
    return Leaf([_ask_with_ideas(ask) for ask in once.values()], found.after)


def _asked(here: uuid.UUID, after: str, size: int) -> Leaf[Waiting]:
    found = cut_prepared(_going_on, here, field="made_at", after=after, size=size)
    return found.of(_introduction)


def _still(here: uuid.UUID, after: str, size: int) -> Leaf[Waiting]:
    found = cut_prepared(
        _to_look_at_again, here, timezone.localdate(),
        field="look_again_on", after=after, size=size, by_day=True,
    )  # fmt: skip
    return found.of(_offer)


def _ask(ask: Ask) -> Waiting:
    url = address("exchange:connector_ask", ask.code)
    return _one(ask.participant, url, ask.state_since)


def _ask_with_ideas(ask: Ask) -> Waiting:
    url = address("exchange:connector_ideas", ask.code)
    return _one(ask.participant, url, ask.state_since)


def _introduction(introduction: Introduction) -> Waiting:
    """Who is asked now, and not who the other is: two names together say more than a name."""
    url = address("exchange:introduction_desk", introduction.code)
    turn = [side for side in introduction.sides.all() if side.asked_at and not side.answer]
    if not turn:
        return Waiting(gettext("Kennismaking"), url, building="", since=introduction.made_at)
    who = turn[0].participant
    return replace(_one(who, url, introduction.made_at), asked=who.id)


def _offer(offer: Offer) -> Waiting:
    url = address("exchange:connector_offer", offer.code)
    return _one(offer.participant, url, offer.look_again_on)


def _one(who: Participant, url: str, since: datetime.date | None) -> Waiting:
    building = who.building.name if who.building else ""
    return Waiting(who.display_name, url, building=building, since=since)
