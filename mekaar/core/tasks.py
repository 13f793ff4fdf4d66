"""Looking after the queue itself: jobs that a killed worker left."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

# Who must not wait behind a long queue: a person who signs in, then mail, then the work of a night.
SOMEBODY_WAITS, MAIL, NIGHTLY = 30, 20, 10


@app.periodic(cron="* * * * *")
@app.task(
    name="core.take_up_left_jobs",
    queue="upkeep",
    queueing_lock="core.take_up_left_jobs",
    priority=SOMEBODY_WAITS,
    pass_context=True,
)
async def take_up_left_jobs(context: JobContext, timestamp: int) -> int:  # noqa: ARG001  # its minute
    """Every minute: jobs whose worker was killed in the middle go back into the queue.

    Jobs can run twice, so what was half done is done whole. Says how many.
    """
    manager = context.app.job_manager
    left = list(await manager.get_stalled_jobs())
    for job in left:
        await manager.retry_job(job)
    return len(left)
