"""The code of a letter, and the name of who has no account here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mekaar.core.forms import Line
from mekaar.people.forms.sign_in import SharedForm

_CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class LetterCodeForm(forms.Form):
    """The code of a letter; capitals, spaces and dashes do not matter."""

    code = Line(
        label=_("De code in de brief"),
        help_text=_("Bijvoorbeeld BCDF-2345-GHJK. Kleine letters en spaties mogen."),
        widget=forms.TextInput(attrs=_CODE),
        error_messages={"required": _("Typ de code die in de brief staat.")},
    )


class GuestForm(SharedForm):
    """A name is all that is asked of a guest."""

    field_order = ("name", "shared")

    name = Line(
        label=_("Jouw naam"),
        help_text=_("Een voornaam is genoeg."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Typ jouw naam. Een voornaam is genoeg.")},
    )
