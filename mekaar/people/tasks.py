"""Work of this room that waits for nobody: mailing a code. Jobs carry ids only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mekaar.people.actions.mailing import mail_code as send
from mekaar.people.actions.sign_in import forget_ended


@app.task(
    name="people.mail_code",
    queue="notices",
    retry=RetryStrategy(max_attempts=3, wait=5),
)
def mail_code(code_id: str) -> None:
    """Mail the code that was asked for, when we know the address."""
    send(code_id)


@app.periodic(cron="40 3 * * *")
@app.task(name="people.forget_sessions", queue="retention", pass_context=False)
def forget_sessions(timestamp: int) -> None:  # noqa: ARG001  # procrastinate tells the time
    """Each night the sessions that are over go."""
    forget_ended()
