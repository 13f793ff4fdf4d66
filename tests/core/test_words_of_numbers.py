"""Dates, times and distances as a neighbour says them."""

import datetime

import pytest
import time_machine
from django import forms

from mekaar.core.forms import Dayparts, Line
from mekaar.core.templatetags import mekaar as said

MORNING = datetime.datetime(2027, 3, 2, 23, 30, tzinfo=datetime.UTC)


@time_machine.travel("2027-03-01")
def test_a_day_is_the_day_of_the_neighbourhood():
    assert said.day(datetime.date(2027, 3, 2)) == "dinsdag 2 maart"
    assert said.day(MORNING) == "woensdag 3 maart"
    assert said.day(datetime.date(2028, 1, 1)) == "zaterdag 1 januari 2028"
    assert said.day(None) == ""


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime.time(10), "10.00 uur"),
        (datetime.time(9, 5), "9.05 uur"),
        (datetime.time(0, 15), "0.15 uur"),
        (MORNING, "0.30 uur"),
        (None, ""),
    ],
)
def test_a_time(moment, words):
    assert said.clock(moment) == words


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (None, "het maakt niet uit hoe ver"),
        (3, "ongeveer 50 meter"),
        (420, "ongeveer 400 meter"),
        (949, "ongeveer 950 meter"),
        (1000, "ongeveer 1 kilometer"),
        (1499, "ongeveer 1,5 kilometer"),
        (12_100, "ongeveer 12 kilometer"),
    ],
)
def test_a_distance_is_never_too_precise(metres, words):
    assert said.distance(metres) == words


class Several(forms.Form):
    name = Line(help_text="Een verzonnen naam mag.")
    times = Dayparts()
    hidden = forms.CharField(widget=forms.HiddenInput)


def test_a_field_names_its_hint_and_its_error():
    drawn = said.input_of(Several({"name": ""})["name"])
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert "utrecht-textbox--invalid" in drawn
    calm = said.input_of(Several()["name"])
    assert 'aria-describedby="id_name_helptext"' in calm
    assert "invalid" not in calm


def test_the_week_shows_what_was_ticked():
    week = said.week(Several({"times": ["4", "27"]})["times"])
    on = [(d["name"], p["name"]) for d in week for p in d["parts"] if p["on"]]
    assert on == [("dinsdag", "ochtend"), ("zondag", "nacht")]
    kept = said.week(Several(initial={"times": 1 << 4})["times"])
    assert [p["value"] for d in kept for p in d["parts"] if p["on"]] == [4]


def test_looks():
    form = Several()
    assert [said.look(field) for field in form] == ["line", "dayparts", "hidden"]
    assert said.first_id(form["times"]) == "id_times_0"
