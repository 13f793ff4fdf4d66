"""Beginning, going on, pausing, stopping and wiping: by the resident, by one action (R-C02)."""

import pytest

from mekaar.circles.actions import circle as actions
from mekaar.circles.models import Seat, StartYes, SupportCircle
from mekaar.core.errors import NotAllowed, NotThere, Refused
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from tests.acting import acting_as, at_desk, by
from tests.circles import scenes

pytestmark = pytest.mark.django_db


def as_mark(cast, action, *args):
    with acting_as(cast.mark):
        return action(*args, by=by(cast.mark))


def verbs(whose):
    lines = Entry.objects.filter(whose=whose.id).order_by("made_at")
    return list(lines.values_list("verb", flat=True))


def test_beginning_twice_is_one_circle(cast):
    first = as_mark(cast, actions.begin)
    second = as_mark(cast, actions.begin)
    assert first == second
    assert Seat.objects.get().chair == "resident"
    assert verbs(cast.mark) == ["circles.circle.begun"]


def test_nobody_begins_one_at_the_desk_in_the_hosts_own_name(cast):
    visit = at_desk(cast.ria, cast.mark)
    with acting_as(visit), pytest.raises(NotAllowed):
        actions.begin(by=visit)
    assert not SupportCircle.objects.exists()


def test_after_stopping_a_new_one_can_begin(cast):
    made = scenes.active(cast)
    as_mark(cast, actions.stop, made.circle)
    assert as_mark(cast, actions.begin) != made.circle


@pytest.mark.parametrize("at", ["sketching", "gathered", "deciding", "active"])
def test_pausing_and_going_on_from_everywhere(cast, at):
    made = getattr(scenes, at)(cast)
    before = SupportCircle.objects.get(id=made.circle.id).state
    for _ in range(2):
        assert as_mark(cast, actions.pause, made.circle).state == "paused"
    for _ in range(2):
        assert as_mark(cast, actions.go_on, made.circle).state == before
    assert verbs(cast.mark)[-2:] == ["circles.circle.paused", "circles.circle.resumed"]


def test_who_sits_there_hears_that_it_rests_and_nobody_calls(cast):
    made = scenes.active(cast)
    as_mark(cast, actions.pause, made.circle)
    told = Notice.objects.filter(kind="circles.rests")
    assert {one.recipient for one in told} == {cast.zus.id, cast.ellen.id, cast.joke.id}
    assert not told.filter(channel="call").exists()


@pytest.mark.parametrize("who", ["zus", "ellen", "joke"])
@pytest.mark.parametrize("name", ["pause", "stop"])
def test_nobody_else_pauses_or_stops(cast, who, name):
    made = scenes.active(cast)
    other = getattr(cast, who)
    with acting_as(other), pytest.raises(NotAllowed):
        getattr(actions, name)(made.circle, by=by(other))
    assert SupportCircle.objects.get().state == "active"


@pytest.mark.parametrize(("name", "state"), [("pause", "paused"), ("stop", "ended")])
def test_the_facilitator_does_it_on_the_phone_after_reading_back(cast, name, state):
    made = scenes.active(cast)
    with acting_as(cast.joke):
        getattr(actions, name)(made.circle, by=by(cast.joke).after_reading_back())
    circle = SupportCircle.objects.get()
    assert (circle.state, circle.written_by) == (state, cast.joke.id)
    assert circle.read_back_at


def test_the_facilitator_lets_it_go_on_too(cast):
    made = scenes.active(cast)
    as_mark(cast, actions.pause, made.circle)
    with acting_as(cast.joke):
        actions.go_on(made.circle, by=by(cast.joke).after_reading_back())
    assert SupportCircle.objects.get().state == "active"
    assert Notice.objects.filter(kind="circles.goes_on", recipient=cast.zus.id).exists()


@pytest.mark.parametrize("who", ["samira", "noor", "douwe", "ria", "peter", "anouk"])
@pytest.mark.parametrize("name", ["pause", "go_on", "stop"])
def test_for_who_sits_nowhere_there_is_none(cast, who, name):
    made = scenes.active(cast)
    other = getattr(cast, who)
    with acting_as(other), pytest.raises(NotThere):
        getattr(actions, name)(made.circle, by=by(other).after_reading_back())


def test_stopping_twice_is_stopping_once(cast):
    made = scenes.active(cast)
    for _ in range(2):
        assert as_mark(cast, actions.stop, made.circle).state == "ended"
    assert verbs(cast.mark).count("circles.circle.stopped") == 1


@pytest.mark.parametrize("name", ["pause", "go_on"])
def test_what_is_over_does_not_go_on(cast, name):
    made = scenes.active(cast)
    as_mark(cast, actions.stop, made.circle)
    with pytest.raises(Refused):
        as_mark(cast, getattr(actions, name), made.circle)


# --- The way -----------------------------------------------------------------------------------


def test_without_a_facilitator_nobody_is_asked_to_begin(cast):
    made = scenes.sketching(cast).moves_to("inviting", "preparing")
    with pytest.raises(Refused, match="procesbegeleider"):
        as_mark(cast, actions.move_on, made.circle, "start_decision")


def test_the_way_says_by_name_whose_talk_is_missing(cast):
    made = scenes.gathered(cast)
    scenes.talk(made, "ellen")
    with pytest.raises(Refused, match="mijn zus, buurman Kees"):
        as_mark(cast, actions.move_on, made.circle, "start_decision")


def test_the_way_says_by_name_whose_yes_is_missing(cast):
    made = scenes.deciding(cast)
    with pytest.raises(Refused, match="buurman Kees"):
        as_mark(cast, actions.move_on, made.circle, "active")


def test_the_whole_way(cast):
    made = scenes.gathered(cast)
    scenes.talk(made, "zus", "kees", "ellen")
    for _ in range(2):
        assert as_mark(cast, actions.move_on, made.circle, "start_decision").state == (
            "start_decision"
        )
    assert Notice.objects.filter(kind="circles.asks_everybody").count() == 3
    made.again()
    scenes.everybody_says_yes(made)
    assert as_mark(cast, actions.move_on, made.circle, "active").state == "active"


def test_one_step_back_asks_every_yes_again(cast):
    made = scenes.deciding(cast)
    scenes.everybody_says_yes(made)
    as_mark(cast, actions.move_on, made.circle, "preparing")
    assert not StartYes.objects.exists()
    as_mark(cast, actions.move_on, made.circle, "inviting")


@pytest.mark.parametrize("to", ["ended", "paused", "active", "sketch", "nonsense"])
def test_no_other_steps(cast, to):
    made = scenes.gathered(cast)
    with pytest.raises(Refused):
        as_mark(cast, actions.move_on, made.circle, to)


def test_only_the_resident_takes_a_step(cast):
    made = scenes.gathered(cast)
    for other in (cast.joke, cast.zus):
        with acting_as(other), pytest.raises(NotAllowed):
            actions.move_on(made.circle, "inviting", by=by(other).after_reading_back())


def test_a_name_for_the_circle(cast):
    made = scenes.sketching(cast)
    assert as_mark(cast, actions.name_circle, made.circle, "de bank").name == "de bank"
    with acting_as(cast.anouk), pytest.raises(NotThere):
        actions.name_circle(made.circle, "van mij", by=by(cast.anouk))


# --- Wiping ------------------------------------------------------------------------------------


def test_wiping_what_ended_leaves_nothing(cast):
    made = scenes.active(cast)
    scenes.plan(made, scenes.meeting(made, "supporting"))
    as_mark(cast, actions.stop, made.circle)
    assert Notice.objects.exists()
    for _ in range(2):
        as_mark(cast, actions.wipe, made.circle)
    assert not SupportCircle.objects.exists()
    assert not Seat.objects.exists()
    assert not Notice.objects.exists()
    assert verbs(cast.mark)[-1] == "circles.circle.wiped"


def test_what_runs_is_not_wiped(cast):
    made = scenes.active(cast)
    with pytest.raises(Refused):
        as_mark(cast, actions.wipe, made.circle)
    assert SupportCircle.objects.exists()


def test_nobody_else_wipes(cast):
    made = scenes.active(cast)
    as_mark(cast, actions.stop, made.circle)
    for other in (cast.joke, cast.ria):
        with acting_as(other):
            actions.wipe(made.circle, by=by(other))
    assert SupportCircle.objects.exists()


# --- At the desk -------------------------------------------------------------------------------


def test_the_desk_leaves_the_same_line_with_and_without_a_circle(cast):
    scenes.active(cast)
    for resident in (cast.mark, cast.dekker):
        visit = at_desk(cast.ria, resident)
        with acting_as(visit):
            actions.pass_on(resident, "pause", by=visit)
    lines = Entry.objects.filter(by=cast.ria.id)
    assert {(one.verb, one.why, one.thing) for one in lines} == {
        ("circles.desk.passed_on", "came_by", None)
    }
    assert lines.count() == 2


def test_the_desk_reads_back_first(cast):
    scenes.active(cast)
    visit = at_desk(cast.ria, cast.mark, read_back=False)
    with acting_as(visit), pytest.raises(NotAllowed):
        actions.pass_on(cast.mark, "stop", by=visit)
    with acting_as(cast.samira), pytest.raises(NotAllowed):
        actions.pass_on(cast.mark, "stop", by=by(cast.samira).after_reading_back())
    assert SupportCircle.objects.get().state == "active"
