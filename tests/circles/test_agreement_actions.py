"""An agreement is somebody's own yes; the resident strikes; what does not work returns (R-C21)."""

import datetime

import pytest
from django.utils import timezone

from mekaar.circles.actions import agreements as actions
from mekaar.circles.models import Agreement
from mekaar.circles.queries import plan as queries
from mekaar.circles.rules import plan as rules
from mekaar.conversation.models import DailyActivity
from mekaar.core import dates
from mekaar.core.errors import NotAllowed, NotThere, Refused
from mekaar.notices.models import Notice
from tests.acting import acting_as, by, refused_by_database
from tests.circles import plans, scenes
from tests.exchange.test_arrangement_actions import helpers

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    made = plans.supporting(cast)
    plans.begun(made)
    return made


def _as(made, who, act):
    with acting_as(made.who(who)):
        return act(by(made.who(who)))


@pytest.mark.parametrize("who", ["mark", "joke"])
@pytest.mark.parametrize("for_whom", ["mark", "zus", "kees", "ellen"])
def test_resident_and_facilitator_propose_to_everybody_who_can_answer(made, who, for_whom):
    one = plans.proposed(made, for_whom, who)
    assert (one.state, one.said_by) == ("proposed", None)
    assert plans.proposed(made, for_whom, who).id == one.id


@pytest.mark.parametrize("who", ["zus", "ellen"])
def test_a_member_writes_nothing_down(made, who):
    with pytest.raises(NotAllowed):
        plans.proposed(made, "zus", who)
    assert not Agreement.objects.exists()


def test_the_facilitator_has_no_task(made):
    with pytest.raises(Refused, match="doet niet mee"):
        plans.proposed(made, "joke")


def test_a_child_has_no_task(cast):
    made = scenes.gathered(cast)
    with acting_as(made.mark):
        made.seats["child"] = scenes.Seat.objects.create(
            **made.row, chair="member", state="seated", name="Sem", kind="family", is_child=True,
            written_by=made.mark.id,
        )  # fmt: skip
    scenes.talk(made, "zus", "kees", "ellen")
    made.moves_to("start_decision")
    scenes.everybody_says_yes(made)
    made.moves_to("active")
    made.meeting = scenes.meeting(made, "supporting")
    plans.begun(made)
    with pytest.raises(Refused, match="doet niet mee"):
        plans.proposed(made, "child")
    plans.says(made, plans.proposed(made, "zus"), "zus")
    plans.asked(made)
    plans.everybody(made)
    assert plans.holds(made).state == "in_force"


@pytest.mark.parametrize("answer", ["agreed", "declined"])
@pytest.mark.parametrize("name", ["mark", "zus", "ellen", "kees"])
def test_everybody_says_it_for_themselves(made, name, answer):
    one = plans.says(made, plans.proposed(made, name), name, answer)
    assert one.state == answer
    assert (one.said_back_at is not None) == (name == "kees")


@pytest.mark.parametrize(("whose", "who"), [("zus", "mark"), ("zus", "ellen"), ("kees", "zus")])
def test_nobody_says_yes_for_another(made, whose, who):
    one = plans.proposed(made, whose)
    with pytest.raises(NotAllowed):
        _as(made, who, lambda me: actions.say(one, "agreed", seen=rules.mark(one), by=me))
    assert plans.fresh(one).state == "proposed"


def test_the_facilitator_writes_for_another_only_after_reading_back(made):
    one = plans.proposed(made, "kees")
    with pytest.raises(NotAllowed, match="Lees het eerst voor"):
        _as(made, "joke", lambda me: actions.say(one, "agreed", seen=rules.mark(one), by=me))
    mine = plans.proposed(made, "mark", what="zelf bellen")
    after = by(made.cast.joke).after_reading_back()
    with acting_as(after), pytest.raises(NotAllowed, match="voor zichzelf"):
        actions.say(mine, "agreed", seen=rules.mark(mine), by=after)
    assert set(Agreement.objects.values_list("state", flat=True)) == {"proposed"}


def test_a_yes_is_to_the_words_that_were_shown(made):
    one = plans.proposed(made, "zus")
    seen = rules.mark(one)
    _as(made, "mark", lambda me: actions.reword(
        one, {**plans.WALK, "seat": made.seats["zus"], "what": "elke dag"}, seen=seen, by=me
    ))  # fmt: skip
    with pytest.raises(Refused, match="Intussen"):
        _as(made, "zus", lambda me: actions.say(one, "agreed", seen=seen, by=me))
    assert plans.fresh(one).state == "proposed"


def test_other_words_ask_for_the_yes_anew_also_after_the_meeting(made):
    one = plans.says(made, plans.proposed(made, "zus"), "zus")
    plans.ends_meeting(made)
    told = {**plans.WALK, "seat": made.seats["zus"], "when": "op woensdag"}
    _as(made, "joke", lambda me: actions.reword(one, told, seen=rules.mark(one), by=me))
    now = plans.fresh(one)
    assert (now.when, now.state, now.said_by) == ("op woensdag", "proposed", None)
    with pytest.raises(Refused, match="Nieuwe afspraken"):
        plans.proposed(made, "ellen")


def test_two_who_write_at_the_same_time_do_not_write_over_each_other(made):
    one = plans.proposed(made, "zus")
    seen, told = rules.mark(one), {**plans.WALK, "seat": made.seats["zus"]}
    _as(made, "mark", lambda me: actions.reword(one, told | {"when": "nooit"}, seen=seen, by=me))
    with pytest.raises(Refused, match="Intussen"):
        _as(made, "joke", lambda me: actions.reword(one, told | {"when": "x"}, seen=seen, by=me))
    assert plans.fresh(one).when == "nooit"


def test_in_a_round_the_words_stay_but_a_no_may_always_be_said(cast):
    made = plans.in_round(cast)
    told = {**plans.WALK, "seat": made.seats["zus"], "when": "later"}
    seen = rules.mark(made.walk)
    for who in ("mark", "joke"):
        with pytest.raises(Refused, match="leest nu deze tekst"):
            _as(made, who, lambda me: actions.reword(made.walk, told, seen=seen, by=me))
        with pytest.raises(Refused, match="leest nu deze tekst"):
            plans.proposed(made, "ellen", who)
    plans.says(made, made.walk, "zus", "declined")
    assert plans.fresh(made.plan).state == "draft"


def test_only_what_waits_is_taken_out(made):
    yes = plans.says(made, plans.proposed(made, "zus"), "zus")
    waits = plans.proposed(made, "ellen")
    with pytest.raises(NotAllowed):
        _as(made, "ellen", lambda me: actions.remove(waits, by=me))
    _as(made, "joke", lambda me: actions.remove(waits, by=me))
    _as(made, "joke", lambda me: actions.remove(waits, by=me))
    with pytest.raises(Refused, match="liever niet"):
        _as(made, "joke", lambda me: actions.remove(yes, by=me))
    assert Agreement.objects.get() == yes


@pytest.mark.parametrize("state", ["draft", "consent_round", "in_force"])
def test_the_resident_strikes_in_every_state(cast, state):
    scene = {"draft": plans.supporting, "consent_round": plans.in_round, "in_force": plans.in_force}
    made = scene[state](cast)
    if state == "draft":
        plans.begun(made)
        made.walk = plans.proposed(made, "zus")
    for who in ("zus", "ellen", "joke"):
        with pytest.raises(NotAllowed):
            _as(made, who, lambda me: actions.veto(made.walk, by=me))
    _as(made, "mark", lambda me: actions.veto(made.walk, by=me))
    _as(made, "mark", lambda me: actions.veto(made.walk, by=me))
    assert plans.fresh(made.walk).state == "vetoed"
    expected = "in_force" if state == "in_force" else "draft"
    assert plans.fresh(made.plan).state == expected
    told = Notice.objects.filter(kind="circles.agreement.vetoed")
    assert {one.recipient for one in told} == {cast.zus.id, cast.joke.id}


@pytest.mark.parametrize("who", ["mark", "joke", "zus"])
def test_who_does_it_resident_or_facilitator_say_that_it_did_not_work(cast, who):
    made = plans.in_force(cast)
    with pytest.raises(NotAllowed):
        _as(made, "ellen", lambda me: actions.did_not_work(made.walk, by=me))
    _as(made, who, lambda me: actions.did_not_work(made.walk, by=me))
    at = plans.fresh(made.walk).broken_at
    assert at
    _as(made, who, lambda me: actions.did_not_work(made.walk, by=me))
    assert plans.fresh(made.walk).broken_at == at
    told = {one.recipient for one in Notice.objects.filter(kind="circles.agreement.broken")}
    assert told == {made.mark.id, cast.joke.id} - {made.who(who).id}


def test_only_of_a_plan_in_force_something_did_not_work(cast):
    made = plans.in_round(cast)
    with pytest.raises(Refused):
        _as(made, "mark", lambda me: actions.did_not_work(made.walk, by=me))


def test_what_ended_is_not_asked_again_by_itself(cast):
    soon = dates.today() + datetime.timedelta(days=1)
    made = plans.in_force(cast, until=soon)
    with acting_as(made.mark):
        made.walk = plans.fresh(made.walk)
    assert rules.is_over(made.walk, soon + datetime.timedelta(days=1))
    assert not rules.is_over(made.walk, soon)


def test_nobody_takes_over_what_the_resident_does(made):
    DailyActivity.objects.create(
        neighbourhood=made.mark.neighbourhood, participant=made.mark, step="self_done",
        words="de ramen lappen", written_by=made.mark.id,
    )  # fmt: skip
    for who in ("joke", "mark"):
        with pytest.raises(Refused, match="doet iemand zelf"):
            plans.proposed(made, "zus", who, what="de ramen lappen voor Mark")
    with pytest.raises(Refused, match="doet iemand zelf"):
        plans.proposed(made, "ellen", what="ramen lappen")
    assert not Agreement.objects.exists()
    assert plans.proposed(made, "mark", what="de ramen lappen").state == "proposed"
    assert plans.proposed(made, "zus", what="samen de ramen lappen").state == "proposed"


def test_what_is_never_asked_of_a_neighbour_gives_a_number(made):
    helpers(made.cast)
    for name in ("zus", "kees"):
        with pytest.raises(Refused, match="Bel Loes, 06 0000 0003"):
            plans.proposed(made, name, what="de medicijnen klaarzetten")
        with pytest.raises(Refused, match="Bel Loes"):
            plans.proposed(made, name, what="slapen bij Mark", when="elke nacht")
    assert plans.proposed(made, "ellen", what="de medicijnen klaarzetten").crosses == "medication"
    assert plans.proposed(made, "mark", what="mijn medicijnen op tijd").state == "proposed"
    assert plans.proposed(made, "zus", otherwise="dan bellen we de crisisdienst")


def test_the_database_refuses_the_same(made):
    DailyActivity.objects.create(
        neighbourhood=made.mark.neighbourhood, participant=made.mark, step="self_done",
        words="de ramen lappen", written_by=made.mark.id,
    )  # fmt: skip
    for what in ("de ramen lappen", "de medicijnen klaarzetten"):
        with acting_as(made.cast.joke), refused_by_database("nobody takes over"):
            Agreement.objects.create(
                **made.row, plan=made.plan, seat=made.seats["zus"], what=what, when="altijd"
            )


def test_a_yes_in_a_plan_in_force_cannot_be_taken_away_behind_a_back(cast):
    made = plans.in_force(cast)
    one = plans.fresh(made.walk)
    with acting_as(cast.joke), refused_by_database("written down by resident"):
        Agreement.objects.filter(id=one.id).update(state="proposed", said_by=None)
    with acting_as(cast.joke), refused_by_database("stays as it was said"):
        Agreement.objects.filter(id=one.id).update(said_by=cast.joke.id)
    with acting_as(cast.joke):
        Agreement.objects.filter(id=one.id).update(broken_at=timezone.now())
        assert Agreement.objects.filter(id=one.id).delete()[0] == 0


def test_for_who_left_the_agreement_comes_back_and_can_go_to_another(cast):
    made = plans.in_round(cast)
    with acting_as(cast.zus):
        seat = made.seats["zus"]
        seat.state, seat.written_by = "left", cast.zus.id
        seat.save(update_fields=["state", "written_by"])
    with acting_as(cast.ellen):
        making = queries.plan_page(made.circle, made.seats["ellen"], by=by(cast.ellen)).making
    assert (making.plan.state, making.agreements[0].who) == (
        "draft", "iemand die niet meer meedoet",
    )  # fmt: skip
    told = {**plans.WALK, "seat": made.seats["ellen"]}
    seen = rules.mark(plans.fresh(made.walk))
    _as(made, "joke", lambda me: actions.reword(made.walk, told, seen=seen, by=me))
    assert plans.fresh(made.walk).broken_at is None


def test_a_chair_of_another_circle_is_no_chair(made, cast):
    with pytest.raises(NotThere):
        _as(made, "joke", lambda me: actions.say(
            plans.fresh(plans.proposed(made, "zus")), "agreed", seen="", by=by(cast.peter)
        ))  # fmt: skip
