"""What an ask and an offer share: when, how far, in which languages; all of it optional."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core import dates
from mekaar.core.forms import Day, Dayparts
from mekaar.core.templatetags.mekaar import distance
from mekaar.exchange.models.ask import Audience, Wording
from mekaar.exchange.wording import Changes
from mekaar.people.forms.me import LANGUAGES_FOLDED

_FAR = {
    300: gettext_lazy("om de hoek"),
    1000: gettext_lazy("ongeveer een kwartier lopen (1 kilometer)"),
    2500: gettext_lazy("een stukje fietsen (2,5 kilometer)"),
    5000: gettext_lazy("verder mag ook (5 kilometer)"),
}


# How long more people read along, unless somebody says otherwise (L-02).
MONTHS_SHARED = 3


def in_some_months() -> datetime.date:
    """The last day of sharing that a form begins with."""
    return dates.months_later(dates.today(), MONTHS_SHARED)


def day_said(thing: Wording) -> dict[str, datetime.date | None]:
    """The day that was said; nothing where a wider audience is chosen for the first time, or
    again.
    """
    if not thing.is_wider or thing.sharing_is_over:
        return {}
    return {"shared_until": thing.shared_until}


class SharingForm(forms.Form):
    """Until when more people than the connector read it; goes with the question who (L-02)."""

    shared_until = Day(
        label=gettext_lazy("Tot en met welke dag?"),
        help_text=gettext_lazy(
            "Dit telt als meer mensen meelezen. Daarna leest alleen de buurtverbinder het nog."
            " Leeg mag ook: dan tot jij stopt."
        ),
        required=False,
        ahead=True,
        initial=in_some_months,
    )

    def clean(self) -> dict[str, Any]:
        """A day belongs with more readers; it is today or later."""
        data = super().clean() or {}
        if data.get("audience") == Audience.CONNECTOR:
            data["shared_until"] = None
            self.errors.pop("shared_until", None)
        elif (day := data.get("shared_until")) and day < dates.today():
            self.add_error("shared_until", _("Deze dag is voorbij. Kies vandaag of later."))
        return data


class WhenForm(forms.Form):
    """When, how far and in which languages; each may stay open."""

    times = Dayparts(label=gettext_lazy("Wanneer komt het uit?"))
    max_distance = forms.TypedChoiceField(
        label=gettext_lazy("Hoe ver wil je gaan?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("In welke talen kan het?"),
        choices=LANGUAGES_FOLDED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Kies een taal uit de lijst.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A distance or language that was said before stays a choice."""
        super().__init__(*args, **kwargs)
        said = self.initial.get("max_distance")
        far = _FAR if said in _FAR or said is None else {said: distance(said), **_FAR}
        field = self.fields["max_distance"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", _("het maakt niet uit")), *sorted(far.items())]

    def changes(self) -> Changes:
        """What was said about when, where and how."""
        data = self.cleaned_data
        return {
            "times": data["times"],
            "max_distance": data["max_distance"],
            "languages": data["languages"],
        }
