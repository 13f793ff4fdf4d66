"""Talks: wished, planned, held, withdrawn; and the place that stays the resident's."""

import datetime

import pytest
from django.utils import timezone

from mekaar.conversation import actions, queries
from mekaar.conversation.models import Encounter
from mekaar.conversation.said import Wish
from mekaar.core.errors import NotAllowed, NotThere, Refused
from mekaar.notices.models import Notice
from tests.acting import acting_as, at_desk, by
from tests.conversation import scenes
from tests.conversation.scenes import MY, YES

WINDOW = "aan de tafel bij het raam"


def test_wishing_twice_changes_nothing(cast):
    scenes.talk(cast.dekker, WINDOW)
    scenes.talk(cast.dekker, WINDOW)

    talk = Encounter.objects.get()
    assert (talk.place, talk.state, talk.written_by) == (WINDOW, "wished", cast.dekker.id)
    assert len(scenes.lines(cast.dekker, "encounter.wished")) == 1


def test_several_talks_have_no_maximum(cast):
    for place in ("thuis", "bij de vijver", "in de bibliotheek"):
        scenes.talk(cast.dekker, place)
    assert Encounter.objects.count() == 3


def test_helper_wishes_only_after_reading_back(cast):
    unread = at_desk(cast.ria, cast.dekker, read_back=False)
    with acting_as(unread), pytest.raises(NotAllowed):
        actions.wish_encounter(cast.dekker, Wish(WINDOW), by=unread)
    assert not Encounter.objects.exists()


def test_wish_without_place_or_phone_is_refused(cast):
    with acting_as(cast.dekker), pytest.raises(Refused, match="Waar wil je praten"):
        actions.wish_encounter(cast.dekker, Wish(""), by=by(cast.dekker))


def test_planning_keeps_the_place_and_tells_the_resident_as_chosen(cast):
    talk = scenes.planned(cast.dekker, cast.samira, WINDOW)

    talk.refresh_from_db()
    assert (talk.state, talk.place, talk.with_whom) == ("planned", WINDOW, cast.samira.id)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.channel) == (
        cast.dekker.id,
        "conversation.encounter.planned",
        "call",
    )
    assert [line.by for line in scenes.lines(cast.dekker, "encounter.planned")] == [cast.samira.id]


def test_planning_another_day_moves_it_and_the_same_day_changes_nothing(cast):
    talk = scenes.planned(cast.dekker, cast.samira)
    later = scenes.tomorrow(9)
    with acting_as(cast.samira):
        for _twice in range(2):
            actions.plan_encounter(talk, at=later, with_whom=cast.samira, by=by(cast.samira))

    talk.refresh_from_db()
    assert talk.planned_for == later
    assert len(scenes.lines(cast.dekker, "encounter.planned")) == 2


def test_nobody_is_planned_in_the_past_or_with_somebody_not_of_the_desk(cast):
    talk = scenes.talk(cast.dekker)
    past = timezone.now() - datetime.timedelta(minutes=1)
    with acting_as(cast.samira):
        with pytest.raises(Refused, match="al geweest"):
            actions.plan_encounter(talk, at=past, with_whom=cast.ria, by=by(cast.samira))
        with pytest.raises(Refused, match="van de balie"):
            actions.plan_encounter(
                talk, at=scenes.tomorrow(), with_whom=cast.henk, by=by(cast.samira)
            )
    talk.refresh_from_db()
    assert talk.state == "wished"


@pytest.mark.parametrize("who", ["dekker", "ria", "henk", "noor"])
def test_others_do_not_plan(cast, who):
    talk = scenes.talk(cast.dekker)
    acts = by(getattr(cast, who))
    with acting_as(acts), pytest.raises((NotAllowed, NotThere)):
        actions.plan_encounter(talk, at=scenes.tomorrow(), with_whom=cast.samira, by=acts)
    talk.refresh_from_db()
    assert talk.state == "wished"


def test_connector_cannot_change_the_place(cast):
    talk = scenes.planned(cast.dekker, cast.samira, WINDOW)
    with acting_as(cast.samira), pytest.raises(NotAllowed):
        actions.change_place(talk, Wish("spreekkamer 2"), by=by(cast.samira))
    talk.refresh_from_db()
    assert talk.place == WINDOW


def test_resident_changes_the_place_of_a_planned_talk(cast):
    talk = scenes.planned(cast.dekker, cast.samira, WINDOW)
    with acting_as(cast.dekker):
        actions.change_place(talk, Wish("thuis"), by=by(cast.dekker))
    talk.refresh_from_db()
    assert (talk.place, talk.state) == ("thuis", "planned")


def test_withdrawing_takes_one_step_and_tells_who_would_come(cast):
    talk = scenes.planned(cast.dekker, cast.samira)
    with acting_as(cast.dekker):
        for _twice in range(2):
            actions.withdraw_encounter(talk, by=by(cast.dekker))
    talk.refresh_from_db()
    assert talk.state == "withdrawn"
    told = Notice.objects.get(kind="conversation.encounter.withdrawn")
    assert told.recipient == cast.samira.id


def test_withdrawn_is_withdrawn_also_when_the_connector_clicks_at_the_same_time(cast):
    talk = scenes.talk(cast.dekker)  # the connector's page still shows it as wished
    with acting_as(cast.dekker):
        actions.withdraw_encounter(talk, by=by(cast.dekker))
    with acting_as(cast.samira), pytest.raises(NotThere):
        actions.plan_encounter(
            talk, at=scenes.tomorrow(), with_whom=cast.samira, by=by(cast.samira)
        )
    assert Encounter.objects.get().state == "withdrawn"


def test_a_talk_that_was_held_stays_held(cast):
    talk = scenes.planned(cast.dekker, cast.samira)
    with acting_as(cast.samira):
        actions.hold_encounter(talk, by=by(cast.samira))
    with acting_as(cast.dekker), pytest.raises(Refused):
        actions.withdraw_encounter(talk, by=by(cast.dekker))
    assert Encounter.objects.get().state == "held"


def test_no_column_measures_time(cast):
    """R-C08: a start, never an end or a duration."""
    names = {field.name for field in Encounter._meta.get_fields()}
    assert not {n for n in names if any(w in n for w in ("end", "until", "duration", "minutes"))}


def test_talks_today_shows_who_when_and_where(cast):
    talk = scenes.planned(cast.dekker, cast.samira, WINDOW)
    soon = timezone.now() + datetime.timedelta(seconds=30)
    Encounter.objects.filter(id=talk.id).update(planned_for=soon)
    scenes.planned(cast.tineke, cast.samira, "thuis")  # tomorrow
    with acting_as(cast.ria):
        found = queries.talks_today(cast.here.id)
    today = [(one.who, one.with_whom, one.place) for one in found]
    assert today == [("meneer Dekker", "Samira", WINDOW)]


# --- pages ----------------------------------------------------------------------------------------


def test_resident_wishes_a_talk_and_sees_with_whom_it_is(cast, page):
    mine = page(cast.dekker).get(f"{MY}praten/nieuw/")
    assert mine.fields["place"] == ""  # no office, no suggestion filled in

    mine.submit(place=WINDOW, language_helper="Abeba")
    assert WINDOW in mine.main
    assert "Er is nog geen dag" in mine.main

    talk = Encounter.objects.get()
    with acting_as(cast.samira):
        actions.plan_encounter(
            talk, at=scenes.tomorrow(), with_whom=cast.samira, by=by(cast.samira)
        )
    assert "Samira" in mine.get(mine.url).main
    cast.dekker.refresh_from_db()
    assert cast.dekker.language_helper == ""  # for this talk only


def test_talk_without_place_asks_for_one(cast, page):
    mine = page(cast.dekker).get(f"{MY}praten/nieuw/").submit(place="  ")
    assert mine.status == 422
    assert "Kies een plek. Of kies de telefoon." in mine.main


def test_host_begins_a_talk_at_once_after_reading_back(cast, page):
    at_desk(cast.ria, cast.dekker)
    desk = page(cast.ria).get(f"{MY}praten/nieuw/")
    desk.submit("We praten nu", place=WINDOW)
    assert WINDOW in desk.main
    assert not Encounter.objects.exists()

    desk.press(YES)
    talk = Encounter.objects.get()
    assert (talk.state, talk.place, talk.with_whom) == ("held", WINDOW, cast.ria.id)
    assert talk.read_back_at is not None


def test_resident_cannot_begin_a_talk_alone(cast, page):
    page(cast.dekker).post(f"{MY}praten/nieuw/", {"place": "thuis", "now": "1"})
    assert Encounter.objects.get().state == "wished"


def test_connector_plans_on_the_desk_page(cast, page):
    talk = scenes.talk(cast.dekker, WINDOW)
    desk = page(cast.samira).get("/balie/gesprekken/").follow("meneer Dekker")
    assert "place" not in desk.fields
    desk.submit("Deze dag", day="3-3-2099", time="10.30", with_whom=cast.samira.code)

    talk.refresh_from_db()
    local = timezone.localtime(talk.planned_for)
    assert (talk.state, local.isoformat()[:16]) == ("planned", "2099-03-03T10:30")
    assert {line.why for line in scenes.lines(cast.dekker, "encounter.seen")} == {"to_plan"}


@pytest.mark.parametrize(
    "bad",
    [
        {"day": "31-2-2099", "time": "10.30"},
        {"day": "3-3-2020", "time": "10.30"},
        {"day": "3-3-2099", "time": "kwart voor"},
        {"day": "\x00", "time": "10"},
        {"day": "3-3-2099", "time": "10.30", "with_whom": "NIEMAND"},
    ],
)
def test_desk_page_answers_wrong_input_with_a_sentence(cast, page, bad):
    talk = scenes.talk(cast.dekker)
    desk = page(cast.samira).post(
        f"/balie/gesprekken/{talk.code}/", {"with_whom": cast.samira.code, **bad}
    )
    assert (desk.status, Encounter.objects.get().state) == (422, "wished")


@pytest.mark.parametrize("who", ["dekker", "henk", "noor", "douwe", "joke", "stranger_resident"])
def test_desk_pages_are_not_there_for_others(cast, page, who):
    talk = scenes.talk(cast.tineke, "achter de kerk")
    other = page(getattr(cast, who))
    for url in ("/balie/gesprekken/", f"/balie/gesprekken/{talk.code}/"):
        assert other.get(url).status == 404
        assert "achter de kerk" not in other.html


@pytest.mark.parametrize("who", ["henk", "ria", "samira", "noor", "stranger"])
def test_my_talk_is_not_there_for_others(cast, page, who):
    talk = scenes.talk(cast.dekker, "achter de kerk")
    other = page(getattr(cast, who))
    for what in ("", "plek/", "geweest/", "intrekken/"):
        assert other.post(f"{MY}praten/{talk.code}/{what}", {"place": "kantoor"}).status == 404
    assert Encounter.objects.values_list("place", "state").get() == ("achter de kerk", "wished")
