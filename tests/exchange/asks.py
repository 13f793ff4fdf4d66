"""Asks and offers as a test needs them: set by the owner, read and changed behind the walls."""

from typing import Any

from django.db import connection
from django.utils import timezone

from mekaar.exchange import actions
from mekaar.exchange.models import Ask, Offer
from mekaar.people.by import By
from mekaar.people.models import Participant
from tests.acting import acting_as
from tests.page import Page

# How an ask comes into a state by moves of the table.
WAY = {
    "draft": [],
    "with_connector": [],
    "encounter": ["encounter"],
    "thinking": ["encounter", "thinking"],
    "ideas_open": ["encounter", "ideas_open"],
    "introduction_offered": ["encounter", "ideas_open", "introduction_offered"],
    "introduced": ["encounter", "ideas_open", "introduction_offered", "introduced"],
    "arranged": ["encounter", "ideas_open", "introduction_offered", "introduced", "arranged"],
    "rounded_off": ["rounded_off"],
    "withdrawn": ["withdrawn"],
}

# An ask, an offer that means the same in other words, and one about something else.
WALK = "Ik zoek iemand om mee te wandelen."
FITS = "Een stukje lopen met iemand."
OTHER = "Ik repareer fietsen."


def an_ask(who: Participant, words: str = "Weer eens klaverjassen.", **more: Any) -> Ask:
    """An ask in this state, walked there by the moves of the table."""
    state = more.pop("state", "with_connector")
    ask = Ask.objects.create(
        neighbourhood_id=who.neighbourhood_id,
        participant=who,
        first_words=more.pop("first_words", words),
        words=words,
        written_by=who.id,
        state="draft" if state == "draft" else "with_connector",
        **more,
    )
    for step in WAY[state]:
        ask.state, ask.state_since = step, timezone.now()
        ask.save()
    return ask


def an_offer(who: Participant, words: str = "Samen klaverjassen.", **more: Any) -> Offer:
    """An offer in this state."""
    state = more.pop("state", "open")
    offer = Offer.objects.create(
        neighbourhood_id=who.neighbourhood_id,
        participant=who,
        first_words=words,
        words=words,
        written_by=who.id,
        state="draft" if state == "draft" else "open",
        **more,
    )
    if state in {"resting", "withdrawn"}:
        offer.state = state
        offer.save()
    return offer


def with_ideas(ask: Ask) -> Ask:
    """The same ask with its ideas made, as the action of its asker leaves it."""
    with acting_as(ask.participant):
        actions.refresh_ideas(ask, by=By(me=ask.participant))
    return ask


def job_count(name: str) -> int:
    """How many jobs of this name are queued."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [name])
        return cursor.fetchone()[0]


def own_queries(browser: Page) -> int:
    """How many queries of the last page were about this room; other rooms count their own."""
    return sum("exchange_" in query for query in browser.queries)


__all__ = ["WAY", "an_ask", "an_offer", "job_count", "own_queries", "with_ideas"]
