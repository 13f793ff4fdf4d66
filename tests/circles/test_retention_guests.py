"""A guest stays as long as a chair, and three months after it; a neighbour stays (L-14, L-16)."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from mekaar.circles.models import Seat, SupportCircle
from mekaar.core import db
from mekaar.people.models import Account, OwnerKey, Participant
from mekaar.web import tasks
from tests.acting import acting_as, as_web, refused_by_database
from tests.cast import account_of, make_participant
from tests.circles import scenes
from tests.promises.whole_life import rows_with, without_triggers

pytestmark = pytest.mark.django_db

LONG, SHORT = 100, 80


@pytest.fixture
def guest(cast):
    """Somebody from outside, who came by a letter long ago and sits in no circle."""
    guest = make_participant(cast.here, "Gast Gerda", state=Participant.State.GUEST)
    account_of(guest)
    _ago(guest, "made_at", LONG)
    return guest


def _ago(thing, column, days):
    moment = timezone.now() - datetime.timedelta(days=days)
    with without_triggers():
        type(thing).objects.filter(pk=thing.pk).update(**{column: moment})


def _sits(cast, guest):
    made = scenes.sketching(cast).moves_to("inviting")
    scenes.ask_member(made, "guest", "mijn nicht", "family")
    scenes.sits_down(made, "guest", guest)
    return made


def _is_there(guest):
    tasks.let_go(0)
    return Participant.objects.filter(id=guest.id).exists()


def test_a_guest_who_sits_nowhere_goes_with_everything(guest):
    assert OwnerKey.objects.filter(owner=guest.id).exists()
    assert not _is_there(guest)
    assert rows_with(str(guest.id), "Gast Gerda") == {}
    assert not Account.objects.filter(participant_id=guest.id).exists()
    assert not OwnerKey.objects.filter(owner=guest.id).exists()


def test_a_guest_of_yesterday_stays(guest):
    _ago(guest, "made_at", SHORT)
    assert _is_there(guest)


def test_who_sits_in_a_circle_stays_however_long(cast, guest):
    made = _sits(cast, guest)
    for name in ("guest", "mark"):
        _ago(made.seats[name], "state_since", 2000)
    _ago(made.circle, "made_at", 2000)
    assert _is_there(guest)


@pytest.mark.parametrize("state", ["left", "removed"])
@pytest.mark.parametrize("days", [LONG, SHORT])
def test_who_has_no_chair_any_more_goes_three_months_later(cast, guest, state, days):
    made = _sits(cast, guest)
    with acting_as(guest if state == "left" else made.mark):
        seat = made.seats["guest"]
        seat.state = state
        seat.save(update_fields=["state"])
    _ago(seat, "state_since", days)
    assert _is_there(guest) == (days == SHORT)
    left = Seat.objects.filter(circle=made.circle, chair="member")
    assert left.count() == (days == SHORT)
    assert SupportCircle.objects.filter(id=made.circle.id).exists()  # Mark's, and it goes on


def test_the_moment_is_written_by_the_database(cast, guest):
    made = _sits(cast, guest)
    _ago(made.seats["guest"], "state_since", 50)
    with acting_as(guest):
        Seat.objects.filter(id=made.seats["guest"].id).update(state="left")
    assert Seat.objects.get(id=made.seats["guest"].id).state_since > timezone.now() - (
        datetime.timedelta(hours=1)
    )
    with acting_as(made.mark), refused_by_database("counted by itself"):
        Seat.objects.filter(id=made.seats["guest"].id).update(state_since=timezone.now())


@pytest.mark.parametrize("days", [LONG, SHORT])
def test_when_the_circle_stops_it_counts_from_there(cast, guest, days):
    made = _sits(cast, guest)
    _ago(made.seats["guest"], "state_since", 2000)
    scenes.stops(made)
    _ago(made.circle, "ended_at", days)
    assert _is_there(guest) == (days == SHORT)


def test_the_last_chair_counts(cast, guest):
    """In one circle no more, in another still."""
    made = _sits(cast, guest)
    scenes.stops(made)
    _ago(made.circle, "ended_at", 85)
    again = _sits(cast, guest)
    _ago(made.circle, "ended_at", 2000)
    assert again.seats["guest"].state == "seated"
    assert _is_there(guest)


def test_a_neighbour_who_sat_in_a_circle_does_not_go(cast):
    made = _sits(cast, cast.zus)
    _ago(cast.zus, "made_at", 2000)
    scenes.stops(made)
    _ago(made.circle, "ended_at", 2000)
    assert _is_there(cast.zus)


def test_the_night_is_nobody_again_afterwards(cast, guest):
    other = make_participant(cast.here, "Gast Gijs", state=Participant.State.GUEST)
    _ago(other, "made_at", LONG)
    with db.acting(None, cast.here.id, engine=True), connection.cursor() as cursor:
        cursor.execute("SELECT wall.end_guests(10)")
        assert cursor.fetchone() == (2,)
        cursor.execute("SELECT wall.me()")
        assert cursor.fetchone() == (None,)


@pytest.mark.parametrize("who", ["ria", "mark", "douwe", "guest"])
def test_nobody_hurries_it(cast, guest, who):
    me = guest if who == "guest" else getattr(cast, who)
    with as_web(me, engine=True) as cursor, refused_by_database("by itself"):
        cursor.execute("SELECT wall.end_guests(10)")
    assert Participant.objects.filter(id=guest.id).exists()
