"""Forms about a person: name, way to be reached, languages, building."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mekaar.core.forms import Line, Mail, Phone, Words, phone_in
from mekaar.people.details import GUEST_WAYS, Languages, Reach
from mekaar.people.models import Participant, ReachPreference
from mekaar.people.queries import buildings_for
from mekaar.places.models import Building

Kind = ReachPreference.Kind

# Every list of languages is this one; the code is also the `lang` of words on a page.
OTHER_LANGUAGES = [
    ("ar", pgettext_lazy("taal", "Arabisch")),
    ("bg", pgettext_lazy("taal", "Bulgaars")),
    ("de", pgettext_lazy("taal", "Duits")),
    ("en", pgettext_lazy("taal", "Engels")),
    ("fa", pgettext_lazy("taal", "Farsi of Dari")),
    ("fr", pgettext_lazy("taal", "Frans")),
    ("fy", pgettext_lazy("taal", "Fries")),
    ("ku", pgettext_lazy("taal", "Koerdisch")),
    ("dse", pgettext_lazy("taal", "Nederlandse Gebarentaal")),
    ("uk", pgettext_lazy("taal", "Oekraïens")),
    ("pap", pgettext_lazy("taal", "Papiaments")),
    ("pl", pgettext_lazy("taal", "Pools")),
    ("pt", pgettext_lazy("taal", "Portugees")),
    ("ro", pgettext_lazy("taal", "Roemeens")),
    ("ru", pgettext_lazy("taal", "Russisch")),
    ("so", pgettext_lazy("taal", "Somalisch")),
    ("es", pgettext_lazy("taal", "Spaans")),
    ("zgh", pgettext_lazy("taal", "Tamazight (Berbers)")),
    ("ti", pgettext_lazy("taal", "Tigrinya")),
    ("tr", pgettext_lazy("taal", "Turks")),
]
LANGUAGES = [("nl", pgettext_lazy("taal", "Nederlands")), *OTHER_LANGUAGES]
# To tick: the long list is folded away until one of it is chosen.
LANGUAGES_FOLDED = [LANGUAGES[0], (gettext_lazy("een andere taal"), OTHER_LANGUAGES)]


# Django's own sentence repeats what was sent.
CHOOSE = {
    "invalid_choice": gettext_lazy("Kies een van de mogelijkheden die er staan."),
    "required": gettext_lazy("Kies wat het beste past."),
}


class NameForm(forms.Form):
    """The name to be called by; it may be invented (L-01)."""

    display_name = Line(
        label=gettext_lazy("Hoe wil je genoemd worden?"),
        help_text=gettext_lazy("Een voornaam is genoeg. Een verzonnen naam mag ook."),
    )


class ReachForm(forms.Form):
    """How and when somebody wants to be reached, "niet" included."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Hoe mogen we je bereiken?"),
        choices=Kind.choices,
        error_messages=CHOOSE,
        widget=forms.RadioSelect,
    )
    phone = Phone(
        label=gettext_lazy("Telefoonnummer"),
        required=False,
        help_text=gettext_lazy("Alleen als we mogen bellen. Schrijf het zoals je wilt."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = Mail(
        label=gettext_lazy("Mailadres"),
        required=False,
        help_text=gettext_lazy("Alleen als we mogen mailen."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    words = Words(
        rows=2,
        max_length=200,
        required=False,
        label=gettext_lazy("Wat moeten we daarbij weten?"),
        help_text=gettext_lazy("Bijvoorbeeld: bel na tienen. Of: via mijn dochter."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask only for what the chosen way needs."""
        given = super().clean() or self.cleaned_data
        kind = given.get("kind")
        if kind == Kind.PHONE and not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Schrijf het nummer op. Of kies een andere manier."))
        if kind == Kind.EMAIL and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Schrijf het mailadres op. Of kies een andere manier."))
        return given

    def reach(self) -> Reach:
        """What was chosen; a number or address for another way is not kept (L-01)."""
        given = self.cleaned_data
        kind = Kind(given["kind"])
        by_phone = kind in {Kind.PHONE, Kind.VIA}
        return Reach(
            kind=kind,
            phone=given.get("phone", "") if by_phone else "",
            email=given["email"] if kind == Kind.EMAIL else "",
            words=given["words"],
        )


class GuestReachForm(ReachForm):
    """For a guest in a circle: who calls is somebody of the desk, for whom a guest is not there."""

    phone = None  # type: ignore[assignment]  # Django's way to leave a field out

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mail, or look oneself."""
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  # tells mypy its kind
        kind.choices = list(GUEST_WAYS.items())
        self.fields["words"].help_text = ""


def said_at_the_door(words: str) -> dict[str, str]:
    """What somebody who rang wrote about reaching them, as a beginning of the form: to be read."""
    phone, as_written = phone_in(words)
    rest = " ".join(words.replace(as_written, " ").split()).strip(" ,;:.") if phone else words
    return {"kind": Kind.PHONE if phone else "", "phone": phone, "words": rest}


class LanguageForm(forms.Form):
    """The language to talk in, the other ones, and who helps with them."""

    language = forms.ChoiceField(
        label=gettext_lazy("In welke taal praat je het liefst?"),
        choices=LANGUAGES,
        error_messages=CHOOSE,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Welke talen spreek je nog meer?"),
        choices=LANGUAGES_FOLDED,
        error_messages=CHOOSE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language_helper = Line(
        label=gettext_lazy("Wie helpt je met de taal?"),
        required=False,
        help_text=gettext_lazy("Iemand die jij kiest. Alleen de naam. Je mag dit leeg laten."),
    )

    def chosen(self) -> Languages:
        """What was chosen, the preferred language first."""
        given = self.cleaned_data
        others = [code for code in given["languages"] if code != given["language"]]
        return Languages(given["language"], others, given["language_helper"])


class BuildingForm(forms.Form):
    """The building somebody lives in, if they want to say."""

    building = forms.ModelChoiceField(
        label=gettext_lazy("In welk gebouw of complex woon je?"),
        queryset=Building.objects.none(),
        to_field_name="code",
        error_messages=CHOOSE,
        required=False,
        empty_label=gettext_lazy("Dat zeg ik liever niet, of een ander huis"),
    )

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        """The buildings of this person's neighbourhood."""
        super().__init__(*args, **kwargs)
        field = self.fields["building"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells mypy its kind
        field.queryset = buildings_for(participant)


class EraseForm(forms.Form):
    """One tick: nothing is erased by a slip of the finger."""

    sure = forms.BooleanField(
        label=gettext_lazy("Ja, wis alles van mij"),
        error_messages={
            "required": gettext_lazy("Zet eerst het vinkje. Zo gaat niets per ongeluk weg.")
        },
    )
