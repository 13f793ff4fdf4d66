"""Background work of the exchange; jobs carry ids only and can run twice."""

import uuid

from procrastinate.contrib.django import app

from mekaar.exchange import actions


@app.task(name="exchange.look_for_asks", queue="ideas", pass_context=False)
def look_for_asks(offer_id: str, here: str) -> int:
    """See for which asks an opened or changed offer is an idea."""
    return actions.refresh_ideas_around(uuid.UUID(offer_id), here=uuid.UUID(here))


@app.task(name="exchange.make_round", queue="ideas", pass_context=False)
def make_round(round_id: str, me: str, here: str) -> bool:
    """Make a round for a table, as the connector who asked for it."""
    return actions.make_round(uuid.UUID(round_id), me=uuid.UUID(me), here=uuid.UUID(here))
