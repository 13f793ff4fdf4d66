"""The plan: begun in phase three, asked in rounds, in force when nobody waits (R-C20, R-C21)."""

import pytest

from mekaar.circles.actions import plan as actions
from mekaar.circles.models import Agreement, CircleMeeting, Consent, PlanVersion
from mekaar.circles.queries import plan as queries
from mekaar.circles.rules import plan as rules
from mekaar.core.errors import NotAllowed, NotThere, Refusal, Refused
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from tests.acting import acting_as, by
from tests.circles import plans, scenes

pytestmark = pytest.mark.django_db

OUTSIDE = ("anouk", "peter", "ria", "samira", "noor", "douwe", "stranger")


def _begin(made, who):
    meeting = CircleMeeting.objects.select_related("circle").get(id=made.meeting.id)
    with acting_as(who):
        return actions.begin(meeting, by=by(who))


@pytest.mark.parametrize("who", ["mark", "joke"])
def test_resident_and_facilitator_begin_in_the_third_phase(cast, who):
    made = plans.supporting(cast)
    plan = plans.begun(made, who)
    assert (plan.number, plan.state, plan.round) == (1, "draft", 0)
    assert plans.begun(made, who) == plan
    assert Entry.objects.filter(verb="circles.plan.begun").count() == 1


@pytest.mark.parametrize("who", ["zus", "ellen"])
def test_a_member_does_not_write_the_plan_down(cast, who):
    made = plans.supporting(cast)
    with pytest.raises(NotAllowed):
        _begin(made, made.who(who))
    assert not PlanVersion.objects.exists()


@pytest.mark.parametrize("who", OUTSIDE)
def test_for_who_does_not_sit_there_is_no_circle(cast, who):
    made = plans.supporting(cast)
    with pytest.raises(NotThere):
        _begin(made, getattr(cast, who))
    assert not PlanVersion.objects.exists()


@pytest.mark.parametrize("state", ["agenda_draft", "released", "being_there", "thinking_along"])
def test_no_plan_before_the_third_phase(cast, state):
    made = scenes.active(cast)
    made.meeting = scenes.meeting(made, state)
    with pytest.raises(Refused, match="over steunen"):
        plans.begun(made)
    assert not PlanVersion.objects.exists()


def test_nothing_while_the_circle_rests(cast):
    made = plans.supporting(cast)
    scenes.pauses(made)
    with pytest.raises(Refusal):
        plans.begun(made, "mark")
    with pytest.raises(Refusal):
        plans.begun(made, "joke")
    assert not PlanVersion.objects.exists()


def test_everybody_is_asked_after_every_yes(cast):
    made = plans.supporting(cast)
    plans.begun(made)
    with pytest.raises(Refused, match="nog geen afspraak"):
        plans.asked(made)
    one = plans.proposed(made, "zus")
    with pytest.raises(Refused, match="wacht nog een afspraak"):
        plans.asked(made)
    plans.says(made, one, "zus")
    for who in ("zus", "ellen"):
        with pytest.raises(NotAllowed):
            plans.asked(made, who)
    plans.asked(made, "mark")
    assert (made.plan.state, made.plan.round) == ("consent_round", 1)
    assert plans.asked(made).round == 1
    told = set(Notice.objects.filter(kind="circles.plan.asked").values_list("recipient", flat=True))
    assert told == {cast.zus.id, cast.ellen.id}


def test_in_force_when_nobody_waits(cast):
    made = plans.in_round(cast)
    for name, answer in (("mark", "consent"), ("zus", "consent"), ("kees", "heard")):
        plans.answers(made, name, answer)
        with pytest.raises(Refused, match="Niet iedereen"):
            plans.holds(made)
    assert not Notice.objects.filter(kind="circles.answered").exists()
    plans.answers(made, "ellen")
    told = Notice.objects.filter(kind="circles.answered").values_list("recipient", flat=True)
    assert set(told) == {made.mark.id, cast.joke.id}
    for who in ("zus", "ellen"):
        with pytest.raises(NotAllowed):
            plans.holds(made, who)
    plans.holds(made, "joke")
    assert made.plan.state == "in_force"
    assert made.plan.in_force_since
    assert plans.holds(made).in_force_since == made.plan.in_force_since
    assert plans.fresh(made.meeting).state == "supporting"


def test_a_meeting_that_was_written_down_is_complete_with_its_plan(cast):
    made = plans.in_round(cast)
    plans.everybody(made)
    plans.ends_meeting(made)
    plans.holds(made)
    assert plans.fresh(made.meeting).state == "consented"


def test_an_objection_opens_the_text_and_everybody_is_asked_anew(cast):
    made = plans.in_round(cast)
    plans.answers(made, "mark")
    plans.answers(made, "ellen", "objection", "dinsdag kan ik nooit")
    assert plans.fresh(made.plan).state == "draft"
    with pytest.raises(Refused):
        plans.holds(made)
    made.plan = plans.fresh(made.plan)
    plans.asked(made)
    assert made.plan.round == 2
    with pytest.raises(Refused, match="Niet iedereen"):
        plans.holds(made)
    plans.everybody(made)
    plans.holds(made)
    assert Consent.objects.get(answer="objection").words == "dinsdag kan ik nooit"


def test_the_page_of_another_round_does_not_let_it_take_effect(cast):
    made = plans.in_round(cast)
    old = rules.round_mark(plans.fresh(made.plan))
    plans.answers(made, "ellen", "objection", "te vroeg")
    plans.asked(made)
    plans.everybody(made)
    with acting_as(made.mark), pytest.raises(Refused, match="Intussen"):
        actions.put_in_force(made.plan, seen=old, by=by(made.mark))
    assert plans.fresh(made.plan).state == "consent_round"


def test_only_the_resident_takes_it_back(cast):
    made = plans.in_round(cast)
    for who in ("zus", "ellen", "joke"):
        with acting_as(made.who(who)), pytest.raises(NotAllowed):
            actions.take_back(made.plan, by=by(made.who(who)))
    assert plans.fresh(made.plan).state == "consent_round"
    with acting_as(made.mark):
        actions.take_back(made.plan, by=by(made.mark))
        actions.take_back(made.plan, by=by(made.mark))
    assert plans.fresh(made.plan).state == "draft"
    assert Entry.objects.filter(verb="circles.plan.back").count() == 1


def test_the_next_version_asks_for_every_yes_again(cast):
    made = plans.in_force(cast)
    before = made.plan
    plans.next_meeting(made)
    plans.begun(made)
    one = Agreement.objects.get(plan=made.plan)
    assert (one.what, one.state, one.said_by) == (plans.WALK["what"], "proposed", None)
    assert plans.fresh(before).state == "in_force"
    plans.says(made, one, "zus")
    plans.asked(made)
    plans.everybody(made)
    plans.holds(made)
    assert plans.fresh(before).state == "superseded"
    assert PlanVersion.objects.filter(state="in_force").get() == made.plan


def test_what_is_over_and_what_was_struck_is_not_asked_again_by_itself(cast):
    made = plans.in_force(cast)
    with acting_as(made.mark):
        Agreement.objects.filter(plan=made.plan).update(state="vetoed")
    plans.next_meeting(made)
    plans.begun(made)
    assert not Agreement.objects.filter(plan=made.plan).exists()


def test_a_version_in_the_making_goes_along_to_the_next_meeting(cast):
    made = plans.supporting(cast)
    plans.begun(made)
    plans.says(made, plans.proposed(made, "zus"), "zus", "declined")
    first = made.plan
    plans.next_meeting(made)
    assert plans.begun(made) == first
    assert plans.fresh(first).meeting_id == made.meeting.id
    plans.says(made, plans.proposed(made, "ellen"), "ellen")
    assert plans.asked(made).round == 1


def test_a_version_that_is_asked_about_stays_of_its_meeting(cast):
    made = plans.in_round(cast)
    plans.next_meeting(made)
    with pytest.raises(Refused, match="vorige plan"):
        plans.begun(made)
    assert plans.fresh(made.plan).meeting_id != made.meeting.id


def test_who_leaves_in_the_middle_of_a_round_sends_the_plan_back(cast):
    made = plans.in_round(cast)
    plans.everybody(made)
    with acting_as(made.mark):
        seat = made.seats["zus"]
        seat.state = "removed"
        seat.save(update_fields=["state"])
    made.plan = plans.fresh(made.plan)
    assert made.plan.state == "draft"
    with pytest.raises(Refused, match="niet meer meedoet"):
        plans.asked(made)
    assert PlanVersion.objects.filter(state="in_force").count() == 0


@pytest.mark.parametrize(("most", "more"), [(8, {"how_we_know": "", "otherwise": ""}), (7, {})])
def test_one_sheet_is_one_sheet(cast, most, more):
    made = plans.supporting(cast)
    plans.begun(made)
    for number in range(most):
        plans.proposed(made, "zus", what=f"iets kleins {number}", **more)
    with pytest.raises(Refused, match="één blad"):
        plans.proposed(made, "ellen", what="nog iets", **more)
    assert Agreement.objects.count() == most


def test_who_still_has_to_answer_is_said_by_name(cast):
    made = plans.in_round(cast)
    plans.answers(made, "zus")
    with acting_as(cast.joke):
        seen = queries.plan_page(made.circle, made.seats["joke"], by=by(cast.joke)).making
    assert seen.waits_for == ["Mark", "buurman Kees", "Ellen (FACT)"]
    assert not seen.may_put_in_force


def test_a_meeting_without_a_plan_is_not_completed(cast):
    made = plans.in_round(cast)
    plans.ends_meeting(made)
    with acting_as(made.mark):
        actions.complete(CircleMeeting.objects.get(id=made.meeting.id))
    assert plans.fresh(made.meeting).state == "written"
