"""Writing down who looked (invariant 19), and taking turns where two people click at once."""

import uuid
from collections.abc import Iterable

from mekaar.conversation.queries import Talk
from mekaar.journal.actions import Line, record, record_all
from mekaar.people.by import By
from mekaar.people.models import Participant
from mekaar.people.queries import not_yet_logged

_SEEN = "conversation.encounter.seen"


def looked(participant: Participant, verb: str, *, by: By) -> None:
    """A line for the resident when somebody else opened this page; none for one's own page."""
    if by.id != participant.id:
        record(by.line(verb, whose=participant.id), by=by.id, here=by.here)


def saw_talks(shown: Iterable[Talk], *, by: By, why: str) -> None:
    """A line for everybody whose talk the desk saw in a list, once a day.

    `why` is "to_plan" or "who_comes".
    """
    talks = {talk.participant: talk for talk in shown if talk.participant != by.id}
    new = not_yet_logged(_SEEN, talks, by=by) if talks else set()
    if new:
        lines = [Line(_SEEN, whose=one, thing=talks[one].thing, why=why) for one in sorted(new)]
        record_all(lines, by=by.id, here=by.here)


def opened_talk(shown: Talk, *, by: By, why: str) -> None:
    """A line each time that somebody else opens the page of one talk."""
    if shown.participant != by.id:
        line = Line(_SEEN, whose=shown.participant, thing=shown.thing, why=why)
        record(line, by=by.id, here=by.here)


def take_turns(participant: uuid.UUID) -> None:
    """Two tabs or two people never write for one resident at the same moment, until this ends."""
    Participant.objects.select_for_update().filter(id=participant).values_list("id").first()
