"""What is asked around a meeting; the resident's own words for the place (R-C09)."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.circles.models import AgendaPoint, CircleMeeting, DayAnswer, PossibleDay
from mekaar.circles.queries.meetings import LONGEST_POINT
from mekaar.core import dates
from mekaar.core.forms import Clock, Day, Line, Words

_CHOOSE = gettext_lazy("Kies een van de antwoorden.")
_YOUR_WORDS = gettext_lazy("Schrijf hier je eigen woorden.")
_PAST = gettext_lazy("Dit moment is al geweest. Kies een moment dat nog komt.")


def moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """Day and time together, at the clock of the neighbours."""
    return timezone.make_aware(datetime.datetime.combine(day, time))


class WhenWhereForm(forms.Form):
    """Where, and when if the resident knows; without a day they choose one together."""

    place = Line(
        label=gettext_lazy("Waar wil je bij elkaar komen?"),
        help_text=gettext_lazy("Jij kiest. Thuis, buiten of aan een tafel. Het mag later ook."),
        max_length=200,
        required=False,
    )
    day = Day(
        label=gettext_lazy("Op welke dag komt de kring bij elkaar?"),
        help_text=gettext_lazy("Bijvoorbeeld %(day)s. Laat je dit open? Dan kiezen jullie samen."),
        ahead=True,
        required=False,
    )
    time = Clock(
        label=gettext_lazy("Hoe laat begint het?"),
        help_text=gettext_lazy("Bijvoorbeeld 14.00, of half drie."),
        required=False,
    )

    def __init__(self, data: Any = None, *, meeting: CircleMeeting | None = None) -> None:
        """Filled in with what was chosen before."""
        self._before = meeting.planned_for if meeting else None
        local = timezone.localtime(self._before) if self._before else None
        super().__init__(
            data,
            initial={
                "place": meeting.place if meeting else "",
                "day": local.date() if local else None,
                "time": local.time() if local else None,
            },
        )

    def clean(self) -> dict[str, Any]:
        """A day has a time, and is still to come."""
        cleaned = super().clean() or {}
        day, time = cleaned.get("day"), cleaned.get("time")
        if day and not time and "time" not in self.errors:
            self.add_error("time", _("Hoe laat? Schrijf bijvoorbeeld 14.00."))
        elif time and not day and "day" not in self.errors:
            self.add_error("day", _("Op welke dag? Of haal de tijd weg."))
        elif day and time and self.at() != self._before and moment(day, time) <= timezone.now():
            self.add_error("day", _PAST)
        return cleaned

    def at(self) -> datetime.datetime | None:
        """The moment, or None when it stays open."""
        day, time = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        return moment(day, time) if day and time else None


_NUMBERS = range(1, 4)


class DaysForm(forms.Form):
    """Up to three moments at once; another three can follow."""

    def __init__(self, data: Any = None) -> None:
        """Three times a day with a time."""
        super().__init__(data)
        for number in _NUMBERS:
            self.fields[f"day_{number}"] = Day(
                label=_("Dag %(number)d") % {"number": number},
                help_text=_("Bijvoorbeeld %(day)s.") if number == 1 else "",
                ahead=True,
                required=number == 1,
                error_messages={"required": _("Schrijf een dag die kan.")},
            )
            self.fields[f"time_{number}"] = Clock(
                label=_("Tijd %(number)d") % {"number": number},
                required=number == 1,
                error_messages={"required": _("Schrijf de tijd zo: 10.30.")},
            )

    def clean(self) -> dict[str, Any]:
        """A day with a time, still to come."""
        cleaned = super().clean() or {}
        for number in _NUMBERS:
            self._check(number, cleaned.get(f"day_{number}"), cleaned.get(f"time_{number}"))
        return cleaned

    def _check(self, number: int, day: datetime.date | None, time: datetime.time | None) -> None:
        wrong = {f"day_{number}", f"time_{number}"} & set(self.errors)
        if wrong or not (day or time):
            return
        if day is None:
            self.add_error(f"day_{number}", _("Op welke dag? Of haal de tijd weg."))
        elif time is None:
            self.add_error(f"time_{number}", _("Hoe laat? Schrijf bijvoorbeeld 14.00."))
        elif moment(day, time) <= timezone.now():
            self.add_error(f"day_{number}", _PAST)

    def moments(self) -> list[datetime.datetime]:
        """What was filled in."""
        pairs = [(self.cleaned_data[f"day_{one}"], self.cleaned_data[f"time_{one}"])
                 for one in _NUMBERS]  # fmt: skip
        return [moment(day, time) for day, time in pairs if day and time]


class AnswersForm(forms.Form):
    """For each day: kan, als het moet, kan niet; or nothing yet."""

    def __init__(
        self,
        data: Any = None,
        *,
        days: Iterable[PossibleDay],
        answers: Mapping[Any, str],
    ) -> None:
        """A group of radios for each day."""
        super().__init__(data)
        self._days = {f"day_{one.code}": one for one in days}
        choices = [*DayAnswer.Answer.choices, ("", _("weet ik nog niet"))]
        for name, one in self._days.items():
            self.fields[name] = forms.ChoiceField(
                label=f"{dates.say_day(timezone.localtime(one.at).date())}, "
                f"{dates.say_time(one.at)}",
                choices=choices,
                initial=answers.get(one.id, ""),
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": _CHOOSE},
            )

    def clean(self) -> dict[str, Any]:
        """The days are still those that the page showed."""
        cleaned = super().clean() or {}
        if any(name.startswith("day_") and name not in self.fields for name in self.data):
            self.add_error(
                None, _("Intussen zijn de dagen veranderd. Er is niets bewaard. Kijk nog eens.")
            )
        return cleaned

    def said(self) -> dict[Any, str]:
        """By id of the day: the answer, also an empty one."""
        return {
            one.id: self.cleaned_data[name] for name, one in self._days.items() if name in self.data
        }


class ComesForm(forms.Form):
    """Somebody comes, or not this time."""

    comes = forms.ChoiceField(
        label=gettext_lazy("Wat zei deze persoon?"),
        choices=[("yes", gettext_lazy("Ik kom")), ("no", gettext_lazy("Ik kom deze keer niet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )


class PointForm(forms.Form):
    """A point of the agenda, in own words."""

    words = Line(
        max_length=LONGEST_POINT,
        label=gettext_lazy("Wat wil je op de agenda zetten?"),
        error_messages={"required": _YOUR_WORDS},
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Waar hoort het bij?"),
        choices=AgendaPoint.Sort.choices,
        initial=AgendaPoint.Sort.POINT,
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )


class PointWordsForm(forms.Form):
    """The same point in other words."""

    words = Line(
        max_length=LONGEST_POINT,
        label=gettext_lazy("Hoe moet het er staan?"),
        error_messages={"required": _YOUR_WORDS},
    )


class SuggestionForm(forms.Form):
    """A point that a member would like to talk about."""

    words = Line(
        max_length=LONGEST_POINT,
        label=gettext_lazy("Waar wil jij het over hebben?"),
        error_messages={"required": _YOUR_WORDS},
    )


class EndForm(forms.Form):
    """How it was; each answer is a good one (invariant 29)."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hoe was het?"),
        choices=CircleMeeting.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )
    words = Words(
        label=gettext_lazy("Wil je er iets bij zeggen?"),
        help_text=gettext_lazy("De hele kring leest dit."),
        max_length=1000,
        rows=4,
        required=False,
    )
