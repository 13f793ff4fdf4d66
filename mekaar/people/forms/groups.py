"""A group of the neighbourhood."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mekaar.core.forms import Line
from mekaar.people.details import GroupWording
from mekaar.people.forms.me import CHOOSE
from mekaar.places.models import MeetingPlace


class GroupForm(forms.Form):
    """Its name, when it meets and where; never who takes part."""

    name = Line(
        label=_("Hoe heet de groep?"),
        max_length=80,
        help_text=_("Bijvoorbeeld: de vrouwentafel."),
    )
    when = Line(
        label=_("Wanneer is het?"),
        max_length=80,
        required=False,
        help_text=_("Bijvoorbeeld: elke woensdagochtend."),
    )
    meeting_place = forms.ModelChoiceField(
        label=_("Waar is het?"),
        queryset=MeetingPlace.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("dat verschilt"),
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The places of this neighbourhood; the wall shows no others."""
        super().__init__(*args, **kwargs)
        field = self.fields["meeting_place"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = MeetingPlace.objects.order_by("-first", "name")

    def wording(self) -> GroupWording:
        """What was written."""
        said = self.cleaned_data
        return GroupWording(said["name"], said["when"], said["meeting_place"])
