"""A meeting: who may do what in which state; twice is once, late is a sentence."""

import contextlib

import pytest

from mekaar.circles.actions import days as day_actions
from mekaar.circles.actions import meeting as actions
from mekaar.circles.models import CircleMeeting, Presence
from mekaar.core.errors import NotAllowed, NotThere, Refused
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from tests.acting import acting_as
from tests.circles import at_table, scenes
from tests.circles.at_table import act, soon

pytestmark = pytest.mark.django_db

STATES = ("agenda_draft", "released", "being_there", "thinking_along", "supporting")
CHAIRS = ("mark", "zus", "ellen", "joke")
OUTSIDE = ("ria", "samira", "noor", "douwe", "dekker", "peter")


def again(meeting):
    return CircleMeeting.objects.get(id=meeting.id)


def _end(meeting, *, by):
    return actions.end(meeting, "good", "", by=by)


def _place(meeting, *, by):
    return actions.place_meeting(meeting, "aan zee", meeting.planned_for, by=by)


def _alone(meeting, *, by):
    return actions.time_alone(meeting, wanted=True, by=by)


RESIDENT, LEADS = {"mark"}, {"mark", "joke"}
BEFORE = {"agenda_draft", "released"}
RUNNING = {"being_there", "thinking_along", "supporting"}
# Action → who may, in which states it does something (or did it already).
MATRIX = {
    _place: (RESIDENT, {"agenda_draft"}),
    _alone: (RESIDENT, set(STATES)),
    actions.release: (RESIDENT, BEFORE),
    actions.back_to_draft: (RESIDENT, BEFORE),
    actions.call_off: (RESIDENT, BEFORE),
    actions.begin: (LEADS, {"released", *RUNNING}),
    actions.think_along: (LEADS, RUNNING),
    actions.support: (RESIDENT, {"thinking_along", "supporting"}),
    _end: (LEADS, RUNNING),
}


@pytest.mark.parametrize("state", STATES)
def test_every_action_by_every_chair_in_every_state(cast, state):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, state)
    for action, (who_may, when) in MATRIX.items():
        for name in CHAIRS:
            who = getattr(cast, name)
            before = again(meeting)
            fits = name in who_may and state in when
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(actions, "note", _stop)
                expected = () if fits else (NotAllowed if name not in who_may else Refused,)
                if expected:
                    with pytest.raises(expected):
                        act(who, action, before)
                else:
                    _tries(who, action, before)
            assert again(meeting).state == state, (action, name)


class Stopped(Exception):
    """The rule said yes: stop before it is kept, so that the next chair finds the same meeting."""


def _stop(*_args, **_more):
    raise Stopped


def _tries(who, action, meeting):
    """It goes through to the journal, or had nothing left to do."""
    with contextlib.suppress(Stopped):
        act(who, action, meeting)


def test_outsiders_find_nothing_to_act_on(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "released")
    removed = cast.zus
    at_table.goes(made, "zus")
    for who in [*(getattr(cast, name) for name in OUTSIDE), removed]:
        with acting_as(who):
            assert not CircleMeeting.objects.exists()
        for action in MATRIX:
            with pytest.raises((Refused, NotThere)):
                act(who, action, meeting)
        with pytest.raises((Refused, NotThere)):
            act(who, actions.plan_meeting, made.circle)
    assert again(meeting).state == "released"
    assert not Entry.objects.filter(by=removed.id, verb__startswith="circles.meeting").exists()


# --- beginning ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["zus", "ellen"])
def test_a_member_plans_no_meeting(cast, name):
    made = scenes.active(cast)
    with pytest.raises(NotAllowed):
        act(getattr(cast, name), actions.plan_meeting, made.circle)


def test_two_who_plan_get_the_same_meeting(cast):
    made = scenes.active(cast)
    first = act(cast.joke, actions.plan_meeting, made.circle)
    assert act(made.mark, actions.plan_meeting, made.circle).id == first.id
    assert (first.number, first.place, first.planned_for) == (1, "", None)
    told = Notice.objects.filter(kind="circles.meeting.planned")
    assert [one.recipient for one in told] == [made.mark.id]
    act(made.mark, actions.call_off, first)
    assert act(made.mark, actions.plan_meeting, made.circle).number == 2


def test_the_form_of_a_new_meeting_undoes_no_day_that_was_chosen(cast):
    """Mark has it open twice: with the second he changes nothing that stands there already."""
    made = scenes.active(cast)
    first = act(cast.joke, actions.plan_meeting, made.circle)
    placed = act(made.mark, actions.place_first, first, "thuis", soon())
    with pytest.raises(Refused, match="Intussen"):
        act(made.mark, actions.place_first, placed, "in de tuin", None)
    with pytest.raises(NotAllowed):
        act(cast.joke, actions.place_first, placed, "thuis", soon())
    act(made.mark, actions.place_first, placed, "thuis", soon())  # twice is once
    assert (again(first).place, again(first).planned_for) == ("thuis", soon())


def test_a_circle_that_did_not_begin_has_no_meeting(cast):
    made = scenes.deciding(cast)
    with pytest.raises(Refused):
        act(made.mark, actions.plan_meeting, made.circle)


def test_release_needs_a_point_a_day_and_a_place(cast):
    made = scenes.active(cast)
    meeting = act(made.mark, actions.plan_meeting, made.circle)
    for sentence, mend in [
        ("punt", lambda: at_table.point(made, meeting)),
        ("plek", lambda: act(made.mark, actions.place_meeting, meeting, "bij de vijver", None)),
        ("dag", lambda: act(made.mark, actions.place_meeting, meeting, "bij de vijver", soon())),
    ]:
        with pytest.raises(Refused, match=sentence):
            act(made.mark, actions.release, meeting)
        mend()
    act(made.mark, actions.release, meeting)
    told = Notice.objects.filter(kind="circles.meeting.released")
    assert {one.recipient for one in told} == {cast.zus.id, cast.ellen.id, cast.joke.id}
    assert not told.filter(channel="call").exists()


def test_only_a_rather_not_is_no_agenda(cast):
    made = scenes.active(cast)
    meeting = act(made.mark, actions.plan_meeting, made.circle)
    at_table.point(made, meeting, sort="rather_not")
    act(made.mark, actions.place_meeting, meeting, "thuis", soon())
    with pytest.raises(Refused, match="punt"):
        act(made.mark, actions.release, meeting)


def test_nobody_meets_before_the_talk_of_a_later_member(cast):
    """Invariant 6: also who joined later."""
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "released")
    scenes.ask_member(made, "anouk", "Anouk")
    scenes.sits_down(made, "anouk", cast.anouk)
    with pytest.raises(Refused, match="voorgesprek"):
        act(cast.joke, actions.begin, meeting)
    scenes.talk(made, "anouk")
    assert act(cast.joke, actions.begin, meeting).state == "being_there"


def test_no_meeting_without_a_facilitator(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "released")
    at_table.goes(made, "joke")
    with pytest.raises(Refused, match="procesbegeleider"):
        act(made.mark, actions.begin, meeting)


def test_beginning_twice_is_beginning_once(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "released")
    stale = again(meeting)
    act(cast.joke, actions.begin, meeting)
    act(cast.joke, actions.begin, stale)
    act(made.mark, actions.begin, stale)
    assert Entry.objects.filter(verb="circles.meeting.begun").count() == 1


def test_a_late_press_on_begin_does_not_go_back(cast):
    made = scenes.active(cast)
    stale = again(scenes.meeting(made, "thinking_along"))
    stale.state = "released"
    assert act(cast.joke, actions.begin, stale).state == "thinking_along"


# --- ending -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["being_there", "thinking_along", "supporting"])
@pytest.mark.parametrize("outcome", ["good", "unknown_yet", "further"])
def test_a_meeting_ends_after_every_phase_with_every_outcome(cast, state, outcome):
    """Invariant 29."""
    made = scenes.active(cast)
    meeting = scenes.meeting(made, state)
    act(cast.joke, actions.end, meeting, outcome, "")
    act(cast.joke, actions.end, meeting, outcome, "")  # the same said twice
    assert again(meeting).state == "written"
    assert Entry.objects.filter(verb="circles.meeting.ended").count() == 1
    with pytest.raises(Refused, match="al afgerond"):
        act(made.mark, actions.end, meeting, outcome, "andere woorden")


def test_the_next_meeting_comes_after_this_one_ended(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "being_there")
    assert act(made.mark, actions.plan_meeting, made.circle).id == meeting.id
    act(made.mark, actions.end, meeting, "good", "het was fijn")
    assert act(made.mark, actions.plan_meeting, made.circle).number == 2


# --- a circle that rests or is over ---------------------------------------------------------------


@pytest.mark.parametrize("state", ["paused", "ended"])
def test_nothing_is_written_in_a_circle_that_rests(cast, state):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "released")
    at_table.rests(made, state)
    for name in CHAIRS:
        for action in MATRIX:
            with pytest.raises(Refused):
                act(getattr(cast, name), action, meeting)
    assert again(meeting).state == "released"


# --- who comes, who was there ---------------------------------------------------------------------


def _presence(made, name):
    return Presence.objects.get(seat=made.seats[name])


def test_a_member_says_whether_they_come(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "released")
    for comes in (True, False, False):
        act(cast.zus, day_actions.say_comes, meeting, made.seats["zus"], comes=comes)
        assert _presence(made, "zus").comes is comes
    assert Entry.objects.filter(verb="circles.presence.said").count() == 2


def test_for_who_phones_resident_or_facilitator_types(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "released")
    act(cast.joke, day_actions.say_comes, meeting, made.seats["kees"], comes=True)
    row = _presence(made, "kees")
    assert (row.comes, row.written_by) == (True, cast.joke.id)
    for name in ("zus", "ellen"):
        with pytest.raises(NotAllowed):
            act(
                getattr(cast, name), day_actions.say_comes, meeting, made.seats["kees"], comes=False
            )
    assert _presence(made, "kees").comes is True


@pytest.mark.parametrize("state", ["agenda_draft", "being_there"])
def test_coming_is_asked_when_the_agenda_is_ready(cast, state):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, state)
    with pytest.raises(Refused):
        act(cast.zus, day_actions.say_comes, meeting, made.seats["zus"], comes=True)


def test_another_day_asks_everybody_again(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "released")
    act(cast.zus, day_actions.say_comes, meeting, made.seats["zus"], comes=True)
    act(cast.ellen, day_actions.say_comes, meeting, made.seats["ellen"], comes=True)
    at_table.goes(made, "ellen")  # who is not there any more keeps what was said
    act(made.mark, actions.back_to_draft, meeting)
    act(made.mark, actions.place_meeting, meeting, "bij de vijver", soon(9))
    assert _presence(made, "zus").comes is None


@pytest.mark.parametrize("name", CHAIRS)
def test_who_is_there_is_seen_by_resident_and_facilitator(cast, name):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "being_there")
    kees = made.seats["kees"]
    who = getattr(cast, name)
    if name in LEADS:
        act(who, day_actions.note_presence, meeting, kees, is_there=True)
        assert _presence(made, "kees").was_there
        act(who, day_actions.note_presence, meeting, kees, is_there=False)
        assert not _presence(made, "kees").was_there
    else:
        with pytest.raises(NotAllowed):
            act(who, day_actions.note_presence, meeting, kees, is_there=True)
        assert not Presence.objects.filter(seat=kees).exists()


def test_a_child_is_a_name_and_answers_nothing(cast):
    made = scenes.active(cast)
    child = scenes.ask_member(made, "noa", "Noa", is_child=True, state="seated")
    meeting = scenes.meeting(made, "being_there")
    with pytest.raises(Refused):
        act(cast.joke, day_actions.note_presence, meeting, child, is_there=True)
