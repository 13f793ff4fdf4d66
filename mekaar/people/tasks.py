"""Work of this room that waits for nobody: mailing a code. Jobs carry ids only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mekaar.core.tasks import SOMEBODY_WAITS
from mekaar.people.actions.mailing import mail_code as send


@app.task(
    name="people.mail_code",
    queue="notices",
    priority=SOMEBODY_WAITS,
    retry=RetryStrategy(max_attempts=3, wait=5),
)
def mail_code(code_id: str) -> None:
    """Mail the code that was asked for, when we know the address."""
    send(code_id)
