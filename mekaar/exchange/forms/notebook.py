"""The notebook: choosing the file, and mending what we understood, row by row."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core import text
from mekaar.core.errors import Refused
from mekaar.core.forms import Carried, Line
from mekaar.exchange.notebook import reading
from mekaar.exchange.notebook.understanding import (
    MOST_IN_REACH,
    MOST_IN_WORDS,
    Understood,
    mark_twice,
    understand,
    understood,
)

# What a row says, in the order of the check page; all of it is text.
FIELDS = ("name", "phone", "seeks", "can", "date", "reach")
# One page-full; the rest of a longer notebook comes when it is read again. The letters are for the
# size of the page as it is sent back.
MOST_ON_A_PAGE = 150
MOST_LETTERS_ON_A_PAGE = 150_000

_ROW = re.compile(r"r([1-9][0-9]{0,5})-name")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class NotebookForm(forms.Form):
    """The file, or the rows pasted out of a spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Het schrift"),
        help_text=gettext_lazy("Een XLSX- of CSV-bestand van hoogstens 3 MB."),
        required=False,
        allow_empty_file=True,
    )
    pasted = Carried(
        label=gettext_lazy("Of plak hier de regels"),
        help_text=gettext_lazy("Met de kop erboven: naam, telefoon, zoekt, kan, datum."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=200_000,
        strip=False,
        error_messages={
            "max_length": gettext_lazy("Dit is te veel om te plakken. Kies een bestand.")
        },
    )

    def clean(self) -> dict[str, Any]:
        """One of both, read: what stands in it is `cleaned_data["notebook"]`."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        upload, pasted = cleaned["file"], cleaned["pasted"]
        if not upload and not pasted.strip():
            raise forms.ValidationError(_("Kies een bestand of plak de regels van het schrift."))
        try:
            if upload:
                reading.require_size(upload.size)
            content = upload.read() if upload else pasted.encode()
            cleaned["notebook"] = understand(reading.read(content))
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        return cleaned


class RowForm(forms.Form):
    """One row of the check page, filled in with what was understood or typed."""

    take = forms.BooleanField(label=gettext_lazy("Overnemen"), required=False)
    name = Line(label=gettext_lazy("Naam"), required=False)
    phone = Line(label=gettext_lazy("Telefoon"), required=False)
    seeks = Line(label=gettext_lazy("Zoekt"), required=False, max_length=MOST_IN_WORDS)
    can = Line(label=gettext_lazy("Kan"), required=False, max_length=MOST_IN_WORDS)
    date = Line(label=gettext_lazy("Datum"), required=False)
    reach = Line(label=gettext_lazy("Bereikbaar"), required=False, max_length=MOST_IN_REACH)
    known_as = Carried(widget=forms.HiddenInput, required=False)

    def __init__(self, row: Understood, *, take: bool) -> None:
        """Draw the row; what comes back is read by `mended`."""
        said = {name: getattr(row, name) for name in (*FIELDS, "known_as")}
        super().__init__(prefix=f"r{row.number}", initial={"take": take, **said})
        self.row = row

    @property
    def said(self) -> list[BoundField]:
        """The fields that say something of the person."""
        return [self[name] for name in FIELDS]


class MendForm(forms.Form):
    """Carries the sentences about rows that cannot be taken as they stand."""

    def __init__(self, wrong: Collection[Understood]) -> None:
        """One sentence per row."""
        super().__init__({} if wrong else None)
        for row in wrong:
            sentence = _("Regel %(number)d: %(why)s Verbeter de regel, of haal het vinkje weg.")
            self.add_error(None, sentence % {"number": row.number, "why": row.trouble})


@dataclass(frozen=True)
class Mended:
    """The rows as a person mended them: those to take, and those left out by hand."""

    take: list[Understood]
    leave: list[Understood]

    @property
    def wrong(self) -> list[Understood]:
        """Rows that were to be taken but cannot be."""
        return [row for row in self.take if row.trouble]

    @property
    def row_forms(self) -> list[RowForm]:
        """All of them again, as they were typed."""
        rows = [(row, True) for row in self.take] + [(row, False) for row in self.leave]
        return [RowForm(row, take=take) for row, take in sorted(rows, key=lambda r: r[0].number)]


def one_page(rows: list[Understood]) -> list[Understood]:
    """As many rows as one page holds, those that can be taken first, in the order of the file."""
    page: list[Understood] = []
    letters = 0
    for row in sorted(rows, key=lambda row: bool(row.trouble)):
        letters += sum(len(getattr(row, name)) for name in FIELDS)
        if page and (len(page) == MOST_ON_A_PAGE or letters > MOST_LETTERS_ON_A_PAGE):
            break
        page.append(row)
    return sorted(page, key=lambda row: row.number)


def mended(posted: Mapping[str, str]) -> Mended:
    """The rows of the check page as they came back.

    Understood anew, so what the page sends counts no more than what a file says.
    Raises Refused when the page came back damaged.
    """
    rows = sent_back(posted)
    return Mended(
        take=mark_twice(row for row in rows if f"r{row.number}-take" in posted),
        leave=[row for row in rows if f"r{row.number}-take" not in posted],
    )


def sent_back(posted: Mapping[str, str]) -> list[Understood]:
    """The rows that a page sends, understood anew.

    Raises Refused when it came back damaged.
    """
    numbers = sorted(int(found[1]) for key in posted if (found := _ROW.fullmatch(key)))
    if not 0 < len(numbers) <= MOST_ON_A_PAGE or any(map(text.has_null, posted.values())):
        raise Refused(
            _("Deze bladzijde kwam niet heel terug. Er is niets overgenomen. Begin opnieuw.")
        )
    return [_row(number, posted) for number in numbers]


def _row(number: int, posted: Mapping[str, str]) -> Understood:
    typed = {name: text.tidy_line(posted.get(f"r{number}-{name}", "")) for name in FIELDS}
    row = understood(number, {name: [said] for name, said in typed.items() if said})
    known_as = posted.get(f"r{number}-known_as", "")
    return replace(row, known_as=known_as if _DIGEST.fullmatch(known_as) else row.digest)
