"""A CSV or XLSX file as rows of text. Knows nothing of people; every fault is one sentence."""

import csv
import datetime
import io
import zipfile

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from mekaar.core import text
from mekaar.core.errors import Refused

MOST_BYTES = 3_000_000
MOST_UNPACKED = 60_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 40
MOST_LETTERS = 4_000

Rows = list[list[str]]


def read(content: bytes, name: str) -> Rows:
    """The rows of the file, empty ones left out; the first is the heading.

    Raises Refused with a sentence for what cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise Refused(_("Dit bestand is te groot. Het mag 3 MB zijn. Knip het in stukken."))
    if not content.strip():
        raise Refused(_("Dit bestand is leeg. Kies het bestand met het schrift."))
    rows = _from_xlsx(content) if content[:2] == b"PK" else _from_csv(content, name)
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise Refused(_("In dit bestand staan geen regels onder de kop. Kijk of het klopt."))
    if len(rows) > MOST_ROWS:
        raise Refused(_("Dit zijn meer dan 2.000 regels. Knip het bestand in stukken."))
    return rows


def _cell(value: object) -> str:
    """One cell as one line of text; a date as people write it."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return f"{value.day}-{value.month}-{value.year}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return text.tidy_line(str(value)[:MOST_LETTERS])


def _from_xlsx(content: bytes) -> Rows:
    """The first sheet. Values only: a formula gives what the program last saw, it never runs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Refused(_("Dit bestand is uitgepakt te groot. Bewaar het als CSV."))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        return [
            [_cell(value) for value in row]
            for row in sheet.iter_rows(
                max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True
            )
        ]
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        IndexError,
        TypeError,
        OSError,
        SyntaxError,
    ) as error:
        raise Refused(
            _(
                "Dit bestand kunnen we niet lezen. Open het en bewaar het opnieuw als XLSX of CSV."
            )
        ) from error


def _decode(content: bytes) -> str:
    """The text in the encoding it was most likely written in."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _from_csv(content: bytes, name: str) -> Rows:
    """Rows of a CSV file, whichever of ; , and tab it uses."""
    if name.lower().endswith((".xls", ".ods", ".doc", ".docx", ".pdf")):
        raise Refused(_("Dit soort bestand kunnen we niet lezen. Bewaar het als XLSX of CSV."))
    decoded = _decode(content)
    if "\x00" in decoded:
        raise Refused(_("Dit is geen tekstbestand. Bewaar het schrift als XLSX of CSV."))
    heading = decoded.split("\n", 1)[0]
    separator = max(";,\t", key=heading.count)
    try:
        rows = csv.reader(io.StringIO(decoded, newline=""), delimiter=separator)
        return [[_cell(value) for value in row[:MOST_COLUMNS]] for row in rows]
    except csv.Error as error:
        raise Refused(
            _("Dit bestand kunnen we niet lezen. Kijk of elke regel evenveel vakjes heeft.")
        ) from error


def write_csv(rows: Rows) -> str:
    """Rows as CSV that a spreadsheet shows as text: a cell that looks like a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([[_harmless(value) for value in row] for row in rows])
    return "\ufeff" + out.getvalue()


def _harmless(value: str) -> str:
    """A cell that a spreadsheet would run gets an apostrophe before it (CSV injection)."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
