"""Every write of what people know from the inside, and of who was asked about a question."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.answers import rules
from mekaar.answers.actions.question import there_is_an_answer
from mekaar.answers.models import Asked, KnownSituation, Question
from mekaar.core.errors import Refused
from mekaar.journal import actions as journal
from mekaar.notices import actions as notices
from mekaar.notices.models import Notice
from mekaar.people import queries as people
from mekaar.people.by import By, require
from mekaar.people.models import Participant


@transaction.atomic
def add_known(participant: Participant, words: str, *, by: By) -> KnownSituation:
    """ "Dit ken ik van binnenuit": free words, read by the connector, to ask and for nothing else.

    Twice the same is one.
    """
    require(by.acts_for(participant.id), _("Dit vertelt iemand zelf, of samen aan de balie."))
    written = by.written_for(participant.id)
    Participant.objects.select_for_update(of=("self",)).get(id=participant.id)
    mine = KnownSituation.objects.visible_to(by).filter(participant=participant)
    if before := next((one for one in mine if one.words == words), None):
        return before
    known = KnownSituation.objects.create(
        neighbourhood_id=by.here, participant=participant, words=words, **written
    )
    _record("answers.known.told", known, by)
    return known


@transaction.atomic
def take_known_back(known: KnownSituation, *, by: By) -> None:
    """Gone at once, with its key; nobody is asked for it any more."""
    require(by.acts_for(known.participant_id), _("Dit is van iemand anders."))
    _record("answers.known.taken_back", known, by)
    KnownSituation.objects.filter(id=known.id).delete()


@transaction.atomic
def ask_person(question: Question, participant: Participant, *, by: By) -> Asked:
    """A connector asks somebody who knows this; the owner of the question learns nothing of it.

    The journal line stands with who is asked, and names no question. Twice is once.
    """
    require(
        rules.may_look_for_people(by, question),
        _("Dit doet een buurtverbinder, als wie het vraagt dat goed vindt."),
    )
    if before := Asked.objects.filter(question=question, participant=participant).first():
        return before
    if not KnownSituation.objects.filter(participant=participant).exists():
        raise Refused(_("Deze buur zegt niet meer dit te kennen. Er is niemand gevraagd."))
    asked = Asked.objects.create(
        neighbourhood_id=by.here, question=question, participant=participant, asked_by=by.id
    )
    _record("answers.asked.asked", asked, by)
    # Never on the call list: there the desk reads along, and the one who asks may sit there.
    chosen = people.channel_for(participant.id)
    channel = Notice.Channel.PAGE if chosen == Notice.Channel.CALL else chosen
    notices.queue(
        "answers.would_you", recipient=participant.id, channel=channel, by=by, thing=asked.id
    )
    return asked


@transaction.atomic
def answer_asked(asked: Asked, answer: str, shown_as: str, *, by: By) -> Asked:
    """Yes, later or no, of who was asked; it can be changed as long as the question is open.

    Only a yes is seen by the owner of the question, in the words chosen here.
    """
    require(rules.may_answer(by, asked), _("Alleen wie gevraagd is, zegt ja of nee."))
    written = by.written_for(asked.participant_id)
    rows = Asked.objects.select_for_update(of=("self",)).filter(id=asked.id)
    found = rows.first()
    if found is None or not Question.objects.filter(id=asked.question_id).exists():
        raise Refused(_("Deze vraag is er niet meer. Er is niets veranderd."))
    found.answer, found.answered_at = answer, timezone.now()
    found.shown_as = shown_as if answer == Asked.Answer.YES else ""
    found.written_by = by.id
    found.read_back_at = by.read_back_at if written["read_back_at"] else None
    found.save(update_fields=["answer", "answered_at", "shown_as", "written_by", "read_back_at"])
    notices.finish_about(found.id, recipient=found.participant_id, by=by)
    _record("answers.asked.answered", found, by)
    if answer == Asked.Answer.YES:
        there_is_an_answer(found.question_id, by.here)
    return found


def _record(verb: str, thing: KnownSituation | Asked, by: By) -> None:
    line = by.line(verb, whose=thing.participant_id, thing=thing.id)
    journal.record(line, by=by.id, here=by.here)
