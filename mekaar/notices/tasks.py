"""The worker's job of this room: sending one notice. The job carries ids only, no text, no name."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from mekaar.core.tasks import MAIL
from mekaar.notices import actions

TRIES = 5


@app.task(
    name="notices.send_notice",
    queue="notices",
    priority=MAIL,
    pass_context=True,
    retry=RetryStrategy(max_attempts=TRIES, exponential_wait=6),
)
def send_notice(context: JobContext, notice_id: str, recipient: str, here: str) -> None:
    """Send one notice as its recipient; after the last try it waits on the person's own page.

    Sent twice only when the process dies between the post office's "yes" and our commit: then the
    next try sends it again. The other order would lose mail, which is worse.
    """
    last = bool(context.job and context.job.attempts + 1 >= TRIES)
    try:
        actions.send(notice_id, recipient, here)
    except OSError:
        actions.note_failure(notice_id, recipient, here, last=last)
        raise
