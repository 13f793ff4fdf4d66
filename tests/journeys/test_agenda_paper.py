"""The agenda of a meeting is one sheet of A4, also when it is as full as it may be (R-C17)."""

import pytest

from mekaar.circles.actions import agenda as actions
from mekaar.circles.actions import meeting as meetings
from mekaar.circles.queries.meetings import LONGEST_POINT
from tests.browser import sign_in
from tests.circles import at_table, scenes
from tests.circles.at_table import act
from tests.journeys.test_paper import ONE_SHEET, every_day_open, sheets

pytestmark = pytest.mark.browser

WORDS = "wandelen op Maandagmiddag met Gerda "


def test_a_full_agenda_is_one_sheet(town, browse):
    every_day_open(town.place)
    made = scenes.active(town)
    meeting, _days = at_table.asked(made)
    act(town.mark, meetings.time_alone, meeting, wanted=True)
    for number in range(actions.MOST_POINTS):
        words = (f"{number} " + WORDS * 10)[:LONGEST_POINT]
        sort = "point" if number % 2 else "rather_not"
        act(town.joke, actions.add_point, meeting, sort, words.strip())
    page = sign_in(browse(), town.mark)
    page.goto(f"/kring/{made.circle.code}/bijeenkomst/{meeting.code}/agenda/papier/")
    assert page.get_by_role("listitem").filter(has_text="Gerda").count() == actions.MOST_POINTS
    assert sheets(page) == ONE_SHEET
