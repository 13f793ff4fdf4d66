"""What a connector tells two people, and the answer that somebody gave on the phone."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from mekaar.core.forms import Line, Words
from mekaar.exchange.models import Side
from mekaar.exchange.telling import Telling
from mekaar.places.models import MeetingPlace


class TellingForm(forms.Form):
    """In the connector's own words, without a name; the first time is always offered at a place."""

    told_giver = Words(
        label=gettext_lazy("Wat zeg je tegen wie iets wil doen?"),
        help_text=gettext_lazy("In je eigen woorden. Nog geen naam, telefoon of adres."),
        max_length=1000,
        rows=4,
        error_messages={"required": gettext_lazy("Schrijf op wat je zegt. Eén zin is genoeg.")},
        for_others=True,
    )
    told_asker = Words(
        label=gettext_lazy("Wat zeg je tegen wie de vraag stelt?"),
        help_text=gettext_lazy("Deze buur leest het pas na een ja van de eerste."),
        max_length=1000,
        rows=4,
        error_messages={"required": gettext_lazy("Schrijf op wat je zegt. Eén zin is genoeg.")},
        for_others=True,
    )
    first = forms.ChoiceField(
        label=gettext_lazy("Wie vraag je eerst?"),
        choices=[
            (Side.Which.GIVER, gettext_lazy("wie iets wil doen")),
            (Side.Which.ASKER, gettext_lazy("wie de vraag stelt")),
        ],
        initial=Side.Which.GIVER,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Kies wie je eerst vraagt.")},
    )
    meeting_place = forms.ModelChoiceField(
        label=gettext_lazy("Waar kan de eerste keer?"),
        help_text=gettext_lazy("Een plek waar meer mensen zijn. Zij mogen ook iets anders kiezen."),
        queryset=MeetingPlace.objects.none(),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Kies een plek uit de lijst.")},
    )
    first_meeting = Line(
        label=gettext_lazy("Wanneer kan dat, denk je?"),
        help_text=gettext_lazy("Bijvoorbeeld: dinsdag om tien uur, bij de koffie."),
        required=False,
        max_length=160,
        for_others=True,
    )

    def __init__(self, *args: Any, here: uuid.UUID, **kwargs: Any) -> None:
        """The places of this neighbourhood."""
        super().__init__(*args, **kwargs)
        places = MeetingPlace.objects.filter(neighbourhood=here).order_by("-first", "name")
        field = self.fields["meeting_place"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = places

    def telling(self) -> Telling:
        """What the action needs."""
        data = self.cleaned_data
        return {
            "told_giver": data["told_giver"],
            "told_asker": data["told_asker"],
            "first": data["first"],
            "meeting_place": data["meeting_place"],
            "first_meeting": data["first_meeting"],
        }


class AnswerForm(forms.Form):
    """Yes or no; a button each."""

    answer = forms.ChoiceField(choices=Side.Answer.choices)
