"""A resident with a row in every table that can hold somebody, each full of words to look for."""

import contextlib
import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection
from django.utils import timezone

from mekaar.answers.models import (
    Asked,
    Experience,
    Handed,
    KnownSituation,
    Meaning,
    Question,
)
from mekaar.conversation.models import (
    ClosingInvitation,
    CoreAnswer,
    DailyActivity,
    Encounter,
    Goal,
    PracticeStep,
)
from mekaar.core.sealed import SealedText
from mekaar.core.walls import all_walls
from mekaar.exchange import models as exchange
from mekaar.gatherings.models import Gathering, Harvest
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from mekaar.people.models import (
    Account,
    DeskVisit,
    Doorbell,
    Group,
    GroupMember,
    MailedCode,
    Participant,
    ReachPreference,
    SessionOf,
    SignInCard,
)
from mekaar.people.sessions import SessionStore, stored
from mekaar.places.models import Building
from mekaar.reports.models import Decision, Report, ReportParties
from tests.acting import acting_as
from tests.cast import Cast
from tests.promises import whole_circle

# Stands in every text of this person, and nowhere else.
WORD = "Zwaluwstaartvlinder"
EMAIL = f"{WORD.lower()}@voorbeeld.invalid"
PHONE = "06 0000 0099"


@dataclass(frozen=True)
class Life:
    """The person, somebody they have a double yes with, their account, who sits in their circle."""

    person: Participant
    friend: Participant
    account: Account
    around: whole_circle.Around


@contextlib.contextmanager
def without_triggers() -> Iterator[None]:
    """Rows may be made in any state: only the owner can do this, and only for setting a scene."""
    tables = [wall.table for wall in all_walls() if wall.table != "journal_entry"]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def live(cast: Cast) -> Life:
    """Make the person and everything about them."""
    person = Participant.objects.create(
        neighbourhood=cast.here,
        display_name=WORD,
        language_helper=f"de buurvrouw van {WORD}",
        building=Building.objects.filter(neighbourhood=cast.here).first(),
    )
    friend = cast.henk
    account = _sign_in(person)
    with without_triggers():
        _people(cast, person)
        _conversation(person)
        _exchange(cast, person, friend)
        _answers(cast, person, friend)
        _reports(cast, person, friend)
        _gatherings(cast, person)
        _traces(cast, person)
        around = whole_circle.own_and_anothers(cast, person, WORD)
    return Life(person, friend, account, around)


def _add(model: type, person: Participant, /, **values: Any) -> Any:
    return model.objects.create(neighbourhood_id=person.neighbourhood_id, **values)


def _sign_in(person: Participant) -> Account:
    account = Account.objects.create(
        participant_id=person.id, neighbourhood_id=person.neighbourhood_id, email=EMAIL
    )
    SignInCard.objects.create(account=account, digest="a" * 64)
    MailedCode.objects.create(account=account, email=EMAIL, digest="b" * 64)
    EmailAddress.objects.create(user=account, email=EMAIL, verified=True, primary=True)
    Authenticator.objects.create(user=account, type="recovery_codes", data={"note": WORD})
    session = SessionStore()
    session.update({"_auth_user_id": str(account.id), "draft": WORD})
    session.create()
    SessionOf.objects.create(account=account, session_key=stored(session.session_key))
    return account


def _people(cast: Cast, person: Participant) -> None:
    _add(ReachPreference, person, participant=person, kind="phone", phone=PHONE, words=WORD)
    _add(DeskVisit, person, helper=cast.ria, resident=person, ended_at=timezone.now())
    group = _add(Group, person, name="vrouwentafel")
    _add(GroupMember, person, group=group, participant=person, confirmed_at=timezone.now())


def _conversation(person: Participant) -> None:
    mine = {"participant": person, "written_by": person.id}
    _add(Encounter, person, **mine, place=WORD, state="held")
    _add(CoreAnswer, person, **mine, question="want", version=1, words=WORD)
    activity = _add(DailyActivity, person, **mine, words=WORD, step="to_regain")
    soon = datetime.date(2030, 1, 1)
    _add(PracticeStep, person, **mine, activity=activity, words=WORD, look_back_on=soon)
    _add(Goal, person, **mine, first_words=WORD, words=WORD)
    _add(ClosingInvitation, person, **mine, answer="yes", words=WORD)


def _exchange(cast: Cast, person: Participant, friend: Participant) -> None:
    mine = {"participant": person, "written_by": person.id, "first_words": WORD, "words": WORD}
    theirs = {"participant": friend, "written_by": friend.id, "first_words": "x", "words": "x"}
    ask = _add(exchange.Ask, person, **mine, self_part=WORD, state="arranged")
    second = _add(exchange.Ask, person, **mine, state="ideas_open", audience="neighbourhood")
    offer = _add(exchange.Offer, person, **theirs)
    _add(exchange.Offer, person, **mine)
    _add(exchange.Carrying, person, participant=person, at_once=2)
    _add(
        exchange.Idea,
        person,
        ask=second,
        offer=offer,
        participant=person,
        reasons=[{"kind": "same_subject", "values": [WORD]}],
    )
    _add(exchange.Meaning, person, participant=person, ask=second, model_id="m", vector=[0.5, 1.0])
    _add(exchange.IdeaSetAside, person, ask=second, offer=offer, participant=person)
    _round(cast, person, second)
    introduction = _add(
        exchange.Introduction,
        person,
        ask=ask,
        offer=offer,
        connector=cast.samira.id,
        state="introduced",
        first_meeting=WORD,
    )
    for which, who in (("asker", person), ("giver", friend)):
        answered = {"answer": "yes", "asked_at": timezone.now(), "written_by": who.id}
        side = {"introduction": introduction, "participant": who, "which": which}
        _add(exchange.Side, person, **side, told=WORD, **answered)
        of_one = {"participant": who, "introduction": introduction}
        _add(exchange.ReverseQuestion, person, **of_one, which=which)
        _add(exchange.LastingContact, person, **of_one, ask_from=datetime.date(2030, 1, 1))
    _add(
        exchange.Arrangement,
        person,
        introduction=introduction,
        asker=person,
        giver=friend,
        words=WORD,
        place=WORD,
        times_agreed=2,
        written_by=person.id,
    )


def _round(cast: Cast, person: Participant, ask: exchange.Ask) -> None:
    """A round for a table that the person asked for, with their ask in it, as it still holds."""
    giver = cast.neighbour("Geerte")
    theirs = {"participant": giver, "written_by": giver.id, "first_words": "x", "words": "x"}
    offer = _add(exchange.Offer, person, **theirs)
    made = {"connector": person.id, "state": "ready", "many": 2, "read_at": timezone.now()}
    of_round = {"round": _add(exchange.TableRound, person, **made), "participant": person}
    with acting_as(person, engine=True), connection.cursor() as cursor:
        cursor.execute("SELECT id, mark FROM wall.asks_of_round()")
        marks = dict(cursor.fetchall())
        cursor.execute("SELECT id, mark FROM wall.offers_of_round()")
        marks |= dict(cursor.fetchall())
    both = {"ask": ask, "offer": offer, "mark": marks[ask.id] + marks[offer.id]}
    near = [{"kind": "near", "values": []}]
    _add(exchange.RoundIdea, person, **of_round, **both, giver=giver, nth=1, reasons=near)
    why = [{"kind": "nobody_offers_this", "values": []}]
    _add(exchange.RoundOpen, person, **of_round, ask=ask, nth=2, mark=marks[ask.id], why=why)


def _answers(cast: Cast, person: Participant, friend: Participant) -> None:
    mine = {"participant": person, "written_by": person.id, "state": "readable"}
    yes = {"approved_by": person.id, "approved_at": timezone.now(), "audience": "neighbourhood"}
    said = {"happened": WORD, "helped": WORD, "otherwise": WORD, "matter": "money"}
    asks = {"words": WORD, "matter": "money", "asks_people": True, "asks_back_up": True}
    narrow = {**mine, **yes, "state": "open", "audience": "table"}
    question = _add(Question, person, **narrow, **asks)
    theirs = {"participant": friend, "written_by": friend.id, "state": "open"}
    of_friend = _add(
        Question,
        friend,
        **theirs,
        **{**yes, "approved_by": friend.id, "audience": "table"},
        **{**asks, "words": "Van de ander."},
    )
    told = _add(Experience, person, **mine, **yes, **said, question=of_friend)
    _add(Meaning, person, participant=person, experience=told, model_id="m", vector=[0.5, 1.0])
    back_up = {"answered_at": timezone.now(), "answered_by": cast.loes.id}
    lies = {"question": question, "words": WORD, "matter": "money", "handed_by": cast.ria.id}
    _add(Handed, person, **lies, answer=WORD, **back_up)
    knows = {"participant": person, "written_by": person.id, "words": WORD}
    _add(KnownSituation, person, **knows, model_id="m", vector=[0.5, 1.0])
    answer = {"answer": "yes", "answered_at": timezone.now(), "shown_as": WORD}
    asked = {"participant": person, "asked_by": cast.samira.id, "written_by": person.id}
    _add(Asked, person, question=of_friend, **asked, **answer)


def _reports(cast: Cast, person: Participant, friend: Participant) -> None:
    """What the person reported, decided; what was reported of the person, not decided yet."""
    theirs = exchange.Offer.objects.get(participant=friend)
    ask = exchange.Ask.objects.filter(participant=person, state="ideas_open").get()
    mine = _report(person, person, friend, kind="offer", thing=theirs.id, state="decided")
    of_me = _report(person, friend, person, kind="ask", thing=ask.id, state="open")
    for report, why in ((mine, "x"), (of_me, WORD)):
        what = {"kind": report.kind, "thing": report.thing, "outcome": "stays"}
        by = {"decided_by": cast.samira.id, "nth": 1, "reason": why}
        _add(Decision, person, report=report, **what, **by)


def _report(here: Participant, who: Participant, writer: Participant, **what: Any) -> Report:
    report = _add(Report, here, words=WORD, name=WORD, **what)
    parties = {"participant": who, "written_by": who.id, "writer": writer.id}
    _add(ReportParties, here, report=report, **parties)
    return report


def _gatherings(cast: Cast, person: Participant) -> None:
    """A table of the neighbourhood. Nothing in it is the person's, who was there."""
    begins = timezone.now() - datetime.timedelta(hours=2)
    when = {"starts_at": begins, "ends_at": begins + datetime.timedelta(hours=1)}
    what = {"kind": "table", "title": "Met Mekaar", "meeting_place": cast.place}
    table = _add(Gathering, person, **what, **when, is_public=True, state="harvested")
    _add(Harvest, person, gathering=table, helped="koffie", hard="de trap", head_count=9)


def _traces(cast: Cast, person: Participant) -> None:
    _add(Doorbell, person, door="start", name=WORD, reach="x", words=WORD, rung_by=person.id)
    _add(Notice, person, recipient=person.id, kind="exchange.contact_ended", channel="page")
    _add(Entry, person, verb="people.participant.seen", by=cast.ria.id, whose=person.id)


# --- looking everywhere ------------------------------------------------------------------------


def tables() -> list[str]:
    """Every table of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def rows_with(*needles: str) -> dict[str, list[str]]:
    """Table → rows in which one of these texts stands, in whatever column, sessions unpacked."""
    found: dict[str, list[str]] = {}
    lowered = [needle.lower() for needle in needles]
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            texts = [text for (text,) in cursor.fetchall()]
            if table == "django_session":
                texts = [_unpacked(text) for text in texts]
            hits = [text for text in texts if any(needle in text.lower() for needle in lowered)]
            if hits:
                found[table] = hits
    for table, words in _opened():
        if any(needle in words.lower() for needle in lowered):
            found.setdefault(table, []).append(words)
    return found


def _opened() -> Iterator[tuple[str, str]]:
    """What stands sealed, with the table in which it stands."""
    for model in apps.get_models():
        sealed = [f.name for f in model._meta.fields if isinstance(f, SealedText)]
        if sealed:
            for row in model._base_manager.values_list(*sealed):
                yield model._meta.db_table, json.dumps(row, default=list)


def _unpacked(row: str) -> str:
    content = json.loads(row)
    return json.dumps(content | {"session_data": SessionStore().decode(content["session_data"])})
