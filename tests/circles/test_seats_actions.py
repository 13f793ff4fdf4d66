"""Chairs: only the resident asks, removes and says yes to another facilitator (R-C12, R-C13)."""

import datetime

import pytest

from mekaar.circles import letters
from mekaar.circles.actions import seats as actions
from mekaar.circles.models import Seat, SupportCircle
from mekaar.circles.said import HandOver, Invited
from mekaar.core import dates
from mekaar.core.errors import NotAllowed, NotThere, Refused
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from tests.acting import acting_as, by
from tests.circles import scenes

pytestmark = pytest.mark.django_db

TALKED = HandOver("ziek", dates.today())


def as_mark(cast, action, *args):
    with acting_as(cast.mark):
        return action(*args, by=by(cast.mark))


def test_the_first_who_is_asked_ends_the_sketching(cast):
    made = scenes.sketching(cast)
    for _ in range(2):
        as_mark(cast, actions.invite, made.circle, Invited("mijn zus", "family"))
    seat = Seat.objects.get(chair="member")
    assert (seat.name, seat.kind, seat.state) == ("mijn zus", "family", "asked")
    assert SupportCircle.objects.get().state == "inviting"


def test_nobody_hears_of_an_invitation_but_by_the_letter(cast):
    made = scenes.sketching(cast)
    as_mark(cast, actions.invite, made.circle, Invited("Marijke", "family"))
    assert not Notice.objects.exists()


def test_a_child_is_a_first_name(cast):
    made = scenes.sketching(cast)
    child = as_mark(cast, actions.invite, made.circle, Invited("Noor", "family", is_child=True))
    assert child.state == "seated"
    with pytest.raises(Refused):
        as_mark(cast, actions.write_letter, child)


@pytest.mark.parametrize("who", ["joke", "zus"])
def test_nobody_else_asks_or_removes(cast, who):
    made = scenes.active(cast)
    other = getattr(cast, who)
    with acting_as(other):
        with pytest.raises(NotAllowed):
            actions.invite(made.circle, Invited("een ander"), by=by(other).after_reading_back())
        with pytest.raises(NotAllowed):
            actions.remove(made.seats["kees"], by=by(other).after_reading_back())
        with pytest.raises(NotAllowed):
            actions.ask_facilitator(made.circle, cast.peter.id, by=by(other))


def test_from_outside_there_is_no_chair(cast):
    made = scenes.active(cast)
    for other in (cast.samira, cast.peter, cast.noor):
        with acting_as(other), pytest.raises(NotThere):
            actions.remove(made.seats["kees"], by=by(other))
        with acting_as(other), pytest.raises(NotThere):
            actions.invite(made.circle, Invited("x"), by=by(other))


def test_later_somebody_can_still_be_asked(cast):
    made = scenes.active(cast)
    as_mark(cast, actions.invite, made.circle, Invited("Truus", "neighbour"))
    assert SupportCircle.objects.get().state == "active"


def test_a_circle_that_rests_asks_nobody(cast):
    made = scenes.active(cast)
    with acting_as(cast.mark):
        made.circle.state, made.circle.paused_from = "paused", "active"
        made.circle.save(update_fields=["state", "paused_from"])
    with pytest.raises(Refused, match="rust"):
        as_mark(cast, actions.invite, made.circle, Invited("Truus"))
    as_mark(cast, actions.remove, made.seats["kees"])
    assert Seat.objects.get(id=made.seats["kees"].id).state == "removed"


def test_the_table_is_full_at_some_point(cast, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)
    made = scenes.sketching(cast)
    as_mark(cast, actions.invite, made.circle, Invited("een"))
    as_mark(cast, actions.invite, made.circle, Invited("twee"))
    with pytest.raises(Refused):
        as_mark(cast, actions.invite, made.circle, Invited("drie"))


# --- The letter --------------------------------------------------------------------------------


def test_a_new_letter_ends_the_old_code(cast):
    made = scenes.sketching(cast)
    seat = as_mark(cast, actions.invite, made.circle, Invited("mijn zus"))
    old, new = (as_mark(cast, actions.write_letter, seat) for _ in range(2))
    kept = Seat.objects.get(id=seat.id).letter_digest
    assert kept == letters.digest(new.lower().replace("-", " "))
    assert kept != letters.digest(old)
    assert new not in kept
    assert len(new) == 14


def test_who_sits_there_needs_no_letter(cast):
    made = scenes.gathered(cast)
    for name in ("zus", "joke", "mark"):
        with pytest.raises(Refused):
            as_mark(cast, actions.write_letter, made.seats[name])


def test_nobody_else_writes_a_letter(cast):
    made = scenes.gathered(cast)
    seat = scenes.ask_member(made, "truus", "Truus")
    with acting_as(cast.joke), pytest.raises(NotAllowed):
        actions.write_letter(seat, by=by(cast.joke))


# --- Away --------------------------------------------------------------------------------------


def test_removing_is_one_action_and_tells_who_has_a_page(cast):
    made = scenes.active(cast)
    for _ in range(2):
        as_mark(cast, actions.remove, made.seats["zus"])
    assert Seat.objects.get(id=made.seats["zus"].id).state == "removed"
    assert Notice.objects.get(kind="circles.seat.removed").recipient == cast.zus.id
    with acting_as(cast.zus):
        assert not SupportCircle.objects.visible_to(by(cast.zus)).exists()


def test_the_resident_stays_in_the_own_circle(cast):
    made = scenes.active(cast)
    with pytest.raises(Refused, match="Stop dan"):
        as_mark(cast, actions.remove, made.seats["mark"])


# --- The facilitator ---------------------------------------------------------------------------


def test_asking_one_at_a_time(cast):
    made = scenes.sketching(cast)
    for _ in range(2):
        seat = as_mark(cast, actions.ask_facilitator, made.circle, cast.joke.id)
    assert Seat.objects.filter(chair="facilitator").count() == 1
    with pytest.raises(Refused, match="Trek die vraag eerst terug"):
        as_mark(cast, actions.ask_facilitator, made.circle, cast.peter.id)
    as_mark(cast, actions.remove, seat)
    as_mark(cast, actions.ask_facilitator, made.circle, cast.peter.id)
    assert Notice.objects.filter(recipient=cast.peter.id).count() == 1


@pytest.mark.parametrize("who", ["samira", "ria", "zus", "mark"])
def test_only_who_can_be_asked(cast, who):
    made = scenes.sketching(cast)
    with pytest.raises(Refused):
        as_mark(cast, actions.ask_facilitator, made.circle, getattr(cast, who).id)


def test_a_member_holds_no_other_role(cast):
    made = scenes.sketching(cast).moves_to("inviting")
    scenes.ask_member(made, "peter", "Peter van hiernaast")
    scenes.sits_down(made, "peter", cast.peter)
    with pytest.raises(Refused, match="geen andere rol"):
        as_mark(cast, actions.ask_facilitator, made.circle, cast.peter.id)


def ready(made, who="peter"):
    seat = scenes.ask_facilitator(made, who, yes=False)
    participant = getattr(made.cast, who)
    with acting_as(participant):
        seat.state, seat.is_independent, seat.written_by = "ready", True, participant.id
        seat.save(update_fields=["state", "is_independent", "written_by"])
    return seat


def test_joke_falls_ill_and_mark_says_yes_to_peter(cast):
    """J12: the circle waits, Mark decides, the reason stands in it."""
    made = scenes.active(cast)
    seat = ready(made)
    for _ in range(2):
        as_mark(cast, actions.hand_over, seat, TALKED)
    peter, joke = (Seat.objects.get(id=made.seats[name].id) for name in ("peter", "joke"))
    assert (peter.state, peter.why, peter.handed_over_on) == ("seated", "ziek", dates.today())
    assert joke.state == "replaced"
    lines = Entry.objects.filter(verb="circles.facilitator.changed")
    assert [(one.by, one.whose) for one in lines] == [(cast.mark.id, cast.mark.id)]
    with acting_as(cast.joke):
        assert not SupportCircle.objects.visible_to(by(cast.joke)).exists()


def test_after_a_facilitator_who_left_another_can_come(cast):
    made = scenes.active(cast)
    as_mark(cast, actions.remove, made.seats["joke"])
    as_mark(cast, actions.hand_over, ready(made), TALKED)
    assert Seat.objects.get(chair="facilitator", state="seated").participant == cast.peter


def test_no_hand_over_before_the_candidate_is_ready(cast):
    made = scenes.active(cast)
    seat = scenes.ask_facilitator(made, "peter", yes=False)
    with pytest.raises(Refused):
        as_mark(cast, actions.hand_over, seat, TALKED)


def test_no_hand_over_before_the_talk(cast):
    made = scenes.active(cast)
    tomorrow = dates.today() + datetime.timedelta(days=1)
    with pytest.raises(Refused):
        as_mark(cast, actions.hand_over, ready(made), HandOver("ziek", tomorrow))


@pytest.mark.parametrize("who", ["joke", "peter"])
def test_nobody_but_mark_hands_over(cast, who):
    """J12 fails if anybody else can change the facilitator."""
    made = scenes.active(cast)
    seat = ready(made)
    other = getattr(cast, who)
    with acting_as(other), pytest.raises((NotAllowed, NotThere)):
        actions.hand_over(seat, TALKED, by=by(other).after_reading_back())
    assert Seat.objects.get(id=made.seats["joke"].id).state == "seated"
