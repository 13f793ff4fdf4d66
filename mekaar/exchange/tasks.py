"""Background work of the exchange; jobs carry ids only and can run twice."""

import uuid

from procrastinate.contrib.django import app

from mekaar.core.tasks import NIGHTLY
from mekaar.exchange import actions
from mekaar.places.models import Neighbourhood


@app.task(name="exchange.look_for_asks", queue="ideas", pass_context=False)
def look_for_asks(offer_id: str, here: str) -> int:
    """See for which asks an opened or changed offer is an idea."""
    return actions.refresh_ideas_around(uuid.UUID(offer_id), here=uuid.UUID(here))


@app.periodic(cron="20 4 * * *")
@app.task(
    name="exchange.forget_old_contacts", queue="retention", priority=NIGHTLY, pass_context=False
)
def forget_old_contacts(timestamp: int) -> int:  # noqa: ARG001  # procrastinate tells the time
    """Every night: forget contacts about which nobody said anything for a year (R-A18)."""
    everywhere = Neighbourhood.objects.values_list("id", flat=True)
    return sum(actions.forget_old_contacts(here) for here in everywhere.order_by("id"))
