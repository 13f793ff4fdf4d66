"""Forms of the plan: an agreement, an objection, and what the facilitator writes for another."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.circles.forms.scribe import ReadBackForm
from mekaar.circles.models import Agreement, Consent, Seat
from mekaar.circles.telling import AgreementTold
from mekaar.core import dates
from mekaar.core.forms import Carried, Day, Line, Words

_CHOOSE = {
    "required": gettext_lazy("Kies er een."),
    "invalid_choice": gettext_lazy("Kies er een uit de lijst."),
}
_SEEN = Carried(widget=forms.HiddenInput, required=False, max_length=40)


class SeenForm(forms.Form):
    """A form about words that can change meanwhile: it carries which words the page showed."""

    seen = _SEEN

    def seen_now(self, mark: str) -> None:
        """The page shows the words of now, and keeps what was typed."""
        if self.is_bound:
            self.data = {name: self.data.get(name) for name in self.data} | {"seen": mark}


class AgreementForm(SeenForm):
    """Who does what, when or how often, how we know, what if it goes otherwise, until when."""

    seat = forms.ChoiceField(
        label=gettext_lazy("Wie doet dit?"),
        help_text=gettext_lazy("Die persoon zegt zelf ja of liever niet."),
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    what = Words(
        label=gettext_lazy("Wat?"),
        help_text=gettext_lazy("Schrijf het zoals je het zegt."),
        max_length=300,
        rows=2,
        error_messages={"required": gettext_lazy("Schrijf op wat jullie afspreken.")},
    )
    when = Line(
        label=gettext_lazy("Wanneer of hoe vaak?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Schrijf op wanneer, of hoe vaak.")},
    )
    how_we_know = Line(
        label=gettext_lazy("Hoe weten jullie dat het lukt?"), max_length=300, required=False
    )
    otherwise = Line(
        label=gettext_lazy("Wat doen jullie als het anders gaat?"), max_length=300, required=False
    )
    until = Day(
        label=gettext_lazy("Tot wanneer?"),
        help_text=gettext_lazy("Een dag, bijvoorbeeld %(day)s. Daarna vraag je het opnieuw."),
        required=False,
        ahead=True,
    )

    def __init__(self, *args: Any, people: Iterable[tuple[Seat, str]], **kwargs: Any) -> None:
        """Who can be asked, by name."""
        super().__init__(*args, **kwargs)
        self._seats = {seat.code: seat for seat, _name in people}
        field = self.fields["seat"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(seat.code, name) for seat, name in people]

    def clean_until(self) -> Any:
        """A day that is still to come."""
        day = self.cleaned_data["until"]
        if day and day < dates.today():
            raise ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
        return day

    def told(self) -> AgreementTold:
        """What the action needs."""
        data = self.cleaned_data
        return {
            "seat": self._seats[data["seat"]],
            "what": data["what"],
            "when": data["when"],
            "how_we_know": data["how_we_know"],
            "otherwise": data["otherwise"],
            "until": data["until"],
        }


class ObjectionForm(SeenForm):
    """An objection in one's own words."""

    words = Words(
        label=gettext_lazy("Wat is je bezwaar?"),
        help_text=gettext_lazy("Schrijf het in je eigen woorden. De kring past de tekst aan."),
        max_length=1000,
        rows=4,
        error_messages={"required": gettext_lazy("Schrijf op wat je bezwaar is.")},
    )


class SaidForm(SeenForm, ReadBackForm):
    """What somebody said aloud about what they could do."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Het antwoord"),
        choices=[
            (Agreement.State.AGREED, gettext_lazy("Ja, dat doe ik")),
            (Agreement.State.DECLINED, gettext_lazy("Liever niet")),
        ],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    field_order = ("seen", "answer", "read_back")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The tick says what was confirmed: the words, whatever the answer was."""
        super().__init__(*args, **kwargs)
        self.fields["read_back"].label = _("Ik heb het voorgelezen. Dit is het antwoord.")


class AnsweredForm(SeenForm, ReadBackForm):
    """What somebody said aloud about the plan, or that it was read to who was not there."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Het antwoord"), widget=forms.RadioSelect, error_messages=_CHOOSE
    )
    words = Words(
        label=gettext_lazy("Het bezwaar"),
        help_text=gettext_lazy("In de woorden van wie het zei."),
        max_length=1000,
        rows=4,
        required=False,
    )
    field_order = ("seen", "answer", "words", "read_back")

    def __init__(self, *args: Any, was_there: bool, **kwargs: Any) -> None:
        """Who was there answers; to who was not, it can just be read."""
        super().__init__(*args, **kwargs)
        self.fields["read_back"].label = _("Ik heb het voorgelezen. Dit is het antwoord.")
        choices: list[tuple[str, str]] = [
            (Consent.Answer.CONSENT, _("Geen bezwaar")),
            (Consent.Answer.OBJECTION, _("Een bezwaar")),
        ]
        if not was_there:
            choices.append((Consent.Answer.HEARD, _("Het is voorgelezen, meer niet")))
        field = self.fields["answer"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """An objection is in words."""
        data = super().clean() or {}
        if data.get("answer") != Consent.Answer.OBJECTION:
            data["words"] = ""
        elif not data.get("words") and "words" not in self.errors:
            self.add_error("words", _("Schrijf op wat het bezwaar is."))
        return data
