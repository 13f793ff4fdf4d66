"""Planning, leading and harvesting a gathering: who may, in which order, and what is refused."""

import datetime

import pytest
from django.utils import timezone

from mekaar.core.errors import NotAllowed, Refused
from mekaar.gatherings import actions
from mekaar.gatherings.models import Gathering, Harvest
from mekaar.gatherings.rules import MOST_WEEKS
from mekaar.journal.models import Entry
from mekaar.places.models import MeetingPlace
from tests.acting import acting_as, by
from tests.cast import as_owner, make_participant
from tests.gatherings.scenes import HARD, HELPED, begun, harvested, meant, planned, published

# Over the last Sunday of March: the clock goes forward between the two.
BEFORE_SUMMER = datetime.date(2027, 3, 23)


def test_a_table_of_several_weeks_keeps_the_time_of_the_clock(cast):
    day = {"day": BEFORE_SUMMER, "starts": datetime.time(10), "ends": datetime.time(11, 30)}
    with acting_as(cast.ria):
        made = actions.plan(meant(cast, **day), weeks=2, by=by(cast.ria))
    starts = [timezone.localtime(one.starts_at) for one in made]
    assert [one.date() for one in starts] == [BEFORE_SUMMER, datetime.date(2027, 3, 30)]
    assert [one.time() for one in starts] == [datetime.time(10)] * 2
    in_utc = [one.astimezone(datetime.UTC) for one in starts]
    assert in_utc[1] - in_utc[0] == datetime.timedelta(days=6, hours=23)
    assert Entry.objects.filter(verb="gatherings.gathering.planned", whose=None).count() == 2


@pytest.mark.parametrize("weeks", [0, MOST_WEEKS + 1])
def test_no_year_full_of_gatherings_by_accident(cast, weeks):
    with acting_as(cast.ria), pytest.raises(Refused, match="hoogstens 8 weken"):
        actions.plan(meant(cast), weeks=weeks, by=by(cast.ria))
    assert not Gathering.objects.exists()


@pytest.mark.parametrize("who", ["dekker", "joke", "loes", "bert", "noor", "douwe"])
def test_who_does_not_work_at_the_desk_plans_nothing(cast, who):
    one = getattr(cast, who)
    with acting_as(one), pytest.raises(NotAllowed, match="van deze plek"):
        actions.plan(meant(cast), weeks=1, by=by(one))


def library_with_its_host(cast):
    """Another place, and a host of that place alone."""
    with as_owner():
        library = MeetingPlace.objects.create(
            neighbourhood=cast.here, name="de bibliotheek", address="Kade 2", phone="06 0000 0011"
        )
        host = make_participant(cast.here, "Wim", role="host")
        host.roles.update(meeting_place=library)
    return library, host


def test_a_host_of_one_place_plans_there_and_nowhere_else(cast):
    library, wim = library_with_its_host(cast)
    with acting_as(wim):
        actions.plan(meant(cast, place=library.id), weeks=1, by=by(wim))
        with pytest.raises(NotAllowed, match="van deze plek"):
            actions.plan(meant(cast), weeks=1, by=by(wim))
    at_linde = planned(cast)
    for act in (actions.begin, actions.cancel, actions.publish, actions.take_back):
        with acting_as(wim), pytest.raises(NotAllowed, match="van deze plek"):
            act(at_linde, by=by(wim))


def test_from_plan_to_harvest_that_others_read(cast):
    one = published(cast)
    assert one.state == "published"
    harvest = Harvest.objects.get(gathering=one)
    assert (harvest.helped, harvest.hard, harvest.head_count) == (HELPED, HARD, 14)
    verbs = Entry.objects.filter(thing=one.id).order_by("made_at").values_list("verb", flat=True)
    assert [verb.partition(".")[2] for verb in verbs] == [
        "gathering.planned", "gathering.begun", "harvest.written", "harvest.published",
    ]  # fmt: skip


def test_nothing_is_shared_without_what_is_hard(cast):
    one = harvested(cast, hard="")
    with acting_as(cast.ria), pytest.raises(Refused, match="waar het lastig is"):
        actions.publish(one, by=by(cast.ria))
    assert Gathering.objects.get().state == "harvested"


def test_what_is_shared_is_taken_back_before_it_changes(cast):
    one = published(cast)
    words = {"helped": HELPED, "hard": "Anders.", "head_count": None}
    with acting_as(cast.samira):
        with pytest.raises(Refused, match="als de bijeenkomst begonnen is"):
            actions.write_harvest(one, **words, by=by(cast.samira))
        actions.take_back(one, by=by(cast.samira))
        actions.write_harvest(one, **words, by=by(cast.samira))
    assert Gathering.objects.get().state == "harvested"
    assert Harvest.objects.get().hard == "Anders."


def test_it_does_not_begin_before_its_day(cast):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    one = planned(cast, day=tomorrow)
    with acting_as(cast.ria), pytest.raises(Refused, match="op de dag zelf"):
        actions.begin(one, by=by(cast.ria))


def test_once_begun_the_agenda_stands(cast):
    one = begun(cast)
    with acting_as(cast.ria):
        with pytest.raises(Refused, match="al begonnen"):
            actions.change(one, meant(cast, agenda="Iets anders"), by=by(cast.ria))
        with pytest.raises(Refused, match="er is iets veranderd"):
            actions.cancel(one, by=by(cast.ria))


def test_what_changes_is_told_anew_to_calendars(cast):
    one = planned(cast)
    before = one.changed_at
    with acting_as(cast.ria):
        actions.change(
            one, meant(cast, place=None, elsewhere="bij de vijver"), by=by(cast.ria)
        )  # fmt: skip
    now = Gathering.objects.get()
    assert (now.where, now.meeting_place_id) == ("bij de vijver", None)
    assert now.changed_at > before
