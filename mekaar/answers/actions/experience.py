"""Every write of an experience: told, said otherwise, said yes to, taken back, looked at again."""

import datetime
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from mekaar.answers import rules, states
from mekaar.answers.actions.question import set_values, there_is_an_answer
from mekaar.answers.models import Experience, Question
from mekaar.answers.telling import Telling
from mekaar.core import db
from mekaar.core.errors import Refused
from mekaar.journal import actions as journal
from mekaar.notices import actions as notices
from mekaar.people import keys
from mekaar.people import queries as people
from mekaar.people.by import By, require
from mekaar.people.models import Group, Participant

State = Experience.State

# The same words sent twice within this time are a double click, not two experiences.
ONE_CLICK = datetime.timedelta(minutes=2)

_NOT_YOURS = gettext_lazy("Deze ervaring is van iemand anders.")
_GONE = gettext_lazy("Deze ervaring is er niet meer. Er is niets veranderd.")
_OTHER_WORDS = gettext_lazy(
    "De woorden zijn intussen veranderd. Lees ze eerst. Zeg dan opnieuw ja."
)


def mark(experience: Experience) -> str:
    """Of exactly these words: a yes counts for no others."""
    said = (experience.happened, experience.helped, experience.otherwise, str(experience.matter))
    return keys.digest("experience", repr((str(experience.id), said)))


@transaction.atomic
def tell(
    participant: Participant, said: Telling, *, by: By, question: Question | None = None
) -> Experience:
    """Tell an experience. Nobody else reads it before the teller said yes to these words.

    `question`: it is told for this one; after that yes its owner reads it too.

    What was read back at the desk and got a yes there has its yes. Twice the same is one (R-A10).
    """
    require(by.acts_for(participant.id), _("Dit vertelt iemand zelf, of samen aan de balie."))
    if question is not None:
        require(rules.may_tell_for(by, question), _("Op je eigen vraag antwoord je niet."))
    written = by.written_for(participant.id)
    Participant.objects.select_for_update(of=("self",)).get(id=participant.id)
    just_now = Experience.objects.visible_to(by).filter(
        participant=participant, made_at__gt=timezone.now() - ONE_CLICK
    )
    if before := next((one for one in just_now if one.happened == said["happened"]), None):
        return before
    experience = Experience.objects.create(
        neighbourhood_id=by.here, participant=participant, question=question, **said, **written
    )
    _record("answers.experience.told", experience, by)
    return _yes(experience, by) if by.id != participant.id else experience


@transaction.atomic
def say_otherwise(experience: Experience, said: Telling, *, by: By) -> Experience:
    """Other words or other readers; other words wait for a new yes and are read by nobody."""
    require(rules.may_change(by, experience), str(_NOT_YOURS))
    written = by.written_for(experience.participant_id)
    experience = _locked(experience)
    before = mark(experience)
    set_values(experience, dict(said))
    if mark(experience) == before:
        experience.save(update_fields=["audience", "group"])
        _record("answers.experience.changed", experience, by)
        return experience
    now = timezone.now()
    set_values(experience, {**written, "state": State.TOLD, "state_since": now})
    set_values(experience, {"approved_at": None, "approved_by": None})
    experience.save()
    _record("answers.experience.changed", experience, by)
    return _yes(experience, by) if by.id != experience.participant_id else experience


@transaction.atomic
def say_yes(experience: Experience, which: str, *, by: By) -> Experience:
    """ "Ja, zo mogen anderen het lezen", to exactly the words that the page showed (R-A10).

    At the desk after reading them aloud. Doing it twice is doing it once.
    """
    require(rules.may_change(by, experience), str(_NOT_YOURS))
    by.written_for(experience.participant_id)
    experience = _locked(experience)
    if not constant_time_compare(mark(experience), which):
        raise Refused(str(_OTHER_WORDS))
    return experience if experience.is_readable else _yes(experience, by)


@transaction.atomic
def choose_readers(
    experience: Experience, audience: str, group: Group | None, *, by: By
) -> Experience:
    """Who may read it; it counts in this very transaction (invariant 20)."""
    require(rules.may_change(by, experience), str(_NOT_YOURS))
    experience = _locked(experience)
    set_values(experience, {"audience": audience, "group": group})
    experience.save(update_fields=["audience", "group"])
    _record("answers.experience.readers", experience, by)
    return experience


@transaction.atomic
def keep(experience: Experience, *, by: By) -> Experience:
    """ "Ja, dit mag er nog staan": asked again in a year."""
    require(rules.may_change(by, experience), str(_NOT_YOURS))
    experience = _locked(experience)
    again = rules.look_again_on(timezone.localdate())
    set_values(experience, {"look_again_on": again, "asked_again_at": None})
    experience.save(update_fields=["look_again_on", "asked_again_at"])
    _asked_no_more(experience, by)
    _record("answers.experience.kept", experience, by)
    return experience


@transaction.atomic
def take_back(experience: Experience, *, by: By) -> None:
    """Gone at once, everywhere: the row, its vectors and its key, in this transaction (R-A10).

    One step, any time, no reason. A trigger takes the vectors and the key along.
    """
    require(rules.may_change(by, experience), str(_NOT_YOURS))
    experience = _locked(experience)
    _asked_no_more(experience, by)
    _record("answers.experience.taken_back", experience, by)
    Experience.objects.filter(id=experience.id).delete()


def ask_again(here: uuid.UUID, experiences: Sequence[uuid.UUID]) -> int:
    """For the job: "Mag dit er nog staan?", once, by the way the teller chose (L-14).

    One transaction for each, as the teller; what was answered meanwhile is not asked.
    """
    return sum(_ask_again(here, one) for one in experiences)


def _ask_again(here: uuid.UUID, which: uuid.UUID) -> bool:
    with db.acting(None, here, engine=True):
        rows = Experience.objects.filter(id=which)
        teller = rows.values_list("participant", flat=True).first()
    if teller is None:
        return False
    with db.acting(teller, here):
        own = Experience.objects.select_for_update(of=("self",)).select_related("participant")
        experience = own.filter(id=which, participant_id=teller, asked_again_at=None).first()
        if experience is None or not experience.is_due():
            return False
        experience.asked_again_at = timezone.now()
        experience.save(update_fields=["asked_again_at"])
        channel, by = people.channel_for(teller), By(me=experience.participant)
        notices.queue(
            "answers.experience_again", recipient=teller, channel=channel, by=by, thing=which
        )
    return True


def _yes(experience: Experience, by: By) -> Experience:
    states.EXPERIENCE.require_move(experience.state, State.READABLE)
    now, again = timezone.now(), rules.look_again_on(timezone.localdate())
    set_values(experience, {"state": State.READABLE, "state_since": now})
    set_values(experience, {"approved_at": now, "approved_by": by.id})
    set_values(experience, {"look_again_on": again, "asked_again_at": None})
    fields = ["state", "state_since", "approved_at", "approved_by", "look_again_on"]
    if by.read_back_at is not None:
        experience.read_back_at = by.read_back_at
    experience.save(update_fields=[*fields, "asked_again_at", "read_back_at"])
    _record("answers.experience.approved", experience, by)
    app.configure_task("answers.keep_meaning", queue="meanings").defer(
        experience_id=str(experience.id), here=str(experience.neighbourhood_id)
    )
    if experience.question_id is not None:
        there_is_an_answer(experience.question_id, experience.neighbourhood_id)
    return experience


def _locked(experience: Experience) -> Experience:
    """Raises Refused when it was taken back a moment ago."""
    rows = Experience.objects.select_for_update(of=("self",)).filter(id=experience.id)
    found = rows.first()
    if found is None:
        raise Refused(str(_GONE))
    return found


def _asked_no_more(experience: Experience, by: By) -> None:
    """Who answered is not called or mailed about it any more."""
    notices.finish_about(experience.id, recipient=experience.participant_id, by=by)


def _record(verb: str, experience: Experience, by: By) -> None:
    line = by.line(verb, whose=experience.participant_id, thing=experience.id)
    journal.record(line, by=by.id, here=by.here)
