"""R-A05, R-A09: a gathering counts heads and names nobody; no harvest without what is hard.

Attacked in SQL as the web role, and as the owner of the database where the wall is a trigger.
"""

import pytest
from django.apps import apps
from django.db import connection

from mekaar.core.ids import new_code, new_id
from mekaar.gatherings.models import Gathering, Harvest
from tests.acting import as_web, refused_by_database
from tests.gatherings.scenes import HELPED, harvested, planned, published
from tests.gatherings.test_gathering_actions import library_with_its_host

PUBLISH = "UPDATE gatherings_gathering SET state = 'published' WHERE id = %s"
OF_PEOPLE = ("people_participant", "people_account", "people_deskvisit")
# A new table of this room is looked at here before it can be added.
TABLES = {"gatherings_gathering", "gatherings_harvest"}
NAMES_SOMEBODY: set[str] = set()


def empty_harvest(cast) -> Gathering:
    one = harvested(cast)
    Harvest.objects.filter(gathering=one).update(hard=b"")
    return one


def test_the_web_role_publishes_nothing_without_what_is_hard(cast):
    one = empty_harvest(cast)
    with as_web(cast.ria) as cursor, refused_by_database("a harvest says where it is hard"):
        cursor.execute(PUBLISH, [one.id])


def test_the_owner_publishes_nothing_without_what_is_hard(cast):
    one = empty_harvest(cast)
    with connection.cursor() as cursor, refused_by_database("a harvest says where it is hard"):
        cursor.execute(PUBLISH, [one.id])


def test_what_is_hard_is_not_emptied_once_it_is_published(cast):
    one = published(cast)
    emptied = "UPDATE gatherings_harvest SET hard = '' WHERE gathering_id = %s"
    with as_web(cast.ria) as cursor, refused_by_database("what is published is taken back first"):
        cursor.execute(emptied, [one.id])
    with as_web(cast.ria) as cursor, refused_by_database("permission denied"):
        cursor.execute("DELETE FROM gatherings_harvest WHERE gathering_id = %s", [one.id])


@pytest.mark.parametrize("who", ["dekker", "noor", "douwe", "stranger", None])
def test_a_harvest_is_read_once_it_is_published_and_not_before(cast, who):
    one = harvested(cast)
    reader = getattr(cast, who) if who else None
    seen = "SELECT length(helped) FROM gatherings_harvest WHERE gathering_id = %s"
    with as_web(reader, here=cast.here.id) as cursor:
        cursor.execute(seen, [one.id])
        assert cursor.fetchall() == []
    Gathering.objects.filter(id=one.id).update(state="published")
    with as_web(reader, here=cast.here.id) as cursor:
        cursor.execute(seen, [one.id])
        assert cursor.fetchone()[0] > len(HELPED)
    Gathering.objects.filter(id=one.id).update(is_public=False)
    with as_web(reader, here=cast.here.id) as cursor:
        cursor.execute(seen, [one.id])
        assert cursor.fetchall() == []


@pytest.mark.parametrize("who", ["dekker", "joke", "loes", "bert", "noor", "douwe", "stranger"])
def test_nobody_else_writes_a_gathering(cast, who):
    one = planned(cast)
    add = (
        "INSERT INTO gatherings_gathering (id, neighbourhood_id, code, made_at, kind, title,"
        " meeting_place_id, elsewhere, starts_at, ends_at, is_public, about, agenda, rounds, state,"
        " changed_at) SELECT %s, neighbourhood_id, %s, made_at, kind, title, NULL, 'hier',"
        " starts_at, ends_at, true, about, agenda, rounds, state, changed_at"
        " FROM gatherings_gathering"
    )
    with as_web(getattr(cast, who), here=cast.here.id) as cursor:
        cursor.execute("UPDATE gatherings_gathering SET title = 'x' WHERE id = %s", [one.id])
        assert cursor.rowcount == 0
        with refused_by_database("row-level security"):
            cursor.execute(add, [new_id(), new_code()])


def test_a_host_of_another_place_writes_nothing_here(cast):
    one = harvested(cast)
    _library, wim = library_with_its_host(cast)
    with as_web(wim) as cursor:
        cursor.execute("UPDATE gatherings_gathering SET title = 'x' WHERE id = %s", [one.id])
        assert cursor.rowcount == 0
        cursor.execute("UPDATE gatherings_harvest SET head_count = 3")
        assert cursor.rowcount == 0


def links() -> dict[str, set[str]]:
    """Of each table of this room: the tables its foreign keys lead to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
            " WHERE contype = 'f' AND 'gatherings' = split_part(conrelid::regclass::text, '_', 1)"
        )
        found: dict[str, set[str]] = {}
        for table, other in cursor.fetchall():
            found.setdefault(table, set()).add(other)
    return found


@pytest.mark.django_db
def test_no_table_can_say_who_came():
    """No key to a person, no column that can hold an id of one, and no table but those known."""
    assert set(links()) == TABLES
    assert {table for table, others in links().items() if others & set(OF_PEOPLE)} == NAMES_SOMEBODY
    known = {"id", "neighbourhood_id", "meeting_place_id", "gathering_id"}
    ids = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_app_config("gatherings").get_models()
        for field in model._meta.concrete_fields
        if field.db_type(connection) == "uuid" and model._meta.db_table not in NAMES_SOMEBODY
        and field.column not in known
    }  # fmt: skip
    assert ids == set()


def test_there_is_nobody_in_a_gathering(cast):
    """The row of a table at which people sat holds no id of any of them, nor of who led it."""
    one = published(cast)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(g)::text || to_jsonb(h)::text FROM gatherings_gathering g"
            " JOIN gatherings_harvest h ON h.gathering_id = g.id WHERE g.id = %s",
            [one.id],
        )
        row = cursor.fetchone()[0]
    for person in cast.everybody():
        assert str(person.id) not in row
