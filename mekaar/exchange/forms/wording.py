"""What an ask and an offer share: when, how far, in which languages; all of it optional."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core.forms import Dayparts
from mekaar.core.templatetags.mekaar import distance
from mekaar.exchange.wording import Changes
from mekaar.people.forms.me import LANGUAGES_FOLDED

_FAR = {
    300: gettext_lazy("om de hoek"),
    1000: gettext_lazy("ongeveer een kwartier lopen (1 kilometer)"),
    2500: gettext_lazy("een stukje fietsen (2,5 kilometer)"),
    5000: gettext_lazy("verder mag ook (5 kilometer)"),
}


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
