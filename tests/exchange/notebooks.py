"""Notebooks as community centres keep them, made for the tests. Nobody has these numbers."""

import io
import zipfile
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

HEADING = ["Naam", "Telefoon", "Zoekt", "Kan", "Datum"]
ROWS = [
    ["mevrouw Bakker", "06-00000031", "iemand die meeloopt naar de markt", "", "3 mrt"],
    ["Yusuf", "0600000032", "", "fietsen maken", "12-1-2026"],
    ["Corrie", "", "hulp bij brieven", "soep koken", ""],
]


def csv_of(*rows: list[str], sep: str = ";") -> str:
    """Rows as a plain CSV file."""
    return "".join(sep.join(row) + "\r\n" for row in rows)


def xlsx_of(*rows: list[Any]) -> bytes:
    """Rows as a workbook; dates stay dates, numbers numbers."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Files packed together."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """What is packed in a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A workbook with something else in one of its parts."""
    parts = unzipped(content)
    assert old in parts[name]
    return zipped(parts | {name: parts[name].replace(old, new)})


def upload(content: bytes | str, name: str = "schrift.csv") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
