"""Dates, times and distances as a neighbour says them."""

import datetime

import pytest
import time_machine
from django import forms
from django.utils.translation import gettext_lazy

from mekaar.core import dates
from mekaar.core.forms import Day, Dayparts, Line
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
    ("typed", "nearest", "ahead", "past"),
    [
        ("1 juni", (2026, 6, 1), (2027, 6, 1), (2026, 6, 1)),
        ("1-12", (2026, 12, 1), (2026, 12, 1), (2025, 12, 1)),
        ("23 november", (2026, 11, 23), (2026, 11, 23), (2026, 11, 23)),
        ("di 5 jan", (2027, 1, 5), (2027, 1, 5), (2026, 1, 5)),
        ("29 februari", (2028, 2, 29), (2028, 2, 29), (2024, 2, 29)),
        ("1 juni 2026", (2026, 6, 1), (2026, 6, 1), (2026, 6, 1)),
    ],
)
@time_machine.travel("2026-11-23 12:00")
def test_a_day_without_a_year_is_the_one_that_is_asked_for(typed, nearest, ahead, past):
    assert dates.parse(typed) == datetime.date(*nearest)
    assert dates.parse(typed, ahead=True) == datetime.date(*ahead)
    assert dates.parse(typed, past=True) == datetime.date(*past)


class LookingBack(forms.Form):
    on = Day(help_text=gettext_lazy("Bijvoorbeeld %(day)s."), ahead=True)


@pytest.mark.parametrize("now", ["2026-11-23", "2027-03-01", "2027-12-31", "2028-01-18"])
def test_the_example_of_a_day_to_come_is_understood_as_a_day_to_come(now):
    with time_machine.travel(f"{now} 12:00"):
        hint = str(LookingBack()["on"].help_text)
        assert hint == f"Bijvoorbeeld {dates.example_ahead()}."
        form = LookingBack({"on": hint.removeprefix("Bijvoorbeeld ").removesuffix(".")})
        assert form.is_valid()
        assert form.cleaned_data["on"] == dates.today() + datetime.timedelta(weeks=6)
        wrong = LookingBack({"on": "gauw"}).errors["on"][0]
        assert wrong.endswith(f"Schrijf bijvoorbeeld {dates.example_ahead()}.")


@pytest.mark.parametrize(
    ("bits", "words"),
    [
        (None, "het maakt niet uit wanneer"),
        (1 << 6, "dinsdagavond"),
        (1 | 1 << 1 | 1 << 18, "maandagochtend en maandagmiddag, vrijdagavond"),
        (0b111 << 4, "dinsdagochtend, dinsdagmiddag en dinsdagavond"),
    ],
)
def test_the_dayparts_are_one_word_each(bits, words):
    assert said.dayparts(bits) == words


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


class Languages(forms.Form):
    first = forms.ChoiceField(
        choices=[("", "geen"), ("nl", "Nederlands"), ("anders", [("ti", "Tigrinya")])],
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    more = forms.MultipleChoiceField(
        choices=[("nl", "Nederlands"), ("anders", [("ti", "Tigrinya"), ("tr", "Turks")])],
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    one = Line(required=False)
    two = Line(required=False)
    one_of = ("two",)


def test_choices_with_a_name_together_are_folded_until_one_is_chosen():
    def told(form: Languages, name: str) -> list[tuple[str, list[str], bool]]:
        return [
            (part["title"], [one.data["value"] for one in part["options"]], part["is_open"])
            for part in said.folds(form[name])
        ]

    assert told(Languages(), "first") == [("", ["", "nl"], True), ("anders", ["ti"], False)]
    assert told(Languages(), "more") == [("", ["nl"], False), ("anders", ["ti", "tr"], False)]
    chosen = Languages({"first": "ti", "more": ["tr"]})
    assert told(chosen, "first")[1] == ("anders", ["ti"], True)
    assert told(chosen, "more")[1] == ("anders", ["ti", "tr"], True)


def test_what_may_stay_open_says_so_unless_a_choice_or_another_field_does():
    form = Languages()
    assert [name for name in form.fields if said.may_stay_open(form[name])] == ["more", "one"]


def test_the_nights_are_folded_away_until_one_is_chosen():
    for times, is_open in ([], False), (["4"], False), (["27"], True):
        assert said.any_night(said.week(Several({"times": times})["times"])) is is_open


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


@pytest.mark.parametrize(
    ("typed", "days"),
    [("vandaag", 0), ("Morgen", 1), ("overmorgen", 2), ("today", 0), ("tomorrow", 1)],
)
def test_a_day_close_by_is_said_in_a_word(typed, days):
    assert dates.parse(typed, ahead=True) == dates.today() + datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("10.30", (10, 30)),
        ("10:30 uur", (10, 30)),
        ("9", (9, 0)),
        ("half elf", (10, 30)),
        ("half drie", (14, 30)),
        ("half een", (12, 30)),
        ("kwart over twee", (14, 15)),
        ("kwart voor 11", (10, 45)),
        ("drie uur", (15, 0)),
        ("één uur", (13, 0)),
    ],
)
def test_a_time_as_it_is_said(typed, time):
    assert dates.parse_time(typed) == datetime.time(*time)


@pytest.mark.parametrize("typed", ["25", "10.75", "half", "straks", "half 99", "24.00"])
def test_no_time(typed):
    assert dates.parse_time(typed) is None
