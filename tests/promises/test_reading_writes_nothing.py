"""A page that is only looked at changes nothing, whatever is behind the link (ASVS 3.5.3).

A link or a picture on another site can make a browser ask for a page with its cookie; only a form
of ours, with its token, can make it send one.
"""

import pytest
from django.db import connection
from django.urls import reverse

from mekaar.core.middleware import WroteWhileReading, _only_reads
from mekaar.people.models import Participant
from mekaar.places import views as places

WRITES = [
    "UPDATE people_participant SET code = 'x'",
    " \n delete from people_participant",
    'INSERT INTO "people_participant" VALUES (1)',
    "WITH gone AS (DELETE FROM people_attempt RETURNING 1) SELECT * FROM gone",
    "TRUNCATE people_participant",
    "SELECT wall.erase('00000000-0000-0000-0000-000000000000')",
    "select  wall.confirm_member (NULL)",
    "SELECT * FROM wall.keys_for('{}', NULL, '{}')",
    "SELECT wall.appeal(NULL)",
    "SELECT wall.end_asks(100)",
    'INSERT INTO "journal_entry_of_mine" VALUES (1)',
]


def reached(*_statement):
    return "reached"


@pytest.mark.parametrize("statement", WRITES)
def test_a_statement_that_writes_is_stopped(statement):
    with pytest.raises(WroteWhileReading):
        _only_reads(reached, statement, None, False, {})  # Django's


@pytest.mark.django_db
def test_every_function_that_writes_is_known():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'wall'::regnamespace"
            " AND prorettype <> 'trigger'::regtype"
            r" AND prosrc ~* '\m(INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|MERGE INTO)\M'"
        )
        writers = [row[0] for row in cursor.fetchall()]
    assert {"erase", "end_closed_asks", "forget"} <= set(writers)
    for name in writers:
        with pytest.raises(WroteWhileReading):
            _only_reads(reached, f"SELECT wall.{name}(NULL)", None, False, {})  # Django's


@pytest.mark.parametrize(
    "statement",
    ["SELECT 1", "WITH one AS (SELECT 1) SELECT * FROM one", "SELECT wall.to_judge()",
     'INSERT INTO "journal_entry" ("id") VALUES (1)', 'UPDATE "django_session" SET x = 1'],
)  # fmt: skip
def test_what_only_reads_goes_on(statement):
    assert _only_reads(reached, statement, None, False, {}) == "reached"  # Django's


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_that_writes_is_a_broken_page(cast, page, monkeypatch, method):
    def writes(*_args, **_more):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE people_participant SET language = 'ti'")

    monkeypatch.setattr(places, "show", writes)
    browser = page(cast.dekker)
    browser.client.raise_request_exception = False
    assert getattr(browser.client, method)(reverse("places:privacy")).status_code == 500
    assert Participant.objects.get(id=cast.dekker.id).language == "nl"
