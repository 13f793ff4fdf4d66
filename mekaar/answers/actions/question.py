"""Every write of a question: asked, said otherwise, said yes to, closed, taken back (R-A10)."""

import datetime
import uuid

from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from mekaar.answers import rules, states
from mekaar.answers.models import Question
from mekaar.answers.telling import Asking
from mekaar.core import db
from mekaar.core.errors import Refused
from mekaar.journal import actions as journal
from mekaar.notices import actions as notices
from mekaar.notices.models import Notice
from mekaar.people import keys
from mekaar.people import queries as people
from mekaar.people.by import By, require
from mekaar.people.models import Participant

State = Question.State

# The same words sent twice within this time are a double click, not two questions.
ONE_CLICK = datetime.timedelta(minutes=2)
ANSWERED = "answers.question_answered"

_NOT_YOURS = gettext_lazy("Deze vraag is van iemand anders.")
_GONE = gettext_lazy("Deze vraag is er niet meer. Er is niets veranderd.")
_OTHER_WORDS = gettext_lazy("De vraag is intussen veranderd. Lees die eerst. Zeg dan opnieuw ja.")
_IS_CLOSED = gettext_lazy("Deze vraag is al klaar. Stel gerust een nieuwe.")


def mark_question(question: Question) -> str:
    """Of exactly these words: a yes counts for no others."""
    said = (question.words, str(question.matter))
    return keys.digest("question", repr((str(question.id), said)))


@transaction.atomic
def ask(participant: Participant, said: Asking, *, by: By) -> Question:
    """Write a question down. It is not asked before its owner saw what others told already.

    Sending the same words twice gives the one question (R-A10).
    """
    require(by.acts_for(participant.id), _("Een vraag stelt iemand zelf, of samen aan de balie."))
    written = by.written_for(participant.id)
    Participant.objects.select_for_update(of=("self",)).get(id=participant.id)
    just_now = Question.objects.visible_to(by).filter(
        participant=participant, made_at__gt=timezone.now() - ONE_CLICK
    )
    if before := next((one for one in just_now if one.words == said["words"]), None):
        return before
    question = Question.objects.create(
        neighbourhood_id=by.here, participant=participant, **said, **written
    )
    record("answers.question.told", question, by)
    return question


@transaction.atomic
def ask_otherwise(question: Question, said: Asking, *, by: By) -> Question:
    """Other words wait for a new yes; who may hear it changes at once (invariant 20).

    A trigger takes back what was laid before others with the old words.
    """
    require(rules.may_change(by, question), str(_NOT_YOURS))
    written = by.written_for(question.participant_id)
    question = locked(question)
    if question.is_closed:
        raise Refused(str(_IS_CLOSED))
    before = mark_question(question)
    set_values(question, dict(said))
    if mark_question(question) != before:
        set_values(question, {**written, "state": State.TOLD, "state_since": timezone.now()})
        set_values(question, {"approved_at": None, "approved_by": None})
    question.save()
    record("answers.question.changed", question, by)
    return question


@transaction.atomic
def put(question: Question, which: str, *, by: By) -> Question:
    """ "Stel mijn vraag", in exactly the words that the page showed; at the desk read aloud.

    Doing it twice is doing it once.
    """
    require(rules.may_change(by, question), str(_NOT_YOURS))
    by.written_for(question.participant_id)
    question = locked(question)
    if not constant_time_compare(mark_question(question), which):
        raise Refused(str(_OTHER_WORDS))
    if question.is_open:
        return question
    states.QUESTION.require_move(question.state, State.OPEN)
    now = timezone.now()
    set_values(question, {"state": State.OPEN, "state_since": now})
    set_values(question, {"approved_at": now, "approved_by": by.id})
    if by.read_back_at is not None:
        question.read_back_at = by.read_back_at
    question.save()
    record("answers.question.put", question, by)
    return question


@transaction.atomic
def close(question: Question, answered_by: str, *, by: By) -> Question:
    """It is done: nobody else reads it from this request on. Also before it was ever asked.

    A trigger takes along who was asked and did not say yes.
    """
    require(rules.may_change(by, question), str(_NOT_YOURS))
    question = locked(question)
    if question.is_closed:
        return question
    states.QUESTION.require_move(question.state, State.CLOSED)
    set_values(question, {"state": State.CLOSED, "state_since": timezone.now()})
    set_values(question, {"answered_by": answered_by})
    question.save()
    notices.finish_about(question.id, recipient=question.participant_id, by=by)
    record("answers.question.closed", question, by)
    return question


@transaction.atomic
def take_question_back(question: Question, *, by: By) -> None:
    """Gone at once, everywhere, with its key and with everybody who was asked (R-A16).

    What others told for it stays theirs, and no longer says for which question.
    """
    require(rules.may_change(by, question), str(_NOT_YOURS))
    question = locked(question)
    record("answers.question.taken_back", question, by)
    Question.objects.filter(id=question.id).delete()


def tell_asker(which: uuid.UUID, *, here: uuid.UUID) -> bool:
    """For the job: there is an answer. Who answered knows no name; so the house tells it itself.

    Once, until its owner looked; never for a question that was taken back or is done.
    """
    with db.acting(None, here, engine=True):
        rows = Question.objects.filter(id=which, state=State.OPEN)
        owner = rows.values_list("participant", flat=True).first()
    if owner is None:
        return False
    with db.acting(owner, here):
        own = Question.objects.select_for_update(of=("self",)).select_related("participant")
        question = own.filter(id=which, participant_id=owner, state=State.OPEN).first()
        waits = Notice.objects.filter(recipient=owner, thing=which, kind=ANSWERED, done_at=None)
        if question is None or waits.exists():
            return False
        by = By(me=question.participant)
        notices.queue(
            ANSWERED, recipient=owner, channel=people.channel_for(owner), by=by, thing=which
        )
    return True


def there_is_an_answer(question: uuid.UUID, here: uuid.UUID) -> None:
    """Queue the job that tells its owner, in the transaction of the answer."""
    app.configure_task("answers.tell_asker", queue="notices").defer(
        question_id=str(question), here=str(here)
    )


def locked(question: Question) -> Question:
    """Raises Refused when it was taken back a moment ago."""
    rows = Question.objects.select_for_update(of=("self",)).filter(id=question.id)
    found = rows.first()
    if found is None:
        raise Refused(str(_GONE))
    return found


def record(verb: str, question: Question, by: By) -> None:
    """In the journal of the owner of the question."""
    line = by.line(verb, whose=question.participant_id, thing=question.id)
    journal.record(line, by=by.id, here=by.here)


def set_values(thing: models.Model, values: dict[str, object]) -> None:
    """Several fields at once; saving is for who calls."""
    for name, value in values.items():
        setattr(thing, name, value)
