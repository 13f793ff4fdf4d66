"""What two neighbours agree: what, where, until when or how often, under whose wing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mekaar.conversation.models import DailyActivity
from mekaar.core.forms import Day, Line, Words
from mekaar.exchange.queries.arrangement import insurance
from mekaar.exchange.rules.arrangement import takes_over
from mekaar.exchange.telling import Proposal
from mekaar.places.models import Organisation

MOST_TIMES = 100

# One choice, or a name for several that a page folds away.
Choices = list[tuple[str, str | list[tuple[str, str]]]]


class Times(forms.IntegerField):
    """How often; read aloud as one says it."""

    def read_aloud(self, value: int | None) -> str:
        """ "2 keer"; nothing when a day was chosen instead."""
        if value is None:
            return ""
        return ngettext("%(n)d keer", "%(n)d keer", value) % {"n": value}


class Wing(forms.ChoiceField):
    """Under whose wing; read aloud with what that means for insurance (L-15)."""

    def __init__(self, **kwargs: Any) -> None:
        """Without an organisation until the form hands them."""
        self.wings: dict[str, Organisation] = {}
        super().__init__(**kwargs)

    def read_aloud(self, value: str) -> str:
        """Whose wing, also when it is between neighbours, and the insurance on the next line."""
        wing = self.wings.get(value)
        name = wing.name if wing else _("tussen buren onderling")
        return f"{name}\n{insurance(wing)}"


class ArrangementForm(forms.Form):
    """An arrangement always ends: on a day, or after a number of times (R-B05)."""

    # One of these is needed, so neither says that it may stay open.
    one_of = ("ends_on", "times_agreed")

    words = Words(
        label=gettext_lazy("Wat spreken jullie af?"),
        help_text=gettext_lazy("Wie doet wat? Schrijf het zoals je het zou zeggen."),
        max_length=1000,
        rows=4,
        error_messages={"required": gettext_lazy("Schrijf op wat jullie afspreken.")},
    )
    place = Line(label=gettext_lazy("Waar?"), required=False, max_length=200)
    ends_on = Day(
        label=gettext_lazy("Tot wanneer?"),
        help_text=gettext_lazy(
            "Een dag, bijvoorbeeld %(day)s. Of vul hieronder in hoe vaak. Eén van de twee is nodig."
        ),
        required=False,
        ahead=True,
    )
    times_agreed = Times(
        label=gettext_lazy("Hoe vaak?"),
        help_text=gettext_lazy("Een getal, bijvoorbeeld 4."),
        required=False,
        min_value=1,
        max_value=MOST_TIMES,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("Schrijf een getal, bijvoorbeeld 4."),
            "min_value": gettext_lazy("Schrijf een getal, bijvoorbeeld 4."),
            "max_value": gettext_lazy("Dat is wel heel vaak. Kies honderd keer of minder."),
        },
    )
    wing = Wing(
        label=gettext_lazy("Onder de vleugels van"),
        help_text=gettext_lazy("Dat telt voor de verzekering."),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Kies er een uit de lijst.")},
    )
    activity = forms.ChoiceField(
        label=gettext_lazy("Hoort dit bij iets uit jouw lijst?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Kies iets uit jouw lijst.")},
    )

    def __init__(
        self,
        *args: Any,
        wings: Iterable[Organisation],
        activities: Iterable[DailyActivity],
        **kwargs: Any,
    ) -> None:
        """Organisations of the neighbourhood; activities for the asker only."""
        super().__init__(*args, **kwargs)
        self._wings = {one.code: one for one in wings}
        self._activities = {one.code: one for one in activities}
        self._choose("wing", self._neighbours_first())
        under = self.fields["wing"]
        if isinstance(under, Wing):
            under.wings = self._wings
        if not self._activities:
            del self.fields["activity"]
            return
        said = [
            (one.code, f"{one.words} ({one.get_step_display()})")
            for one in self._activities.values()
        ]
        self._choose("activity", [("", _("nee, iets anders")), *said])

    def _neighbours_first(self) -> Choices:
        """Between neighbours, unless they choose otherwise: the organisations are folded away."""
        neighbours: Choices = [("", _("tussen buren onderling"))]
        if not self._wings:
            return neighbours
        names = [(one.code, one.name) for one in self._wings.values()]
        return [*neighbours, (_("of een organisatie"), names)]

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_ends_on(self) -> Any:
        """A day that is still to come."""
        day = self.cleaned_data["ends_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
        return day

    def clean_activity(self) -> str:
        """Nobody takes over what the resident does alone (R-B04)."""
        chosen = str(self.cleaned_data["activity"])
        if takes_over(self._activities.get(chosen)):
            raise ValidationError(
                _(
                    "Dit doe je zelf. Dat neemt niemand over."
                    " Verander eerst je eigen lijst, als je wilt."
                )
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        """An end: a day or a number of times."""
        data = super().clean() or {}
        asked = {"ends_on", "times_agreed"}
        if not asked & set(self.errors) and not (data.get("ends_on") or data.get("times_agreed")):
            self.add_error("ends_on", _("Wanneer houdt het op? Kies een dag, of hoe vaak."))
        return data

    def proposal(self) -> Proposal:
        """What the action needs."""
        data = self.cleaned_data
        return {
            "words": data["words"],
            "place": data["place"],
            "ends_on": data["ends_on"],
            "times_agreed": data["times_agreed"],
            "wing": self._wings.get(data["wing"]),
            "activity": self._activities.get(data.get("activity", "")),
        }
