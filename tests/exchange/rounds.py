"""Rounds for a table as a test needs them: asked for by the connector, made by the job."""

from mekaar.exchange import actions, tasks
from mekaar.exchange.models import TableRound
from mekaar.people.models import Participant
from tests.acting import acting_as, by
from tests.cast import Cast


def a_round(cast: Cast) -> TableRound:
    """Samira's round, as the job left it."""
    return make_round_as(cast.samira)


def make_round_as(who: Participant) -> TableRound:
    """The round of this connector, as the job left it."""
    me = by(who)
    with acting_as(me):
        one = actions.ask_for_round(by=me)
    tasks.make_round(str(one.id), str(me.id), str(me.here))
    return TableRound.objects.get(id=one.id)
