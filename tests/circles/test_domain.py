"""A circle from the first line to a plan in force, each thing written by whom it is of."""

import pytest
from django.db import connection
from django.utils import timezone

from mekaar.circles.models import Agreement, Consent, PlanVersion, SupportCircle
from tests.acting import acting_as
from tests.circles import scenes

pytestmark = pytest.mark.django_db


def _agrees(made, plan, name, participant, what="elke week samen wandelen"):
    with acting_as(made.cast.joke):
        one = Agreement.objects.create(
            **made.row, plan=plan, seat=made.seats[name], what=what, when="op dinsdag"
        )
    with acting_as(participant):
        one.state, one.said_by = "agreed", participant.id
        one.save(update_fields=["state", "said_by"])
    return one


def _consents(made, plan, name, participant, answer="consent", **more):
    back = timezone.now() if participant == made.cast.joke else None
    with acting_as(participant):
        return Consent.objects.create(
            **made.row, plan=plan, seat=made.seats[name], round=plan.round, answer=answer,
            written_by=participant.id, read_back_at=back, **more,
        )  # fmt: skip


def test_from_a_sketch_to_a_plan_that_everybody_said_yes_to(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "supporting")
    plan = scenes.plan(made, meeting)
    _agrees(made, plan, "zus", cast.zus)
    with acting_as(cast.joke):
        plan.state, plan.round = "consent_round", 1
        plan.save(update_fields=["state", "round"])
    _consents(made, plan, "mark", made.mark)
    _consents(made, plan, "zus", cast.zus)
    _consents(made, plan, "ellen", cast.ellen, "objection", words="dat kan ik niet beloven")
    assert PlanVersion.objects.get(id=plan.id).state == "draft"
    with acting_as(cast.joke):
        plan.state, plan.round = "consent_round", 2
        plan.save(update_fields=["state", "round"])
    for name, who in (("mark", made.mark), ("zus", cast.zus), ("ellen", cast.ellen)):
        _consents(made, plan, name, who)
    _consents(made, plan, "kees", cast.joke, "heard")
    with acting_as(made.mark):
        plan.state = "in_force"
        plan.save(update_fields=["state"])
        meeting.state, meeting.outcome = "written", "further"
        meeting.save(update_fields=["state", "outcome"])
        meeting.state = "consented"
        meeting.save(update_fields=["state"])
    assert PlanVersion.objects.get(id=plan.id).in_force_since


@pytest.mark.parametrize("what", ["begin", "pause", "go_on", "stop"])
def test_the_desk_works_blindly(cast, what):
    """Whether there is a circle or not: no answer, no error, nothing to see afterwards."""
    from tests.acting import at_desk  # noqa: PLC0415

    made = scenes.active(cast)
    for resident in (made.mark, cast.dekker):
        visit = at_desk(cast.ria, resident)
        with acting_as(visit), connection.cursor() as cursor:
            cursor.execute("SELECT wall.circle_at_desk(%s, %s)", [resident.id, what])
            cursor.execute("SELECT count(*) FROM circles_supportcircle")
            assert cursor.fetchone()[0] == 0
    state = {"pause": "paused", "stop": "ended"}.get(what, "active")
    assert SupportCircle.objects.get(id=made.circle.id).state == state
    assert SupportCircle.objects.filter(resident=cast.dekker).exists() == (what == "begin")


def test_erasing_takes_the_whole_circle(cast):
    made = scenes.active(cast)
    scenes.plan(made, scenes.meeting(made, "supporting"))
    with acting_as(made.mark), connection.cursor() as cursor:
        cursor.execute("SELECT wall.erase(%s)", [made.mark.id])
    assert not SupportCircle.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relname LIKE 'circles%' AND relkind='r'")
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == 0, table


def test_a_member_who_is_erased_leaves_the_rest(cast):
    made = scenes.active(cast)
    scenes.meeting(made, "supporting")
    with acting_as(cast.zus), connection.cursor() as cursor:
        cursor.execute("SELECT wall.erase(%s)", [cast.zus.id])
    assert SupportCircle.objects.filter(id=made.circle.id, state="active").exists()


def test_not_knowing_yet_is_an_outcome(cast):
    """Invariant 29: a meeting may end after being there, without words and without a plan."""
    made = scenes.active(cast)
    one = scenes.meeting(made, "being_there")
    with acting_as(cast.joke):
        one.state, one.outcome = "written", "unknown_yet"
        one.save(update_fields=["state", "outcome"])
    one.refresh_from_db()
    assert (one.state, one.outcome, one.outcome_words) == ("written", "unknown_yet", "")
