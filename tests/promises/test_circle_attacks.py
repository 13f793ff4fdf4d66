"""The invariants of the circle, each attacked in SQL by those who would most like to break it."""

import contextlib
import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from mekaar.circles.models import (
    AgendaPoint,
    Agreement,
    CircleMeeting,
    Consent,
    DayAnswer,
    PlanVersion,
    PossibleDay,
    PreparatoryTalk,
    Presence,
    ReleasedLine,
    Seat,
    Shown,
    StartYes,
    SupportCircle,
)
from mekaar.core import dates
from tests.acting import acting_as, as_web, at_desk, refused_by_database
from tests.circles import scenes, whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    """A circle that began."""
    return scenes.active(cast)


def _moves(thing, state, **more):
    thing.state = state
    for name, value in more.items():
        setattr(thing, name, value)
    thing.save(update_fields=["state", *more])


# Invariant 4: one facilitator, with no other role in the circle.
def test_a_second_facilitator_is_refused(cast, made):
    scenes.ask_facilitator(made, "peter", yes=False)
    seat = made.seats["peter"]
    with acting_as(cast.peter), refused_by_database():
        _moves(seat, "seated", is_independent=True, written_by=cast.peter.id)
    with refused_by_database():  # nor by who migrates and imports
        _moves(seat, "seated", is_independent=True)


def test_a_facilitator_has_no_other_chair(cast, made):
    scenes.ask_member(made, "anouk", "Joke nog eens", letter_digest="x")
    with acting_as(cast.joke), connection.cursor() as cursor, refused_by_database():
        cursor.execute("SELECT wall.take_seat('x')")
    with acting_as(made.mark), refused_by_database():
        Seat.objects.create(
            **made.row, chair="facilitator", participant=cast.zus, written_by=made.mark.id
        )


def test_a_facilitator_says_to_be_independent(cast):
    made = scenes.sketching(cast)
    seat = scenes.ask_facilitator(made, yes=False)
    with acting_as(cast.joke), refused_by_database():
        _moves(seat, "seated", written_by=cast.joke.id)


def test_a_facilitator_does_nothing_and_consents_to_nothing(cast, made):
    plan = scenes.plan(made, scenes.meeting(made, "supporting"))
    with acting_as(cast.joke), refused_by_database("proposed to somebody"):
        Agreement.objects.create(
            **made.row, plan=plan, seat=made.seats["joke"], what="alles regelen", when="altijd"
        )


# Invariant 5: another facilitator only with the resident's yes, a reason and a talk.
def _ready(cast, made):
    seat = scenes.ask_facilitator(made, "peter", yes=False)
    with acting_as(cast.peter):
        _moves(seat, "ready", is_independent=True, written_by=cast.peter.id)
    with acting_as(cast.joke):
        _moves(made.seats["joke"], "left", written_by=cast.joke.id)
    return seat


HANDED = {"why": "ziek", "handed_over_on": datetime.date(2026, 11, 1)}


@pytest.mark.parametrize("who", ["peter", "joke", "zus", "samira", "douwe", None])
def test_nobody_but_the_resident_puts_another_facilitator(cast, made, who):
    seat = _ready(cast, made)
    person = getattr(cast, who) if who else None
    with as_web(person, here=cast.here.id) as cursor:
        cursor.execute("UPDATE circles_seat SET made_at = made_at WHERE id = %s", [seat.id])
        seen = cursor.rowcount
    with acting_as(person) if person else acting_as(None):
        if not seen:
            assert Seat.objects.filter(id=seat.id).update(state="seated") == 0
        else:
            with refused_by_database():
                Seat.objects.filter(id=seat.id).update(state="seated")
    assert Seat.objects.get(id=seat.id).state == "ready"


@pytest.mark.parametrize("missing", HANDED)
def test_without_a_reason_or_a_talk_the_resident_cannot_either(cast, made, missing):
    seat = _ready(cast, made)
    given = {name: value for name, value in HANDED.items() if name != missing}
    with acting_as(made.mark), refused_by_database("a reason and a talk"):
        _moves(seat, "seated", **given)


def test_with_all_three_the_new_one_comes_and_the_line_stays(cast, made):
    """J12: what a member released for Joke does not move to Peter by itself."""
    with acting_as(cast.zus):
        ReleasedLine.objects.create(
            **made.row, seat=made.seats["zus"], words="niet ’s nachts", told_to=cast.joke.id,
            written_by=cast.zus.id,
        )  # fmt: skip
    seat = _ready(cast, made)
    with acting_as(made.mark):
        _moves(seat, "seated", **HANDED)
    with acting_as(cast.peter):
        assert not ReleasedLine.objects.exists()
        assert SupportCircle.objects.exists()
    with acting_as(cast.joke):
        assert not SupportCircle.objects.exists()
    with acting_as(cast.zus):
        ReleasedLine.objects.update(told_to=cast.peter.id)
    with acting_as(cast.peter):
        assert ReleasedLine.objects.get().words == "niet ’s nachts"


def test_a_handover_cannot_be_done_for_the_first_one_by_an_organisation(cast):
    made = scenes.sketching(cast)
    for name in ("samira", "douwe", "noor", "ria"):
        with acting_as(getattr(cast, name)), refused_by_database():
            Seat.objects.create(
                **made.row, chair="facilitator", participant=cast.joke,
                written_by=getattr(cast, name).id,
            )  # fmt: skip


# Invariant 6: no meeting with a talk that is still to come.
def test_a_meeting_waits_for_every_talk(cast, made):
    scenes.ask_member(made, "anouk", "mijn dochter")
    scenes.sits_down(made, "anouk", cast.anouk)
    one = scenes.meeting(made, "released")
    for who in (made.mark, cast.joke):
        with acting_as(who), refused_by_database("first every talk"):
            _moves(one, "being_there")
    with refused_by_database():
        CircleMeeting.objects.filter(id=one.id).update(state="being_there")
    with acting_as(cast.anouk):
        PreparatoryTalk.objects.create(
            **made.row, seat=made.seats["anouk"], is_waived=True, written_by=cast.anouk.id
        )
    with acting_as(made.mark):
        _moves(one, "being_there")


def test_only_the_facilitator_holds_a_talk_and_only_the_member_waives_it(cast):
    made = scenes.gathered(cast)
    row = {**made.row, "seat": made.seats["zus"]}
    for who in (made.mark, cast.zus, cast.ellen, cast.peter):
        with acting_as(who), refused_by_database():
            PreparatoryTalk.objects.create(**row, held_on=dates.today(), written_by=who.id)
    for who in (made.mark, cast.joke, cast.ellen):
        with acting_as(who), refused_by_database():
            PreparatoryTalk.objects.create(**row, is_waived=True, written_by=who.id)
    with acting_as(cast.joke), refused_by_database("held before it is written down"):
        PreparatoryTalk.objects.create(
            **row, held_on=dates.today() + datetime.timedelta(days=1), written_by=cast.joke.id
        )


def test_the_start_waits_for_every_talk_and_every_own_yes(cast):
    made = scenes.gathered(cast)
    scenes.talk(made, "zus", "kees")
    with acting_as(made.mark), refused_by_database("first every talk"):
        _moves(made.circle, "start_decision")
    scenes.talk(made, "ellen")
    made.again().moves_to("start_decision")
    for who in (made.mark, cast.ellen, cast.peter):  # nobody says yes for zus
        with acting_as(who), refused_by_database():
            StartYes.objects.create(**made.row, seat=made.seats["zus"], written_by=who.id)
    with acting_as(cast.joke), refused_by_database("nobody says yes"):  # not without reading back
        StartYes.objects.create(**made.row, seat=made.seats["kees"], written_by=cast.joke.id)
    with acting_as(made.mark), refused_by_database("everybody says yes"):
        _moves(made.circle, "active")


# Invariant 7: there is no column for what somebody told.
def test_a_talk_has_no_words(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE data_type IN"
            " ('bytea', 'text', 'json', 'jsonb', 'ARRAY')"
            " AND table_name = 'circles_preparatorytalk'"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT character_maximum_length FROM information_schema.columns"
            " WHERE table_name = 'circles_preparatorytalk' AND data_type = 'character varying'"
        )
        assert cursor.fetchall() == [(16,)]  # its public code


# Invariant 8: no agreement before phase 3, and none without the yes of who does it.
@pytest.mark.parametrize("phase", ["agenda_draft", "released", "being_there", "thinking_along"])
def test_no_plan_before_the_third_phase(cast, made, phase):
    one = scenes.meeting(made, phase)
    for who in (made.mark, cast.joke):
        with acting_as(who), refused_by_database("third phase"):
            PlanVersion.objects.create(**made.row, meeting=one, number=1)


def test_only_the_resident_opens_the_third_phase(cast, made):
    one = scenes.meeting(made, "thinking_along")
    for who in (cast.joke, cast.zus):
        with acting_as(who):
            if who == cast.zus:
                assert CircleMeeting.objects.filter(id=one.id).update(state="supporting") == 0
                continue
            with refused_by_database("the resident''s to do".replace("''", "'")):
                _moves(one, "supporting")


def _proposed(cast, made, plan, name="zus"):
    with acting_as(cast.joke):
        return Agreement.objects.create(
            **made.row, plan=plan, seat=made.seats[name], what="wandelen", when="op dinsdag"
        )


def test_nobody_says_yes_for_another(cast, made):
    plan = scenes.plan(made, scenes.meeting(made, "supporting"))
    one = _proposed(cast, made, plan)
    for who in (made.mark, cast.joke):
        with acting_as(who), refused_by_database("nobody says yes"):
            _moves(one, "agreed", said_by=who.id)
    with acting_as(cast.ellen):
        assert Agreement.objects.filter(id=one.id).update(state="agreed") == 0
    with acting_as(cast.joke), refused_by_database("has the yes"):
        _moves(plan, "consent_round", round=1)


def test_other_words_ask_for_a_new_yes(cast, made):
    plan = scenes.plan(made, scenes.meeting(made, "supporting"))
    one = _proposed(cast, made, plan)
    with acting_as(cast.zus):
        _moves(one, "agreed", said_by=cast.zus.id)
        one.what = "iets anders"
        with refused_by_database():
            one.save(update_fields=["what"])
    with acting_as(cast.joke):
        one.what = "elke dag komen koken"
        with refused_by_database():
            one.save(update_fields=["what"])
        one.save_words = ["what", "state", "said_by"]
        one.state, one.said_by = "proposed", None
        one.save(update_fields=one.save_words)


# Invariants 9 and 10: one plan, and none over an objection.
def test_a_second_plan_beside_the_first_is_refused(cast):
    made = whole.in_state(cast, "active")
    with acting_as(made.mark), refused_by_database():
        PlanVersion.objects.create(**made.row, meeting=made.meeting, number=2, state="in_force")
    with acting_as(made.mark):
        second = PlanVersion.objects.create(**made.row, meeting=made.meeting, number=2)
        with refused_by_database():
            PlanVersion.objects.create(**made.row, meeting=made.meeting, number=3)
    with refused_by_database():
        PlanVersion.objects.filter(id=second.id).update(state="in_force")
    whole.in_force(made, second)
    assert PlanVersion.objects.get(state="in_force").number == 2
    assert PlanVersion.objects.get(number=1).state == "superseded"


def _asked(cast, made):
    plan = scenes.plan(made, scenes.meeting(made, "supporting"))
    one = _proposed(cast, made, plan)
    with acting_as(cast.zus):
        _moves(one, "agreed", said_by=cast.zus.id)
    with acting_as(cast.joke):
        _moves(plan, "consent_round", round=1)
    return plan, one


def test_a_plan_waits_for_everybody(cast, made):
    plan, _one = _asked(cast, made)
    for name in ("mark", "zus", "kees"):
        whole.consents(made, plan, name, "heard" if name == "kees" else "consent")
    for who in (made.mark, cast.joke):
        with acting_as(who), refused_by_database("waits for everybody"):
            _moves(plan, "in_force")
    with acting_as(cast.joke), refused_by_database("who was there answers"):
        Consent.objects.create(
            **made.row, plan=plan, seat=made.seats["ellen"], round=1, answer="heard",
            written_by=cast.joke.id, read_back_at=timezone.now(),
        )  # fmt: skip
    with acting_as(made.mark), refused_by_database():
        Consent.objects.create(
            **made.row, plan=plan, seat=made.seats["ellen"], round=1, answer="consent",
            written_by=made.mark.id,
        )  # fmt: skip


def test_an_objection_sends_the_plan_back_in_the_same_moment(cast, made):
    plan, _one = _asked(cast, made)
    whole.consents(made, plan, "ellen", "objection", "dat kan ik niet beloven")
    assert PlanVersion.objects.get(id=plan.id).state == "draft"
    with acting_as(made.mark), refused_by_database():
        _moves(plan, "in_force")
    for name in ("mark", "zus"):
        with refused_by_database("nobody is asked now"):
            whole.consents(made, plan, name)


def test_who_takes_the_yes_back_sends_the_plan_back(cast, made):
    plan, one = _asked(cast, made)
    with acting_as(cast.zus):
        _moves(one, "declined", said_by=cast.zus.id)
    assert PlanVersion.objects.get(id=plan.id).state == "draft"


def test_a_veto_is_the_residents_alone(cast, made):
    plan, one = _asked(cast, made)
    for who in (cast.zus, cast.joke):
        with acting_as(who), refused_by_database("a veto is the resident"):
            _moves(one, "vetoed")
    with acting_as(made.mark):
        _moves(one, "vetoed")
    assert PlanVersion.objects.get(id=plan.id).state == "draft"


# Invariant 20: taking back takes away at once; what is shown is the resident's to show.
def test_what_is_shown_is_shown_until_it_is_not(cast):
    made = whole.in_state(cast, "active")
    for who in (cast.zus, cast.joke):
        with as_web(who) as cursor:
            cursor.execute("SELECT count(*) FROM wall.shown_goals(%s)", [made.circle.id])
            assert cursor.fetchone()[0] == 1
    with acting_as(made.mark):
        Shown.objects.all().delete()
    for who in (cast.zus, cast.ellen, cast.joke, cast.anouk, cast.ria):
        for function in ("shown_goals", "shown_answers"):
            with as_web(who) as cursor:
                cursor.execute(f"SELECT count(*) FROM wall.{function}(%s)", [made.circle.id])
                assert cursor.fetchone()[0] == 0
    with acting_as(cast.zus), refused_by_database():
        Shown.objects.create(**made.row, what="need")


def test_outsiders_get_nothing_out_of_the_functions(cast):
    made = whole.in_state(cast, "active")
    seats = [one.id for one in made.seats.values()]
    for name in ("anouk", "peter", "ria", "samira", "noor", "douwe", "stranger"):
        with as_web(getattr(cast, name)) as cursor:
            for asked in ("circles_as('member', 'facilitator', 'resident')",
                          "open_circles_as('member', 'facilitator', 'resident')",
                          "circles_asked_in()", "my_seats()", "sketch_shown()"):  # fmt: skip
                cursor.execute(f"SELECT wall.{asked}")
                assert cursor.fetchone()[0] == []
            cursor.execute("SELECT count(*) FROM wall.seat_names(%s::uuid[])", [seats])
            assert cursor.fetchone()[0] == 0
            for counted in ("talks_to_come", "plan_waits_for"):
                thing = made.circle.id if counted == "talks_to_come" else made.plan.id
                cursor.execute(f"SELECT wall.{counted}(%s)", [thing])
                assert not cursor.fetchone()[0]
            cursor.execute("SELECT wall.meeting_is(%s, 'supporting')", [made.meeting.id])
            assert not cursor.fetchone()[0]
            cursor.execute("SELECT wall.plan_is(%s, 'in_force')", [made.plan.id])
            assert not cursor.fetchone()[0]


# Place, time and agenda (R-C14, R-C17).
def test_place_and_time_are_the_residents(cast, made):
    one = scenes.meeting(made, "agenda_draft")
    with acting_as(cast.joke):
        one.place = "op kantoor"
        with refused_by_database("place and time"):
            one.save(update_fields=["place"])
        with refused_by_database("to do"):
            _moves(one, "released")
    with acting_as(cast.zus), refused_by_database():
        AgendaPoint.objects.create(**made.row, meeting=one, words="mijn punt")


def test_an_agenda_that_is_released_stays_as_it_is(cast, made):
    one = scenes.meeting(made, "released")
    for who in (made.mark, cast.joke):
        with acting_as(who), refused_by_database("stays as it is"):
            AgendaPoint.objects.create(**made.row, meeting=one, words="medicijnen")


def test_an_answer_typed_for_another_carries_the_hand(cast, made):
    one = scenes.meeting(made, "agenda_draft")
    with acting_as(made.mark):
        day = PossibleDay.objects.create(**made.row, meeting=one, at=timezone.now())
    row = {**made.row, "day": day, "seat": made.seats["kees"], "answer": "yes"}
    with acting_as(cast.joke), refused_by_database():
        DayAnswer.objects.create(**row, written_by=made.mark.id)
    with acting_as(cast.zus), refused_by_database():
        DayAnswer.objects.create(**row, written_by=cast.zus.id)
    with acting_as(cast.joke):
        DayAnswer.objects.create(**row, written_by=cast.joke.id)


def test_a_member_says_who_comes_and_not_who_was_there(cast, made):
    one = scenes.meeting(made, "released")
    with acting_as(cast.zus), refused_by_database("seen by the others"):
        Presence.objects.create(
            **made.row, meeting=one, seat=made.seats["zus"], was_there=True,
            written_by=cast.zus.id,
        )  # fmt: skip


# R-C02: begun, paused and stopped by the resident; by another only after reading back.
def test_nobody_starts_a_circle_for_another(cast):
    assert cast.mark.pk
    for name in ("ria", "samira", "joke", "douwe", "zus"):
        who = getattr(cast, name)
        with acting_as(who), refused_by_database():
            SupportCircle.objects.create(
                neighbourhood=cast.here, resident=cast.mark, written_by=who.id
            )
    visit = at_desk(cast.ria, cast.mark)
    with acting_as(visit), refused_by_database():
        SupportCircle.objects.create(
            neighbourhood=cast.here, resident=cast.mark, written_by=cast.ria.id
        )


def test_the_facilitator_pauses_only_after_reading_back(cast, made):
    with acting_as(cast.joke):
        made.circle.state, made.circle.paused_from = "paused", "active"
        made.circle.written_by = cast.joke.id
        with refused_by_database("only the resident moves"):
            made.circle.save(update_fields=["state", "paused_from", "written_by"])
        made.circle.read_back_at = timezone.now()
        made.circle.save(update_fields=["state", "paused_from", "written_by", "read_back_at"])
    for state in ("preparing", "start_decision"):
        with acting_as(cast.joke), refused_by_database():
            _moves(made.circle, state, paused_from="")


def test_the_desk_acts_only_for_whom_it_helps_now(cast, made):
    for name in ("ria", "samira", "douwe", "joke", "zus"):
        with as_web(getattr(cast, name)) as cursor, refused_by_database():
            cursor.execute("SELECT wall.circle_at_desk(%s, 'stop')", [made.mark.id])
    at_desk(cast.ria, cast.dekker)
    with as_web(cast.ria) as cursor, refused_by_database():
        cursor.execute("SELECT wall.circle_at_desk(%s, 'stop')", [made.mark.id])
    assert SupportCircle.objects.get(id=made.circle.id).state == "active"


# Only the resident gives a letter, and nobody's hand is written for another's.
@pytest.mark.parametrize("who", ["joke", "zus", "ellen"])
def test_only_the_resident_writes_a_letter(cast, made, who):
    asked = scenes.ask_member(made, "anouk", "een vriendin")
    for seat in (asked, made.seats["zus"]):
        with as_web(getattr(cast, who)) as cursor, contextlib.suppress(DatabaseError):
            sql = "UPDATE circles_seat SET letter_digest = 'stolen' WHERE id = %s"
            with transaction.atomic():
                cursor.execute(sql, [seat.id])
    assert not Seat.objects.filter(letter_digest="stolen").exists()


def test_the_scribe_writes_under_the_own_name(cast, made):
    with as_web(cast.joke) as cursor, refused_by_database("in the name of another"):
        cursor.execute(
            "UPDATE circles_seat SET written_by = %s WHERE id = %s",
            [cast.zus.id, made.seats["kees"].id],
        )


def test_a_plan_takes_effect_in_its_own_moment(cast, made):
    plan = scenes.plan(made, scenes.meeting(made, "supporting"))
    with acting_as(cast.joke), refused_by_database("its own moment"):
        PlanVersion.objects.filter(id=plan.id).update(in_force_since=timezone.now())


@pytest.mark.parametrize("table", ["seat", "supportcircle"])
def test_no_chair_and_no_circle_is_taken_away_row_by_row(made, table):
    """Else who led before would be forgotten, and another could follow without a talk."""
    with as_web(made.mark) as cursor, refused_by_database("permission denied"):
        cursor.execute(f"DELETE FROM circles_{table}")
