"""What the resident types about a circle, made clean; nothing is saved here."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.circles.models import Kind, SketchedPerson
from mekaar.circles.said import Drawn, HandOver, Invited
from mekaar.core import dates
from mekaar.core.forms import Day, Line

_CHOOSE = gettext_lazy("Kies een van de antwoorden.")
_WRONG = {"required": _CHOOSE, "invalid_choice": _CHOOSE}
_A_NAME = {"required": gettext_lazy("Schrijf een naam, of bijvoorbeeld: mijn buurman.")}


class OneOf(forms.ChoiceField):
    """One of a few answers, as large radios."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        """With one Dutch sentence for every wrong choice."""
        super().__init__(error_messages=_WRONG, **kwargs)


class DeskForm(forms.Form):
    """At the desk: what the resident says about a circle. The same four answers for everybody."""

    what = OneOf(
        label=gettext_lazy("Wat wil je met een steunkring?"),
        choices=[
            ("begin", gettext_lazy("Ik wil een steunkring beginnen")),
            ("pause", gettext_lazy("Mijn steunkring mag even rusten")),
            ("go_on", gettext_lazy("Mijn steunkring mag weer verder gaan")),
            ("stop", gettext_lazy("Ik wil stoppen met mijn steunkring")),
        ],
    )


class NameForm(forms.Form):
    """How the resident calls the circle."""

    name = Line(
        label=gettext_lazy("Hoe noem je de kring?"),
        help_text=gettext_lazy("Een naam hoeft niet."),
        required=False,
    )


class SketchForm(forms.Form):
    """Somebody in the drawing."""

    name = Line(
        label=gettext_lazy("Wie?"),
        help_text=gettext_lazy("Een naam, of bijvoorbeeld: mijn buurman. Niemand hoort hiervan."),
        error_messages=_A_NAME,
    )
    ring = OneOf(
        label=gettext_lazy("Hoe dichtbij?"),
        choices=SketchedPerson.Ring.choices,
        initial=SketchedPerson.Ring.AROUND,
    )
    kind = OneOf(
        label=gettext_lazy("Wie is dit voor jou?"), choices=Kind.choices, initial=Kind.OTHER
    )

    def drawn(self) -> Drawn:
        """Who is drawn, and where."""
        given = self.cleaned_data
        return Drawn(given["name"], given["kind"], int(given["ring"]))


class InviteForm(forms.Form):
    """Somebody to ask for the circle."""

    name = Line(
        label=gettext_lazy("Wie wil je vragen?"),
        help_text=gettext_lazy("Zoals jij deze persoon noemt. De kring leest deze naam ook."),
        error_messages=_A_NAME,
    )
    kind = OneOf(
        label=gettext_lazy("Wie is dit voor jou?"), choices=Kind.choices, initial=Kind.OTHER
    )
    is_child = forms.BooleanField(
        label=gettext_lazy("Dit is een kind"),
        help_text=gettext_lazy("Schrijf alleen de voornaam. Een kind krijgt geen brief."),
        required=False,
    )

    def invited(self) -> Invited:
        """Who is asked."""
        return Invited(**self.cleaned_data)


class HandOverForm(forms.Form):
    """Another facilitator: why, and when the two talked."""

    why = Line(
        label=gettext_lazy("Waarom komt er een ander?"),
        help_text=gettext_lazy("Bijvoorbeeld: ziek. De nieuwe procesbegeleider kan dit lezen."),
        max_length=200,
        error_messages={"required": gettext_lazy("Schrijf in een paar woorden waarom.")},
    )
    on = Day(
        label=gettext_lazy("Op welke dag was het gesprek om het over te dragen?"),
        help_text=gettext_lazy("Dat mag ook aan de telefoon zijn geweest."),
        error_messages={"required": gettext_lazy("Schrijf de dag van het gesprek op.")},
    )

    def clean_on(self) -> Any:
        """A talk that was held."""
        on = self.cleaned_data["on"]
        if on and on > dates.today():
            raise ValidationError(
                _("Het gesprek moet eerst geweest zijn. Kies een dag die voorbij is.")
            )
        return on

    def said(self) -> HandOver:
        """The reason and the day."""
        return HandOver(self.cleaned_data["why"], self.cleaned_data["on"])
