"""The agenda: two make it, members suggest, the resident releases it (R-C17)."""

import pytest

from mekaar.circles.actions import agenda as actions
from mekaar.circles.actions import meeting as meetings
from mekaar.circles.models import AgendaPoint, Suggestion
from mekaar.circles.queries import meetings as queries
from mekaar.core.errors import NotAllowed, Refused
from mekaar.notices.models import Notice
from tests.acting import acting_as, by
from tests.circles import at_table, scenes
from tests.circles.at_table import act

pytestmark = pytest.mark.django_db


def on_it(meeting, sort="point"):
    return [one.words for one in AgendaPoint.objects.filter(meeting=meeting, sort=sort)]


@pytest.mark.parametrize("name", ["mark", "joke"])
def test_resident_and_facilitator_make_the_agenda(cast, name):
    made = scenes.active(cast)
    meeting = scenes.meeting(made)
    who = getattr(cast, name)
    first = act(who, actions.add_point, meeting, "point", "de tuin")
    assert act(who, actions.add_point, meeting, "point", "de tuin").id == first.id
    act(who, actions.add_point, meeting, "rather_not", "2019")
    assert on_it(meeting) == ["wie er langskomt", "de tuin"]
    assert on_it(meeting, "rather_not") == ["medicijnen", "2019"]
    act(who, actions.move_point_up, first)
    act(who, actions.move_point_up, first)
    assert on_it(meeting) == ["de tuin", "wie er langskomt"]
    act(who, actions.reword_point, first, "het gras")
    assert on_it(meeting) == ["het gras", "wie er langskomt"]
    act(who, actions.remove_point, first)
    act(who, actions.remove_point, first)
    assert on_it(meeting) == ["wie er langskomt"]


@pytest.mark.parametrize("name", ["zus", "ellen"])
def test_members_make_no_agenda(cast, name):
    made = scenes.active(cast)
    meeting = scenes.meeting(made)
    who, point = getattr(cast, name), AgendaPoint.objects.first()
    for action, thing in [
        (actions.add_point, (meeting, "point", "geld")),
        (actions.reword_point, (point, "geld")),
        (actions.move_point_up, (point,)),
        (actions.remove_point, (point,)),
    ]:
        with pytest.raises(NotAllowed):
            act(who, action, *thing)
    assert on_it(meeting) == ["wie er langskomt"]


@pytest.mark.parametrize("state", ["released", "being_there", "supporting"])
def test_a_released_agenda_stays_as_it_is(cast, state):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, state)
    point = AgendaPoint.objects.get(sort="point")
    for action, thing in [
        (actions.add_point, (meeting, "point", "geld")),
        (actions.reword_point, (point, "geld")),
        (actions.move_point_up, (point,)),
        (actions.remove_point, (point,)),
    ]:
        with pytest.raises(Refused, match="Intussen"):
            act(cast.joke, action, *thing)
    assert on_it(meeting) == ["wie er langskomt"]


def test_a_point_that_is_gone_is_not_reworded(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made)
    point = AgendaPoint.objects.get(sort="point")
    act(made.mark, actions.remove_point, point)
    with pytest.raises(Refused, match="weggehaald"):
        act(cast.joke, actions.reword_point, point, "anders")
    assert on_it(meeting) == []


def test_an_agenda_fits_on_one_sheet(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made)
    for number in range(actions.MOST_POINTS - 2):
        act(cast.joke, actions.add_point, meeting, "point", f"punt {number}")
    with pytest.raises(Refused, match="veel"):
        act(cast.joke, actions.add_point, meeting, "point", "nog een")


# --- suggestions --------------------------------------------------------------------------------


def test_a_suggestion_is_between_two(cast):
    made = scenes.active(cast)
    one = act(cast.zus, actions.suggest, made.circle, "over de sleutel")
    assert act(cast.zus, actions.suggest, made.circle, "over de sleutel").id == one.id
    told = Notice.objects.filter(kind="circles.suggestion.made")
    assert [notice.recipient for notice in told] == [made.mark.id]
    for name in ("mark", "zus"):
        with acting_as(getattr(cast, name)):
            assert [s.words for s in Suggestion.objects.all()] == ["over de sleutel"]
    for name in ("ellen", "joke", "ria", "samira", "dekker"):
        with acting_as(getattr(cast, name)):
            assert not Suggestion.objects.exists(), name


@pytest.mark.parametrize("name", ["mark", "joke"])
def test_only_members_suggest(cast, name):
    made = scenes.active(cast)
    with pytest.raises(NotAllowed):
        act(getattr(cast, name), actions.suggest, made.circle, "iets")


def test_the_resident_takes_a_suggestion_over(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made)
    one = act(cast.zus, actions.suggest, made.circle, "over de sleutel")
    with pytest.raises(NotAllowed):
        act(cast.joke, actions.take_over, one, meeting)
    act(made.mark, actions.take_over, one, meeting)
    act(made.mark, actions.take_over, one, meeting)
    assert on_it(meeting) == ["wie er langskomt", "over de sleutel"]
    with acting_as(cast.zus):
        assert Suggestion.objects.get().taken_over


def test_the_resident_leaves_it_and_the_member_takes_it_back(cast):
    made = scenes.active(cast)
    for who in (made.mark, cast.zus):
        one = act(cast.zus, actions.suggest, made.circle, "over geld")
        with pytest.raises(NotAllowed):
            act(cast.ellen, actions.let_be, one)
        act(who, actions.let_be, one)
        act(who, actions.let_be, one)
        assert not Suggestion.objects.exists()


def test_a_suggestion_that_was_taken_back_is_not_taken_over(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made)
    one = act(cast.zus, actions.suggest, made.circle, "over geld")
    act(cast.zus, actions.let_be, one)
    with pytest.raises(Refused, match="niet meer"):
        act(made.mark, actions.take_over, one, meeting)
    assert on_it(meeting) == ["wie er langskomt"]


# --- an agreement that did not work out -----------------------------------------------------------


def _broken(made, cast):
    """A plan in force in which zus walks on Tuesdays; it did not work out."""
    meeting = scenes.meeting(made, "supporting")
    at_table.plan_in_force(made, meeting)
    act(cast.joke, meetings.end, meeting, "further", "")
    return at_table.breaks(made)


def test_what_did_not_work_out_is_offered_at_the_next_agenda(cast):
    made = scenes.active(cast)
    agreement = _broken(made, cast)
    following = act(made.mark, meetings.plan_meeting, made.circle)
    for name in ("mark", "joke"):
        with acting_as(getattr(cast, name)):
            offered = queries.broken(following, [], by=by(getattr(cast, name)))
            assert [one.id for one in offered] == [agreement.id]
    point = act(cast.joke, actions.bring_back, agreement, following)
    assert point.words == "Onze afspraak: elke week samen wandelen"
    with acting_as(cast.joke):
        assert queries.broken(following, [point.words], by=by(cast.joke)) == []
    with pytest.raises(NotAllowed):
        act(cast.zus, actions.bring_back, agreement, following)


def test_what_works_out_is_not_brought_back(cast):
    made = scenes.active(cast)
    agreement = _broken(made, cast)
    with acting_as(cast.zus):
        agreement.broken_at = None
        agreement.save(update_fields=["broken_at"])
    following = act(made.mark, meetings.plan_meeting, made.circle)
    with acting_as(cast.joke):
        assert queries.broken(following, [], by=by(cast.joke)) == []
    with pytest.raises(Refused):
        act(cast.joke, actions.bring_back, agreement, following)


def test_a_meeting_with_a_plan_in_force_ends_as_one(cast):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "supporting")
    at_table.plan_in_force(made, meeting)
    assert act(cast.joke, meetings.end, meeting, "further", "").state == "consented"
