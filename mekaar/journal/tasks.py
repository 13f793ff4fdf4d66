"""Every night the head of each chain goes to the log, outside the database."""

import logging

from django.db import connection
from procrastinate.contrib.django import app

from mekaar.core import db
from mekaar.core.tasks import NIGHTLY
from mekaar.journal.chain import Head

log = logging.getLogger("mekaar.journal.head")


@app.periodic(cron="55 23 * * *")
@app.task(name="journal.anchor", queue="retention", priority=NIGHTLY, pass_context=False)
def anchor(timestamp: int) -> int:  # noqa: ARG001  # procrastinate tells the time
    """Write the heads of the day, once, in the database and in the log; returns how many."""
    with db.acting(None, None, engine=True), connection.cursor() as cursor:
        cursor.execute("SELECT here, number, head FROM wall.journal_anchors()")
        heads = [Head(here, number, bytes(found)) for here, number, found in cursor.fetchall()]
    for head in heads:
        log.info("%s", head)
    return len(heads)
