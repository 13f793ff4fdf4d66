"""What who sits in a circle does by themselves: talk, line, yes, coming sometimes, leaving."""

import datetime

import pytest
from django.utils import timezone

from mekaar.circles.actions import chairs, decision, talks
from mekaar.circles.models import (
    Agreement,
    CalendarFeed,
    PreparatoryTalk,
    ReleasedLine,
    Seat,
    StartYes,
)
from mekaar.core import dates
from mekaar.core.errors import NotAllowed, NotThere, Refused
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from tests.acting import acting_as, by
from tests.cast import as_owner
from tests.circles import scenes

pytestmark = pytest.mark.django_db


def scribe(cast):
    return by(cast.joke).after_reading_back()


# --- the talk ------------------------------------------------------------------------------------


def test_the_facilitator_writes_that_they_talked_and_when(cast):
    made = scenes.gathered(cast)
    with acting_as(cast.joke):
        for day in (dates.today() - datetime.timedelta(days=2), dates.today()):
            talks.talk_held(made.circle, made.seats["zus"], day, by=by(cast.joke))
    talk = PreparatoryTalk.objects.get(seat=made.seats["zus"])
    assert (talk.held_on, talk.is_waived) == (dates.today(), False)
    assert Entry.objects.filter(verb="circles.talk.held", whose=cast.mark.id).count() == 2


@pytest.mark.parametrize("who", ["mark", "zus", "ellen"])
def test_nobody_else_holds_a_talk(cast, who):
    made = scenes.gathered(cast)
    me = getattr(cast, who)
    with acting_as(me), pytest.raises(NotAllowed):
        talks.talk_held(made.circle, made.seats["zus"], dates.today(), by=by(me))
    assert not PreparatoryTalk.objects.exists()


@pytest.mark.parametrize("who", ["peter", "samira", "ria", "anouk"])
def test_for_who_sits_elsewhere_there_is_nothing(cast, who):
    made = scenes.gathered(cast)
    me = getattr(cast, who)
    with acting_as(me), pytest.raises(NotThere):
        talks.talk_held(made.circle, made.seats["zus"], dates.today(), by=by(me))


def test_a_talk_of_tomorrow_was_not_held(cast):
    made = scenes.gathered(cast)
    tomorrow = dates.today() + datetime.timedelta(days=1)
    with acting_as(cast.joke), pytest.raises(Refused, match="moet nog komen"):
        talks.talk_held(made.circle, made.seats["zus"], tomorrow, by=by(cast.joke))


def test_a_talk_with_who_did_not_answer_is_none(cast):
    made = scenes.gathered(cast)
    asked = scenes.ask_member(made, "henk", "Henk")
    with acting_as(cast.joke), pytest.raises(NotAllowed):
        talks.talk_held(made.circle, asked, dates.today(), by=by(cast.joke))


def test_a_member_needs_no_talk_and_then_does(cast):
    made = scenes.gathered(cast)
    with acting_as(cast.zus):
        talks.waive_talk(made.circle, made.seats["zus"], by=by(cast.zus))
        talks.waive_talk(made.circle, made.seats["zus"], by=by(cast.zus))
        assert PreparatoryTalk.objects.get().is_waived
        talks.want_talk(made.circle, made.seats["zus"], by=by(cast.zus))
    assert not PreparatoryTalk.objects.exists()


def test_a_talk_that_was_held_after_all_is_no_longer_waived(cast):
    made = scenes.gathered(cast)
    with acting_as(cast.zus):
        talks.waive_talk(made.circle, made.seats["zus"], by=by(cast.zus))
    with acting_as(cast.joke):
        talks.talk_held(made.circle, made.seats["zus"], dates.today(), by=by(cast.joke))
    assert not PreparatoryTalk.objects.get().is_waived
    with acting_as(cast.zus):  # and the member does not wipe it
        talks.want_talk(made.circle, made.seats["zus"], by=by(cast.zus))
    assert PreparatoryTalk.objects.exists()


@pytest.mark.parametrize("who", ["mark", "ellen", "joke"])
def test_that_no_talk_is_needed_nobody_says_for_another(cast, who):
    made = scenes.gathered(cast)
    me = getattr(cast, who)
    with acting_as(me), pytest.raises((NotAllowed, NotThere)):
        talks.waive_talk(made.circle, made.seats["zus"], by=by(me))
    assert not PreparatoryTalk.objects.exists()


def test_who_phones_says_it_and_hears_it_read_back(cast):
    made = scenes.gathered(cast)
    with acting_as(cast.joke):
        talks.waive_talk(made.circle, made.seats["kees"], by=scribe(cast))
    talk = PreparatoryTalk.objects.get(seat=made.seats["kees"])
    assert talk.written_by == cast.joke.id
    assert talk.read_back_at is not None


def test_a_mistaken_talk_is_taken_away_as_long_as_nothing_builds_on_it(cast):
    made = scenes.gathered(cast)
    scenes.talk(made, "zus", "kees", "ellen")
    with acting_as(cast.joke):
        talks.talk_not_held(made.circle, made.seats["zus"], by=by(cast.joke))
        assert not PreparatoryTalk.objects.filter(seat=made.seats["zus"]).exists()
        talks.talk_held(made.circle, made.seats["zus"], dates.today(), by=by(cast.joke))
    made.moves_to("start_decision")
    with acting_as(cast.joke), pytest.raises(Refused, match="al verder"):
        talks.talk_not_held(made.circle, made.seats["zus"], by=by(cast.joke))


# --- the line ------------------------------------------------------------------------------------


def test_one_line_after_the_talk_or_none(cast):
    made = scenes.gathered(cast)
    seat = made.seats["zus"]
    with acting_as(cast.zus), pytest.raises(Refused, match="voorgesprek"):
        talks.release_line(made.circle, seat, "niet ’s nachts", by=by(cast.zus))
    scenes.talk(made, "zus")
    with acting_as(cast.zus):
        talks.release_line(made.circle, seat, "niet ’s nachts", by=by(cast.zus))
        talks.release_line(made.circle, seat, "alleen overdag", by=by(cast.zus))
    assert ReleasedLine.objects.get().words == "alleen overdag"
    with acting_as(cast.joke):
        assert ReleasedLine.objects.visible_to(by(cast.joke)).get().told_to == cast.joke.id
    with acting_as(cast.zus):
        talks.take_back_line(made.circle, seat, by=by(cast.zus))
        talks.take_back_line(made.circle, seat, by=by(cast.zus))
    assert not ReleasedLine.objects.exists()


@pytest.mark.parametrize("who", ["mark", "ellen", "joke"])
def test_nobody_writes_the_line_of_another(cast, who):
    made = scenes.gathered(cast)
    scenes.talk(made, "zus")
    me = getattr(cast, who)
    with acting_as(me), pytest.raises((NotAllowed, NotThere)):
        talks.release_line(made.circle, made.seats["zus"], "zij kan niet", by=by(me))
    assert not ReleasedLine.objects.exists()


def test_who_phones_gives_a_line_changes_it_and_takes_it_back(cast):
    made = scenes.gathered(cast)
    scenes.talk(made, "kees")
    with acting_as(cast.joke):
        for words in ("ik rij graag", "ik rij, niet in het donker"):
            talks.release_line(made.circle, made.seats["kees"], words, by=scribe(cast))
        assert ReleasedLine.objects.get().words == "ik rij, niet in het donker"
        talks.take_back_line(made.circle, made.seats["kees"], by=scribe(cast))
    assert not ReleasedLine.objects.exists()


def test_a_new_facilitator_reads_a_line_after_the_members_own_yes(cast):
    made = scenes.gathered(cast)
    scenes.talk(made, "zus", "kees")
    with acting_as(cast.zus):
        talks.release_line(made.circle, made.seats["zus"], "niet ’s nachts", by=by(cast.zus))
    with acting_as(cast.joke):
        talks.release_line(made.circle, made.seats["kees"], "ik rij", by=scribe(cast))
    hand_over(made)
    peter = by(cast.peter)
    with acting_as(cast.peter):
        assert not ReleasedLine.objects.visible_to(peter).exists()
        assert not ReleasedLine.objects.exists()
        with pytest.raises(Refused, match="al een zin"):
            talks.release_line(
                made.circle, made.seats["kees"], "anders", by=peter.after_reading_back()
            )
    with acting_as(cast.zus):
        talks.share_line(made.circle, by=by(cast.zus))
    with acting_as(cast.peter):
        assert ReleasedLine.objects.get().words == "niet ’s nachts"
    with acting_as(cast.ellen), pytest.raises(Refused):
        talks.share_line(made.circle, by=by(cast.ellen))


def hand_over(made):
    """Joke goes, Peter takes over: he says yes, Mark says why and when they talked."""
    cast = made.cast
    with acting_as(made.mark):
        seat = Seat.objects.create(
            **made.row, chair="facilitator", participant=cast.peter, written_by=made.mark.id
        )
    with acting_as(cast.peter):
        assert chairs.facilitate(seat, is_independent=True, by=by(cast.peter)).state == "ready"
    with acting_as(made.mark):
        joke = made.seats["joke"]
        joke.state = "replaced"
        joke.save(update_fields=["state"])
        seat.refresh_from_db()
        seat.state, seat.why, seat.handed_over_on = "seated", "verhuisd", dates.today()
        seat.save(update_fields=["state", "why", "handed_over_on"])
    return seat


# --- the yes to begin ----------------------------------------------------------------------------


def test_everybody_says_their_own_yes_and_may_take_it_back(cast):
    made = scenes.deciding(cast)
    for name in ("mark", "zus", "ellen", "joke"):
        me = getattr(cast, name)
        with acting_as(me):
            decision.say_yes(made.circle, made.seats[name], by=by(me))
            decision.say_yes(made.circle, made.seats[name], by=by(me))
    with acting_as(cast.joke):
        decision.say_yes(made.circle, made.seats["kees"], by=scribe(cast))
    assert StartYes.objects.count() == 5
    with acting_as(cast.zus):
        decision.take_back_yes(made.circle, made.seats["zus"], by=by(cast.zus))
    with acting_as(cast.joke):
        decision.take_back_yes(made.circle, made.seats["kees"], by=scribe(cast))
    assert StartYes.objects.count() == 3


@pytest.mark.parametrize(("who", "whose"), [("mark", "zus"), ("joke", "kees"), ("zus", "ellen"),
                                            ("joke", "mark")])  # fmt: skip
def test_no_yes_by_proxy(cast, who, whose):
    made = scenes.deciding(cast)
    me = getattr(cast, who)
    with acting_as(me), pytest.raises((NotAllowed, NotThere)):
        decision.say_yes(made.circle, made.seats[whose], by=by(me))
    assert not StartYes.objects.exists()


def test_also_after_reading_back_nobody_says_the_residents_yes(cast):
    made = scenes.deciding(cast)
    with acting_as(cast.joke), pytest.raises(NotAllowed):
        decision.say_yes(made.circle, made.seats["mark"], by=scribe(cast))


@pytest.mark.parametrize("scene", [scenes.gathered, scenes.active])
def test_a_yes_is_said_when_everybody_is_asked(cast, scene):
    made = scene(cast)
    with acting_as(cast.zus):
        with pytest.raises(Refused, match="Nu vragen we niemand"):
            decision.say_yes(made.circle, made.seats["zus"], by=by(cast.zus))
        with pytest.raises(Refused, match="Nu vragen we niemand"):
            decision.take_back_yes(made.circle, made.seats["zus"], by=by(cast.zus))


# --- some meetings only, leaving -----------------------------------------------------------------


def test_coming_sometimes_is_a_members_own_word(cast):
    made = scenes.gathered(cast)
    with acting_as(cast.zus):
        chairs.comes_sometimes(made.circle, made.seats["zus"], only=True, by=by(cast.zus))
    assert made.again().seats["zus"].some_meetings_only
    with acting_as(cast.joke):
        with pytest.raises(NotAllowed):
            chairs.comes_sometimes(made.circle, made.seats["kees"], only=True, by=by(cast.joke))
        chairs.comes_sometimes(made.circle, made.seats["kees"], only=True, by=scribe(cast))
    assert made.again().seats["kees"].some_meetings_only
    with acting_as(cast.joke), pytest.raises((NotAllowed, Refused)):
        chairs.comes_sometimes(made.circle, made.seats["joke"], only=True, by=by(cast.joke))


def test_who_leaves_takes_along_what_was_theirs(cast):
    made = scenes.active(cast)
    one = scenes.meeting(made, "supporting")
    plan = scenes.plan(made, one)
    with acting_as(cast.joke):
        promise = Agreement.objects.create(
            **made.row, plan=plan, seat=made.seats["zus"], what="wandelen", when="op dinsdag"
        )
    with acting_as(cast.zus):
        promise.state, promise.said_by = "agreed", cast.zus.id
        promise.save(update_fields=["state", "said_by"])
        talks.release_line(made.circle, made.seats["zus"], "niet ’s nachts", by=by(cast.zus))
        CalendarFeed.objects.create(
            **made.row, seat=made.seats["zus"], participant=cast.zus, digest="d"
        )
        chairs.leave(made.circle, by=by(cast.zus))
        chairs.leave(made.circle, by=by(cast.zus))
    assert made.again().seats["zus"].state == "left"
    assert not ReleasedLine.objects.exists()
    assert not CalendarFeed.objects.exists()
    assert Agreement.objects.get().broken_at is not None
    told = Notice.objects.filter(kind="circles.seat.left").values_list("recipient", flat=True)
    assert set(told) == {cast.mark.id, cast.joke.id}
    with acting_as(cast.zus), pytest.raises(NotThere):
        talks.share_line(made.circle, by=by(cast.zus))


@pytest.mark.parametrize("who", ["zus", "ellen", "joke"])
def test_leaving_is_possible_in_every_state_also_at_rest(cast, who):
    made = scenes.gathered(cast)
    with acting_as(cast.mark):
        made.circle.paused_from, made.circle.state = made.circle.state, "paused"
        made.circle.save(update_fields=["state", "paused_from"])
    me = getattr(cast, who)
    with acting_as(me):
        chairs.leave(made.circle, by=by(me))
    assert made.again().seats[who].state == "left"
    assert Notice.objects.filter(kind="circles.seat.left", recipient=cast.mark.id).count() == 1


def test_the_resident_does_not_leave(cast):
    made = scenes.gathered(cast)
    with acting_as(cast.mark), pytest.raises(NotAllowed, match="eigen kring"):
        chairs.leave(made.circle, by=by(cast.mark))


def test_who_phones_answers_the_letter_and_leaves_again(cast):
    made = scenes.gathered(cast)
    scenes.ask_member(made, "henk", "Henk")
    scenes.ask_member(made, "wil", "Wil")
    with acting_as(cast.joke):
        for name, yes in (("henk", True), ("wil", False)):
            with pytest.raises(NotAllowed):
                chairs.answers_by_phone(made.circle, made.seats[name], yes=yes, by=by(cast.joke))
            chairs.answers_by_phone(made.circle, made.seats[name], yes=yes, by=scribe(cast))
    made.again()
    assert [made.seats[name].state for name in ("henk", "wil")] == ["seated", "declined"]
    assert made.seats["henk"].read_back_at is not None
    with acting_as(cast.joke):
        with pytest.raises(Refused, match="al geantwoord"):
            chairs.answers_by_phone(made.circle, made.seats["henk"], yes=False, by=scribe(cast))
        chairs.leaves_by_phone(made.circle, made.seats["henk"], by=scribe(cast))
    assert made.again().seats["henk"].state == "left"


@pytest.mark.parametrize("who", ["zus", "mark"])
def test_only_the_facilitator_writes_for_who_phones(cast, who):
    made = scenes.gathered(cast)
    me = getattr(cast, who)
    with acting_as(me), pytest.raises((NotAllowed, NotThere)):
        chairs.leaves_by_phone(made.circle, made.seats["kees"], by=by(me).after_reading_back())
    assert made.again().seats["kees"].state == "seated"


# --- the facilitator -----------------------------------------------------------------------------


def test_who_is_asked_says_yes_and_stands_apart(cast):
    made = scenes.sketching(cast).moves_to("inviting")
    seat = scenes.ask_facilitator(made, yes=False)
    with acting_as(cast.joke):
        with pytest.raises(Refused, match="los van iedereen"):
            chairs.facilitate(seat, is_independent=False, by=by(cast.joke))
        chairs.facilitate(seat, is_independent=True, by=by(cast.joke))
        chairs.facilitate(seat, is_independent=True, by=by(cast.joke))
        with pytest.raises(Refused, match="Intussen ben je"):
            chairs.rather_not(seat, by=by(cast.joke))
    made.again()
    assert (made.seats["joke"].state, made.seats["joke"].is_independent) == ("seated", True)
    assert Notice.objects.get(recipient=cast.mark.id).kind == "circles.facilitator.said_yes"


@pytest.mark.parametrize("who", ["peter", "mark", "samira"])
def test_nobody_else_answers(cast, who):
    made = scenes.sketching(cast).moves_to("inviting")
    seat = scenes.ask_facilitator(made, yes=False)
    me = getattr(cast, who)
    with acting_as(me), pytest.raises((NotAllowed, NotThere)):
        chairs.facilitate(seat, is_independent=True, by=by(me))


def test_liever_niet_needs_no_reason(cast):
    made = scenes.sketching(cast).moves_to("inviting")
    seat = scenes.ask_facilitator(made, yes=False)
    with acting_as(cast.joke):
        chairs.rather_not(seat, by=by(cast.joke))
        with pytest.raises(NotThere):
            chairs.facilitate(seat, is_independent=True, by=by(cast.joke))
    assert made.again().seats["joke"].state == "declined"


def test_of_two_who_are_asked_the_second_reads_that_there_is_one(cast):
    made = scenes.sketching(cast).moves_to("inviting")
    joke = scenes.ask_facilitator(made, yes=False)
    peter = scenes.ask_facilitator(made, "peter", yes=False)
    with acting_as(cast.joke):
        chairs.facilitate(joke, is_independent=True, by=by(cast.joke))
    with acting_as(cast.peter):  # now it is taking over, by the resident's yes
        assert chairs.facilitate(peter, is_independent=True, by=by(cast.peter)).state == "ready"
    with acting_as(cast.peter):
        chairs.rather_not(peter, by=by(cast.peter))
    assert made.again().seats["peter"].state == "declined"


def test_a_question_that_rests_waits(cast):
    made = scenes.sketching(cast).moves_to("inviting")
    seat = scenes.ask_facilitator(made, yes=False)
    with acting_as(cast.mark):
        made.circle.paused_from, made.circle.state = "inviting", "paused"
        made.circle.save(update_fields=["state", "paused_from"])
    with acting_as(cast.joke), pytest.raises(Refused, match="rust nu"):
        chairs.facilitate(seat, is_independent=True, by=by(cast.joke))


def test_a_facilitator_who_goes_leaves_the_circle_waiting(cast):
    made = scenes.active(cast)
    with acting_as(cast.joke):
        chairs.leave(made.circle, by=by(cast.joke))
    made.again()
    assert (made.seats["joke"].state, made.circle.state) == ("left", "active")
    with acting_as(cast.joke), pytest.raises(NotThere):
        talks.talk_held(made.circle, made.seats["zus"], dates.today(), by=by(cast.joke))


# --- the friendly call ---------------------------------------------------------------------------


def test_a_call_is_proposed_and_answered_and_nothing_is_planned(cast):
    made = scenes.active(cast)
    with acting_as(cast.joke):
        chairs.propose_call(made.circle, by=by(cast.joke))
        chairs.propose_call(made.circle, by=by(cast.joke))
    assert Notice.objects.filter(kind="circles.call.proposed").count() == 1
    for who in ("joke", "zus"):
        me = getattr(cast, who)
        with acting_as(me), pytest.raises(NotAllowed):
            chairs.answer_call(made.circle, yes=True, by=by(me))
    for yes in (True, False):
        with acting_as(cast.mark):
            chairs.answer_call(made.circle, yes=yes, by=by(cast.mark))
        assert made.again().circle.friendly_call is yes
    with acting_as(cast.joke), pytest.raises(Refused, match="al op geantwoord"):
        chairs.propose_call(made.circle, by=by(cast.joke))
    with acting_as(cast.zus), pytest.raises(NotAllowed):
        chairs.propose_call(made.circle, by=by(cast.zus))


# --- a circle that rests or is over --------------------------------------------------------------


@pytest.mark.parametrize("state", ["paused", "ended"])
def test_at_rest_nothing_is_written(cast, state):
    made = scenes.deciding(cast)
    with acting_as(cast.mark):
        was, made.circle.state = made.circle.state, state
        made.circle.paused_from = was if state == "paused" else ""
        made.circle.ended_at = timezone.now() if state == "ended" else None
        made.circle.save(update_fields=["state", "paused_from", "ended_at"])
    zus = by(cast.zus)
    for action in (
        lambda: talks.waive_talk(made.circle, made.seats["zus"], by=zus),
        lambda: talks.release_line(made.circle, made.seats["zus"], "hoi", by=zus),
        lambda: decision.say_yes(made.circle, made.seats["zus"], by=zus),
        lambda: chairs.comes_sometimes(made.circle, made.seats["zus"], only=True, by=zus),
    ):
        with acting_as(cast.zus), pytest.raises((Refused, NotThere)):
            action()
    with as_owner():
        assert not StartYes.objects.exists()
