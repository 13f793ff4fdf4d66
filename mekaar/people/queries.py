"""Reads of people that feed a screen or a decision of the rooms above."""

import datetime
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from mekaar.core.leaf import to_count
from mekaar.core.prepared import prepared
from mekaar.core.sealed import blind
from mekaar.journal.models import Entry
from mekaar.notices import queries as notices
from mekaar.notices.models import Notice
from mekaar.notices.registry import Letterbox, Words
from mekaar.people.by import By
from mekaar.people.models import (
    Account,
    Doorbell,
    Group,
    GroupMember,
    Participant,
    ReachPreference,
    RoleHeld,
    SessionOf,
    SignInCard,
)
from mekaar.people.names import LONGEST_BEGINNING, parts_of_name
from mekaar.places.models import Building, MeetingPlace, Responsibility

MOST_FOUND = 10
FEWEST_LETTERS = 2
# So many are fetched to put the first ten in order of name.
MOST_SORTED = 50

# Where a room above finds the resident's own words to print on a card (conversation fills it in).
CARD_WORDS: list[Callable[[uuid.UUID], Iterable[str]]] = []


def channel_for(participant: uuid.UUID) -> str:
    """The channel of a notice for this person: what they chose, nothing else.

    E-mail only for who chose e-mail; phone and "via" mean the call-back list; else the page.
    The database answers with this one word also where the way to reach somebody may not be read.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.channel_of(%s)", [participant])
        return str(cursor.fetchone()[0])


def private_channel_for(participant: uuid.UUID) -> str:
    """The channel of a notice of a private room: mail for who chose mail, otherwise the own page.

    It never goes over the call list, which the desk reads (core/private.py).
    """
    email = Notice.Channel.EMAIL
    return email if channel_for(participant) == email else Notice.Channel.PAGE


def letterbox_of(participant: uuid.UUID) -> Letterbox | None:
    """Where this person wants mail; None when they did not choose mail. Read as that person."""
    reach = ReachPreference.objects.filter(
        participant_id=participant, kind=ReachPreference.Kind.EMAIL
    ).exclude(email="")
    found = reach.select_related("participant").first()
    if found is None:
        return None
    person = found.participant
    return Letterbox(person.display_name, found.email, person.language)


def name_of(participant: uuid.UUID) -> str:
    """The name to show, or nothing when this person is gone or not visible."""
    found = Participant.objects.filter(id=participant).values_list("display_name", flat=True)
    return found.first() or ""


def reach_of(participant: uuid.UUID) -> ReachPreference | None:
    """How this person wants to be reached, when it may be read."""
    return next(iter(_reach(participant)), None)


@prepared
def _reach(one: uuid.UUID) -> QuerySet[ReachPreference]:
    return ReachPreference.objects.filter(participant=one)


def has_roles(participant: uuid.UUID) -> bool:
    """Whether this person holds any role now."""
    return RoleHeld.objects.now().filter(participant_id=participant).exists()


def who_does_what(here: uuid.UUID) -> list[RoleHeld]:
    """Who holds which role here now, for the desk."""
    held = RoleHeld.objects.now().filter(neighbourhood_id=here)
    return sorted(
        held.select_related("participant"),
        key=lambda one: (one.role, parts_of_name(one.participant.display_name), one.id),
    )


# --- the desk ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """The first people found, and whether there are more."""

    people: list[Participant]
    more: bool


def find_people(typed: str, *, here: uuid.UUID) -> Found:
    """The first ten whose name has words that begin like these, whatever capitals and accents.

    The list does not grow with the neighbourhood: with more it asks for more letters. The database
    finds them by blind keys and cannot sort names, so it gives some more than are shown.
    """
    parts = parts_of_name(typed)
    if sum(map(len, parts)) < FEWEST_LETTERS:
        return Found([], more=False)
    keys = blind("name", here, [part[:LONGEST_BEGINNING] for part in parts])
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.find_people(%s::bigint[], %s)", [keys, MOST_SORTED])
        ids = [row[0] for row in cursor.fetchall()]
    people = sorted(
        Participant.objects.select_related("building").filter(id__in=ids),
        key=lambda one: (parts_of_name(one.display_name), one.id),
    )
    return Found(people[:MOST_FOUND], more=len(people) > MOST_FOUND)


def person(participant: uuid.UUID) -> Participant:
    """This participant with the building."""
    return _with_building(participant)[0]


@prepared
def _with_building(one: uuid.UUID) -> QuerySet[Participant]:
    return Participant.objects.select_related("building").filter(id=one)


def ring_of(code: str, *, by: By) -> Doorbell | None:
    """Who rang and waits, by the code in an address; only for the desk."""
    waiting = Doorbell.objects.visible_to(by).filter(code=code, answered_at=None)
    return waiting.first() if code.isalnum() else None


def rings() -> QuerySet[Doorbell]:
    """Who rang and waits for an answer."""
    return Doorbell.objects.filter(answered_at=None)


@prepared
def waiting_rings() -> QuerySet[Doorbell, uuid.UUID]:
    """As many of them as an overview counts."""
    return to_count(rings())


@dataclass(frozen=True, slots=True)
class ToSay:
    """One thing to say: the sentence, and where the desk writes down what came of it."""

    notice: Notice
    words: Words
    page: str
    page_words: Words


@dataclass(frozen=True, slots=True)
class Call:
    """One person to call: how they want it, and everything to say in that one call."""

    person: Participant
    reach: ReachPreference | None
    to_say: list[ToSay]


def calls(firsts: Sequence[Notice], *, by: By) -> list[Call]:
    """The people of these notices, each with all that waits for a call to them."""
    ids = [notice.recipient for notice in firsts]
    waiting = notices.of_each(Notice.Channel.CALL, ids)
    people = Participant.objects.in_bulk(ids)
    reach = {row.participant_id: row for row in ReachPreference.objects.filter(participant__in=ids)}
    pages = notices.desk_pages((one for found in waiting.values() for one in found), by=by)
    return [
        Call(people[one], reach.get(one), [_to_say(notice, pages) for notice in waiting[one]])
        for one in ids
        if one in people
    ]


def _to_say(notice: Notice, pages: Mapping[uuid.UUID, str]) -> ToSay:
    page = pages.get(notice.thing, "") if notice.thing else ""
    return ToSay(notice, notices.to_say(notice), page, notices.words_of(notice).at_desk)


def not_yet_logged(verb: str, people: Iterable[uuid.UUID], *, by: By) -> set[uuid.UUID]:
    """Of these people, whose journal does not say yet that I looked today."""
    ids = set(people)
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = Entry.objects.filter(verb=verb, by=by.id, whose__in=ids, made_at__gte=today)
    return ids - set(lines.values_list("whose", flat=True))


def whom_to_call() -> tuple[str, str]:
    """Name and number of the connector, or of the first meeting place: for every printed card."""
    connector = Responsibility.objects.filter(role=RoleHeld.Role.CONNECTOR).order_by("made_at")
    if found := connector.values_list("name", "phone").first():
        return found
    place = MeetingPlace.objects.order_by("-first", "made_at")
    return place.values_list("name", "phone").first() or ("", "")


def number_of_operator() -> str:
    """Whom to call for a new second step; the first meeting place when nobody is named for it."""
    named = Responsibility.objects.filter(role__in=(RoleHeld.Role.OPERATOR, "technology"))
    place = MeetingPlace.objects.order_by("-first", "made_at")
    found = named.order_by("made_at").values_list("phone", flat=True).first()
    return found or place.values_list("phone", flat=True).first() or ""


def card_words(participant: uuid.UUID) -> list[str]:
    """The resident's own words that may be printed on the card."""
    return [text for source in CARD_WORDS for text in source(participant)]


# --- one's own pages ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Membership:
    """A group of the neighbourhood, whether this person takes part, or said to want to."""

    group: Group
    takes_part: bool
    wished: bool


def groups_for(participant: Participant) -> list[Membership]:
    """Every group here, with whether this person takes part."""
    mine = dict(_groups_of(participant.id))
    return [
        Membership(
            group,
            takes_part=mine.get(group.id) is not None,
            wished=group.id in mine and mine[group.id] is None,
        )
        for group in _groups_in(participant.neighbourhood_id)
    ]


@prepared
def _groups_of(
    one: uuid.UUID,
) -> QuerySet[GroupMember, tuple[uuid.UUID, datetime.datetime | None]]:
    return GroupMember.objects.filter(participant=one).values_list("group_id", "confirmed_at")


@prepared
def _groups_in(here: uuid.UUID) -> QuerySet[Group]:
    return Group.objects.filter(neighbourhood=here).order_by("name", "id")


def wished_members(by: By) -> QuerySet[GroupMember]:
    """Who would like to take part in a group, first come first."""
    wished = GroupMember.objects.wished(by).select_related("participant", "group")
    return wished.order_by("made_at", "id")


def groups_here(by: By) -> QuerySet[Group]:
    """Every group with its place, by name."""
    return Group.objects.visible_to(by).select_related("meeting_place").order_by("name", "id")


def roles_of(participant: uuid.UUID) -> list[RoleHeld]:
    """Every role this person holds, held or will hold, the oldest first."""
    held = RoleHeld.objects.filter(participant_id=participant).select_related("meeting_place")
    return list(held.order_by("since", "id"))


def roles_now(participant: uuid.UUID) -> list[RoleHeld]:
    """The roles this person holds now, the oldest first."""
    held = RoleHeld.objects.now().filter(participant_id=participant)
    return list(held.order_by("since", "id"))


def rung_by(participant: uuid.UUID) -> list[Doorbell]:
    """What this person, signed in, wrote at the door and nobody answered yet."""
    return list(rings().filter(rung_by=participant).order_by("made_at", "id"))


def cards_of(account: Account) -> list[SignInCard]:
    """The cards with which somebody signs in now."""
    return list(account.cards.filter(ended_at=None).order_by("made_at", "id"))


def buildings_for(participant: Participant) -> QuerySet[Building]:
    """The buildings of this person's neighbourhood."""
    here = Building.objects.filter(neighbourhood_id=participant.neighbourhood_id)
    return here.order_by("name", "id")


def gone_from_backups(days: int, *, today: datetime.date) -> datetime.date:
    """The day from which no backup holds what is erased today."""
    return today + datetime.timedelta(days=days + 1)


def sessions_since(account: Account) -> list[datetime.datetime]:
    """Since when this account is signed in where; what is over does not count."""
    still = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    open_ones = SessionOf.objects.filter(account=account, session_key__in=still)
    return list(open_ones.order_by("made_at").values_list("made_at", flat=True))
