"""The three steps of reablement; only the resident puts something on a step or moves it."""

import datetime
import uuid
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.conversation import rules
from mekaar.conversation.actions.looking import take_turns
from mekaar.conversation.models import DailyActivity, PracticeStep
from mekaar.conversation.said import Practice
from mekaar.core import dates
from mekaar.core.errors import Refused
from mekaar.journal.actions import record
from mekaar.people.by import By, require
from mekaar.people.models import Participant

Step = DailyActivity.Step
Mark = PracticeStep.Mark


def _require_own(by: By, participant: uuid.UUID) -> None:
    require(
        rules.may_write(by, participant),
        _("Dit verandert alleen wie het zelf doet. Lees het eerst voor."),
    )


def _record(verb: str, thing: DailyActivity | PracticeStep, by: By) -> None:
    line = by.line(verb, whose=thing.participant_id, thing=thing.id)
    record(line, by=by.id, here=by.here)


def _rows(participant: Participant) -> list[DailyActivity]:
    take_turns(participant.id)
    return list(
        DailyActivity.objects.filter(
            neighbourhood=participant.neighbourhood_id, participant=participant
        )
    )


@transaction.atomic
def add_activity(participant: Participant, words: str, *, step: str, by: By) -> DailyActivity:
    """Put something on a step; what is left comes last (R-B06). Adding twice changes nothing.

    Raises NotAllowed, Refused.
    """
    _require_own(by, participant.id)
    rows = _rows(participant)
    if step == Step.LEFT_OVER and not rules.may_open_left_over({row.step for row in rows}):
        raise Refused(
            _("Kijk eerst wat je zelf doet, of weer wilt kunnen. 'Weet ik nog niet' is ook goed.")
        )
    same = next((row for row in rows if (row.step, row.words) == (step, words)), None)
    if same:
        return same
    activity = DailyActivity.objects.create(
        neighbourhood_id=by.here,
        participant=participant,
        words=words,
        step=step,
        **by.written_for(participant.id),
    )
    DailyActivity.objects.filter(
        id__in=[row.id for row in rows if row.unknown_yet and row.step == step]
    ).delete()
    _record("conversation.activity.added", activity, by)
    return activity


@transaction.atomic
def pass_step(participant: Participant, *, step: str, by: By) -> DailyActivity:
    """Say "weet ik nog niet" to step 1 or 2, and go on. Raises NotAllowed, Refused."""
    _require_own(by, participant.id)
    if step == Step.LEFT_OVER:
        raise Refused(_("Deze stap hoeft niet. Je kunt hem gewoon leeg laten."))
    there = next((row for row in _rows(participant) if row.step == step), None)
    if there:
        return there
    activity = DailyActivity.objects.create(
        neighbourhood_id=by.here,
        participant=participant,
        unknown_yet=True,
        step=step,
        **by.written_for(participant.id),
    )
    _record("conversation.activity.added", activity, by)
    return activity


@transaction.atomic
def change_activity(activity: DailyActivity, words: str, *, step: str, by: By) -> DailyActivity:
    """Say it in other words, or move it to another step; only the resident does (R-B04).

    Raises NotAllowed.
    """
    _require_own(by, activity.participant_id)
    if (activity.words, activity.step) == (words, step):
        return activity
    changed = {"words": words, "step": step, **by.written_for(activity.participant_id)}
    for name, value in changed.items():
        setattr(activity, name, value)
    activity.save(update_fields=[*changed, "phrase_keys"])
    _record("conversation.activity.changed", activity, by)
    return activity


@transaction.atomic
def remove_activity(activity: DailyActivity, *, by: By) -> None:
    """Take it away, with its practice steps. Raises NotAllowed."""
    _require_own(by, activity.participant_id)
    _record("conversation.activity.removed", activity, by)
    activity.delete()


@transaction.atomic
def add_practice(activity: DailyActivity, practice: Practice, *, by: By) -> PracticeStep:
    """Choose a small step towards being able again (R-B05). Raises NotAllowed, Refused."""
    _require_own(by, activity.participant_id)
    if activity.step != Step.TO_REGAIN:
        raise Refused(_("Oefenen hoort bij wat je weer wilt kunnen. Zet het daar eerst neer."))
    _require_to_come(practice.look_back_on)
    take_turns(activity.participant_id)
    going_on = PracticeStep.objects.filter(activity=activity, mark="")
    said = {Practice(one.words, one.look_back_on, one.with_whom): one for one in going_on}
    if same := said.get(practice):
        return same
    step = PracticeStep.objects.create(
        neighbourhood_id=by.here,
        participant_id=activity.participant_id,
        activity=activity,
        **asdict(practice),
        **by.written_for(activity.participant_id),
    )
    _record("conversation.practice.added", step, by)
    return step


@transaction.atomic
def look_back(
    step: PracticeStep, mark: str, *, next_on: datetime.date | None = None, by: By
) -> PracticeStep:
    """Say keep, less or stop; keep and less come with the resident's next date (R-B05).

    Raises NotAllowed, Refused.
    """
    _require_own(by, step.participant_id)
    if step.mark == Mark.STOP:
        raise Refused(_("Met deze oefenstap ben je gestopt. Je kunt een nieuwe kiezen."))
    if mark != Mark.STOP:
        _require_to_come(next_on)
    changed = {
        "mark": mark,
        "marked_at": timezone.now(),
        "look_back_on": next_on if next_on and mark != Mark.STOP else step.look_back_on,
        **by.written_for(step.participant_id),
    }
    for name, value in changed.items():
        setattr(step, name, value)
    step.save(update_fields=list(changed))
    _record("conversation.practice.marked", step, by)
    return step


def _require_to_come(day: datetime.date | None) -> None:
    if day is None or day <= dates.today():
        raise Refused(_("Kies een dag die nog komt. Dan kijk je terug hoe het gaat."))
