"""The walls around people, attacked in SQL as the web role (invariants 18, 19, L-06)."""

import pytest
from django.urls import reverse

from mekaar.core.ids import new_id
from mekaar.people import actions
from mekaar.people.models import Group, Participant, RoleHeld
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database

OUTSIDE_THE_DESK = ["noor", "douwe", "joke", "bert", "loes", "henk"]
PEOPLE = [
    "people_participant", "people_reachpreference", "people_deskvisit", "people_roleheld",
    "people_doorbell", "people_groupmember",
]  # fmt: skip


def columns_of_others(cursor, table: str, me) -> int:
    key = {"people_participant": "id", "people_doorbell": "id", "people_deskvisit": "resident_id"}
    cursor.execute(
        f"SELECT count(*) FROM {table} WHERE {key.get(table, 'participant_id')} <> %s", [me.id]
    )
    return cursor.fetchone()[0]


@pytest.fixture
def lively(cast):
    """A neighbourhood in which there is something to leak in every table."""
    cast.everybody()
    at_desk(cast.ria, cast.dekker)
    table = Group.objects.create(neighbourhood=cast.here, name="de tafel")
    with acting_as(by(cast.tineke)):
        actions.join_group(cast.tineke, table, by=by(cast.tineke))
        actions.ring("ask", name="x", reach="x", words="", here=cast.here.id, by=by(cast.tineke))
    return cast


@pytest.mark.parametrize("who", OUTSIDE_THE_DESK)
@pytest.mark.parametrize("table", PEOPLE)
def test_outside_the_desk_nobody_sees_a_row_of_another(lively, who, table):
    me = getattr(lively, who)
    with as_web(me) as cursor:
        assert columns_of_others(cursor, table, me) == 0


@pytest.mark.parametrize("who", ["stranger", "stranger_host", "stranger_resident"])
@pytest.mark.parametrize("table", PEOPLE)
def test_next_door_sees_nothing_even_when_it_says_to_be_here(lively, who, table):
    me = getattr(lively, who)
    for here in (me.neighbourhood_id, lively.here.id):
        with as_web(me, here=here) as cursor:
            assert columns_of_others(cursor, table, me) == 0


@pytest.mark.parametrize("table", PEOPLE)
def test_nobody_signed_in_sees_nothing(lively, table):
    with as_web(None, here=lively.here.id) as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (0,)


def test_the_desk_sees_names_but_not_how_to_reach(lively):
    with as_web(lively.samira) as cursor:
        assert columns_of_others(cursor, "people_participant", lively.samira) >= 11
        assert columns_of_others(cursor, "people_reachpreference", lively.samira) == 0


def test_a_visit_opens_one_record(lively):
    with as_web(lively.ria) as cursor:
        cursor.execute("SELECT participant_id FROM people_reachpreference")
        assert set(cursor.fetchall()) == {(lively.ria.id,), (lively.dekker.id,)}


@pytest.mark.parametrize("who", [*OUTSIDE_THE_DESK, "ria", "samira", "dekker"])
def test_nobody_gives_themselves_a_role(lively, who):
    me = getattr(lively, who)
    with as_web(me) as cursor:
        with refused_by_database("permission denied"):
            cursor.execute("UPDATE people_roleheld SET role = 'connector'")
        with refused_by_database("permission denied"):
            cursor.execute(
                "INSERT INTO people_roleheld (id, neighbourhood_id, code, made_at, participant_id,"
                " role, since) VALUES (%s, %s, 'ZZ', now(), %s, 'connector', now())",
                [new_id(), lively.here.id, me.id],
            )


@pytest.mark.parametrize("who", OUTSIDE_THE_DESK)
def test_without_the_desk_no_visit_opens_a_record(lively, who):
    me = getattr(lively, who)
    with as_web(me) as cursor, refused_by_database("row-level security"):
        cursor.execute(
            "INSERT INTO people_deskvisit (id, neighbourhood_id, code, made_at, helper_id,"
            " resident_id, why, started_at)"
            " VALUES (%s, %s, 'ZZ', now(), %s, %s, 'came_by', now())",
            [new_id(), lively.here.id, me.id, lively.wil.id],
        )


def test_a_role_that_ended_opens_nothing(lively):
    RoleHeld.objects.filter(participant=lively.ria).update(until="2026-01-01T00:00Z")
    with as_web(lively.ria) as cursor:
        assert columns_of_others(cursor, "people_participant", lively.ria) == 0
        assert columns_of_others(cursor, "people_reachpreference", lively.ria) == 0


def test_a_helper_cannot_move_somebody_to_another_neighbourhood(lively):
    there = lively.there.id
    with as_web(lively.ria) as cursor, refused_by_database("row-level security"):
        cursor.execute(
            "UPDATE people_participant SET neighbourhood_id = %s WHERE id = %s",
            [there, lively.dekker.id],
        )
    assert Participant.objects.get(id=lively.dekker.id).neighbourhood == lively.here


@pytest.mark.parametrize(
    ("kind", "email", "channel"),
    [
        ("phone", "", "call"),
        ("via", "", "call"),
        ("email", "x@voorbeeld.example", "email"),
        ("email", "", "page"),
        ("come_by", "x@voorbeeld.example", "page"),
        ("not", "x@voorbeeld.example", "page"),
    ],
)
def test_channel_is_one_word_and_only_what_was_chosen(cast, kind, email, channel):
    reach = cast.dekker.reach
    reach.kind, reach.email = kind, email
    reach.save()
    answers = {}
    for who in (cast.dekker, cast.henk, cast.samira):
        with as_web(who) as cursor:
            cursor.execute("SELECT wall.channel_of(%s)", [cast.dekker.id])
            answers[who.display_name] = cursor.fetchone()[0]
    assert set(answers.values()) == {channel}
    with as_web(cast.stranger) as cursor:
        cursor.execute("SELECT wall.channel_of(%s)", [cast.dekker.id])
        assert cursor.fetchone()[0] == "page"


@pytest.mark.parametrize("who", ["noor", "douwe"])
@pytest.mark.parametrize(
    "name",
    ["desk", "new_person", "rings", "calls", "who_does_what", "begin_shift", "end_shift"],
)
def test_policy_officer_and_operator_have_no_desk(lively, page, who, name):
    browser = page(getattr(lively, who))
    assert browser.get(reverse(f"people:{name}")).status == 404
    assert browser.post(reverse(f"people:{name}")).status == 404


@pytest.mark.parametrize("who", ["noor", "douwe"])
@pytest.mark.parametrize("name", ["me", "groups", "journal", "card", "erase", "ways", "reach"])
def test_policy_officer_and_operator_meet_nobody_on_their_own_pages(lively, page, who, name):
    me = getattr(lively, who)
    main = page(me).get(reverse(f"people:{name}")).main.split()
    others = {p.display_name for p in lively.everybody() if p.id != me.id} - {"Wil"}
    assert others & set(main) == set()
