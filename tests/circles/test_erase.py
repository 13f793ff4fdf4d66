"""Who is erased leaves nothing in a circle; the circle of another goes on (L-17, invariant 30)."""

import pytest
from django.db import connection

from mekaar.circles.models import (
    Agreement,
    CircleMeeting,
    Consent,
    PlanVersion,
    ReleasedLine,
    Seat,
    SupportCircle,
)
from mekaar.notices.models import Notice
from mekaar.people.actions.lost import remove_without_key
from mekaar.people.models import OwnerKey, Participant
from tests.acting import acting_as, at_desk, refused_by_database
from tests.cast import make_participant
from tests.circles import scenes, whole
from tests.promises.whole_life import rows_with

pytestmark = pytest.mark.django_db

KEEPS_IDS = {"journal_entry"}


def _erase(participant, by=None):
    with acting_as(by or participant), connection.cursor() as cursor:
        cursor.execute("SELECT wall.erase(%s)", [participant.id])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _rows(made):
    """Tables with a row of this circle."""
    found = set()
    with connection.cursor() as cursor:
        for table in whole.TABLES:
            key = "id" if table == "circles_supportcircle" else "circle_id"
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {key} = %s", [made.circle.id])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


@pytest.mark.parametrize("state", whole.STATES)
def test_the_circle_of_who_is_erased_is_gone(cast, state):
    made = whole.in_state(cast, state)
    seats = [seat.id for seat in made.seats.values()]
    Notice.objects.create(
        neighbourhood=cast.here, recipient=cast.zus.id, kind="circles.circle.rests",
        thing=made.circle.id, channel="page",
    )  # fmt: skip
    assert _rows(made)
    _erase(cast.mark)
    assert _rows(made) == set()
    assert rows_with(whole.WORD) == {}
    assert set(rows_with(str(cast.mark.id))) <= KEEPS_IDS
    assert not OwnerKey.objects.filter(owner__in=[cast.mark.id, *seats]).exists()
    # Who sat there hears that it stopped; in a circle that was over they heard that before.
    told = set(Notice.objects.filter(kind__startswith="circles.").values_list("recipient", "kind"))
    sat = {"sketch": set(), "inviting": {"zus", "joke"}, "ended": set()}
    expected = sat.get(state, {"zus", "ellen", "joke"})
    assert told == {(made.who(name).id, "circles.circle.stopped") for name in expected}


def test_at_the_desk_it_goes_as_blindly(cast):
    made = whole.in_state(cast, "active")
    _erase(cast.mark, by=at_desk(cast.ria, cast.mark))
    assert _rows(made) == set()


@pytest.mark.parametrize("state", ["preparing", "active", "paused", "ended"])
def test_of_a_member_nothing_stays_and_the_circle_goes_on(cast, state):
    made = whole.in_state(cast, state)
    seat = made.seats["zus"].id
    before = _rows(made)
    _erase(cast.zus)
    assert set(rows_with(str(cast.zus.id), str(seat))) <= KEEPS_IDS
    assert not OwnerKey.objects.filter(owner__in=[cast.zus.id, seat]).exists()
    assert not ReleasedLine.objects.filter(seat=seat).exists()
    assert SupportCircle.objects.get(id=made.circle.id).state == state
    only_of_zus = {
        "circles_releasedline", "circles_suggestion", "circles_dayanswer", "circles_agreement",
        "circles_calendarfeed",
    }  # fmt: skip
    assert before - _rows(made) <= only_of_zus
    if state == "active":
        assert PlanVersion.objects.get(id=made.plan.id).state == "in_force"
        assert Consent.objects.filter(plan=made.plan).count() == 3
        assert not Agreement.objects.filter(plan=made.plan).exists()
        assert CircleMeeting.objects.filter(circle=made.circle).exists()


def _led_by_joke(cast):
    """Released to Joke: one line, and another that Kees said aloud."""
    made = whole.in_state(cast, "preparing")
    assert ReleasedLine.objects.get(seat=made.seats["zus"]).told_to == cast.joke.id
    return made


@pytest.mark.parametrize("state", ["preparing", "paused"])
def test_of_a_facilitator_nothing_stays_and_the_circle_waits(cast, state):
    made = _led_by_joke(cast)
    if state == "paused":
        scenes.pauses(made)
    _erase(cast.joke)
    assert not Participant.objects.filter(id=cast.joke.id).exists()
    assert not Seat.objects.filter(circle=made.circle, chair="facilitator").exists()
    line = ReleasedLine.objects.get(seat=made.seats["zus"])
    assert (line.told_to, line.words) == (None, f"niet ’s nachts {whole.WORD}")
    assert SupportCircle.objects.get(id=made.circle.id).state == state
    assert not rows_with(cast.joke.display_name).keys() & set(whole.TABLES)
    if state == "preparing":
        with refused_by_database("one facilitator"):
            made.moves_to("start_decision")
        made.circle = SupportCircle.objects.get(id=made.circle.id)
        scenes.ask_facilitator(made, "peter")
        made.moves_to("start_decision")


def test_a_meeting_waits_for_another_facilitator(cast):
    made = scenes.active(cast)
    one = scenes.meeting(made, "released")
    _erase(cast.joke)
    with acting_as(made.mark), refused_by_database("one facilitator"):
        CircleMeeting.objects.filter(id=one.id).update(state="being_there")


def test_of_a_guest_nothing_stays(cast):
    guest = make_participant(cast.here, "Gast Gerda", state=Participant.State.GUEST)
    made = scenes.sketching(cast).moves_to("inviting")
    scenes.ask_member(made, "guest", f"mijn nicht {whole.WORD}", "family")
    scenes.sits_down(made, "guest", guest)
    _erase(guest)
    assert rows_with(str(guest.id), "Gast Gerda", whole.WORD).keys() <= KEEPS_IDS
    assert SupportCircle.objects.filter(id=made.circle.id).exists()


def test_a_backup_brings_back_nobody_who_went(cast):
    """Zus was erased after it was made: her chair and what she said have no key any more."""
    made = whole.in_state(cast, "active")
    seat = made.seats["zus"].id
    assert OwnerKey.objects.filter(owner=seat).exists()
    OwnerKey.objects.filter(owner__in=[seat, cast.zus.id]).delete()
    assert remove_without_key({seat, cast.zus.id}) == 1
    assert set(rows_with(str(seat), str(cast.zus.id))) <= KEEPS_IDS


def test_a_backup_brings_back_no_words_of_a_chair_that_went(cast):
    """The chair went with its circle, and Zus is still here: nobody can open what she said."""
    made = whole.in_state(cast, "active")
    seat = made.seats["zus"].id
    OwnerKey.objects.filter(owner=seat).delete()
    assert remove_without_key({seat}) == 1
    assert not Seat.objects.filter(id=seat).exists()
    assert ReleasedLine.objects.filter(circle=made.circle).count() == 0
    assert Participant.objects.filter(id=cast.zus.id).exists()
