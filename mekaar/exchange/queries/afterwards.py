"""Reads of what follows a contact: the reverse question, and whether two still see each other."""

import datetime
import uuid
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet, Sum
from django.utils import timezone

from mekaar.core import db
from mekaar.core.prepared import prepared
from mekaar.exchange.models import (
    Arrangement,
    Introduction,
    LastingContact,
    LastingContactCount,
    ReverseQuestion,
    Side,
)
from mekaar.exchange.rules.afterwards import SMALLEST_SHARE
from mekaar.people.by import By
from mekaar.people.models import Participant

MOST = 20


@dataclass(frozen=True, slots=True)
class Share:
    """In how many contacts the reverse question was asked (R-A17); None: too small to show."""

    contacts: int
    asked: int

    @property
    def percentage(self) -> int | None:
        """The share, unless so few contacts would tell about people (L-12)."""
        if self.contacts < SMALLEST_SHARE:
            return None
        return round(100 * self.asked / self.contacts)


def my_questions_back(participant: Participant) -> list[ReverseQuestion]:
    """The reverse questions that wait for an answer, or whose own date is there."""
    return _to_answer(participant.id, timezone.localdate())


@prepared
def _to_answer(one: uuid.UUID, today: datetime.date) -> QuerySet[ReverseQuestion]:
    own = ReverseQuestion.objects.filter(participant=one)
    return own.to_answer(today).order_by("made_at", "code")[:MOST]


def my_answers(participant: Participant) -> list[ReverseQuestion]:
    """What this person said to the reverse questions, the latest first."""
    own = ReverseQuestion.objects.filter(participant=participant).exclude(answer="")
    return list(own.order_by("-made_at", "code"))


def said_of_contacts(participant: Participant) -> list[LastingContact]:
    """What this person said to "Zien jullie elkaar nog?", the latest first."""
    own = LastingContact.objects.filter(participant=participant).exclude(says="")
    return list(own.order_by("-made_at", "code"))


def my_lasting_contacts(participant: Participant) -> list[LastingContact]:
    """ "Zien jullie elkaar nog?", from its date, and not while something still runs."""
    return _to_say(participant.id, timezone.localdate())


@prepared
def _to_say(one: uuid.UUID, today: datetime.date) -> QuerySet[LastingContact]:
    own = LastingContact.objects.filter(participant=one)
    running = Arrangement.objects.running().values("introduction_id")
    due = own.to_answer(today).exclude(introduction_id__in=running)
    return due.order_by("ask_from", "code")[:MOST]


def has_running(introduction: uuid.UUID | None) -> bool:
    """Whether the two still have something proposed or agreed."""
    running = Arrangement.objects.running()
    return introduction is not None and running.filter(introduction_id=introduction).exists()


def contacts_past_their_term() -> set[uuid.UUID]:
    """The contacts that may be forgotten (retention.py); only behind the engine's door."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.due_contacts(NULL)")
        return {row[0] for row in cursor.fetchall()}


def question_of(side: Side) -> ReverseQuestion | None:
    """The reverse question of this person about this contact, if it was made."""
    own = ReverseQuestion.objects.filter(participant_id=side.participant_id)
    return own.filter(introduction_id=side.introduction_id).first()


def reverse_question_share(by: By) -> Share:
    """The connector's indicator: contacts, and those in which it was asked. No person is counted.

    Contacts that go on now, and the numbers that forgotten contacts left behind.
    """
    if not by.holds("connector"):
        return Share(0, 0)
    with db.acting(by.id, by.here, engine=True):
        contacts = Introduction.objects.filter(
            neighbourhood=by.here, state=Introduction.State.INTRODUCED
        )
        asked = ReverseQuestion.objects.filter(introduction__in=contacts, asked_at__isnull=False)
        now_asked = asked.values("introduction").distinct().count()
        now = contacts.count()
    left = LastingContactCount.objects.filter(neighbourhood=by.here).aggregate(
        contacts=Sum("contacts", default=0), asked=Sum("asked_back", default=0)
    )
    return Share(now + left["contacts"], now_asked + left["asked"])
