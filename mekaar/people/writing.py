"""Reading back: what a scribe typed counts after the resident says yes (R-C05, R-A15).

Who types for themselves and leaves a phone number or address in what others will read, is asked
once whether it may stay; a page that showed the hints while typing has asked it already.
"""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core import dates
from mekaar.core.errors import Refused
from mekaar.core.forms import Dayparts
from mekaar.core.pages import show
from mekaar.language import hide
from mekaar.people import hints, keys
from mekaar.people.doors import MARKS
from mekaar.people.hints import Hint
from mekaar.people.requests import PersonRequest

ANSWER, SEAL, ONCE = "voorgelezen", "voorgelezen_zegel", "voorgelezen_nummer"
# Which kind of detail to blank, and which kinds the writer was told of.
BLANK, SEEN = "weg", "nagekeken"
_OWN = {*MARKS, ANSWER, SEAL, ONCE, BLANK, SEEN}
_KEPT_IN_SESSION = 30


@dataclass(frozen=True, slots=True)
class Spoken:
    """One field as it is read aloud: its question, and the answer as it will be kept."""

    label: str
    words: str
    hints: list[Hint] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Blank:
    """A button that takes out every detail of one kind."""

    kind: str
    words: str


_BLANKS = {
    hide.MAIL: gettext_lazy("Haal het mailadres weg"),
    hide.BANK: gettext_lazy("Haal het rekeningnummer weg"),
    hide.PHONE: gettext_lazy("Haal het telefoonnummer weg"),
    hide.BSN: gettext_lazy("Haal het burgerservicenummer weg"),
    hide.NUMBER: gettext_lazy("Haal het lange nummer weg"),
    hide.POSTCODE: gettext_lazy("Haal de postcode weg"),
    hide.STREET: gettext_lazy("Haal het adres weg"),
    hide.BIRTH: gettext_lazy("Haal de geboortedatum weg"),
}


@runtime_checkable
class ReadAloud(Protocol):
    """A field that knows itself how an answer is said, also when it was left as it stood."""

    def read_aloud(self, value: Any) -> str:
        """The answer as one says it."""


def settled(
    request: PersonRequest, form: forms.Form, *, title: str, skip: bool = False
) -> HttpResponse | None:
    """None when this valid form may be saved; otherwise the page to show instead.

    Who types for themselves needs no reading back. At the desk the first POST shows the check page;
    its "ja" counts only for exactly the words that page showed (sealed), once. "Nee, verander"
    gives the form back, filled in. After a yes `request.by` carries the moment of reading back.
    `skip` is for forms without a word of the resident's own.
    """
    if skip:
        return None
    if request.by.id == request.resident.id:
        return looked_over(request, form, title=title)
    if page := _given_back(request, form, title):
        return page
    answer = request.POST.get(ANSWER, "")
    if answer == "ja" and _is_sealed(request):
        _use_once(request)
        request.by = request.by.after_reading_back()
        return None
    once = get_random_string(16)
    return show(
        request,
        "people/read_back.html",
        title=title,
        name=request.resident.display_name,
        spoken=list(_spoken(form, request.resident.language)),
        blanks=_blanks(form),
        carried=_carried(request),
        seal=_seal(request, once),
        once=once,
    )


def looked_over(request: PersonRequest, form: forms.Form, *, title: str) -> HttpResponse | None:
    """None when this valid form may be saved; otherwise a page that asks whether a detail may stay.

    Only when others will read it, and once: what was told while typing, is not asked again.
    """
    if page := _given_back(request, form, title):
        return page
    found = hints.details(form)
    if not found - Counter(request.POST.getlist(SEEN)):
        return None
    return show(
        request,
        "people/look_over.html",
        title=_("Mag dit blijven staan?"),
        lines=[
            line
            for line in _spoken(form, request.resident.language)
            if any(hint.detail for hint in line.hints)
        ],
        blanks=_blanks(form),
        seen=list(found.elements()),
        carried=_carried(request),
    )


def _given_back(request: PersonRequest, form: forms.Form, title: str) -> HttpResponse | None:
    """The form again, filled in: to change it, or without the details that were pressed away."""
    kind = request.POST.get(BLANK, "")
    if kind in _BLANKS:
        hints.blank(form, kind)
    elif request.POST.get(ANSWER, "") != "nee":
        return None
    return show(
        request,
        "people/read_back_change.html",
        title=title,
        form=form,
        carried=_carried(request, leave_out=_names(form)),
    )


def _blanks(form: forms.Form) -> list[Blank]:
    return [Blank(kind, str(_BLANKS[kind])) for kind in hints.details(form)]


def _names(form: forms.Form) -> set[str]:
    return {form.add_prefix(name) for name in form.fields}


def _carried(request: PersonRequest, leave_out: set[str] | None = None) -> list[tuple[str, str]]:
    """Everything that was typed, to go along unseen: nothing is typed twice."""
    without = _OWN | (leave_out or set())
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in without
        for value in values
    ]


def _seal(request: PersonRequest, once: str) -> str:
    """A seal on these words, for this page, resident and visit."""
    visit = request.visit.code if request.visit else ""
    shown = [request.path, str(request.resident.id), visit, once]
    pairs = sorted((name, value.replace("\r\n", "\n")) for name, value in _carried(request))
    return keys.digest("writing", repr((shown, pairs)))


def _is_sealed(request: PersonRequest) -> bool:
    typed = request.POST.get(SEAL, "")
    return constant_time_compare(typed, _seal(request, request.POST.get(ONCE, "")))


def _use_once(request: PersonRequest) -> None:
    """A second click on "ja", or a page sent again, saves nothing twice.

    Raises Refused.
    """
    used: list[str] = request.session.get("read_back", [])
    once = request.POST[ONCE]
    if once in used:
        raise Refused(
            _("Dit is al een keer bevestigd. Kijk eerst of het bewaard is. Begin anders opnieuw.")
        )
    request.session["read_back"] = [*used, once][-_KEPT_IN_SESSION:]


def _spoken(form: forms.Form, language: str) -> Iterator[Spoken]:
    for name, one in form.fields.items():
        words = in_words(one, form.cleaned_data.get(name))
        if words and not isinstance(one.widget, forms.HiddenInput):
            label = str(getattr(one, "read_as", form[name].label))
            yield Spoken(label, words, hints.of_field(form, name, language))


def in_words(field: forms.Field, value: Any) -> str:
    """A cleaned value as one says it; nothing for what was left open."""
    if isinstance(field, ReadAloud):
        return field.read_aloud(value)
    return _in_words(field, value)


def _in_words(field: forms.Field, value: Any) -> str:
    if value is None or value is False or value in ("", [], ()):
        return ""
    if isinstance(field, Dayparts):
        return dates.say_dayparts(value)
    if isinstance(field, forms.ModelChoiceField):
        return str(field.label_from_instance(value))
    if isinstance(field, forms.ChoiceField):
        return _chosen(field, value)
    return _said(value)


def _said(value: Any) -> str:
    if value is True:
        return _("ja, graag")
    return dates.say_day(value) if isinstance(value, datetime.date) else str(value)


def _chosen(field: forms.ChoiceField, value: Any) -> str:
    labels = {str(key): str(label) for key, label in _flat(field.choices)}
    values = value if isinstance(value, list | tuple | set) else [value]
    return ", ".join(labels.get(str(one), str(one)) for one in values)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield key, label
