"""What somebody reports, and what a person decides about it."""

from django import forms
from django.utils.translation import gettext_lazy

from mekaar.core.forms import Line, Words
from mekaar.reports.models import Decision


class ReportForm(forms.Form):
    """In own words; a name only for who wants to give one."""

    words = Words(
        label=gettext_lazy("Wat is er mis met deze woorden?"),
        help_text=gettext_lazy("Schrijf het zoals je het zou zeggen. Eén zin is genoeg."),
        rows=4,
        error_messages={"required": gettext_lazy("Schrijf op wat er mis is. Eén zin is genoeg.")},
    )
    name = Line(
        label=gettext_lazy("Jouw naam, als je die wilt geven"),
        help_text=gettext_lazy(
            "Wie beslist, leest dan jouw naam. Wie het schreef, leest hem nooit."
        ),
        required=False,
    )


class DecisionForm(forms.Form):
    """One of three, always with a reason that both may read."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Wat gebeurt ermee?"),
        choices=[
            (Decision.Outcome.STAYS, gettext_lazy("Het blijft staan.")),
            (
                Decision.Outcome.HIDDEN,
                gettext_lazy("Verborgen: anderen lezen het niet, tot het anders gezegd is."),
            ),
            (
                Decision.Outcome.REMOVED,
                gettext_lazy("Weg: anderen lezen het niet meer, ook niet in andere woorden."),
            ),
        ],
        widget=forms.RadioSelect,
    )
    reason = Words(
        label=gettext_lazy("Waarom?"),
        help_text=gettext_lazy(
            "Wie het schreef en wie het meldde, lezen dit allebei. Noem geen naam."
        ),
        rows=4,
        max_length=1000,
        error_messages={"required": gettext_lazy("Zeg waarom. Zonder reden is er geen besluit.")},
    )
