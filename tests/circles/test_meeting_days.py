"""Choosing a day together: who has no mail counts as much, marked with the hand (R-C14)."""

import pytest

from mekaar.circles.actions import days as actions
from mekaar.circles.actions import meeting as meetings
from mekaar.circles.models import CircleMeeting, DayAnswer, PossibleDay
from mekaar.core.errors import NotAllowed, Refused
from mekaar.notices.models import Notice
from tests.acting import acting_as
from tests.circles import at_table, scenes
from tests.circles.at_table import act, soon

pytestmark = pytest.mark.django_db

CHAIRS = ("mark", "zus", "ellen", "joke")


@pytest.fixture
def asking(cast):
    """A meeting with two possible days."""
    made = scenes.active(cast)
    meeting = act(cast.joke, meetings.plan_meeting, made.circle)
    days = act(cast.joke, actions.add_days, meeting, [soon(5), soon(6)])
    return made, meeting, days


def said(seat):
    rows = DayAnswer.objects.filter(seat=seat).order_by("day__at")
    return [(one.answer, one.written_by) for one in rows]


def test_days_are_put_ready_once_and_everybody_hears_once(cast, asking):
    made, meeting, _days = asking
    told = Notice.objects.filter(kind="circles.days.changed")
    assert {one.recipient for one in told} == {made.mark.id, cast.zus.id, cast.ellen.id}
    act(cast.joke, actions.add_days, meeting, [soon(6)])
    act(made.mark, actions.add_days, meeting, [soon(6), soon(7), soon(-1)])
    assert PossibleDay.objects.count() == 3
    assert told.count() == 3  # nobody had answered, so nobody thought to be done


def test_who_answered_hears_of_a_new_day(cast, asking):
    _made, meeting, days = asking
    act(cast.zus, actions.answer_days, meeting, asking[0].seats["zus"], {days[0].id: "yes"})
    act(cast.joke, actions.add_days, meeting, [soon(8)])
    assert Notice.objects.filter(kind="circles.days.changed", recipient=cast.zus.id).count() == 2
    assert Notice.objects.filter(kind="circles.days.changed", recipient=cast.ellen.id).count() == 1


@pytest.mark.parametrize("name", ["zus", "ellen"])
def test_members_put_no_days_ready(cast, asking, name):
    _made, meeting, days = asking
    who = getattr(cast, name)
    for action, thing in [
        (actions.add_days, (meeting, [soon(9)])),
        (actions.remove_day, (days[0],)),
        (actions.choose_day, (days[0],)),
    ]:
        with pytest.raises(NotAllowed):
            act(who, action, *thing)
    assert PossibleDay.objects.count() == 2


def test_no_more_days_than_one_can_choose_from(cast, asking):
    _made, meeting, _days = asking
    with pytest.raises(Refused):
        act(cast.joke, actions.add_days, meeting, [soon(20 + n) for n in range(actions.MOST_DAYS)])
    assert PossibleDay.objects.count() == 2


@pytest.mark.parametrize("name", CHAIRS)
def test_everybody_answers_for_themselves(cast, asking, name):
    made, meeting, days = asking
    who, seat = getattr(cast, name), made.seats[name]
    act(who, actions.answer_days, meeting, seat, {days[0].id: "yes", days[1].id: "no"})
    assert said(seat) == [("yes", who.id), ("no", who.id)]
    act(who, actions.answer_days, meeting, seat, {days[0].id: "maybe", days[1].id: ""})
    assert said(seat) == [("maybe", who.id)]


@pytest.mark.parametrize("name", ["mark", "joke"])
def test_for_who_phones_resident_or_facilitator_types(cast, asking, name):
    made, meeting, days = asking
    who, kees = getattr(cast, name), made.seats["kees"]
    act(who, actions.answer_days, meeting, kees, {days[0].id: "yes"})
    assert said(kees) == [("yes", who.id)]


@pytest.mark.parametrize("name", ["zus", "ellen"])
def test_a_member_answers_for_nobody_else(cast, asking, name):
    made, meeting, days = asking
    for whose in ("kees", "mark", "joke"):
        with pytest.raises(NotAllowed):
            act(
                getattr(cast, name), actions.answer_days, meeting, made.seats[whose],
                {days[0].id: "yes"},
            )  # fmt: skip
    assert not DayAnswer.objects.exists()


def test_what_somebody_said_keeps_their_hand_when_another_sends_it_along(cast, asking):
    made, meeting, days = asking
    zus = made.seats["zus"]
    act(cast.zus, actions.answer_days, meeting, zus, {days[0].id: "yes"})
    act(cast.joke, actions.answer_days, meeting, zus, {days[0].id: "yes", days[1].id: "no"})
    assert said(zus) == [("yes", cast.zus.id), ("no", cast.joke.id)]
    act(cast.zus, actions.answer_days, meeting, zus, {days[1].id: "no"})
    assert said(zus) == [("yes", cast.zus.id), ("no", cast.zus.id)]


def test_the_resident_chooses_and_closes(cast, asking):
    made, meeting, days = asking
    with pytest.raises(NotAllowed):
        act(cast.joke, actions.choose_day, days[0])
    act(made.mark, actions.choose_day, days[0])
    act(made.mark, actions.choose_day, days[0])  # twice is once
    assert CircleMeeting.objects.get().planned_for == days[0].at
    late = [
        (cast.zus, actions.answer_days, (meeting, made.seats["zus"], {days[0].id: "yes"})),
        (cast.joke, actions.add_days, (meeting, [soon(9)])),
        (cast.joke, actions.remove_day, (days[1],)),
        (made.mark, actions.choose_day, (days[1],)),
    ]
    for who, action, thing in late:
        with pytest.raises(Refused, match="Intussen is er een dag gekozen"):
            act(who, action, *thing)
    assert not DayAnswer.objects.exists()


def test_the_resident_opens_the_days_again(cast, asking):
    made, meeting, days = asking
    act(made.mark, actions.choose_day, days[0])
    act(made.mark, meetings.place_meeting, meeting, "thuis", None)
    act(cast.zus, actions.answer_days, meeting, made.seats["zus"], {days[0].id: "yes"})
    assert said(made.seats["zus"]) == [("yes", cast.zus.id)]


def test_a_day_goes_with_its_answers(cast, asking):
    made, meeting, days = asking
    for name in ("zus", "ellen"):
        who = getattr(cast, name)
        act(who, actions.answer_days, meeting, made.seats[name], {days[0].id: "yes"})
    act(cast.joke, actions.remove_day, days[0])
    assert [one.id for one in PossibleDay.objects.all()] == [days[1].id]
    assert not DayAnswer.objects.exists()
    with pytest.raises(Refused, match="dagen veranderd"):
        act(cast.zus, actions.answer_days, meeting, made.seats["zus"], {days[0].id: "yes"})
    with pytest.raises(Refused, match="weggehaald"):
        act(made.mark, actions.choose_day, days[0])


def test_a_moment_that_was_is_not_chosen(cast, asking):
    made, meeting, _days = asking
    with acting_as(made.mark):
        past = PossibleDay.objects.create(**made.row, meeting=meeting, at=soon(-2))
    with pytest.raises(Refused, match="al geweest"):
        act(made.mark, actions.choose_day, past)


def test_who_is_no_longer_there_answers_nothing(cast, asking):
    made, meeting, days = asking
    at_table.goes(made, "kees")
    with pytest.raises(Refused, match="niet meer in de kring"):
        act(cast.joke, actions.answer_days, meeting, made.seats["kees"], {days[0].id: "yes"})


def test_a_day_of_another_meeting_is_no_day_here(cast, asking):
    made, meeting, days = asking
    act(made.mark, meetings.call_off, meeting)
    other = act(made.mark, meetings.plan_meeting, made.circle)
    with pytest.raises(Refused, match="dagen veranderd"):
        act(cast.zus, actions.answer_days, other, made.seats["zus"], {days[0].id: "yes"})


@pytest.mark.parametrize("name", ["mark", "zus", "joke"])
def test_an_answer_stays_when_the_day_was_chosen(cast, asking, name):
    """The wall: what somebody said goes only while the day is being chosen."""
    made, meeting, days = asking
    act(cast.zus, actions.answer_days, meeting, made.seats["zus"], {days[0].id: "yes"})
    act(made.mark, actions.choose_day, days[0])
    with acting_as(getattr(cast, name)):
        DayAnswer.objects.all().delete()
    assert said(made.seats["zus"]) == [("yes", cast.zus.id)]


def test_a_member_takes_back_no_answer_of_another(cast, asking):
    made, meeting, days = asking
    act(cast.zus, actions.answer_days, meeting, made.seats["zus"], {days[0].id: "yes"})
    with acting_as(cast.ellen):
        DayAnswer.objects.all().delete()
    assert said(made.seats["zus"]) == [("yes", cast.zus.id)]
