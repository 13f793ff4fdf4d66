"""Forms to sign in: a card code, a mail address, a mailed code, the second step."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mekaar.core.forms import Line, Mail

# A browser's answer for a key is about one thousand characters.
_LONGEST_ANSWER = 20_000

_CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class SharedForm(forms.Form):
    """Whether others use this computer too: then the session ends soon (ADR 22)."""

    shared = forms.BooleanField(
        label=_("Dit is een computer van meer mensen"),
        help_text=_(
            "Dan melden we je af na een kwartier stil, en als de browser dichtgaat."
            " Wat je typt, gaat daarbij niet verloren."
        ),
        required=False,
    )


class CardCodeForm(SharedForm):
    """The code of a printed card; capitals, spaces and dashes do not matter."""

    field_order = ("code", "shared")

    code = Line(
        label=_("De code op je kaart"),
        help_text=_("Bijvoorbeeld BCDF-2345-GHJK. Kleine letters en spaties mogen."),
        widget=forms.TextInput(attrs={**_CODE, "data-card-code": ""}),
    )


class MailForm(forms.Form):
    """The address to mail a code to."""

    email = Mail(
        label=_("Je mailadres"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class MailedCodeForm(forms.Form):
    """The code from the mail."""

    code = Line(
        label=_("De code uit de mail"),
        help_text=_("Acht letters en cijfers. Kleine letters mogen."),
        widget=forms.TextInput(attrs={**_CODE, "autocomplete": "one-time-code"}),
    )


class MailedSignInForm(MailedCodeForm, SharedForm):
    """The code from the mail, to sign in with."""

    field_order = ("code", "shared")


class SecondStepForm(forms.Form):
    """A code of the app or of the paper list."""

    code = Line(
        label=_("Een code uit je app, of de volgende van je papieren lijst"),
        help_text=_("Zes cijfers uit de app, of acht van de lijst. Spaties mogen."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class StartCodeForm(forms.Form):
    """The one-time code that came with a role."""

    code = Line(
        label=_("Je startcode"),
        help_text=_("Bijvoorbeeld BCDF-2345-GHJK. Kleine letters en spaties mogen."),
        widget=forms.TextInput(attrs={**_CODE, "autocomplete": "one-time-code"}),
    )


class AppCodeForm(forms.Form):
    """The first code of a new app, which shows that it works."""

    code = Line(
        label=_("De zes cijfers die je app nu laat zien"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class CredentialForm(forms.Form):
    """What the browser answers for a passkey; filled by passkey.js."""

    credential = forms.JSONField(widget=forms.HiddenInput)

    def clean_credential(self) -> dict[str, object]:
        """Only an object is an answer.

        Raises ValidationError.
        """
        answer = self.cleaned_data["credential"]
        if not isinstance(answer, dict) or len(str(answer)) > _LONGEST_ANSWER:
            raise forms.ValidationError(
                _("De sleutel gaf geen goed antwoord. Probeer het nog eens.")
            )
        return answer


class PasskeySignInForm(CredentialForm, SharedForm):
    """A key to sign in with."""


class PasskeyNameForm(CredentialForm):
    """A new passkey with a name of one's own."""

    name = Line(label=_("Hoe noem je deze sleutel?"), initial=_("Mijn telefoon"), max_length=40)
