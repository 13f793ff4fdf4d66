"""The notebook: choosing the file, and mending what we understood, row by row."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core.forms import Line
from mekaar.exchange.notebook import reading
from mekaar.exchange.notebook.understanding import Understood, understand

# The columns of the check page, in this order; the headings are those `understand` knows.
FIELDS = ("name", "phone", "seeks", "can", "date", "reach")
_HEADING = ["naam", "telefoon", "zoekt", "kan", "datum", "bereikbaar"]
MOST_ON_A_PAGE = 300


class NotebookForm(forms.Form):
    """The file, or the rows pasted out of a spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Het schrift"),
        help_text=gettext_lazy("Een XLSX- of CSV-bestand, of plak de regels hieronder."),
        required=False,
        allow_empty_file=True,
    )
    pasted = forms.CharField(
        label=gettext_lazy("Of plak hier de regels"),
        help_text=gettext_lazy("Met de kop erboven: naam, telefoon, zoekt, kan, datum."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=400_000,
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        """One of both."""
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("pasted", "").strip():
            raise forms.ValidationError(_("Kies een bestand of plak de regels van het schrift."))
        return cleaned

    def rows(self) -> list[Understood]:
        """What we understand of it.

        Raises Refused with a sentence when it cannot be read.
        """
        upload = self.cleaned_data["file"]
        content = upload.read() if upload else self.cleaned_data["pasted"].encode()
        return understand(reading.read(content, upload.name if upload else "pasted.csv"))


class RowForm(forms.Form):
    """One row of the check page; only for drawing and for its labels."""

    take = forms.BooleanField(label=gettext_lazy("Overnemen"), required=False)
    name = Line(label=gettext_lazy("Naam"), required=False)
    phone = Line(label=gettext_lazy("Telefoon"), required=False)
    seeks = Line(label=gettext_lazy("Zoekt"), required=False, max_length=2000)
    can = Line(label=gettext_lazy("Kan"), required=False, max_length=2000)
    date = Line(label=gettext_lazy("Datum"), required=False)
    reach = Line(label=gettext_lazy("Bereikbaar"), required=False, max_length=200)


def row_forms(rows: list[Understood]) -> list[tuple[Understood, RowForm]]:
    """Each row with its form, filled in with what was understood or typed."""
    return [
        (
            row,
            RowForm(
                prefix=f"r{row.number}",
                initial={
                    "take": not row.trouble,
                    "name": row.name,
                    "phone": row.phone,
                    "seeks": row.seeks,
                    "can": row.can,
                    "date": row.date_text,
                    "reach": row.reach,
                },
            ),
        )
        for row in rows
    ]


def mended(posted: Mapping[str, str]) -> tuple[list[Understood], list[Understood]]:
    """The rows as a person mended them: those to take, and those left out by hand.

    Understood anew, so what the page sends counts no more than what a file says.
    Raises Refused when the page came back damaged.
    """
    rows, taken = [_HEADING], []
    for number in range(2, MOST_ON_A_PAGE + 2):
        if f"r{number}-name" not in posted:
            break
        form = RowForm({key: posted.get(f"r{number}-{key}", "") for key in FIELDS})
        form.is_valid()
        rows.append([form.cleaned_data.get(key, "") for key in FIELDS])
        taken.append(f"r{number}-take" in posted)
    understood = understand(rows)
    by_hand = [row for row, take in zip(understood, taken, strict=True) if not take]
    return [row for row, take in zip(understood, taken, strict=True) if take], by_hand
