"""Ending sessions by command, after a leak: of one account, or of everybody."""

from django.contrib.sessions.models import Session
from django.db import transaction

from mekaar.journal.actions import Line, record
from mekaar.people.actions.cards import end_sessions
from mekaar.people.actions.desk import close_visits_of
from mekaar.people.models import Account, DeskVisit, SessionOf
from mekaar.places.models import Neighbourhood


@transaction.atomic
def end_sessions_of(account: Account) -> int:
    """Sign one account out everywhere and close the pages it had open; how many sessions ended.

    Its person reads it in the own inkijk.
    """
    ended = SessionOf.objects.filter(account=account).count()
    close_visits_of(account.participant_id)
    end_sessions(account)
    if account.participant_id and account.neighbourhood_id:
        line = Line(
            "people.account.signed_out_everywhere",
            whose=account.participant_id,
            why="by_command",
        )
        record(line, by=None, here=account.neighbourhood_id)
    return ended


@transaction.atomic
def end_every_session() -> int:
    """Sign everybody out, close every open visit, and leave a line in each neighbourhood."""
    for helper in set(DeskVisit.objects.filter(ended_at=None).values_list("helper", flat=True)):
        close_visits_of(helper)
    ended = SessionOf.objects.count()
    SessionOf.objects.all().delete()
    Session.objects.all().delete()
    for here in Neighbourhood.objects.values_list("id", flat=True):
        record(Line("people.sessions.ended", why="by_command"), by=None, here=here)
    return ended
