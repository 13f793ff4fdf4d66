"""`/gezond/`: whether pages can be served, in numbers; and a sign of life without a database."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mekaar.core import ready, walls
from tests.acting import as_web

HEALTH = "/gezond/"


def said(public) -> dict[str, int]:
    _first, *lines = public.html.splitlines()
    return {name: int(number) for name, number in (line.split() for line in lines)}


def as_owner(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def _raised(db):
    """Also here: a test before this one may have raised other walls."""
    walls.raise_all()


@pytest.mark.usefixtures("_raised")
def test_a_whole_house_is_ready_and_says_numbers_only(public):
    public.get(HEALTH)
    assert (public.status, public.html.splitlines()[0]) == (200, "ok")
    assert said(public) | {"worker_seconds": 0} == {
        "migrations_missing": 0,
        "tables_without_wall": 0,
        "walls_of_this_version": 1,
        "worker_seconds": 0,
    }
    assert len(public.queries) <= 2


@pytest.mark.usefixtures("_raised")
@pytest.mark.parametrize(
    ("statement", "name", "number"),
    [
        ("DELETE FROM django_migrations WHERE app = 'people' AND name LIKE '0002%%'",
         "migrations_missing", 1),
        ("ALTER TABLE exchange_ask DISABLE ROW LEVEL SECURITY", "tables_without_wall", 1),
        ("ALTER TABLE people_participant NO FORCE ROW LEVEL SECURITY", "tables_without_wall", 1),
        ("COMMENT ON SCHEMA wall IS 'of another version'", "walls_of_this_version", 0),
    ],
)  # fmt: skip
def test_it_is_not_ready_without_tables_and_walls(public, statement, name, number):
    as_owner(statement)
    assert public.get(HEALTH).status == 503
    assert said(public)[name] == number


@pytest.mark.usefixtures("_raised")
def test_old_code_stays_ready_while_newer_tables_are_put_up(public):
    as_owner(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_x', now())"
    )
    as_owner("COMMENT ON SCHEMA wall IS 'of a newer version'")
    assert public.get(HEALTH).status == 200


@pytest.mark.usefixtures("_raised")
def test_a_silent_worker_is_told_and_stops_nothing(public):
    as_owner("DELETE FROM procrastinate_workers")
    assert (public.get(HEALTH).status, said(public)["worker_seconds"]) == (200, ready.NEVER)
    last = timezone.now() - datetime.timedelta(seconds=90)
    as_owner("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", last)
    assert public.get(HEALTH).status == 200
    assert 90 <= said(public)["worker_seconds"] < 200


@pytest.mark.django_db
def test_a_role_that_passes_walls_is_not_ready(monkeypatch):
    with as_web(None):
        assert ready.look().open_tables == 0
    monkeypatch.setattr(ready, "_ASKED", ready._ASKED.replace("rolsuper OR rolbypassrls", "true"))
    with as_web(None):
        assert ready.look().open_tables == len(walls.all_walls())


def test_the_sign_of_life_asks_nothing_of_the_database():
    """pytest-django refuses every query here: this test has no database."""
    answer = Client().get("/gezond/leeft/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
