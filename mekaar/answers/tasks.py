"""Background work of this room; jobs carry ids only and can run twice."""

import contextlib
import uuid

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from mekaar.answers import actions
from mekaar.core.tasks import NIGHTLY
from mekaar.places.models import Neighbourhood


@app.task(name="answers.keep_meaning", queue="meanings", pass_context=False)
def keep_meaning(experience_id: str, here: str) -> bool:
    """Make the vectors of an experience that others may read."""
    return actions.keep_meaning(uuid.UUID(experience_id), here=uuid.UUID(here))


@app.task(name="answers.tell_asker", queue="notices", pass_context=False)
def tell_asker(question_id: str, here: str) -> bool:
    """Tell who asked that there is an answer."""
    return actions.tell_asker(uuid.UUID(question_id), here=uuid.UUID(here))


@app.periodic(cron="*/10 * * * *")
@app.task(
    name="answers.renew_meanings",
    queue="meanings",
    queueing_lock="answers.renew_meanings",
    priority=NIGHTLY,
    pass_context=False,
)
def renew_meanings(timestamp: int) -> int:
    """What was made by another model, or never made, is made now: a hundred at a time."""
    places = list(Neighbourhood.objects.order_by("slug").values_list("id", flat=True))
    every = [
        *(actions.renew_meanings(here=here) for here in places),
        *(actions.renew_known_meanings(here=here) for here in places),
    ]
    if max(every, default=0) >= actions.AT_ONCE:
        with contextlib.suppress(AlreadyEnqueued):
            renew_meanings.configure().defer(timestamp=timestamp)
    return sum(every)
