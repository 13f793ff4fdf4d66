"""Every component of the house on one page, so that a person and axe can look at them."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.core import forms as own
from mekaar.core.leaf import Leaf
from mekaar.core.pages import show
from mekaar.people.doors import public
from mekaar.people.requests import PersonRequest
from mekaar.places.queries import front


class EveryKind(forms.Form):
    """One field of every kind."""

    name = own.Line(label=_("Hoe mogen we je noemen?"), help_text=_("Een verzonnen naam mag."))
    phone = own.Phone(label=_("Telefoon"), required=False)
    words = own.Words(label=_("Wat wil je?"), help_text=_("In je eigen woorden."))
    day = own.Day(label=_("Wanneer kijken we samen terug?"), required=False, ahead=True)
    place = forms.ChoiceField(
        label=_("Waar spreken we af?"), choices=[("a", _("in het buurthuis")), ("b", _("bij mij"))]
    )
    audience = forms.ChoiceField(
        label=_("Wie mag dit lezen?"),
        choices=[("a", _("alleen de buurtverbinder")), ("b", _("mensen uit de buurt"))],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=_("Welke talen spreek je?"),
        choices=[("nl", _("een beetje Nederlands")), ("ti", _("Tigrinya"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    times = own.Dayparts(label=_("Wanneer kan het?"), help_text=_("Kies wat je goed uitkomt."))
    together = forms.BooleanField(label=_("Ik wil eerst samen afspreken"), required=False)


@public
def styleguide(request: PersonRequest) -> HttpResponse:
    """The library of components; nothing here is about anybody."""
    return show(request, "web/styleguide.html", title=_("Stijlgids"), **_examples(request))


def _examples(request: PersonRequest) -> dict[str, Any]:
    wrong = EveryKind(
        {"phone": "dat weet ik niet", "words": "", "times": ["4", "5"]}, auto_id="wrong_%s"
    )
    return {
        "lead": _("Alle onderdelen van het huis bij elkaar."),
        "open": EveryKind(auto_id="open_%s"),
        "wrong": wrong,
        "words": _("Weer eens klaverjassen.\nDe avonden zijn lang."),
        "reasons": [_("Jullie kunnen allebei op dinsdag."), _("Het is om de hoek.")],
        "leaf": Leaf([], "2026-03-03~P1"),
        "front": front(request.here),
        "rows": [(_("dinsdag"), _("koffie en vragen")), (_("vrijdag"), _("soep en brood"))],
    }
