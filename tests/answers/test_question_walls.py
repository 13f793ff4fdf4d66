"""The walls around questions, who was thought of, and the back-up, attacked in SQL (R-A10)."""

import pytest
from django.utils import timezone

from mekaar.answers import actions
from mekaar.answers.models import Asked, Experience, Handed, KnownSituation, Question
from mekaar.people.models import Group, GroupMember
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database
from tests.answers.questions import (
    answered,
    asked,
    closed,
    handed,
    knows,
    put,
    says,
    told_for,
    written,
)
from tests.answers.tellings import COLLECTING, readable

EVERYBODY = [
    "dekker", "selam", "ria", "samira", "joke", "bert", "loes", "noor", "douwe",
    "stranger", "stranger_host", "stranger_resident",
]  # fmt: skip
DESK = {"ria", "samira"}
NO_NEIGHBOURS = {"noor", "douwe", "stranger", "stranger_host", "stranger_resident"}


def sees(who, row, *, engine=False):
    with as_web(who, engine=engine) as cursor:
        cursor.execute(f"SELECT 1 FROM {row._meta.db_table} WHERE id = %s", [row.id])
        return bool(cursor.fetchall())


# --- the question --------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_reads_what_was_not_asked_yet_nor_what_is_done(cast, who, engine):
    waits, done = written(cast.henk, "Eerste vraag?"), put(cast.henk, "Tweede vraag?")
    closed(done, "neighbours")

    assert not sees(getattr(cast, who), waits, engine=engine)
    assert not sees(getattr(cast, who), done, engine=engine)
    assert sees(cast.henk, waits)
    assert sees(cast.henk, done)
    assert not sees(None, waits)


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_reads_what_was_asked_of_the_desk_and_of_the_neighbourhood(cast, who, engine):
    narrow = put(cast.henk, "Aan de tafel?", audience="table")
    wide = put(cast.henk, "Aan de buurt?")

    assert sees(getattr(cast, who), narrow, engine=engine) == (who in DESK)
    assert sees(getattr(cast, who), wide, engine=engine) == (who not in NO_NEIGHBOURS)
    assert not sees(None, wide)


def test_a_group_reads_what_was_asked_of_it(cast):
    table = Group.objects.create(neighbourhood=cast.here, name="de vrouwentafel")
    member = {"neighbourhood": cast.here, "group": table}
    GroupMember.objects.create(**member, participant=cast.tineke, confirmed_at=timezone.now())
    GroupMember.objects.create(**member, participant=cast.wil)
    question = put(cast.selam, audience="group", group=table)

    assert sees(cast.tineke, question)
    assert not sees(cast.wil, question)


@pytest.mark.parametrize(
    "change",
    ["words = 'x'", "state = 'closed'", "audience = 'neighbourhood'", "asks_people = true",
     "answered_by = 'desk'", "participant_id = wall.me()"],
)  # fmt: skip
@pytest.mark.parametrize("who", ["ria", "samira", "loes", "noor", "wil", "stranger"])
def test_nobody_changes_or_removes_what_another_asks(cast, who, change):
    question = put(cast.henk)

    with as_web(getattr(cast, who), engine=True) as cursor:
        cursor.execute(f"UPDATE answers_question SET {change} WHERE id = %s", [question.id])
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM answers_question WHERE id = %s", [question.id])
        assert cursor.rowcount == 0


def test_other_words_are_not_asked_without_a_new_yes(cast):
    question = put(cast.henk)

    with as_web(cast.henk) as cursor, refused_by_database("other words need a new yes"):
        cursor.execute("UPDATE answers_question SET words = 'x' WHERE id = %s", [question.id])


def test_a_question_is_not_given_to_another(cast):
    question = put(cast.henk)

    with as_web(cast.henk) as cursor, refused_by_database("stays as it was"):
        cursor.execute(
            "UPDATE answers_question SET participant_id = %s WHERE id = %s",
            [cast.wil.id, question.id],
        )


def test_a_helper_says_no_yes_in_the_name_of_the_owner(cast):
    question = written(cast.henk)
    at_desk(cast.ria, cast.henk)

    with as_web(cast.ria) as cursor:
        for approved_by in (cast.henk.id, cast.ria.id):
            with refused_by_database():
                cursor.execute(
                    "UPDATE answers_question SET state = 'open', approved_at = now(),"
                    " approved_by = %s WHERE id = %s",
                    [approved_by, question.id],
                )


@pytest.mark.parametrize("state", ["told", "open", "closed"])
@pytest.mark.parametrize("who", ["ria", "samira", "wil", "stranger"])
def test_nobody_asks_in_the_name_of_another(cast, who, state):
    assert cast.henk
    with acting_as(getattr(cast, who)), refused_by_database():
        Question.objects.create(
            neighbourhood=cast.here, participant=cast.henk, words="x", state=state,
            written_by=cast.henk.id, approved_by=cast.henk.id, approved_at=timezone.now(),
        )  # fmt: skip


# --- told for it ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_asked_reads_what_was_told_for_it_and_others_as_its_teller_chose(cast, who):
    question = put(cast.henk)
    experience = told_for(question, cast.tineke, audience="table")

    assert sees(cast.henk, experience)
    assert sees(getattr(cast, who), experience) == (who in DESK)


def test_who_asked_reads_nothing_of_it_before_the_yes_nor_after_it_is_taken_back(cast):
    question = put(cast.henk)
    said = {
        "happened": "x", "helped": "", "otherwise": "", "matter": "none", "audience": "table",
        "group": None,
    }  # fmt: skip
    with acting_as(cast.tineke):
        experience = actions.tell(cast.tineke, said, by=by(cast.tineke), question=question)
    assert not sees(cast.henk, experience)

    with acting_as(cast.tineke):
        actions.say_yes(experience, actions.mark(experience), by=by(cast.tineke))
        assert Experience.objects.filter(id=experience.id).exists()
    assert sees(cast.henk, experience)
    with acting_as(cast.tineke):
        actions.take_back(experience, by=by(cast.tineke))
    assert not sees(cast.henk, experience)


@pytest.mark.parametrize("which", ["own", "not_read", "not_asked"])
def test_one_tells_for_an_open_question_of_another_that_one_reads(cast, which):
    question = {
        "own": lambda: put(cast.wil),
        "not_read": lambda: put(cast.henk, audience="table"),
        "not_asked": lambda: written(cast.henk),
    }[which]()

    with acting_as(cast.wil), refused_by_database():
        Experience.objects.create(
            neighbourhood=cast.here, participant=cast.wil, happened="x", question=question,
            written_by=cast.wil.id,
        )  # fmt: skip


def test_what_was_told_moves_to_no_other_question(cast):
    first, other = put(cast.henk), put(cast.dekker, "Iets anders?")
    experience = told_for(first, cast.tineke)
    free = readable(cast.tineke, COLLECTING)

    for one in (experience, free):
        with as_web(cast.tineke) as cursor, refused_by_database("stays as it was"):
            cursor.execute(
                "UPDATE answers_experience SET question_id = %s WHERE id = %s", [other.id, one.id]
            )


# --- the back-up ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_back_up_reads_the_words_and_not_of_whom(cast, who):
    question = put(cast.henk, audience="table")
    row = handed(question, cast.ria)

    assert sees(getattr(cast, who), row) == (who in {*DESK, "loes"})
    assert sees(cast.henk, row)
    assert not sees(cast.loes, question)
    assert "participant" not in {field.name for field in Handed._meta.fields}
    with as_web(cast.loes) as cursor:
        cursor.execute("SELECT to_jsonb(h)::text FROM answers_handed h WHERE id = %s", [row.id])
        assert str(cast.henk.id) not in cursor.fetchone()[0]
        cursor.execute("SELECT wall.my_questions()")
        assert cursor.fetchone() == ([],)


@pytest.mark.parametrize("who", ["henk", "wil", "loes", "joke", "noor", "douwe", "stranger"])
def test_only_the_desk_hands_over(cast, who):
    question = put(cast.henk)

    with acting_as(getattr(cast, who)), refused_by_database():
        Handed.objects.create(
            neighbourhood=cast.here, question=question, words="x",
            handed_by=getattr(cast, who).id,
        )  # fmt: skip


@pytest.mark.parametrize("which", ["without_a_yes", "not_asked", "closed"])
def test_and_only_what_its_owner_lets_go(cast, which):
    question = put(cast.henk, asks_back_up=which != "without_a_yes")
    if which == "not_asked":
        question = written(cast.henk, "Nog niet.")
    if which == "closed":
        closed(question, "nobody")

    with acting_as(cast.ria), refused_by_database():
        Handed.objects.create(
            neighbourhood=cast.here, question=question, words="x", handed_by=cast.ria.id
        )


@pytest.mark.parametrize("who", ["henk", "ria", "samira", "wil", "noor", "stranger"])
def test_only_the_back_up_answers_and_once(cast, who):
    row = handed(put(cast.henk), cast.ria)
    set_to = "UPDATE answers_handed SET answered_at = now(), answered_by = wall.me() WHERE id = %s"

    with as_web(getattr(cast, who), engine=True) as cursor:
        cursor.execute(set_to, [row.id])
        assert cursor.rowcount == 0
    answered(row, cast.loes)
    with as_web(cast.loes) as cursor, refused_by_database("answers once"):
        cursor.execute(set_to, [row.id])


def test_the_back_up_changes_no_words_and_takes_nothing_away(cast):
    row = handed(put(cast.henk), cast.ria)

    with as_web(cast.loes) as cursor:
        with refused_by_database("stays as it was"):
            cursor.execute(
                "UPDATE answers_handed SET words = 'x', answered_by = wall.me() WHERE id = %s",
                [row.id],
            )
        with refused_by_database("permission denied"):
            cursor.execute("DELETE FROM answers_handed WHERE id = %s", [row.id])


@pytest.mark.parametrize("who", ["henk", "wil", "loes", "joke", "noor", "douwe", "stranger", None])
def test_only_the_desk_counts(cast, who):
    for nth in range(6):
        closed(put(cast.henk, f"Vraag {nth}?"), "neighbours")

    with as_web(getattr(cast, who) if who else None) as cursor:
        cursor.execute("SELECT * FROM wall.who_had_the_answer()")
        assert cursor.fetchone() == (0, 0)
    with as_web(cast.ria) as cursor:
        cursor.execute("SELECT * FROM wall.who_had_the_answer()")
        assert cursor.fetchone() == (6, 0)


# --- what people know, and who was asked ---------------------------------------------------------


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("who", EVERYBODY)
def test_what_somebody_knows_is_read_by_the_connector_of_that_place_and_nobody_else(
    cast, who, engine
):
    known = knows(cast.tineke)

    assert sees(getattr(cast, who), known, engine=engine) == (who == "samira")
    assert sees(cast.tineke, known)
    assert not sees(None, known, engine=engine)


@pytest.mark.parametrize("answer", ["", "later", "no", "yes"])
@pytest.mark.parametrize("who", ["henk", *EVERYBODY])
def test_who_was_thought_of_stays_between_the_connector_and_that_person_but_for_a_yes(
    cast, who, answer
):
    question = put(cast.henk)
    knows(cast.tineke)
    row = asked(question, cast.tineke, cast.samira)
    if answer:
        says(row, answer)

    expected = {"samira", "henk"} if answer == "yes" else {"samira"}
    assert sees(getattr(cast, who), row, engine=True) == (who in expected)
    assert sees(cast.tineke, row)


def test_a_connector_who_asks_or_sits_beside_who_asks_is_shown_nobody(cast):
    mate = cast.neighbour("Mieke", role="connector")
    knows(cast.tineke)
    own = put(cast.samira, "Wie kent dit ook?")
    of_henk = put(cast.henk)
    rows = [asked(own, cast.tineke, mate), asked(of_henk, cast.tineke, mate)]
    assert not sees(cast.samira, rows[0])
    assert sees(cast.samira, rows[1])

    at_desk(cast.samira, cast.henk)

    assert not sees(cast.samira, rows[1])


@pytest.mark.parametrize("who", ["henk", "wil", "ria", "loes", "noor", "douwe", "stranger"])
def test_only_a_connector_asks(cast, who):
    question = put(cast.henk)
    knows(cast.tineke)

    with acting_as(getattr(cast, who)), refused_by_database():
        Asked.objects.create(
            neighbourhood=cast.here, question=question, participant=cast.tineke,
            asked_by=getattr(cast, who).id,
        )  # fmt: skip


@pytest.mark.parametrize("which", ["without_a_yes", "knows_nothing", "already_yes", "closed"])
def test_and_only_who_knows_it_about_what_its_owner_lets_go(cast, which):
    question = put(cast.henk, asks_people=which != "without_a_yes")
    if which != "knows_nothing":
        knows(cast.tineke)
    if which == "closed":
        closed(question, "nobody")
    said = {"answer": "yes", "written_by": cast.samira.id} if which == "already_yes" else {}

    with acting_as(cast.samira), refused_by_database():
        Asked.objects.create(
            neighbourhood=cast.here, question=question, participant=cast.tineke,
            asked_by=cast.samira.id, **said,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["henk", "samira", "ria", "wil", "noor", "stranger"])
def test_nobody_answers_for_who_was_asked(cast, who):
    knows(cast.tineke)
    row = asked(put(cast.henk), cast.tineke, cast.samira)

    with as_web(getattr(cast, who), engine=True) as cursor:
        cursor.execute(
            "UPDATE answers_asked SET answer = 'yes', written_by = wall.me() WHERE id = %s",
            [row.id],
        )
        assert cursor.rowcount == 0


def test_a_helper_writes_a_yes_down_only_after_reading_back(cast):
    knows(cast.tineke)
    row = asked(put(cast.henk), cast.tineke, cast.samira)
    at_desk(cast.ria, cast.tineke)

    with as_web(cast.ria) as cursor, refused_by_database("only who was asked answers"):
        cursor.execute(
            "UPDATE answers_asked SET answer = 'yes', written_by = wall.me() WHERE id = %s",
            [row.id],
        )


def test_a_no_keeps_nothing_of_how_somebody_wants_to_be_known(cast):
    knows(cast.tineke)
    row = asked(put(cast.henk), cast.tineke, cast.samira)

    with as_web(cast.tineke) as cursor, refused_by_database("only who was asked answers"):
        cursor.execute(
            "UPDATE answers_asked SET answer = 'no', shown_as = 'x', written_by = wall.me()"
            " WHERE id = %s",
            [row.id],
        )


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_was_asked_reads_the_question_until_a_no(cast, who):
    question = put(cast.henk, audience="table")
    knows(cast.tineke)
    assert not sees(cast.tineke, question)
    row = asked(question, cast.tineke, cast.samira)
    assert sees(cast.tineke, question)
    assert sees(getattr(cast, who), question) == (who in DESK)

    says(row, "no")

    assert not sees(cast.tineke, question)


def test_vectors_are_put_in_by_the_job_alone(cast):
    known = knows(cast.tineke)
    for who in (cast.tineke, cast.samira):
        with as_web(who) as cursor:
            cursor.execute(
                "UPDATE answers_knownsituation SET model_id = 'x' WHERE id = %s", [known.id]
            )
            assert cursor.rowcount == 0
    with as_web(cast.tineke, engine=True) as cursor, refused_by_database("stays as it was"):
        cursor.execute("UPDATE answers_knownsituation SET words = 'x' WHERE id = %s", [known.id])
    assert KnownSituation.objects.get().words == known.words
