"""Erasing leaves nothing: every table and every column is searched (L-17, invariant 30)."""

import pytest
from django.db import connection

from mekaar.core.walls import all_machinery, all_walls
from tests.acting import acting_as, at_desk, refused_by_database
from tests.cast import make_participant
from tests.promises.whole_life import EMAIL, PHONE, WORD, live, rows_with

# The journal keeps lines of ids: after erasing, an id that points to nobody (and no words).
KEEPS_IDS = {"journal_entry"}
# Tables that cannot hold a resident: places, counts, keyed digests, the queue, names of models.
HOLDS_NOBODY = {
    "places_district", "places_neighbourhood", "places_building", "places_organisation",
    "places_meetingplace", "places_openinghour", "places_responsibility", "people_group",
    "exchange_lastingcontactcount", "exchange_notebookrow", "people_attempt", "people_answered",
    "django_content_type", "procrastinate_jobs", "procrastinate_events", "procrastinate_workers",
    "procrastinate_periodic_defers", "account_emailconfirmation",
    # A role ends with the participant, tested apart.
    "people_roleheld",
    # Who was there stands nowhere (R-A09).
    "gatherings_gathering", "gatherings_harvest",
    # Hashes and ids of lines of the journal.
    "journal_link", "journal_anchor",
}  # fmt: skip


@pytest.fixture
def life(cast):
    return live(cast)


def needles(life):
    return [str(life.person.id), str(life.account.id), WORD, EMAIL, PHONE]


def erase(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.erase(%s)", [person.id])


def test_the_search_finds_the_person_in_every_table(life):
    """A new table that may hold somebody must be filled in whole_life, or be named here."""
    searched = {wall.table for wall in all_walls()} | {row.table for row in all_machinery()}
    found = set(rows_with(*needles(life)))
    assert searched - found - HOLDS_NOBODY == set()
    assert not found & HOLDS_NOBODY - {"people_roleheld"}


def test_erased_by_the_person_leaves_nothing(life):
    with acting_as(life.person):
        erase(life.person)
    left = rows_with(*needles(life))
    assert set(left) <= KEEPS_IDS
    assert rows_with(WORD, EMAIL, PHONE) == {}


def test_erased_at_the_desk_leaves_nothing(cast, life):
    """Also the goals, which the helper never could read."""
    with acting_as(at_desk(cast.ria, life.person)):
        erase(life.person)
    assert set(rows_with(*needles(life))) <= KEEPS_IDS


def test_erasing_leaves_the_others_as_they_were(cast, life):
    other = make_participant(cast.here, "Buurvrouw Blijft")
    with acting_as(life.person):
        erase(life.person)
    assert "people_participant" in rows_with(str(other.id))
    assert {"people_participant", "exchange_offer"} <= set(rows_with(str(life.friend.id)))


@pytest.mark.parametrize("who", ["dekker", "ria", "samira", "noor", "douwe", "stranger"])
def test_nobody_else_erases(cast, life, who):
    with refused_by_database(), acting_as(getattr(cast, who)):
        erase(life.person)
    assert "people_participant" in rows_with(WORD)


def test_a_closed_visit_no_longer_erases(cast, life):
    helping = at_desk(cast.ria, life.person)
    at_desk(cast.ria, cast.dekker)
    with refused_by_database(), acting_as(helping):
        erase(life.person)


def test_who_holds_a_role_can_be_erased(cast):
    with acting_as(cast.bert):
        erase(cast.bert)
    assert set(rows_with(str(cast.bert.id))) <= KEEPS_IDS
