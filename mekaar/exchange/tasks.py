"""Background work of the exchange; jobs carry ids only and can run twice."""

import contextlib
import uuid

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from mekaar.core.tasks import NIGHTLY
from mekaar.exchange import actions
from mekaar.places.models import Neighbourhood


@app.task(name="exchange.look_for_asks", queue="ideas", pass_context=False)
def look_for_asks(offer_id: str, here: str) -> int:
    """See for which asks an opened or changed offer is an idea, by words and by meaning."""
    actions.keep_meaning_of_offer(uuid.UUID(offer_id), here=uuid.UUID(here))
    return actions.refresh_ideas_around(uuid.UUID(offer_id), here=uuid.UUID(here))


@app.task(name="exchange.make_round", queue="ideas", pass_context=False)
def make_round(round_id: str, me: str, here: str) -> bool:
    """Make a round for a table, as the connector who asked for it."""
    return actions.make_round(uuid.UUID(round_id), me=uuid.UUID(me), here=uuid.UUID(here))


@app.task(name="exchange.look_by_meaning", queue="ideas", pass_context=False)
def look_by_meaning(ask_id: str, here: str) -> None:
    """Add to the ideas of an ask what means the same in other words."""
    actions.look_by_meaning(uuid.UUID(ask_id), here=uuid.UUID(here))


@app.periodic(cron="*/10 * * * *")
@app.task(
    name="exchange.renew_meanings",
    queue="meanings",
    queueing_lock="exchange.renew_meanings",
    priority=NIGHTLY,
    pass_context=False,
)
def renew_meanings(timestamp: int) -> int:
    """What was made by another model, or never made, is made now: a hundred at a time."""
    every = [
        actions.renew_meanings(here=here)
        for here in Neighbourhood.objects.order_by("slug").values_list("id", flat=True)
    ]
    if max(every, default=0) >= actions.AT_ONCE:
        with contextlib.suppress(AlreadyEnqueued):
            renew_meanings.configure().defer(timestamp=timestamp)
    return sum(every)
