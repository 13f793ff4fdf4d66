"""A report goes a year after its last decision, and stays as long as it hides something (L-14)."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from mekaar.exchange.models import Ask
from mekaar.reports.models import Decision, Report, ReportParties
from mekaar.web import tasks
from tests.reports.scenes import decided, on_board, reported

pytestmark = pytest.mark.django_db


def aged(days):
    """Everything that was decided, so many days ago."""
    with connection.cursor() as cursor:
        moment = timezone.now() - datetime.timedelta(days=days)
        cursor.execute("UPDATE reports_decision SET made_at = %s", [moment])


def left():
    tasks.let_go(0)
    return [model.objects.count() for model in (Report, ReportParties, Decision)]


def test_what_stays_on_the_board_is_no_report_any_more_after_a_year(cast):
    decided(reported(cast), "stays", by_whom=cast.samira)
    aged(360)
    assert left() == [1, 1, 1]
    aged(370)
    assert left() == [0, 0, 0]
    assert Ask.objects.count() == 1


def test_what_is_hidden_stays_hidden_however_long_ago(cast):
    decided(reported(cast), "removed", by_whom=cast.samira)
    aged(4000)
    assert left() == [1, 1, 1]
    assert on_board(cast, cast.henk) == []
    Ask.objects.all().delete()
    assert left() == [0, 0, 0]


def test_a_report_that_nobody_decided_has_no_term(cast):
    made = reported(cast)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_report SET made_at = now() - interval '9 years'")
    assert left() == [1, 1, 0]
    assert Report.objects.get() == made
