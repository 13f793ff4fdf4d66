"""Hints to who writes what others will read: hard sentences, personal details, the language.

Soft: nothing is held back, and nobody but the writer ever sees a hint. Only fields that say
`for_others` are looked at, never the core questions or notes; the text goes to a function and is
forgotten (L-09, L-13). The rules themselves are in `mekaar/language`, which knows no house.
"""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mekaar.language import hide, plain
from mekaar.language.which import language_of
from mekaar.people.forms.me import LANGUAGES

DUTCH = "nl"
LONGEST = 4_000
"""Letters that are looked at; no field of the house holds more."""

_MOST_DETAILS = 4
_WORDS_SHOWN = 6

_THERE_IS = {
    hide.MAIL: gettext_lazy("Hier staat een mailadres: %(words)s."),
    hide.BANK: gettext_lazy("Hier staat een rekeningnummer: %(words)s."),
    hide.PHONE: gettext_lazy("Hier staat een telefoonnummer: %(words)s."),
    hide.BSN: gettext_lazy("Dit lijkt een burgerservicenummer: %(words)s."),
    hide.NUMBER: gettext_lazy("Hier staat een lang nummer: %(words)s."),
    hide.POSTCODE: gettext_lazy("Hier staat een postcode: %(words)s."),
    hide.STREET: gettext_lazy("Hier staat een adres: %(words)s."),
    hide.BIRTH: gettext_lazy("Hier staat een geboortedatum: %(words)s."),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """One sentence to the writer; for a personal detail also its kind and how it was written."""

    sentence: str
    kind: str = ""
    detail: str = ""


def hints(text: str, setting: str) -> list[Hint]:
    """Everything worth saying about this text, details first.

    `setting` is the language of the person, for a text that is too short to tell.
    """
    text = text[:LONGEST]
    found = [_of_detail(detail) for detail in hide.found(text)[:_MOST_DETAILS]]
    told = language_of(text)
    if told is not None and told != DUTCH:
        return [*found, *_of_language(told)]
    if (told or setting) != DUTCH:
        return found
    return [*found, *(Hint(_say(remark)) for remark in plain.remarks(text))]


def _of_detail(detail: hide.Detail) -> Hint:
    return Hint(_THERE_IS[detail.kind] % {"words": detail.words}, detail.kind, detail.words)


def _of_language(code: str) -> list[Hint]:
    """A text in another language is welcome; only who reads it may be fewer."""
    name = dict(LANGUAGES).get(code)
    if name is None:
        return []
    sentence = _("Dit lijkt %(language)s. Dat mag. Niet elke buur kan dat lezen.")
    return [Hint(sentence % {"language": name})]


def _say(remark: plain.Remark) -> str:
    if remark.kind == "easier":
        return _("“%(word)s” kan makkelijker: %(instead)s.") % {
            "word": remark.words,
            "instead": remark.instead,
        }
    begin = Truncator(remark.words).words(_WORDS_SHOWN, truncate=" …")
    if remark.kind == "long":
        return ngettext(
            "“%(begin)s” Deze zin heeft %(count)d woord. Maak er twee van.",
            "“%(begin)s” Deze zin heeft %(count)d woorden. Maak er twee van.",
            remark.count,
        ) % {"begin": begin, "count": remark.count}
    return _("“%(begin)s” Wie doet dit? Begin de zin met die persoon.") % {"begin": begin}


# --- Of a whole form ------------------------------------------------------------------------------


def for_others(form: forms.Form) -> list[str]:
    """The names of the fields that others will read."""
    return [name for name, field in form.fields.items() if getattr(field, "for_others", False)]


def of_field(form: forms.Form, name: str, setting: str) -> list[Hint]:
    """The hints about one field of a valid form; none where nobody else reads it."""
    if name not in for_others(form):
        return []
    return hints(str(form.cleaned_data.get(name) or ""), setting)


def details(form: forms.Form) -> Counter[str]:
    """How many details of each kind stand in what others will read."""
    return Counter(
        detail.kind
        for name in for_others(form)
        for detail in hide.found(str(form.cleaned_data.get(name) or "")[:LONGEST])
    )


def blank(form: forms.Form, kind: str) -> None:
    """Give the form back without the details of this kind in what others will read."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    for name in for_others(form):
        typed = str(form.cleaned_data.get(name) or "")
        data[form.add_prefix(name)] = hide.blanked(typed, frozenset({kind}))
    form.data = data
