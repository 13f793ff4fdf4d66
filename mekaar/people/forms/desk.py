"""Forms of the desk: shift, lock, finding somebody, a new person, why a record is opened."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from mekaar.core.forms import Carried, Line, Words
from mekaar.people.forms.me import CHOOSE
from mekaar.people.models import DeskVisit


class Digits(Line):
    """Four digits, typed with or without spaces."""

    def __init__(self, **kwargs: Any) -> None:
        """Shown as dots: a neighbour looks over the shoulder."""
        attributes = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 12}
        super().__init__(
            max_length=12,
            widget=forms.PasswordInput(attrs=attributes),
            validators=[RegexValidator(r"^[0-9]{4}$", _("Typ vier cijfers, bijvoorbeeld 2580."))],
            **kwargs,
        )

    def tidied(self, raw: str) -> str:
        """Only what was typed without spaces."""
        return "".join(raw.split())


class ShiftForm(forms.Form):
    """The four digits of this shift."""

    digits = Digits(
        label=_("Kies vier cijfers voor vandaag"),
        help_text=_("Hiermee open je het scherm weer als het op slot is gegaan."),
    )


class UnlockForm(forms.Form):
    """The four digits again, with what was sealed when the screen locked."""

    digits = Digits(label=_("Jouw vier cijfers"))
    kept = Carried(required=False, widget=forms.HiddenInput)


class FindForm(forms.Form):
    """A part of a name."""

    is_search = True
    name = Line(
        label=_("Naam, of een stukje van de naam"),
        required=False,
        help_text=_("Minstens 2 letters."),
    )


class NewPersonForm(forms.Form):
    """Only a name to be called by; it may be invented (L-01)."""

    display_name = Line(
        label=_("Hoe wil je genoemd worden?"),
        help_text=_("Een voornaam is genoeg. Een verzonnen naam mag ook."),
    )


class VisitForm(forms.Form):
    """Why this record is opened: the resident reads it later."""

    why = forms.ChoiceField(
        label=_("Waarom open je deze bladzijden?"),
        choices=DeskVisit.Why.choices,
        error_messages=CHOOSE,
        widget=forms.RadioSelect,
    )


class CardForm(forms.Form):
    """Which of the resident's own words stand on the printed card."""

    def __init__(self, *args: Any, words: list[str], **kwargs: Any) -> None:
        """The words to choose from are the resident's own, written earlier."""
        super().__init__(*args, **kwargs)
        if words:
            self.fields["chosen"] = forms.MultipleChoiceField(
                label=_("Welke woorden komen op de kaart?"),
                choices=[(str(number), text) for number, text in enumerate(words)],
                error_messages=CHOOSE,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.fields["line"] = Words(
            rows=2,
            max_length=200,
            required=False,
            label=_("Iets anders op de kaart"),
            help_text=_("Dit komt alleen op het papier. We bewaren het niet."),
        )
        self.words = words

    def on_the_card(self) -> list[str]:
        """The chosen words, in the order in which they stand."""
        numbers = [int(number) for number in self.cleaned_data.get("chosen", [])]
        line = self.cleaned_data["line"]
        return [self.words[number] for number in numbers] + ([line] if line else [])
