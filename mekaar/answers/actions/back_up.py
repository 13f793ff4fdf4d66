"""A question before the back-up: handed over without a person, and answered (protocols 2.1)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.answers import rules
from mekaar.answers.actions.question import record, there_is_an_answer
from mekaar.answers.models import Handed, Question
from mekaar.core.errors import Refused
from mekaar.journal import actions as journal
from mekaar.people.by import By, require


@transaction.atomic
def hand_to_back_up(question: Question, *, by: By) -> Handed:
    """The desk lays the approved words before the back-up: a question, and not a person.

    Only when its owner said so; doing it twice is doing it once.
    """
    # No lock: of a question of another the desk may change nothing. The wall looks again.
    require(
        rules.may_hand(by, question),
        _("Dit mag alleen als wie het vraagt, dat goed vindt."),
    )
    if before := Handed.objects.filter(question=question).first():
        return before
    handed = Handed.objects.create(
        neighbourhood_id=by.here,
        question=question,
        words=question.words,
        matter=question.matter,
        handed_by=by.id,
    )
    record("answers.question.handed", question, by)
    return handed


@transaction.atomic
def answer_as_back_up(handed: Handed, answer: str, *, by: By) -> Handed:
    """The answer of the back-up, once; the desk and the owner of the question read it."""
    rows = Handed.objects.select_for_update(of=("self",)).filter(id=handed.id)
    found = rows.first()
    if found is None or (found.answered_at is not None and by.holds("back_up")):
        raise Refused(_("Deze vraag is er niet meer, of er is al een antwoord."))
    require(rules.may_answer_as_back_up(by, found), _("Alleen de achterwacht antwoordt hier."))
    found.answer, found.answered_at, found.answered_by = answer, timezone.now(), by.id
    found.save(update_fields=["answer", "answered_at", "answered_by"])
    line = by.line("answers.handed.answered", thing=found.id)
    journal.record(line, by=by.id, here=by.here)
    there_is_an_answer(found.question_id, by.here)
    return found
