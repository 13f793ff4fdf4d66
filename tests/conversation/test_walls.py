"""The walls of this room, attacked in SQL as the web role."""

import contextlib

import pytest
from django.utils import timezone

from mekaar.conversation.models import CoreAnswer, DailyActivity, Encounter, Goal
from mekaar.core.ids import new_code, new_id
from tests.acting import acting_as, as_web, at_desk, refused_by_database
from tests.conversation import scenes

OWNED = ["coreanswer", "dailyactivity", "practicestep", "closinginvitation"]
OUTSIDERS = ["henk", "ria", "samira", "joke", "bert", "loes", "noor", "douwe", "stranger"]


@pytest.fixture
def life(cast):
    """meneer Dekker with something in every table."""
    who = cast.dekker
    scenes.says(who, want="weer eens klaverjassen", can="koken gaat goed")
    scenes.does(who, "koken")
    scenes.practises(scenes.does(who, "naar de markt lopen", "to_regain"))
    scenes.wants(who)
    scenes.replies(who, "no")
    scenes.planned(who, cast.samira)
    return who


def _count(cursor, table):
    cursor.execute(f"SELECT count(*) FROM conversation_{table}")
    return cursor.fetchone()[0]


def _counts(who):
    with as_web(who) as cursor:
        return {table: _count(cursor, table) for table in [*OWNED, "goal"]}


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_nobody_else_sees_a_row(cast, life, outsider):
    assert _counts(getattr(cast, outsider)) == dict.fromkeys([*OWNED, "goal"], 0)


def test_nobody_signed_in_sees_nothing(cast, life):
    with as_web(None, here=cast.here.id) as cursor:
        assert [_count(cursor, t) for t in [*OWNED, "goal", "encounter"]] == [0] * 6


def test_owner_sees_everything(cast, life):
    assert _counts(life) == {
        **dict.fromkeys(OWNED, 1),
        "coreanswer": 2,
        "dailyactivity": 2,
        "goal": 1,
    }


@pytest.mark.parametrize("helper", ["ria", "samira"])
def test_helper_sees_all_but_the_goals_and_only_during_the_visit(cast, life, helper):
    helping = at_desk(getattr(cast, helper), life)
    during = _counts(helping.me)
    helping.visit.__class__.objects.update(ended_at=helping.visit.started_at)

    assert during["goal"] == 0
    assert [during[table] for table in OWNED] == [2, 2, 1, 1]
    assert set(_counts(helping.me).values()) == {0}


@pytest.mark.parametrize(
    ("who", "wished", "plan"),
    [("samira", 1, 1), ("ria", 0, 1), ("henk", 0, 0), ("noor", 0, 0), ("douwe", 0, 0),
     ("joke", 0, 0), ("stranger", 0, 0)],
)  # fmt: skip
def test_desk_sees_who_comes_and_connector_who_wishes(cast, life, who, wished, plan):
    scenes.talk(cast.tineke, "thuis")
    with as_web(getattr(cast, who)) as cursor:
        cursor.execute("SELECT state FROM conversation_encounter")
        states = [row[0] for row in cursor.fetchall()]
    assert (states.count("wished"), states.count("planned")) == (wished, plan)


def test_answers_cannot_be_changed_or_removed_by_anybody(cast, life):
    with as_web(life) as cursor:
        with refused_by_database("permission denied"):
            cursor.execute("UPDATE conversation_coreanswer SET words = 'anders'")
        with refused_by_database("permission denied"):
            cursor.execute("DELETE FROM conversation_coreanswer")


def _answer(here, whose, writer, **more):
    return CoreAnswer(
        neighbourhood=here, participant=whose, question="need", version=1, words="iets",
        written_by=writer.id, **more,
    )  # fmt: skip


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_nobody_answers_for_another(cast, life, outsider):
    who = getattr(cast, outsider)
    with acting_as(who), refused_by_database():
        _answer(life.neighbourhood, life, who, read_back_at="2026-01-01T10:00Z").save()
    with acting_as(who), refused_by_database():
        _answer(life.neighbourhood, life, life).save()


def test_helper_writes_only_what_was_read_back_and_under_the_own_name(cast, life):
    helping = at_desk(cast.ria, life)
    with acting_as(helping), refused_by_database():
        _answer(cast.here, life, cast.ria).save()
    with acting_as(helping), refused_by_database("row-level security"):
        _answer(cast.here, life, life).save()
    with acting_as(helping):
        _answer(cast.here, life, cast.ria, read_back_at=helping.read_back_at).save()


def test_unread_answer_of_a_scribe_exists_for_no_role(cast):
    with refused_by_database("conversation_answer_read_back"):
        _answer(cast.here, cast.dekker, cast.ria).save()


def test_connector_plans_but_never_changes_the_place(cast):
    wished = scenes.talk(cast.dekker, "aan de tafel bij het raam")
    where = f"WHERE id = '{wished.id}'"
    with as_web(cast.samira) as cursor:
        with refused_by_database("the place is chosen by the resident"):
            cursor.execute(
                "UPDATE conversation_encounter SET place = 'spreekkamer 2', state = 'planned',"
                f" planned_for = now(), with_whom = '{cast.samira.id}' {where}"
            )
        with refused_by_database():
            cursor.execute(f"UPDATE conversation_encounter SET state = 'withdrawn' {where}")
        cursor.execute(
            "UPDATE conversation_encounter SET state = 'planned', planned_for = now(),"
            f" with_whom = '{cast.samira.id}' {where}"
        )
    wished.refresh_from_db()
    assert (wished.place, wished.state) == ("aan de tafel bij het raam", "planned")


@pytest.mark.parametrize("outsider", ["henk", "ria", "noor", "douwe", "joke", "stranger"])
def test_others_cannot_move_a_talk(cast, outsider):
    scenes.planned(cast.dekker, cast.samira)
    with as_web(getattr(cast, outsider)) as cursor:
        cursor.execute("UPDATE conversation_encounter SET with_whom = NULL, state = 'held'")
        assert cursor.rowcount == 0
    assert Encounter.objects.get().state == "planned"


def test_helper_changes_the_place_only_with_reading_back(cast):
    talk = scenes.talk(cast.dekker)
    at_desk(cast.ria, cast.dekker)
    with as_web(cast.ria) as cursor:
        with refused_by_database("the place is chosen by the resident"):
            cursor.execute("UPDATE conversation_encounter SET place = 'kantoor'")
        talk.place, talk.read_back_at, talk.written_by = "de tuin", timezone.now(), cast.ria.id
        talk.save()
    assert Encounter.objects.get().place == "de tuin"


@pytest.mark.parametrize(("place", "by_phone", "fits"), [("", False, False), ("", True, True)])
def test_no_talk_without_a_chosen_place(cast, place, by_phone, fits):
    row = Encounter(
        neighbourhood=cast.here, participant=cast.dekker, written_by=cast.dekker.id,
        place=place, by_phone=by_phone,
    )  # fmt: skip
    if fits:
        row.save()
    else:
        with refused_by_database("conversation_a_chosen_place"):
            row.save()
    assert Encounter.objects.count() == int(fits)


def test_what_is_left_cannot_come_first_for_any_role(cast):
    row = {"neighbourhood": cast.here, "participant": cast.dekker, "written_by": cast.dekker.id}
    scenes.does(cast.henk, "timmeren")  # somebody else's step does not count
    for role in (acting_as(cast.dekker), contextlib.nullcontext()):
        with role, refused_by_database("what is left comes last"):
            DailyActivity.objects.create(**row, words="gordijnen", step="left_over")
    DailyActivity.objects.create(**row, unknown_yet=True, step="self_done")
    DailyActivity.objects.create(**row, words="gordijnen", step="left_over")


def test_helper_cannot_move_an_activity_without_reading_back(cast):
    activity = scenes.does(cast.dekker, "koken")
    at_desk(cast.ria, cast.dekker)
    with as_web(cast.ria) as cursor, refused_by_database():
        cursor.execute("UPDATE conversation_dailyactivity SET step = 'left_over'")
    for outsider in OUTSIDERS[2:]:
        with as_web(getattr(cast, outsider)) as cursor:
            cursor.execute("UPDATE conversation_dailyactivity SET step = 'left_over'")
            assert cursor.rowcount == 0
    activity.refresh_from_db()
    assert activity.step == "self_done"


def test_resident_may_change_what_a_scribe_wrote(cast):
    helping = at_desk(cast.ria, cast.dekker)
    DailyActivity.objects.create(
        neighbourhood=cast.here, participant=cast.dekker, words="koken", step="self_done",
        **helping.written_for(cast.dekker.id),
    )  # fmt: skip
    with as_web(cast.dekker) as cursor:
        cursor.execute(
            "UPDATE conversation_dailyactivity SET words = 'bakken',"
            f" written_by = '{cast.dekker.id}'"
        )
        assert cursor.rowcount == 1


def test_practice_of_another_activity_is_refused(cast):
    theirs = scenes.does(cast.henk, "fietsen", "to_regain")
    mine = scenes.does(cast.dekker, "koken")
    for activity in (theirs, mine):  # somebody else's, and one that is not to be regained
        with acting_as(cast.dekker), refused_by_database("practice belongs"):
            activity.steps.create(
                neighbourhood=cast.here, participant=cast.dekker, words="oefenen",
                look_back_on="2030-06-01", written_by=cast.dekker.id,
            )  # fmt: skip


# --- Invariant 3: a goal written by any other account than its owner fails -----------------------


@pytest.mark.parametrize("writer", ["ria", "samira", "joke", "noor", "douwe", "henk", None])
@pytest.mark.parametrize("signed", ["dekker", "writer"])
def test_goal_is_written_by_its_owner_only(cast, writer, signed):
    """None: the role that migrates and imports. `signed`: whose name the row carries."""
    who = getattr(cast, writer) if writer else None
    if writer in {"ria", "samira"}:
        at_desk(who, cast.dekker)
    goal = Goal(
        neighbourhood=cast.here, participant=cast.dekker, first_words="afvallen", words="afvallen",
        written_by=cast.dekker.id if signed == "dekker" or not who else who.id,
    )  # fmt: skip
    if who:
        with acting_as(who), refused_by_database():
            goal.save()
    else:
        with refused_by_database("a goal is written by its owner"):
            goal.save()
    assert not Goal.objects.exists()


def test_goal_is_changed_by_no_other_role(cast):
    goal = scenes.wants(cast.dekker)
    with refused_by_database("a goal is written by its owner"):
        Goal.objects.update(words=b"iets anders")  # as the owner of the tables
    at_desk(cast.ria, cast.dekker)
    with as_web(cast.ria) as cursor:
        cursor.execute("UPDATE conversation_goal SET closed_at = now()")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM conversation_goal")
        assert cursor.rowcount == 0
    goal.refresh_from_db()
    assert (goal.words, goal.closed_at) == ("weer kaarten op dinsdag", None)


def test_first_words_of_a_goal_stay(cast):
    scenes.wants(cast.dekker)
    with as_web(cast.dekker) as cursor, refused_by_database("the first words"):
        cursor.execute("UPDATE conversation_goal SET first_words = 'nooit gezegd'")


@pytest.mark.parametrize("answer", ["no", "yes"])
def test_answered_invitation_is_not_asked_again_by_any_role(cast, answer):
    scenes.replies(cast.dekker, answer)
    again = (
        "INSERT INTO conversation_closinginvitation (id, code, made_at, asked_at, neighbourhood_id,"
        " participant_id, written_by, answer, words) VALUES (%s, %s, now(), now(), %s, %s, %s,"
        " 'yes', '')"
    )
    values = [new_id(), new_code(), cast.here.id, cast.dekker.id, cast.dekker.id]
    with as_web(cast.dekker) as cursor, refused_by_database("answered already"):
        cursor.execute(again, values)


def test_erasing_takes_everything_away(cast, life):
    scenes.says(cast.henk, want="vakmanschap doorgeven")
    with as_web(life) as cursor:
        cursor.execute("SELECT wall.erase(%s)", [life.id])
    with as_web(cast.henk) as cursor:
        assert _count(cursor, "coreanswer") == 1
    assert not any(
        model.objects.filter(participant_id=life.id).exists()
        for model in (CoreAnswer, DailyActivity, Goal, Encounter)
    )
