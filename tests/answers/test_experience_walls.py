"""The wall around experiences, attacked in SQL as the web role (R-A10)."""

import pytest
from django.utils import timezone

from mekaar.answers import actions
from mekaar.answers.models import Experience
from mekaar.people.models import Group, GroupMember
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database
from tests.answers.tellings import readable, told

EVERYBODY = [
    "dekker", "selam", "ria", "samira", "joke", "bert", "loes", "noor", "douwe",
    "stranger", "stranger_host", "stranger_resident",
]  # fmt: skip
DESK = {"ria", "samira"}
NO_NEIGHBOURS = {"noor", "douwe", "stranger", "stranger_host", "stranger_resident"}


def reads(who, experience, *, engine=False):
    with as_web(who, engine=engine) as cursor:
        cursor.execute("SELECT happened FROM answers_experience WHERE id = %s", [experience.id])
        return bool(cursor.fetchall())


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_reads_what_has_no_yes_yet(cast, who, engine):
    experience = told(cast.henk)

    assert not reads(getattr(cast, who), experience, engine=engine)
    assert reads(cast.henk, experience)
    assert not reads(None, experience)


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_reads_what_was_told_to_the_desk_and_to_the_neighbourhood(cast, who, engine):
    narrow = readable(cast.henk, "Ik was alleen.", audience="table")
    wide = readable(cast.henk, "Ik was moe.", audience="neighbourhood")

    assert reads(getattr(cast, who), narrow, engine=engine) == (who in DESK)
    assert reads(getattr(cast, who), wide, engine=engine) == (who not in NO_NEIGHBOURS)
    assert not reads(None, wide)


def test_a_group_reads_what_was_told_to_it(cast):
    table = Group.objects.create(neighbourhood=cast.here, name="de vrouwentafel")
    member = {"neighbourhood": cast.here, "group": table}
    GroupMember.objects.create(**member, participant=cast.tineke, confirmed_at=timezone.now())
    GroupMember.objects.create(**member, participant=cast.wil)
    experience = readable(cast.selam, audience="group", group=table)

    assert reads(cast.tineke, experience)
    assert not reads(cast.wil, experience)
    assert not reads(cast.dekker, experience)


def test_an_open_visit_opens_what_was_told_without_a_yes_and_its_end_closes_it(cast):
    experience = told(cast.henk)
    visit = at_desk(cast.ria, cast.henk).visit
    assert reads(cast.ria, experience)

    visit.ended_at = timezone.now()
    visit.save()

    assert not reads(cast.ria, experience)


def test_narrowing_counts_in_the_same_transaction(cast):
    experience = readable(cast.henk)
    me = by(cast.henk)
    assert reads(cast.wil, experience)

    with acting_as(me):
        actions.choose_readers(experience, "table", None, by=me)
        assert not reads(cast.wil, experience)


@pytest.mark.parametrize(
    "change",
    ["happened = 'x'", "state = 'told'", "audience = 'neighbourhood'", "keys = '{}'",
     "approved_at = now()", "asked_again_at = now()", "participant_id = wall.me()"],
)  # fmt: skip
@pytest.mark.parametrize("who", ["ria", "samira", "noor", "douwe", "wil", "stranger"])
@pytest.mark.parametrize("engine", [False, True])
def test_nobody_changes_or_removes_what_another_told(cast, who, change, engine):
    experience = readable(cast.henk)

    with as_web(getattr(cast, who), engine=engine) as cursor:
        cursor.execute(f"UPDATE answers_experience SET {change} WHERE id = %s", [experience.id])
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM answers_experience WHERE id = %s", [experience.id])
        assert cursor.rowcount == 0


@pytest.mark.parametrize("column", ["happened", "helped", "otherwise"])
def test_other_words_are_not_readable_without_a_new_yes(cast, column):
    experience = readable(cast.henk)

    with as_web(cast.henk) as cursor, refused_by_database("other words need a new yes"):
        sql = f"UPDATE answers_experience SET {column} = 'x' WHERE id = %s"
        cursor.execute(sql, [experience.id])


def test_a_helper_says_no_yes_in_the_name_of_the_teller(cast):
    experience = told(cast.henk)
    helper = at_desk(cast.ria, cast.henk)

    with as_web(helper.me) as cursor:
        for approved_by in (cast.henk.id, cast.ria.id):
            with refused_by_database():
                cursor.execute(
                    "UPDATE answers_experience SET state = 'readable', approved_at = now(),"
                    " approved_by = %s WHERE id = %s",
                    [approved_by, experience.id],
                )


def test_a_yes_and_other_words_are_two_steps(cast):
    experience = told(cast.henk)

    with as_web(cast.henk) as cursor, refused_by_database("other words need a new yes"):
        cursor.execute(
            "UPDATE answers_experience SET state = 'readable', approved_at = now(),"
            " approved_by = wall.me(), happened = 'x' WHERE id = %s",
            [experience.id],
        )


@pytest.mark.parametrize("state", ["told", "readable"])
@pytest.mark.parametrize("who", ["ria", "samira", "wil", "stranger"])
def test_nobody_tells_in_the_name_of_another(cast, who, state):
    told(cast.henk)

    with acting_as(getattr(cast, who)), refused_by_database():
        Experience.objects.create(
            neighbourhood=cast.here, participant=cast.henk, happened="x", state=state,
            written_by=cast.henk.id,
        )  # fmt: skip


def test_an_experience_does_not_begin_readable(cast):
    with acting_as(cast.henk), refused_by_database():
        Experience.objects.create(
            neighbourhood=cast.here, participant=cast.henk, happened="x", state="readable",
            written_by=cast.henk.id, approved_by=cast.henk.id, approved_at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize("who", ["wil", "noor", "douwe", "stranger"])
def test_words_in_common_are_asked_through_the_door_only_and_stay_in_the_house(cast, who):
    experience = readable(cast.henk)

    with as_web(getattr(cast, who), engine=who == "stranger") as cursor:
        cursor.execute("SELECT * FROM wall.experiences_near(%s)", [experience.keys])
        assert cursor.fetchall() == []
