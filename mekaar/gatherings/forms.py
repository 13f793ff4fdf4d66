"""What a host types about a gathering."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mekaar.core.forms import Clock, Day, Line, ShownAgain, Words
from mekaar.gatherings.models import Gathering, Harvest
from mekaar.gatherings.plan import Plan
from mekaar.gatherings.rules import MOST_WEEKS
from mekaar.places.models import MeetingPlace

ELSEWHERE = "elders"
_ROUNDS = gettext_lazy(
    "Wie zijn er?\nWat speelt er?\nWat hielp, en waar is het lastig?\nWat nemen we mee?"
)
_NO_NAMES = gettext_lazy("Noem geen namen en vertel niets waaraan je iemand herkent.")


class HeadCount(ShownAgain, forms.IntegerField):
    """How many people came; a number and never a list."""

    def __init__(self, **kwargs: Any) -> None:
        """May stay open: nobody has to count."""
        words = {
            "invalid": gettext_lazy("Schrijf een getal, bijvoorbeeld 12."),
            "min_value": gettext_lazy("Schrijf een getal, bijvoorbeeld 12."),
            "max_value": gettext_lazy("Dat is wel heel veel. Kijk het getal nog eens na."),
        }
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            min_value=0,
            max_value=2000,
            required=False,
            error_messages=words,
            widget=forms.TextInput(attrs=attrs),
            **kwargs,
        )


class GatheringForm(forms.Form):
    """When, where, for whom and what about."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Wat voor bijeenkomst is het?"),
        choices=[(kind, kind.label) for kind in Gathering.Kind],
        widget=forms.RadioSelect,
    )
    title = Line(
        label=gettext_lazy("Hoe heet het?"),
        for_others=True,
        error_messages={"required": gettext_lazy("Geef het een naam, bijvoorbeeld Met Mekaar.")},
    )
    day = Day(
        label=gettext_lazy("Op welke dag?"),
        help_text=gettext_lazy("Bijvoorbeeld %(day)s."),
        ahead=True,
        error_messages={"required": gettext_lazy("Schrijf de dag op.")},
    )
    starts = Clock(
        label=gettext_lazy("Hoe laat begint het?"),
        help_text=gettext_lazy("Bijvoorbeeld 14.00, of half drie."),
        error_messages={"required": gettext_lazy("Schrijf de tijd zo: 10.30.")},
    )
    ends = Clock(
        label=gettext_lazy("Tot hoe laat?"),
        error_messages={"required": gettext_lazy("Schrijf de tijd zo: 10.30.")},
    )
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("Hoeveel weken achter elkaar?"),
        help_text=gettext_lazy("Elke week op dezelfde tijd. Je verandert elke week apart."),
        coerce=int,
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(label=gettext_lazy("Waar?"), widget=forms.RadioSelect)
    elsewhere = Line(
        label=gettext_lazy("Waar dan?"),
        help_text=gettext_lazy("Alleen als je “ergens anders” koos. Geen huisadres."),
        max_length=120,
        required=False,
        for_others=True,
    )
    is_public = forms.TypedChoiceField(
        label=gettext_lazy("Voor wie is het?"),
        choices=[
            ("ja", gettext_lazy("Iedereen. Het staat op de website.")),
            ("nee", gettext_lazy("Wie op de plek komt. Het hangt daar op papier.")),
        ],
        coerce=lambda said: said == "ja",
        widget=forms.RadioSelect,
    )
    about = Words(
        label=gettext_lazy("Wat is het?"),
        help_text=_NO_NAMES,
        rows=3,
        max_length=1000,
        required=False,
        for_others=True,
    )
    agenda = Words(
        label=gettext_lazy("Waar gaat het over?"),
        help_text=gettext_lazy("Elk punt op een eigen regel. Noem geen namen."),
        rows=4,
        max_length=1500,
        required=False,
        for_others=True,
    )
    rounds = Words(
        label=gettext_lazy("Welke rondes doen we?"),
        help_text=gettext_lazy("Elke ronde op een eigen regel."),
        rows=4,
        max_length=1000,
        required=False,
        for_others=True,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        places: Iterable[MeetingPlace],
        gathering: Gathering | None = None,
    ) -> None:
        """The places where this person may plan; filled in with the gathering as it is."""
        self._places = {place.code: place for place in places}
        self._is_new = gathering is None
        super().__init__(data, initial=_begins_with(gathering, next(iter(self._places), ELSEWHERE)))
        choices = [(code, place.name) for code, place in self._places.items()]
        self.fields["place"].choices = [*choices, (ELSEWHERE, _("Ergens anders"))]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["weeks"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (n, ngettext("%(n)d week", "%(n)d weken", n) % {"n": n}) for n in (1, 2, 4, MOST_WEEKS)
        ]
        if gathering:
            del self.fields["weeks"]

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning, it is somewhere, and what is new is still to come."""
        given = super().clean() or {}
        starts, ends = given.get("starts"), given.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", ValidationError(_("Het einde komt na het begin.")))
        if given.get("place") == ELSEWHERE and not given.get("elsewhere"):
            self.add_error("elsewhere", ValidationError(_("Schrijf op waar het is.")))
        day = given.get("day")
        if day and day < timezone.localdate():
            self.add_error(
                "day", ValidationError(_("Deze dag is al geweest. Kies een dag die komt."))
            )
        return given

    def plan(self) -> Plan:
        """What was meant."""
        given = self.cleaned_data
        place = self._places.get(given["place"])
        return Plan(
            place=place.id if place else None,
            agenda=_lines(given["agenda"]),
            rounds=_lines(given["rounds"]),
            **{name: given[name] for name in (
                "kind", "title", "day", "starts", "ends", "elsewhere", "is_public", "about"
            )},
        )  # fmt: skip


def _lines(typed: str) -> str:
    return "\n".join(line.strip(" -*•") for line in typed.splitlines() if line.strip(" -*•"))


def _begins_with(gathering: Gathering | None, first_place: str) -> dict[str, Any]:
    if gathering is None:
        return {"kind": Gathering.Kind.TABLE, "title": _("Met Mekaar"), "place": first_place,
                "weeks": 1, "is_public": "ja", "rounds": str(_ROUNDS)}  # fmt: skip
    starts, ends = timezone.localtime(gathering.starts_at), timezone.localtime(gathering.ends_at)
    place = gathering.meeting_place
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "place": place.code if place else ELSEWHERE,
        "is_public": "ja" if gathering.is_public else "nee",
        **{name: getattr(gathering, name) for name in (
            "kind", "title", "elsewhere", "about", "agenda", "rounds"
        )},
    }  # fmt: skip


class HarvestForm(forms.Form):
    """What helped, where it is hard, and how many people came."""

    helped = Words(
        label=gettext_lazy("Wat hielp?"), help_text=_NO_NAMES, required=False, for_others=True
    )
    hard = Words(
        label=gettext_lazy("Waar is het lastig?"),
        help_text=gettext_lazy("Ook zonder namen. Zonder dit antwoord kun je de oogst niet delen."),
        required=False,
        for_others=True,
    )
    head_count = HeadCount(
        label=gettext_lazy("Hoeveel mensen waren er?"),
        help_text=gettext_lazy("Alleen een getal. Wie er waren, schrijven we nergens op."),
    )

    def __init__(self, data: Any = None, *, harvest: Harvest | None = None) -> None:
        """Filled in with what was written before."""
        before = {
            name: getattr(harvest, name) for name in ("helped", "hard", "head_count") if harvest
        }
        super().__init__(data, initial=before)
