"""The three steps of reablement: in their order, moved by the resident, with own dates."""

import datetime

import pytest

from mekaar.conversation import actions, queries
from mekaar.conversation.forms import PracticeForm
from mekaar.conversation.models import DailyActivity, PracticeStep
from mekaar.conversation.said import Practice
from mekaar.core import dates
from mekaar.core.errors import NotAllowed, Refused
from mekaar.notices.models import Notice
from tests.acting import acting_as, at_desk, by
from tests.conversation import scenes
from tests.conversation.scenes import MY, YES

STAPPEN = f"{MY}stappen/"


def _steps(who):
    with acting_as(who):
        return {step.key: step for step in queries.three_steps(who)}


def _due(step):
    PracticeStep.objects.filter(id=step.id).update(look_back_on=dates.today())


# --- actions --------------------------------------------------------------------------------------


def test_steps_stand_in_their_fixed_order(cast):
    assert list(_steps(cast.tineke)) == ["self_done", "to_regain", "left_over"]


def test_what_is_left_cannot_be_opened_first(cast):
    with acting_as(cast.tineke), pytest.raises(Refused, match="Kijk eerst wat je zelf doet"):
        actions.add_activity(cast.tineke, "gordijnen", step="left_over", by=by(cast.tineke))
    assert not _steps(cast.tineke)["left_over"].is_open


@pytest.mark.parametrize("step", ["self_done", "to_regain"])
def test_not_knowing_opens_what_is_left(cast, step):
    with acting_as(cast.tineke):
        for _twice in range(2):
            actions.pass_step(cast.tineke, step=step, by=by(cast.tineke))
    steps = _steps(cast.tineke)
    assert (steps[step].is_unknown, steps["left_over"].is_open) == (True, True)
    assert DailyActivity.objects.count() == 1


def test_the_last_step_needs_no_answer(cast):
    scenes.does(cast.tineke, "wassen")
    with acting_as(cast.tineke), pytest.raises(Refused, match="hoeft niet"):
        actions.pass_step(cast.tineke, step="left_over", by=by(cast.tineke))


def test_words_take_the_place_of_not_knowing(cast):
    with acting_as(cast.tineke):
        actions.pass_step(cast.tineke, step="self_done", by=by(cast.tineke))
    scenes.does(cast.tineke, "wassen")
    scenes.does(cast.tineke, "wassen")
    step = _steps(cast.tineke)["self_done"]
    assert (step.is_unknown, [one.words for one in step.activities]) == (False, ["wassen"])


def test_resident_moves_an_activity(cast):
    activity = scenes.does(cast.tineke, "naar de markt lopen", "to_regain")
    with acting_as(cast.tineke):
        for _twice in range(2):
            actions.change_activity(
                activity, "naar de markt lopen", step="self_done", by=by(cast.tineke)
            )
    assert DailyActivity.objects.get().step == "self_done"
    assert len(scenes.lines(cast.tineke, "activity.changed")) == 1


@pytest.mark.parametrize("who", ["wil", "ria", "samira", "joke", "bert", "noor", "douwe"])
def test_nobody_else_moves_or_removes_it(cast, who):
    """J9 fails if a professional edits "zelf"."""
    activity = scenes.does(cast.tineke, "wassen")
    acts = by(getattr(cast, who))
    with acting_as(acts):
        with pytest.raises(NotAllowed):
            actions.change_activity(activity, "wassen", step="left_over", by=acts)
        with pytest.raises(NotAllowed):
            actions.remove_activity(activity, by=acts)
        with pytest.raises(NotAllowed):
            actions.add_activity(cast.tineke, "koken", step="left_over", by=acts)
    assert DailyActivity.objects.values_list("words", "step").get() == ("wassen", "self_done")


def test_helper_moves_it_only_after_reading_back(cast):
    activity = scenes.does(cast.tineke, "wassen")
    unread = at_desk(cast.ria, cast.tineke, read_back=False)
    with acting_as(unread), pytest.raises(NotAllowed):
        actions.change_activity(activity, "wassen", step="to_regain", by=unread)
    read = unread.after_reading_back()
    with acting_as(read):
        actions.change_activity(activity, "wassen", step="to_regain", by=read)
    moved = DailyActivity.objects.get()
    assert (moved.step, moved.written_by) == ("to_regain", cast.ria.id)


def test_practice_belongs_to_what_you_want_to_regain(cast):
    activity = scenes.does(cast.tineke, "wassen")
    with pytest.raises(Refused, match="weer wilt kunnen"):
        scenes.practises(activity)


@pytest.mark.parametrize("days", [0, -1, -400])
def test_look_back_date_is_still_to_come(cast, days):
    activity = scenes.does(cast.tineke, "naar de markt", "to_regain")
    with pytest.raises(Refused, match="nog komt"):
        scenes.practises(activity, days=days)


def test_keep_and_less_have_a_next_date_and_stop_has_none(cast):
    step = scenes.practises(scenes.does(cast.tineke, "naar de markt", "to_regain"))
    acts = by(cast.tineke)
    later = dates.today() + datetime.timedelta(days=60)
    with acting_as(acts):
        with pytest.raises(Refused):
            actions.look_back(step, "keep", by=acts)
        actions.look_back(step, "less", next_on=later, by=acts)
        assert PracticeStep.objects.values_list("mark", "look_back_on").get() == ("less", later)
        actions.look_back(step, "stop", by=acts)
        with pytest.raises(Refused, match="gestopt"):
            actions.look_back(step, "keep", next_on=later, by=acts)


@pytest.mark.parametrize(
    ("due", "mark", "step", "asked"),
    [
        (False, "", "to_regain", 0),
        (True, "", "to_regain", 1),
        (True, "less", "to_regain", 1),
        (True, "stop", "to_regain", 0),
        (True, "", "self_done", 0),
    ],
)
def test_page_asks_at_the_own_date_and_nothing_is_sent(cast, due, mark, step, asked):
    practice = scenes.practises(scenes.does(cast.tineke, "naar de markt", "to_regain"))
    PracticeStep.objects.update(mark=mark)
    DailyActivity.objects.update(step=step)
    if due:
        _due(practice)
    with acting_as(cast.tineke):
        assert len(queries.my_conversation(cast.tineke).looking_back) == asked
    assert not Notice.objects.exists()


# --- pages ----------------------------------------------------------------------------------------


def test_last_step_shows_no_button_until_another_holds_something(cast, page):
    mine = page(cast.tineke).get(STAPPEN)
    over = f"{STAPPEN}over/nieuw/"
    assert over not in mine.links.values()
    mine.get(f"{STAPPEN}zelf/nieuw/").submit(words="wassen en thee zetten")
    assert over in mine.links.values()


def test_sending_the_last_step_first_is_refused_with_a_sentence(cast, page):
    mine = page(cast.tineke).post(f"{STAPPEN}over/nieuw/", {"words": "de gordijnen"})
    assert mine.status == 409
    assert "Kijk eerst wat je zelf doet" in mine.main
    assert not DailyActivity.objects.exists()


def test_not_knowing_is_one_button(cast, page):
    mine = page(cast.tineke).get(STAPPEN)
    mine.post(f"{STAPPEN}zelf/weet-ik-niet/").land()
    assert "Weet ik nog niet." in mine.main


@pytest.mark.parametrize("what", ["nieuw", "weet-ik-niet"])
def test_a_fourth_step_does_not_exist(cast, page, what):
    assert page(cast.tineke).post(f"{STAPPEN}vier/{what}/", {"words": "x"}).status == 404


def test_taking_away_is_one_button(cast, page):
    activity = scenes.does(cast.tineke, "wassen")
    page(cast.tineke).get(f"{MY}dagelijks/{activity.code}/").press("Haal dit weg")
    assert not DailyActivity.objects.exists()


def test_practice_page_refuses_a_day_that_has_been(cast, page):
    activity = scenes.does(cast.tineke, "naar de markt", "to_regain")
    mine = page(cast.tineke).get(f"{MY}dagelijks/{activity.code}/oefenen/")
    mine.submit(words="tot de hoek", look_back_on="1-6-2020")
    assert mine.status == 422
    assert mine.fields["words"] == "tot de hoek"
    assert not PracticeStep.objects.exists()


def test_look_back_asks_for_a_next_day_unless_you_stop(cast, page):
    step = scenes.practises(scenes.does(cast.tineke, "naar de markt", "to_regain"))
    mine = page(cast.tineke).get(f"{MY}oefenen/{step.code}/").submit(mark="keep")
    assert mine.status == 422
    mine.submit(mark="stop")
    assert PracticeStep.objects.get().mark == "stop"
    assert "stoppen" in mine.main


def test_desk_moves_with_reading_back_and_a_line(cast, page):
    activity = scenes.does(cast.tineke, "wassen")
    at_desk(cast.ria, cast.tineke)
    desk = (
        page(cast.ria)
        .get(f"{MY}dagelijks/{activity.code}/")
        .submit("Lees het terug", step="to_regain")
    )
    assert DailyActivity.objects.get().step == "self_done"
    assert "Dit wil ik weer kunnen" in desk.main
    desk.press(YES)
    assert DailyActivity.objects.get().step == "to_regain"
    assert [line.by for line in scenes.lines(cast.tineke, "activity.changed")] == [cast.ria.id]


@pytest.mark.parametrize("who", ["wil", "ria", "samira", "joke", "noor", "stranger"])
def test_not_there_for_others(cast, page, who):
    activity = scenes.does(cast.tineke, "heel eigen woorden", "to_regain")
    other = page(getattr(cast, who))
    sent = {"words": "x", "step": "left_over", "look_back_on": "1-6-2099"}
    for what in ("", "weghalen/", "oefenen/"):
        assert other.post(f"{MY}dagelijks/{activity.code}/{what}", sent).status == 404
    assert DailyActivity.objects.values_list("words", "step").get() == (
        "heel eigen woorden",
        "to_regain",
    )


def test_helper_at_the_desk_does_not_reach_the_own_things_or_another_residents(cast, page):
    own = scenes.does(cast.ria, "van ria zelf")
    other = scenes.does(cast.henk, "van henk")
    at_desk(cast.ria, cast.tineke)
    desk = page(cast.ria)
    assert desk.get(f"{MY}dagelijks/{own.code}/").status == 404
    assert desk.get(f"{MY}dagelijks/{other.code}/").status == 404
    assert "van ria zelf" not in desk.get(STAPPEN).main


# --- J9, steps 1 to 3 -----------------------------------------------------------------------------


def test_journey_9_tineke_after_her_fall(cast, page):
    """Herself, again, what is left; practice with her own date; in June "minder hulp"; on paper
    without Wil.
    """
    tineke = page(cast.tineke)
    tineke.get(f"{STAPPEN}zelf/nieuw/").submit(words="wassen en thee zetten")
    tineke.get(f"{STAPPEN}weer-kunnen/nieuw/").submit(words="lopend naar de markt")
    tineke.get(f"{STAPPEN}over/nieuw/").submit(words="de gordijnen")
    order = [tineke.main.index(w) for w in ("wassen en thee", "lopend naar", "de gordijnen")]
    assert order == sorted(order)

    tineke.follow("Kies een oefenstap")
    tineke.submit(words="tot het bankje", with_whom="Wil", look_back_on="1-6-2099")
    assert "1 juni 2099" in tineke.main
    assert not Notice.objects.exists()

    _due(PracticeStep.objects.get())
    tineke.get(MY).follow("Kijk terug").submit(mark="less", next_on="1-9-2099")
    assert "Jij zei: minder hulp." in tineke.main

    tineke.get(f"{MY}plan/")
    assert "de gordijnen" in tineke.main
    assert "Wil" not in tineke.main.replace("Wat wil", "").replace("Dit wil", "")
    assert "onafhankelijke cliëntondersteuning" in tineke.main
    assert "Niemand van de gemeente of de Wmo kan hier inkijken." in tineke.main
    for outsider in (cast.noor, cast.wil, cast.joke):
        assert "gordijnen" not in page(outsider).get(f"{MY}plan/").main


def test_look_back_of_somebody_else_is_refused_by_the_action(cast):
    step = scenes.practises(scenes.does(cast.tineke, "naar de markt", "to_regain"))
    activity, acts = step.activity, by(cast.wil)
    with acting_as(acts), pytest.raises(NotAllowed):
        actions.look_back(step, "stop", by=acts)
    with acting_as(acts), pytest.raises(NotAllowed):
        actions.add_practice(activity, Practice("sneller", dates.today()), by=acts)
    assert PracticeStep.objects.get().mark == ""


def test_the_example_of_a_day_to_come_is_taken(cast, page):
    tineke = page(cast.tineke)
    tineke.get(f"{STAPPEN}weer-kunnen/nieuw/").submit(words="lopend naar de markt")
    tineke.follow("Kies een oefenstap")
    assert f"bijvoorbeeld {dates.example_ahead()}." in tineke.main
    tineke.submit(words="tot het bankje", look_back_on=dates.example_ahead())
    assert PracticeStep.objects.get().look_back_on > dates.today()


@pytest.mark.parametrize(
    ("days", "sentence"), [(0, "Dit is vandaag."), (1, "Deze dag is al geweest.")]
)
def test_a_day_to_look_back_is_still_to_come(days, sentence):
    day = dates.today() - datetime.timedelta(days=days)
    form = PracticeForm({"words": "lopen", "look_back_on": day.isoformat()})
    assert form.errors["look_back_on"] == [f"{sentence} Kies een dag die nog komt."]


def test_helper_takes_it_away_only_after_reading_back(cast):
    activity = scenes.does(cast.tineke, "wassen")
    unread = at_desk(cast.ria, cast.tineke, read_back=False)
    with acting_as(unread), pytest.raises(NotAllowed):
        actions.remove_activity(activity, by=unread)
    assert DailyActivity.objects.exists()
    read = unread.after_reading_back()
    with acting_as(read):
        actions.remove_activity(activity, by=read)
    assert not DailyActivity.objects.exists()


def test_at_the_desk_what_goes_is_read_aloud_first(cast, page):
    """J9: "Alleen jij verandert wat hier staat"."""
    activity = scenes.does(cast.tineke, "elke dag zelf wassen")
    edit = f"{MY}dagelijks/{activity.code}/"
    at_desk(cast.ria, cast.tineke)
    desk = page(cast.ria).get(edit).press("Haal dit weg")
    assert desk.h1 == "Halen we dit weg?"
    assert "elke dag zelf wassen" in desk.main
    desk.press("Nee, verander")
    assert desk.h1 == "Veranderen"
    assert DailyActivity.objects.exists()
    desk.press("Haal dit weg").press(YES)
    assert "Weggehaald." in desk.main
    assert not DailyActivity.objects.exists()


def test_at_home_one_click_takes_it_away(cast, page):
    activity = scenes.does(cast.tineke, "wassen")
    page(cast.tineke).get(f"{MY}dagelijks/{activity.code}/").press("Haal dit weg")
    assert not DailyActivity.objects.exists()
