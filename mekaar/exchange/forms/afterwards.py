"""The reverse question and "zien jullie elkaar nog?": every answer is a full answer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core.forms import Day
from mekaar.exchange.models import LastingContact, ReverseQuestion

_CHOOSE = {
    "required": gettext_lazy("Kies een antwoord. Alles is goed."),
    "invalid_choice": gettext_lazy("Kies een antwoord uit de lijst."),
}


class ReverseQuestionForm(forms.Form):
    """No, later or yes."""

    answer = forms.ChoiceField(
        choices=[
            (ReverseQuestion.Answer.YES, gettext_lazy("ja")),
            (ReverseQuestion.Answer.LATER, gettext_lazy("later")),
            (ReverseQuestion.Answer.NO, gettext_lazy("nee")),
        ],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    later_on = Day(
        label=gettext_lazy("Als je later zegt: wanneer mogen we het weer vragen?"),
        help_text=gettext_lazy(
            "Bijvoorbeeld %(day)s. Leeg laten mag, dan is het over drie maanden."
        ),
        ahead=True,
        required=False,
    )

    def __init__(self, *args: Any, which: str, **kwargs: Any) -> None:
        """The question itself is the label of the answers."""
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = ReverseQuestion.Which(which).label

    def clean(self) -> dict[str, Any]:
        """A date goes with "later" only, and lies ahead."""
        data = super().clean() or {}
        if data.get("answer") != ReverseQuestion.Answer.LATER:
            data["later_on"] = None
        elif (day := data.get("later_on")) and day <= timezone.localdate():
            raise ValidationError({"later_on": _("Kies een dag die nog komt.")})
        return data


class LastingContactForm(forms.Form):
    """Yes, no, or rather not say."""

    says = forms.ChoiceField(
        label=gettext_lazy("Zien jullie elkaar nog?"),
        choices=LastingContact.Says.choices,
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
