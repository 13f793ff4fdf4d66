"""The small form at the door: a name, how to reach you, one line if you like (R-D22)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mekaar.core.forms import Line, Words


class DoorbellForm(forms.Form):
    """Nothing more than is needed to meet."""

    name = Line(
        label=_("Hoe mogen we je noemen?"),
        help_text=_("Een voornaam is genoeg. Een verzonnen naam mag ook."),
    )
    reach = Line(
        label=_("Hoe kunnen we je bereiken?"),
        max_length=200,
        help_text=_("Bijvoorbeeld een telefoonnummer. Of: ik kom dinsdag langs."),
    )
    words = Words(
        rows=3,
        max_length=1000,
        required=False,
        label=_("Wil je er iets bij vertellen?"),
        help_text=_("Dat hoeft niet. Vertellen kan ook als we elkaar spreken."),
    )


class StartForm(forms.Form):
    """The same for who is signed in: name and way to reach are known."""

    words = Words(
        rows=3,
        max_length=1000,
        required=False,
        label=_("Wat wil je beginnen?"),
        help_text=_("Eén zin is genoeg. Je mag dit ook leeg laten."),
    )
