"""Every write of a gathering: planned, changed, begun, called off; its harvest, published or not.

Host or connector at the place does it (R-A05, R-A09). The journal says who wrote; nothing says who
was there.
"""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.core.errors import Refused
from mekaar.gatherings import queries as read
from mekaar.gatherings import rules, states
from mekaar.gatherings.models import Gathering, Harvest
from mekaar.gatherings.plan import Plan
from mekaar.journal import actions as journal
from mekaar.people.by import By, require

State = Gathering.State


@transaction.atomic
def plan(wanted: Plan, *, weeks: int, by: By) -> list[Gathering]:
    """Plan one gathering, or the same one for several weeks; each then goes its own way."""
    _require_at(wanted.place, by)
    if not 1 <= weeks <= rules.MOST_WEEKS:
        raise Refused(_("Plan hoogstens %(n)d weken vooruit.") % {"n": rules.MOST_WEEKS})
    made = [
        Gathering.objects.create(neighbourhood_id=by.here, **wanted.columns(week))
        for week in range(weeks)
    ]
    lines = [by.line("gatherings.gathering.planned", thing=one.id) for one in made]
    journal.record_all(lines, by=by.id, here=by.here)
    return made


@transaction.atomic
def change(gathering: Gathering, wanted: Plan, *, by: By) -> None:
    """Change what was planned, until it begins."""
    held = _held(gathering, by)
    _require_at(wanted.place, by)
    if held.state != State.PLANNED:
        raise Refused(
            _("Deze bijeenkomst is al begonnen of gaat niet door. Er is niets veranderd.")
        )
    for name, value in wanted.columns().items():
        setattr(held, name, value)
    _save(held, *wanted.columns())
    _record("gatherings.gathering.changed", held, by)


@transaction.atomic
def begin(gathering: Gathering, *, by: By) -> None:
    """It begins: from now on the agenda stands. Not before its day."""
    held = _held(gathering, by)
    if timezone.localdate() < timezone.localdate(held.starts_at):
        raise Refused(_("Deze bijeenkomst is pas later. Begin op de dag zelf."))
    _move(held, State.BEGUN)
    _record("gatherings.gathering.begun", held, by)


@transaction.atomic
def cancel(gathering: Gathering, *, by: By) -> None:
    """It does not take place; the page and the calendar say so."""
    held = _held(gathering, by)
    _move(held, State.CANCELLED)
    _record("gatherings.gathering.cancelled", held, by)


@transaction.atomic
def write_harvest(
    gathering: Gathering, *, helped: str, hard: str, head_count: int | None, by: By
) -> Harvest:
    """Write down what it harvested, and how many people came. Nobody outside reads it yet."""
    held = _held(gathering, by)
    if held.state == State.BEGUN:
        _move(held, State.HARVESTED)
    if held.state != State.HARVESTED:
        raise Refused(_("De oogst schrijf je op als de bijeenkomst begonnen is."))
    harvest = read.harvest_of(held) or Harvest(neighbourhood_id=by.here, gathering=held)
    harvest.helped, harvest.hard, harvest.head_count = helped, hard, head_count
    harvest.save()
    _record("gatherings.harvest.written", held, by)
    return harvest


@transaction.atomic
def publish(gathering: Gathering, *, by: By) -> None:
    """Let others read the harvest; never without "waar is het lastig" (R-A05)."""
    held = _held(gathering, by)
    harvest = read.harvest_of(held)
    if harvest is None or not harvest.hard:
        raise Refused(_("Vul eerst in waar het lastig is. Zonder dat delen we geen oogst."))
    _move(held, State.PUBLISHED)
    _record("gatherings.harvest.published", held, by)


@transaction.atomic
def take_back(gathering: Gathering, *, by: By) -> None:
    """Nobody else reads the harvest from now on; it can be written differently."""
    held = _held(gathering, by)
    _move(held, State.HARVESTED)
    _record("gatherings.harvest.taken_back", held, by)


def _require_at(place: uuid.UUID | None, by: By) -> None:
    allowed = rules.may_gather(by) and read.gathers_at(place)
    require(allowed, _("Dit doet de gastvrouw, gastheer of buurtverbinder van deze plek."))


def _held(gathering: Gathering, by: By) -> Gathering:
    """The gathering as it is now; who else changes it waits."""
    _require_at(gathering.meeting_place_id, by)
    return Gathering.objects.select_for_update(of=("self",)).get(id=gathering.id)


def _move(held: Gathering, state: str) -> None:
    states.GATHERING.require_move(held.state, state)
    held.state = state
    _save(held, "state")


def _save(held: Gathering, *columns: str) -> None:
    held.changed_at = timezone.now()
    held.save(update_fields=[*columns, "changed_at"])


def _record(verb: str, gathering: Gathering, by: By) -> None:
    journal.record(by.line(verb, thing=gathering.id), by=by.id, here=by.here)
