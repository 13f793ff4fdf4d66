"""The conversation card: want, can, need; every answer is a new version (R-C05, R-C06)."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.conversation import rules
from mekaar.conversation.actions.looking import take_turns
from mekaar.conversation.models import CoreAnswer
from mekaar.conversation.said import Said
from mekaar.journal.actions import record
from mekaar.people.by import By, require
from mekaar.people.models import Participant

Question = CoreAnswer.Question


UNKNOWN = Said(unknown_yet=True)


def _said(answer: CoreAnswer | None) -> Said:
    if answer is None:
        return Said()
    return Said(answer.words, answer.unknown_yet, answer.other_language, answer.other_words)


def _versions(participant: Participant) -> dict[str, list[CoreAnswer]]:
    found: dict[str, list[CoreAnswer]] = {question: [] for question in Question.values}
    answers = CoreAnswer.objects.filter(
        neighbourhood=participant.neighbourhood_id, participant=participant
    )
    for answer in answers.order_by("version"):
        found[answer.question].append(answer)
    return found


@transaction.atomic
def answer_card(
    participant: Participant, said: Mapping[str, Said], *, seen: Mapping[str, int], by: By
) -> list[CoreAnswer]:
    """Keep what was said as new versions; nothing is overwritten, nothing is compulsory.

    `seen` is the version of each question that the page showed: what was left as it was shown is
    not said again, also when somebody answered in another tab meanwhile. Words that were taken away
    become "weet ik nog niet". Raises NotAllowed.
    """
    require(
        rules.may_write(by, participant.id),
        _("Lees de woorden eerst voor. Ze tellen pas na een ja."),
    )
    take_turns(participant.id)
    new = [
        CoreAnswer(
            neighbourhood_id=by.here,
            participant=participant,
            question=question,
            version=version,
            **asdict(one),
            **by.written_for(participant.id),
        )
        for question, version, one in _to_keep(_versions(participant), said, seen)
    ]
    if new:
        CoreAnswer.objects.bulk_create(new)
        line = by.line("conversation.card.answered", whose=participant.id)
        record(line, by=by.id, here=by.here)
    return new


def _to_keep(
    versions: Mapping[str, list[CoreAnswer]], said: Mapping[str, Said], seen: Mapping[str, int]
) -> Iterator[tuple[str, int, Said]]:
    for question in Question.values:
        one = said.get(question, Said())
        before = versions[question]
        shown = next((a for a in before if a.version == seen.get(question)), None)
        latest = before[-1] if before else None
        if one.is_silent:
            if shown is None or shown is not latest:
                continue
            one = UNKNOWN
        if one not in {_said(shown), _said(latest)}:
            yield question, (latest.version if latest else 0) + 1, one


@transaction.atomic
def pass_card(participant: Participant, *, by: By) -> list[CoreAnswer]:
    """Leave the card for what it is: every open question becomes "weet ik nog niet" (K11).

    Raises NotAllowed.
    """
    require(
        rules.may_write(by, participant.id),
        _("Vraag eerst of de kaart overgeslagen mag worden. Het telt pas na een ja."),
    )
    take_turns(participant.id)
    open_ones = [question for question, had in _versions(participant).items() if not had]
    new = [
        CoreAnswer(
            neighbourhood_id=by.here,
            participant=participant,
            question=question,
            version=1,
            **asdict(UNKNOWN),
            **by.written_for(participant.id),
        )
        for question in open_ones
    ]
    if new:
        CoreAnswer.objects.bulk_create(new)
        record(by.line("conversation.card.passed", whose=participant.id), by=by.id, here=by.here)
    return new
