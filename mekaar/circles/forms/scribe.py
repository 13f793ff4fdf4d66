"""What the facilitator confirms when writing down what another said aloud (R-C05)."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReadBackForm(forms.Form):
    """Words of another count after reading back: without the tick nothing is kept."""

    read_back = forms.BooleanField(
        label=_("Ik heb het voorgelezen. Het antwoord was ja."),
        error_messages={"required": _("Lees het eerst voor. Zet dan het vinkje.")},
    )
