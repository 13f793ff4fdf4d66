"""A CSV or XLSX file as rows of text. Knows nothing of people; every fault is one sentence."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from mekaar.core import text
from mekaar.core.errors import Refused

MOST_BYTES = 3_000_000
MOST_UNPACKED = 20_000_000
# Colours and borders of a spreadsheet: small in a notebook, and costly to read when they are not.
MOST_STYLES = 300_000
# A notebook of one sheet has about a dozen parts.
MOST_PARTS = 500
MOST_ROWS = 2_000
LAST_ROW = 20_000
MOST_COLUMNS = 40
MOST_LETTERS = 4_000

# The number a row has in the file, with its cells; empty rows are not in it.
Rows = dict[int, list[str]]

_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
# A declaration, with which a small file grows while it is read; as each encoding that the reader of
# XML knows writes it. No spreadsheet makes one.
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
_XLSX = b"PK\x03\x04"
# A last row of our own: when it does not come back by itself, a quote was never closed.
_END = "\u2016einde\u2016"


def read(content: bytes) -> Rows:
    """The rows of the file, as far as something stands in them.

    Raises Refused with a sentence for what cannot be read.
    """
    require_size(len(content))
    if not content.strip():
        raise Refused(_("Dit bestand is leeg. Kies het bestand met het schrift."))
    rows: Rows = {}
    for number, cells in enumerate(_xlsx(content) if content[:4] == _XLSX else _csv(content), 1):
        given = list(cells)
        row = [_cell(value) for value in given[:MOST_COLUMNS]]
        if any(row):
            _require_room(number, already=len(rows), too_wide=any(given[MOST_COLUMNS:]))
            rows[number] = row
    if len(rows) < 2:
        raise Refused(_("In dit bestand staan geen regels onder de kop. Kijk of het klopt."))
    return rows


def require_size(size: int) -> None:
    """Refuse a file that is too large, before anybody reads it.

    Raises Refused.
    """
    if size > MOST_BYTES:
        raise Refused(_("Dit bestand is te groot. Het mag 3 MB zijn. Knip het in stukken."))


def _require_room(number: int, *, already: int, too_wide: bool) -> None:
    if already > MOST_ROWS:
        raise Refused(_("Dit zijn meer dan 2.000 regels. Knip het bestand in stukken."))
    _require_few(number)
    if too_wide:
        raise Refused(_("Dit bestand heeft meer dan 40 kolommen. Bewaar alleen het schrift."))


def _require_few(number: int) -> None:
    if number > LAST_ROW:
        raise Refused(_("Er staan heel veel lege regels in dit bestand. Haal ze weg."))


def _cell(value: object) -> str:
    """One cell as one line of text; a date as people write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, datetime.date):
        return f"{value.day}-{value.month}-{value.year}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return text.tidy_line(str(value)[:MOST_LETTERS])


def _xlsx(content: bytes) -> Iterator[Iterable[object]]:
    """The first sheet; a formula gives what a spreadsheet last saw there, it never runs."""
    import openpyxl  # noqa: PLC0415 (it loads numpy, which no page needs)

    try:
        _require_small(content)
        import openpyxl  # noqa: PLC0415  # loads numpy, for whoever brings such a file only

        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        # One row further than we read, so that a longer one is noticed and never walked to its end.
        rows = book.worksheets[0].iter_rows(
            max_col=MOST_COLUMNS + 1, max_row=LAST_ROW + 1, values_only=True
        )
        for number, row in enumerate(rows, 1):
            _require_few(number)
            yield row
    except Refused:
        raise
    except Exception as error:  # a broken file may break a foreign reader in any way
        raise Refused(
            _("Dit bestand kunnen we niet lezen. Open het en bewaar het opnieuw als XLSX of CSV.")
        ) from error


def _require_small(packed: bytes) -> None:
    """Refuse what is small only as long as it is packed, before unpacking it.

    Raises Refused.
    """
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise Refused(_("Dit bestand is uitgepakt te groot. Bewaar het als CSV."))
        styles = sum(part.file_size for part in parts if "styles" in part.filename.lower())
        if styles > MOST_STYLES or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Refused(_("Dit bestand is uitgepakt te groot. Bewaar het als CSV."))
        if any(mark in archive.read(part) for part in parts for mark in _DOCTYPES):
            raise ValueError("a notebook declares no entities")


def _csv(content: bytes) -> Iterator[Iterable[object]]:
    """The rows of a CSV file, whichever of ; , and tab it uses."""
    decoded = _decode(content)
    if _NOT_TEXT.search(decoded):
        raise Refused(_("Dit is geen tekstbestand. Bewaar het schrift als XLSX of CSV."))
    whole = io.StringIO(f"{decoded}\n{_END}", newline="")
    number, row = 0, [""]
    try:
        for row in csv.reader(whole, delimiter=_separator(decoded)):
            number += 1
            if row != [_END]:
                yield row
    except csv.Error:
        row, number = [""], number + 1
    if row != [_END]:
        raise Refused(
            _(
                "In regel %(number)d staat een los aanhalingsteken, of een veel te lang vakje."
                " Verbeter dat en probeer het opnieuw."
            )
            % {"number": number}
        )


def _decode(content: bytes) -> str:
    """The text in the encoding it was most likely written in."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(decoded: str) -> str:
    """What stands between the cells: in most of the first lines, and there most often."""
    lines = [line for line in decoded[:20_000].splitlines() if line.strip()][:5]

    def weight(mark: str) -> tuple[int, int]:
        return sum(mark in line for line in lines), sum(line.count(mark) for line in lines)

    return max(";,\t", key=weight)


def write_csv(rows: Iterable[Iterable[str]]) -> str:
    """Rows as CSV that a spreadsheet shows as text: a cell that looks like a formula is quoted."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _harmless(value: str) -> str:
    """The cell on one line; one that a spreadsheet would run gets an apostrophe before it."""
    line = text.tidy_line(value)
    return f"'{line}" if line[:1] in {"=", "+", "-", "@"} else line


def rest_heading() -> list[str]:
    """The headings of the file with rows that were not taken; it can be read in again."""
    return [
        _("naam"),
        _("telefoon"),
        _("zoekt"),
        _("kan"),
        _("datum"),
        _("bereikbaar"),
        _("waarom niet"),
    ]
