"""Background work of the house as a whole; jobs carry no names and can run twice."""

import logging

from procrastinate.contrib.django import app

from mekaar.core.tasks import NIGHTLY
from mekaar.web import letting_go

log = logging.getLogger("mekaar.retention")


@app.periodic(cron="20 4 * * *")
@app.task(name="web.let_go", queue="retention", priority=NIGHTLY, pass_context=False)
def let_go(timestamp: int) -> int:  # noqa: ARG001  # procrastinate tells the time
    """Every night: what is past its term goes (L-14). The log says how many of what, no ids."""
    everything = 0
    for rule, here, gone in letting_go.let_go():
        log.info("%s %s %s", rule.name, here.id if here else "-", gone)
        everything += gone
    return everything
