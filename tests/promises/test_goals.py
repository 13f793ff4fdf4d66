"""Goals are the resident's alone, whatever another may do at the desk (R-C07, invariant 3)."""

import pytest
from django.db import connection

from mekaar.conversation.models import Goal
from mekaar.core.ids import new_code, new_id
from tests.acting import acting_as, as_web, at_desk, refused_by_database

INSERT = (
    "INSERT INTO conversation_goal (id, neighbourhood_id, code, made_at, participant_id,"
    " written_by, first_words, words, mark) VALUES"
    " (%s, %s, %s, now(), %s, %s, 'lopen', 'lopen', '')"
)


OWN = "a goal is written by its owner"


def values(cast, whose, writer):
    return [new_id(), cast.here.id, new_code(), whose.id, writer.id]


@pytest.fixture
def goal(cast):
    with acting_as(cast.dekker):
        return Goal.objects.create(
            neighbourhood=cast.here,
            participant=cast.dekker,
            written_by=cast.dekker.id,
            first_words="klaverjassen",
            words="klaverjassen",
        )


def test_the_resident_writes_a_goal(cast):
    with as_web(cast.dekker) as cursor:
        cursor.execute(INSERT, values(cast, cast.dekker, cast.dekker))
    assert Goal.objects.values_list("participant", flat=True).get() == cast.dekker.id


@pytest.mark.parametrize("writer", ["helper", "resident"])
@pytest.mark.parametrize("who", ["ria", "samira"])
def test_a_helper_at_the_desk_writes_no_goal(cast, who, writer):
    """Not under the own name, and not under the resident's."""
    helper = getattr(cast, who)
    at_desk(helper, cast.dekker)
    signs = helper if writer == "helper" else cast.dekker
    with refused_by_database(OWN), as_web(helper) as cursor:
        cursor.execute(INSERT, values(cast, cast.dekker, signs))


@pytest.mark.parametrize("who", ["henk", "joke", "noor", "douwe", "stranger"])
def test_nobody_else_writes_a_goal(cast, who):
    person = getattr(cast, who)
    with refused_by_database(OWN), as_web(person) as cursor:
        cursor.execute(INSERT, values(cast, cast.dekker, cast.dekker))


def test_not_even_the_owner_role_writes_a_goal_of_another(cast):
    """Import, migration and console go through the same check."""
    with refused_by_database(OWN), connection.cursor() as cursor:
        cursor.execute(INSERT, values(cast, cast.dekker, cast.samira))


@pytest.mark.parametrize("who", ["ria", "samira", "henk", "stranger"])
def test_nobody_else_reads_changes_or_removes_a_goal(cast, goal, who):
    helper = getattr(cast, who)
    if who in {"ria", "samira"}:
        at_desk(helper, cast.dekker)
    with acting_as(helper):
        seen = Goal.objects.count()
        changed = Goal.objects.update(words=b"afgepakt")
        removed, _ = Goal.objects.all().delete()
    goal.refresh_from_db()
    assert (seen, changed, removed, goal.words) == (0, 0, 0, "klaverjassen")


def test_the_resident_changes_and_removes_a_goal(cast, goal):
    with acting_as(cast.dekker):
        # Deleting reads the row first, for what may hang from it: the words must stay readable.
        assert Goal.objects.update(mark=Goal.Mark.MORE) == 1
        assert Goal.objects.all().delete()[0] == 1


def test_a_resident_cannot_give_a_goal_to_another(cast, goal):
    with refused_by_database(), acting_as(cast.dekker):
        Goal.objects.update(participant=cast.henk, written_by=cast.henk.id)
