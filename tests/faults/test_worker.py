"""The worker: two on one job, killed while the post office had the mail, and a very long queue."""

import contextlib
import os
import signal
import statistics
import subprocess
import sys
import time
import uuid
from pathlib import Path

from django.db import connection
from procrastinate.contrib.django import app

from launch.place import ROOT
from mekaar.core.tasks import take_up_left_jobs
from mekaar.notices.actions import queue
from mekaar.notices.models import Notice
from tests.acting import acting_as, by
from tests.faults.reckoning import settle
from tests.faults.writers import Writer
from tests.launch.whole import wait_for

KIND = "conversation.encounter.planned"
LONG = 100_000


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def reader(town, name):
    """Somebody who likes mail."""
    to = f"{uuid.uuid4().hex[:8]}@voorbeeld.invalid"
    return town.neighbour(name, reach={"kind": "email", "email": to}), to


def notices(who, samira, count):
    with acting_as(samira):
        return [queue(KIND, recipient=who.id, channel="email", by=by(samira)) for _ in range(count)]


def waiting():
    [(count,)] = sql("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
    return count


@contextlib.contextmanager
def second_worker(house):
    """Another worker beside the first, with the same surroundings."""
    told = Path(f"/proc/{house.pid('worker')}/environ").read_text().split("\0")
    env = dict(line.split("=", 1) for line in told if "=" in line)
    command = [sys.executable, "-m", "django", "procrastinate", "worker"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=quiet, stderr=quiet) as worker:
        try:
            yield worker
        finally:
            worker.kill()


def test_two_workers_and_two_jobs_for_one_notice_send_one_mail(house, town, figures):
    who, to = reader(town, "Lezer")
    newest = "SELECT coalesce(max(id), 0) FROM procrastinate_workers"
    before = sql(newest)  # not how many: who begins also forgets those that were killed
    with second_worker(house):
        wait_for(lambda: sql(newest) > before, 60)
        made = notices(who, town.samira, 20)
        for notice in made:  # a second job for the same notice, as after a doubtful end
            app.configure_task("notices.send_notice", queue="notices").defer(
                notice_id=str(notice.id), recipient=str(who.id), here=str(town.here.id)
            )
        wait_for(lambda: waiting() == 0, 60)
        busy = sql(
            "SELECT count(DISTINCT worker_id) FROM procrastinate_jobs"
            " WHERE task_name = 'notices.send_notice' AND args->>'recipient' = %s", str(who.id),
        )  # fmt: skip
    assert house.post.count(to) == 20
    assert Notice.objects.filter(recipient=who.id, done_at=None).count() == 0
    figures("", {"mails for 20 notices with 40 jobs": house.post.count(to), "workers": busy[0][0]})


def test_killed_while_the_post_office_has_the_mail(house, town, figures):
    """At least once: the mail may come twice, and never not at all."""
    who, to = reader(town, "Lezer")
    house.post.open.clear()
    try:
        [notice] = notices(who, town.samira, 1)
        wait_for(lambda: house.post.count(to), 60)
        before = house.kill("worker")
    finally:
        house.post.open.set()
    house.back("worker", before)
    # Half a minute without a sign of life, in no time.
    sql(
        "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
        " WHERE id = (SELECT worker_id FROM procrastinate_jobs WHERE status = 'doing' LIMIT 1)"
    )
    take_up_left_jobs.defer(timestamp=0)
    wait_for(lambda: Notice.objects.get(id=notice.id).done_at, 60)
    figures("", {"mails for 1 notice": house.post.count(to)})
    assert house.post.count(to) == 2


def fill(town):
    sql("ALTER TABLE procrastinate_jobs DISABLE TRIGGER USER")
    sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status)"
        " SELECT 'ideas', 'exchange.look_for_asks', 0, jsonb_build_object('offer_id',"
        " gen_random_uuid(), 'here', %s::text), 'todo' FROM generate_series(1, %s)",
        str(town.here.id), LONG,
    )  # fmt: skip
    sql("ALTER TABLE procrastinate_jobs ENABLE TRIGGER USER")
    sql("ANALYZE procrastinate_jobs")


def seconds_a_write(writer, count):
    took = []
    for number in range(count):
        begun = time.monotonic()
        assert writer.write("offer", f"Ik help graag. {writer.name} {number}")
        took.append(time.monotonic() - begun)
    return statistics.median(took)


def test_a_hundred_thousand_jobs_wait(house, town, browser, figures):
    """Writing costs the same; who waits for mail and the work of a night go before the rest."""
    worker = house.pid("worker")
    writer = Writer(browser(town.henk), "Henk")
    wait_for(lambda: waiting() == 0, 60)  # stopped in the middle it would hold its locks
    os.kill(worker, signal.SIGSTOP)  # else it is the worker's own work that is measured
    try:
        writer.name = "leeg"
        empty = seconds_a_write(writer, 12)
        fill(town)
        writer.name = "vol"
        full = seconds_a_write(writer, 12)
    finally:
        os.kill(worker, signal.SIGCONT)
    ratio = full / empty
    begun, before = time.monotonic(), waiting()
    who, to = reader(town, "Lezer")
    notices(who, town.samira, 1)
    app.configure_task("web.let_go").defer(timestamp=0)
    wait_for(lambda: house.post.count(to), 30)
    nightly = (
        "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND status = 'succeeded'"
    )
    wait_for(lambda: sql(nightly, "web.let_go")[0][0], 30)
    wait_for(lambda: waiting() < before - 200, 60)
    drained = (before - waiting()) / (time.monotonic() - begun)
    sql(
        "DELETE FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = 'ideas'"
        " AND id NOT IN (SELECT job_id FROM procrastinate_events)"
    )
    slower = {"× a write beside 100,000 jobs": round(ratio, 2), "jobs a second": round(drained)}
    figures("", settle(town, writer.book) | slower)
    assert ratio < 2
