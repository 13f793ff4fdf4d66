"""Whatever is sent as a notebook: a clear Dutch sentence, the right status, nothing half saved."""

import random
import time
import unicodedata

import pytest

from mekaar.exchange.models import Ask, NotebookRow, Offer
from mekaar.people.models import Participant
from tests.exchange.notebooks import (
    HEADING,
    ROWS,
    csv_of,
    unzipped,
    upload,
    with_part,
    xlsx_of,
    zipped,
)
from tests.inspection import problems

NOTEBOOK = "/balie/schrift/"
TAKE = "/balie/schrift/overnemen/"
REST = "/balie/schrift/rest/"
HEAD = ";".join(HEADING) + "\r\n"
NO_NAMES = "We zien geen kolom met namen."
UNREADABLE = "Dit bestand kunnen we niet lezen."
NOT_TEXT = "Dit is geen tekstbestand."
NO_ROWS = "In dit bestand staan geen regels onder de kop."
QUOTE = "staat een los aanhalingsteken"
# Processor seconds of one answer, whatever was sent; an honest notebook takes a small part of it.
LONGEST = 12
_CHANCE = random.Random(7)


GOOD = xlsx_of(HEADING, *ROWS)
PARTS = unzipped(GOOD)
END = b"</sheetData>"
SHEET = "xl/worksheets/sheet1.xml"
AT = GOOD.index(SHEET.encode()) + 200
BAKKER = b'<c r="A2" t="inlineStr"><is><t>mevrouw Bakker</t></is></c>'


def without(name: str) -> bytes:
    return zipped({part: content for part, content in PARTS.items() if part != name})


def lying_about_size() -> bytes:
    """A zip that says its sheet is smaller than it is."""
    content = bytearray(GOOD)
    at = content.rindex(SHEET.encode()) - 46
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def encrypted() -> bytes:
    content = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


_LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
LAUGHING = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">' + _LAUGHS + b"]><worksheet>&l9;"
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet>&x;'
)

# Small as it is sent, and small in every part; large only once it is read.
_GROWN = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x "' + b"ha" * 50_000 + b'">]>'
GROWING = _GROWN + b"<worksheet>" + b"&x;" * 100_000 + b"</worksheet>"
ONE_ENTITY = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x "ha">]><worksheet>&x;</worksheet>'

FILES = {
    "empty": (b"", "Dit bestand is leeg."),
    "only spaces": (b" \r\n\t ", "Dit bestand is leeg."),
    "only a byte order mark": (b"\xef\xbb\xbf", NO_ROWS),
    "only marks": (b";;;\n;;;\n", NO_ROWS),
    "only a header": (HEAD.encode(), NO_ROWS),
    "header twice above nothing": (b"titel\r\n" + HEAD.encode(), NO_ROWS),
    "no name column": (csv_of(["Telefoon", "Zoekt"], ["0600000031", "rust"]).encode(), NO_NAMES),
    "no header": (csv_of(*ROWS).encode(), NO_NAMES),
    "only birth dates": (csv_of(["Geboortedatum"], ["1-1-1950"]).encode(), NO_NAMES),
    "null byte": ((HEAD + "Cor\x00rie;;rust").encode(), NOT_TEXT),
    "null bytes only": (b"\x00" * 1000, NOT_TEXT),
    "control marks": ((HEAD + "Cor\x07rie;;rust").encode(), NOT_TEXT),
    "utf-16 without a mark": ((HEAD + "Corrie").encode("utf-16-le"), NOT_TEXT),
    "utf-32": ((HEAD + "Corrie").encode("utf-32"), NOT_TEXT),
    "half a utf-16": (b"\xff\xfen", NO_ROWS),
    "utf-7": ("naam".encode("utf-16-be") + b"\n", NOT_TEXT),
    "ebcdic": ((HEAD + "Corrie").encode("cp500"), NO_NAMES),
    "chance": (_CHANCE.randbytes(50_000), NOT_TEXT),
    "much chance": (_CHANCE.randbytes(2_900_000), NOT_TEXT),
    "a picture": (b"\x89PNG\r\n\x1a\n" + _CHANCE.randbytes(2000), NOT_TEXT),
    "a photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + _CHANCE.randbytes(2000), NOT_TEXT),
    "a pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj" + _CHANCE.randbytes(2000), NOT_TEXT),
    "an old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, NOT_TEXT),
    "a program": (b"\x7fELF\x02\x01\x01" + b"\x00" * 2000, NOT_TEXT),
    "packed otherwise": (b"\x1f\x8b\x08" + _CHANCE.randbytes(2000), NOT_TEXT),
    "a web page": (b"<html><table>\n<tr><td>Corrie</td></tr>", NO_NAMES),
    "json": (b'[{"a": "Corrie"},\n{"a": "Yusuf"}]', NO_NAMES),
    "rtf": (b"{\\rtf1\\ansi Schrift\\par Corrie}\n", NO_ROWS),
    "a script": (b"#!/bin/sh\nrm -rf /\n", NO_NAMES),
    "sql": (b"'; DROP TABLE people_participant; --\n1;2\n", NO_NAMES),
    "quote without end": (HEAD.encode() + b'"Corrie;;rust\r\nYusuf;;\r\n', QUOTE),
    "quote without end at the end": (HEAD.encode() + b'Corrie;;"rust', QUOTE),
    "quote in the header": (b'"naam;zoekt\nCorrie;rust\n', QUOTE),
    "only a quote": (b'"', QUOTE),
    "odd number of quotes": (HEAD.encode() + b'Corrie;;"""\r\n', QUOTE),
    "1 MB cell": ((HEAD + "Corrie;;" + "a" * 1_000_000).encode(), QUOTE),
    "1 MB name": ((HEAD + "a" * 1_000_000).encode(), QUOTE),
    "1 MB line without marks": (b"a" * 1_000_000 + b"\nb", QUOTE),
    "too large": (b"naam\n" + b"a\n" * 1_500_001, "Dit bestand is te groot."),
    "10,000 columns": (
        csv_of(["naam", *map(str, range(10_000))], ["x"] * 10_001).encode(),
        "Dit bestand heeft meer dan 40 kolommen.",
    ),
    "a million marks": (b"naam\nx" + b";" * 1_000_000 + b"x", "meer dan 40 kolommen"),
    "100,000 rows": (
        HEAD.encode() + b"".join(b"B%d;;r\n" % n for n in range(100_000)), "meer dan 2.000 regels"
    ),
    "2,001 rows": (
        HEAD.encode() + b"".join(b"B%d;;r\n" % n for n in range(2_001)), "meer dan 2.000 regels"
    ),
    "a million empty rows": (HEAD.encode() + b"\n" * 1_000_000 + b"Cor", "heel veel lege regels"),
    "docx": (zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<T/>"}), UNREADABLE),
    "odt": (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), UNREADABLE),
    "zip with a csv": (zipped({"schrift.csv": csv_of(HEADING, *ROWS).encode()}), UNREADABLE),
    "truncated zip": (GOOD[: len(GOOD) // 2], UNREADABLE),
    "only the first bytes": (b"PK\x03\x04", UNREADABLE),
    "beginning of zip, then chance": (b"PK\x03\x04" + _CHANCE.randbytes(5000), UNREADABLE),
    "damaged zip": (GOOD.replace(GOOD[AT : AT + 9], b"XXXXXXXXX"), UNREADABLE),
    "zip that lies about its size": (lying_about_size(), UNREADABLE),
    "zip with a password": (encrypted(), UNREADABLE),
    "zip bomb": (zipped(PARTS | {SHEET: b"<x>" + b" " * 80_000_000}), "uitgepakt te groot"),
    "zip bomb of text": (
        zipped(PARTS | {"xl/sharedStrings.xml": b"a" * 50_000_000}), "uitgepakt te groot"
    ),
    "zip bomb in many parts": (
        zipped(PARTS | {f"xl/{n}.xml": b"a" * 1_000_000 for n in range(30)}), "uitgepakt te groot"
    ),
    "row far beyond the end": (
        zipped(PARTS | {SHEET: PARTS[SHEET].replace(b'r="2"', b'r="9999999999"', 1)}),
        "heel veel lege regels",
    ),
    "900,000 empty rows": (
        zipped(PARTS | {SHEET: PARTS[SHEET].replace(END, b"<row/>" * 900_000 + END)}),
        "heel veel lege regels",
    ),
    "millions of styles": (
        zipped(PARTS | {"xl/styles.xml": b"<styleSheet><cellXfs>" + b"<xf/>" * 3_000_000}),
        "uitgepakt te groot",
    ),
    "20,000 parts": (zipped({f"{n}": b"" for n in range(20_000)}, method=0), "uitgepakt te groot"),
    "workbook without sheets": (without(SHEET), UNREADABLE),
    "workbook without its list": (without("xl/workbook.xml"), UNREADABLE),
    "workbook without types": (without("[Content_Types].xml"), UNREADABLE),
    "sheet that is no xml": (zipped(PARTS | {SHEET: b"naam;zoekt"}), UNREADABLE),
    "sheet that stops": (zipped(PARTS | {SHEET: PARTS[SHEET][:300]}), UNREADABLE),
    "sheet that laughs": (zipped(PARTS | {SHEET: LAUGHING}), UNREADABLE),
    "sheet that grows": (zipped(PARTS | {SHEET: GROWING}), UNREADABLE),
    "sheet with one entity": (zipped(PARTS | {SHEET: ONE_ENTITY}), UNREADABLE),
    "sheet with one entity, written wide": (
        zipped(PARTS | {SHEET: ONE_ENTITY[21:].decode().encode("utf-16")}), UNREADABLE
    ),
    "texts that laugh": (zipped(PARTS | {"xl/sharedStrings.xml": LAUGHING}), UNREADABLE),
    "colours that laugh": (zipped(PARTS | {"xl/styles.xml": LAUGHING}), UNREADABLE),
    "properties that laugh": (zipped(PARTS | {"docProps/core.xml": LAUGHING}), UNREADABLE),
    "sheet that looks outside": (zipped(PARTS | {SHEET: OUTSIDE}), UNREADABLE),
    "text number that is not there": (
        with_part(GOOD, SHEET, BAKKER, b'<c r="A2" t="s"><v>999999</v></c>'), UNREADABLE
    ),
    "number that is none": (
        with_part(GOOD, SHEET, BAKKER, b'<c r="A2" t="n"><v>zes</v></c>'), UNREADABLE
    ),
    "cell that is nowhere": (with_part(GOOD, SHEET, b'r="A2"', b'r="!!"'), UNREADABLE),
    "row without end": (with_part(GOOD, SHEET, b'<row r="2"', b'<row r="99999999999"'), ""),
    "empty workbook": (xlsx_of(), NO_ROWS),
    "workbook with only a header": (xlsx_of(HEADING), NO_ROWS),
    "workbook without names": (xlsx_of(["a", "b"], ["c", "d"]), NO_NAMES),
    "workbook with 10,000 columns": (
        xlsx_of(["naam", *range(10_000)], ["x"]), "meer dan 40 kolommen"
    ),
    "workbook with 20,000 rows": (
        xlsx_of(["naam"], *([f"B{n}"] for n in range(20_000))), "meer dan 2.000 regels"
    ),
}  # fmt: skip


def nothing_kept() -> bool:
    drafts = Participant.objects.filter(state=Participant.State.DRAFT)
    return not any(
        rows.exists() for rows in (drafts, Ask.objects, Offer.objects, NotebookRow.objects)
    )


@pytest.fixture
def desk(cast, page):
    return page(cast.ria)


@pytest.mark.parametrize("what", FILES)
def test_file_that_is_no_notebook(desk, what):
    content, sentence = FILES[what]
    began = time.process_time()
    desk.post(NOTEBOOK, {"file": upload(content, "schrift.xlsx")})
    assert desk.status == 422
    [error] = desk.errors
    assert sentence in error
    assert error.endswith(".")
    assert nothing_kept()
    assert time.process_time() - began < LONGEST


ODD_ROWS = {
    "no name": (["", "0600000031", "rust"], "Er staat geen naam."),
    "spaces for a name": (["  \u00a0 ", "", "rust"], "Er staat geen naam."),
    "unseen name": (["\u200b\u202e\ufeff", "", "rust"], "Er staat geen naam."),
    "digits for a name": (["12345", "", "rust"], "In de naam staan geen letters."),
    "smiles for a name": (["\U0001f600\U0001f600", "", "rust"], "In de naam staan geen letters."),
    "long name": (["a" * 81, "", "rust"], "De naam is te lang."),
    "long ask": (["Corrie", "", "a" * 2001], "Wat iemand zoekt is te lang."),
    "long offer": (["Corrie", "", "", "a" * 2001], "Wat iemand kan is te lang."),
    "100,000 letters": (["Corrie", "", "a" * 100_000], "Wat iemand zoekt is te lang."),
    "long way to be reached": (["Corrie", "zie " * 60], "Hoe iemand te bereiken is is te lang."),
}


@pytest.mark.parametrize("what", ODD_ROWS)
def test_row_that_cannot_be_taken_is_never_taken(desk, what):
    row, sentence = ODD_ROWS[what]
    desk.post(NOTEBOOK, {"file": upload(csv_of(HEADING, row))})
    assert (desk.status, sentence in desk.text, "r2-take" in desk.fields) == (200, True, False)
    sent = {name: value for name, value in desk.fields.items() if name.startswith("r2-")}
    desk.post(TAKE, sent | {"r2-take": "on"})
    assert desk.status == 422
    assert desk.errors[0].startswith(f"Regel 2: {sentence}")
    assert nothing_kept()


KEPT_AS_TEXT = {
    "formula": "=1+1|cmd' /C calc'!A0",
    "tag": "<script>alert(1)</script>",
    "template": "{{ settings.SECRET_KEY }}{% now %}",
    "sql": "Robert'); DROP TABLE people_participant;--",
    "percent": "%(n)d %s",
    "link": "javascript:alert(1)",
    "arabic": "أمينة",
    "many marks": "e" + "\u0301" * 60,
    "quote": 'Jan "de Boer"',
}


@pytest.mark.parametrize("what", KEPT_AS_TEXT)
def test_odd_words_stay_words(desk, what):
    words = KEPT_AS_TEXT[what]
    pasted = csv_of(HEADING, ["Corrie", "", '"' + words.replace('"', '""') + '"'], ["", "", "x"])
    desk.post(NOTEBOOK, {"pasted": pasted})
    assert not problems(desk.html)
    desk.submit("Neem deze regels over")
    assert desk.ok
    ask = Ask.objects.get()
    assert ask.words == unicodedata.normalize("NFC", words)


def test_reading_direction_cannot_be_turned(desk):
    desk.post(NOTEBOOK, {"pasted": csv_of(HEADING, ["\u202eeirroC\u202c", "", "a\u2066b\u2069"])})
    desk.submit("Neem deze regels over")
    kept = Participant.objects.get(state=Participant.State.DRAFT).display_name
    assert (kept, Ask.objects.get().words) == ("eirroC", "ab")


def test_double_headings_are_taken_together(desk):
    desk.post(
        NOTEBOOK, {"pasted": csv_of(["naam", "naam", "zoekt", "zoekt"], ["Cor", "Blom", "a", "b"])}
    )
    assert (desk.fields["r2-name"], desk.fields["r2-seeks"]) == ("Cor Blom", "a; b")


ROW = {"r2-name": "Corrie", "r2-seeks": "rust", "r2-take": "on"}
TAMPERED = {
    "nothing": ({}, 409),
    "no row": ({"r2-take": "on", "r2-seeks": "rust"}, 409),
    "row zero": ({"r0-name": "Corrie", "r0-take": "on"}, 409),
    "row below zero": ({"r-1-name": "Corrie", "r-1-take": "on"}, 409),
    "row with a nought": ({"r02-name": "Corrie", "r02-take": "on"}, 409),
    "row in other digits": ({"r\u0662-name": "Corrie", "r\u0662-take": "on"}, 409),
    "row number too large": ({"r9999999-name": "Corrie", "r9999999-take": "on"}, 409),
    "151 rows": ({f"r{n}-name": "Corrie" for n in range(1, 152)}, 409),
    "null byte in a name": (ROW | {"r2-name": "Cor\x00rie"}, 409),
    "null byte in a phone": (ROW | {"r2-phone": "\x00"}, 409),
    "null byte elsewhere": (ROW | {"x": "\x00"}, 409),
    "take without a name": (ROW | {"r2-name": ""}, 422),
    "take without letters": (ROW | {"r2-name": "-- --"}, 422),
    "take unseen marks": (ROW | {"r2-name": "\u202e\u200b"}, 422),
    "much too long": (ROW | {"r2-seeks": "a" * 100_000}, 422),
    "one good and one wrong": (ROW | {"r3-name": "", "r3-take": "on"}, 422),
    "the same row twice": (ROW | {f"r3{key[2:]}": value for key, value in ROW.items()}, 422),
    "too many fields": ({f"r{n}-x": "" for n in range(5000)}, 400),
    "too much text": (ROW | {"r2-can": "a" * 1_600_000}, 400),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_check_page_that_comes_back_damaged(desk, what):
    sent, status = TAMPERED[what]
    desk.post(TAKE, sent)
    assert desk.status == status
    assert desk.h1 == ("Hebben we het goed begrepen?" if status == 422 else "Dit gaat nu niet")
    assert nothing_kept()


def test_row_numbers_may_have_gaps(desk):
    desk.post(TAKE, {"r7-name": "Corrie", "r7-take": "on", "r999999-name": "Yusuf"})
    drafts = Participant.objects.filter(state=Participant.State.DRAFT)
    assert [person.display_name for person in drafts] == ["Corrie"]
    assert "Regel 999999" in desk.text


@pytest.mark.parametrize("known_as", ["", "x", "a" * 63, "g" * 64, "a" * 100_000, "'; --"])
def test_mark_of_a_row_that_was_tampered_with_is_not_kept(desk, known_as):
    desk.post(TAKE, ROW | {"r2-known_as": known_as})
    assert (desk.ok, NotebookRow.objects.count()) == (True, 1)


@pytest.mark.parametrize("token", ["", "x", "a" * 64])
def test_form_without_its_token_takes_nothing(cast, page, token):
    desk = page(cast.ria, csrf=True)
    desk.get(NOTEBOOK).post(TAKE, ROW | {"csrfmiddlewaretoken": token})
    assert (desk.status, nothing_kept()) == (403, True)


@pytest.mark.parametrize("url", [TAKE, REST])
def test_address_asked_for_without_a_form(desk, url):
    assert desk.get(url).status == 405


def test_rest_that_comes_back_damaged(desk):
    desk.post(REST, {"r0-name": "a", "why": "x"})
    assert (desk.status, desk.h1) == (409, "Dit gaat nu niet")


def test_nothing_chosen(desk):
    desk.post(NOTEBOOK, {"pasted": "  \n "})
    assert desk.errors == ["Kies een bestand of plak de regels van het schrift."]


@pytest.mark.parametrize(("size", "status"), [(200_001, 422), (1_600_000, 400)])
def test_pasted_too_much(desk, size, status):
    desk.post(NOTEBOOK, {"pasted": "naam\n" + "a" * size})
    assert (desk.status, nothing_kept()) == (status, True)


def test_pasted_null_byte(desk):
    desk.post(NOTEBOOK, {"pasted": "naam\nCor\x00rie"})
    assert (desk.status, len(desk.errors)) == (422, 1)
