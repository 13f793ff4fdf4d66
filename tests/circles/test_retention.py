"""What stays of a circle that ended: three months everything, then nothing (L-14, invariant 30)."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from mekaar.circles.models import ReleasedLine, SupportCircle
from mekaar.web import tasks
from tests.acting import acting_as
from tests.circles import scenes

pytestmark = pytest.mark.django_db


def _stopped(cast):
    made = scenes.active(cast)
    scenes.plan(made, scenes.meeting(made, "supporting"))
    with acting_as(made.mark):
        made.circle.state, made.circle.ended_at = "ended", timezone.now()
        made.circle.save(update_fields=["state", "ended_at"])
    return made


def _days_ago(made, days):
    ended = timezone.now() - datetime.timedelta(days=days)
    with acting_as(made.mark):
        SupportCircle.objects.filter(id=made.circle.id).update(ended_at=ended)


def test_a_released_line_goes_when_the_circle_stops(cast):
    made = scenes.active(cast)
    with acting_as(cast.zus):
        ReleasedLine.objects.create(
            **made.row, seat=made.seats["zus"], words="niet ’s nachts", written_by=cast.zus.id
        )
    with acting_as(made.mark):
        made.circle.state, made.circle.ended_at = "ended", timezone.now()
        made.circle.save(update_fields=["state", "ended_at"])
    assert not ReleasedLine.objects.exists()


@pytest.mark.parametrize(("days", "left"), [(80, 1), (100, 0)])
def test_after_three_months_nothing_is_left(cast, days, left):
    made = _stopped(cast)
    running = scenes.sketching(cast)
    _days_ago(made, days)
    tasks.let_go(0)
    assert SupportCircle.objects.filter(id=made.circle.id).count() == left
    assert SupportCircle.objects.filter(id=running.circle.id).exists()
    if not left:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relname LIKE 'circles%' AND relkind = 'r'"
            )
            for (table,) in cursor.fetchall():
                key = "id" if table == "circles_supportcircle" else "circle_id"
                cursor.execute(f"SELECT count(*) FROM {table} WHERE {key} = %s", [made.circle.id])
                assert cursor.fetchone()[0] == 0, table
