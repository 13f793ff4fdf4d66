"""Goals: written, changed, marked and closed by the resident, and by nobody else (R-C07)."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.conversation import rules
from mekaar.conversation.models import Goal
from mekaar.core.errors import Refused
from mekaar.journal.actions import record
from mekaar.people.by import By, require
from mekaar.people.models import Participant


def _require_own(by: By, participant: uuid.UUID) -> None:
    require(
        rules.may_write_goal(by, participant),
        _("Een doel schrijft iemand zelf. Meld je aan met je eigen kaart."),
    )


def _record(verb: str, goal: Goal, by: By) -> Goal:
    line = by.line(verb, whose=goal.participant_id, thing=goal.id)
    record(line, by=by.id, here=by.here)
    return goal


@transaction.atomic
def write_goal(participant: Participant, words: str, *, by: By) -> Goal:
    """Write a goal in own words; no form to fill, no date. Writing it twice changes nothing.

    Raises NotAllowed.
    """
    _require_own(by, participant.id)
    mine = Goal.objects.filter(neighbourhood=by.here, participant=participant, closed_at=None)
    if same := next((one for one in mine if one.words == words), None):
        return same
    goal = Goal.objects.create(
        neighbourhood_id=by.here,
        participant=participant,
        written_by=by.id,
        first_words=words,
        words=words,
    )
    return _record("conversation.goal.written", goal, by)


@transaction.atomic
def reword_goal(goal: Goal, words: str, *, by: By) -> Goal:
    """Say it in other words; the first words stay visible. Raises NotAllowed, Refused."""
    _require_own(by, goal.participant_id)
    _require_open(goal)
    if goal.words == words:
        return goal
    goal.words = words
    goal.save(update_fields=["words"])
    return _record("conversation.goal.changed", goal, by)


@transaction.atomic
def mark_goal(goal: Goal, mark: str, *, by: By) -> Goal:
    """The resident's own view of how it goes. Raises NotAllowed, Refused."""
    _require_own(by, goal.participant_id)
    _require_open(goal)
    goal.mark, goal.marked_at = mark, timezone.now()
    goal.save(update_fields=["mark", "marked_at"])
    return _record("conversation.goal.marked", goal, by)


@transaction.atomic
def close_goal(goal: Goal, *, by: By) -> Goal:
    """Done with it, for whatever reason; none is asked. Raises NotAllowed."""
    _require_own(by, goal.participant_id)
    if goal.closed_at:
        return goal
    goal.closed_at = timezone.now()
    goal.save(update_fields=["closed_at"])
    return _record("conversation.goal.closed", goal, by)


@transaction.atomic
def reopen_goal(goal: Goal, *, by: By) -> Goal:
    """It matters again. Raises NotAllowed."""
    _require_own(by, goal.participant_id)
    if goal.closed_at is None:
        return goal
    goal.closed_at = None
    goal.save(update_fields=["closed_at"])
    return _record("conversation.goal.reopened", goal, by)


def _require_open(goal: Goal) -> None:
    if goal.closed_at:
        raise Refused(_("Dit doel is afgesloten. Open het eerst weer."))
