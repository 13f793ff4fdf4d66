"""Every write of what follows a contact: reverse question, lasting contact, and forgetting."""

import datetime
import uuid
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.core import db
from mekaar.core.errors import Refused
from mekaar.exchange import states
from mekaar.exchange.models import (
    Introduction,
    LastingContact,
    LastingContactCount,
    ReverseQuestion,
    Side,
)
from mekaar.exchange.queries import afterwards as queries
from mekaar.exchange.rules import afterwards as rules
from mekaar.journal import actions as journal
from mekaar.people.by import By, require

Answer, Says = ReverseQuestion.Answer, LastingContact.Says


def forget(introduction: Introduction) -> None:
    """What is over leaves no row: the database takes all of it away, or refuses."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.forget(%s)", [introduction.id])


# --- The reverse question -------------------------------------------------------------------------


def prepare_reverse_questions(introduction: Introduction, sides: Iterable[Side]) -> None:
    """After rounding off: a question waits for each of the two, unless one waits already.

    Call it behind the engine's door. Making it is not asking it (R-A17).
    """
    for side in sides:
        _prepare(introduction.id, side)


def _prepare(introduction: uuid.UUID, side: Side) -> ReverseQuestion | None:
    same = ReverseQuestion.objects.filter(participant_id=side.participant_id)
    before = same.filter(introduction_id=introduction).first()
    if before:
        return before
    if not rules.may_ask_again(list(same.filter(which=side.which)), timezone.localdate()):
        return None
    return ReverseQuestion.objects.create(
        neighbourhood_id=side.neighbourhood_id,
        introduction_id=introduction,
        participant_id=side.participant_id,
        which=side.which,
    )


@transaction.atomic
def ask_reverse_question(side: Side, *, by: By) -> ReverseQuestion:
    """The connector or host asks it at the desk; asking is the step, answering is free (R-A17)."""
    require(by.is_at_desk_for(side.participant_id), _("Deze vraag stel je als iemand bij je zit."))
    question = _prepare(side.introduction_id, side)
    if question is None or question.answer in {Answer.NO, Answer.YES}:
        raise Refused(_("Er wacht al zo'n vraag, of het is al gevraagd."))
    if question.asked_at is None:
        question.asked_at, question.asked_by = timezone.now(), by.id
        question.save(update_fields=["asked_at", "asked_by"])
        _record("exchange.reverse_question.asked", question, by)
    return question


@transaction.atomic
def answer_reverse_question(
    question: ReverseQuestion, said: str, *, by: By, later_on: datetime.date | None = None
) -> ReverseQuestion:
    """No, later or yes: each is a full answer, and none has a consequence (R-A07)."""
    _require_own(question, by)
    question = ReverseQuestion.objects.select_for_update(of=("self",)).get(id=question.id)
    if question.answer == said and said != Answer.LATER:
        return question
    if question.answer in {Answer.NO, Answer.YES}:
        raise Refused(_("Je hebt hier al op geantwoord. We vragen het niet nog eens."))
    today = timezone.localdate()
    question.answer, question.answered_at = said, timezone.now()
    question.later_on = None
    if said == Answer.LATER:
        question.later_on = later_on or rules.later_by_default(today)
    if question.asked_at is None:
        question.asked_at = timezone.now()
    question.save(update_fields=["answer", "answered_at", "later_on", "asked_at"])
    _record("exchange.reverse_question.answered", question, by)
    return question


# --- Lasting contact ------------------------------------------------------------------------------


def await_lasting_contact(introduction: Introduction, sides: Iterable[Side]) -> None:
    """From eight weeks on both may say whether they still see each other (R-A18).

    Call it behind the engine's door, when two are introduced and again when they round off.
    """
    ask_from = rules.ask_lasting_from(timezone.localdate())
    for side in sides:
        row, new = LastingContact.objects.get_or_create(
            neighbourhood_id=side.neighbourhood_id,
            introduction=introduction,
            participant_id=side.participant_id,
            defaults={"ask_from": ask_from},
        )
        if not new:
            row.ask_from = ask_from
            row.save(update_fields=["ask_from"])


@transaction.atomic
def say_lasting(contact: LastingContact, said: str, *, by: By) -> bool:
    """ "Zien jullie elkaar nog?" When both said it: counted if twice yes, and then forgotten.

    Gives whether the contact is forgotten now. "Dat zeg ik liever niet" counts for nothing.
    """
    _require_own(contact, by)
    with db.acting(by.id, by.here, engine=True):
        introduction = _locked(contact)
        both = list(LastingContact.objects.filter(introduction=introduction))
        own = next(one for one in both if one.id == contact.id)
        if own.says:
            return False
        if own.ask_from > timezone.localdate() or queries.has_running(introduction.id):
            raise Refused(_("Deze vraag komt later pas. Je hoeft nu niets te doen."))
        own.says, own.answered_at = said, timezone.now()
        own.save(update_fields=["says", "answered_at"])
        _record("exchange.lasting_contact.said", own, by)
        if not all(one.says for one in both):
            return False
        count_contact(introduction, still=all(one.says == Says.YES for one in both))
        _end(introduction)
    return True


def _locked(contact: LastingContact) -> Introduction:
    rows = Introduction.objects.select_for_update(of=("self",))
    found = rows.filter(id=contact.introduction_id).first() if contact.introduction_id else None
    if found is None:
        raise Refused(_("Dit is al gezegd en vergeten. Je hoeft niets te doen."))
    return found


def _end(introduction: Introduction) -> None:
    states.INTRODUCTION.require_move(introduction.state, Introduction.State.ENDED)
    introduction.state = Introduction.State.ENDED
    introduction.save(update_fields=["state"])
    forget(introduction)


def count_contact(introduction: Introduction, *, still: bool) -> None:
    """One contact more in the numbers of this quarter; who they were is not kept.

    Call it behind the engine's door, just before the contact is forgotten.
    """
    asked = ReverseQuestion.objects.filter(introduction=introduction, asked_at__isnull=False)
    count, _new = LastingContactCount.objects.get_or_create(
        neighbourhood_id=introduction.neighbourhood_id,
        quarter=rules.quarter_of(timezone.localdate()),
    )
    LastingContactCount.objects.filter(id=count.id).update(
        how_many=F("how_many") + int(still),
        contacts=F("contacts") + 1,
        asked_back=F("asked_back") + int(asked.exists()),
    )


@transaction.atomic
def forget_contacts(here: uuid.UUID, contacts: Sequence[uuid.UUID]) -> int:
    """For the job: contacts about which nobody said anything for a year (retention.py, R-A18).

    Looked at again under a lock, so that what was said meanwhile counts and twice is once.
    """
    forgotten = 0
    with db.acting(None, here, engine=True):
        rows = Introduction.objects.select_for_update(of=("self",)).filter(id__in=contacts)
        locked = list(rows.order_by("id"))
        due = queries.contacts_past_their_term()
        for introduction in (one for one in locked if one.id in due):
            count_contact(introduction, still=False)
            _end(introduction)
            forgotten += 1
    return forgotten


def _require_own(thing: ReverseQuestion | LastingContact, by: By) -> None:
    """The person who is asked, or a helper who is not the other of the two.

    Raises NotAllowed.
    """
    require(rules.may_answer(by, thing), _("Deze vraag is voor iemand anders."))
    others = Side.objects.exclude(participant_id=thing.participant_id).filter(participant_id=by.id)
    is_other = thing.introduction_id and others.filter(introduction_id=thing.introduction_id)
    require(not is_other, _("Jij bent zelf een van de twee. Laat iemand anders dit opschrijven."))


def _record(verb: str, thing: ReverseQuestion | LastingContact, by: By) -> None:
    line = by.line(verb, whose=thing.participant_id, thing=thing.id)
    journal.record(line, by=by.id, here=by.here)
