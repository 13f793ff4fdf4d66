"""Reading a notebook: every kind of file, the headings volunteers use, phones and dates."""

import datetime

import pytest
from django.utils import timezone

from mekaar.core import dates
from mekaar.core.errors import Refused
from mekaar.exchange.notebook import reading
from mekaar.exchange.notebook.understanding import Understood, understand
from tests.exchange.notebooks import HEADING, ROWS, csv_of, with_part, xlsx_of

# A cell of a workbook knows no time zone.
MORNING = datetime.datetime(2026, 3, 3, 9)  # noqa: DTZ001  # see above


def understood(content: bytes | str) -> list[Understood]:
    return understand(reading.read(content.encode() if isinstance(content, str) else content)).rows


def said(rows: list[Understood]) -> list[tuple[str, str, str, str]]:
    return [(row.name, row.phone, row.seeks, row.can) for row in rows]


WHAT_IT_SAYS = [
    ("mevrouw Bakker", "06 0000 0031", "iemand die meeloopt naar de markt", ""),
    ("Yusuf", "06 0000 0032", "", "fietsen maken"),
    ("Corrie", "", "hulp bij brieven", "soep koken"),
]


@pytest.mark.parametrize("sep", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_in_every_spelling(sep, encoding):
    content = csv_of(HEADING, *ROWS, ["René Müller", "", "één keer € wisselen", "", ""], sep=sep)
    rows = understood(content.encode(encoding))
    assert said(rows) == [*WHAT_IT_SAYS, ("René Müller", "", "één keer € wisselen", "")]


def test_xlsx_has_real_dates_and_numbers():
    rows = understood(
        xlsx_of(
            HEADING,
            ["mevrouw Bakker", "06-00000031", ROWS[0][2], None, MORNING],
            ["Yusuf", 600000032.0, None, "fietsen maken", datetime.date(2026, 1, 12)],
            ["Corrie", None, "hulp bij brieven", "soep koken", "lang geleden"],
        )
    )
    assert [row.noted_on for row in rows[:2]] == [
        datetime.date(2026, 3, 3), datetime.date(2026, 1, 12)
    ]  # fmt: skip
    assert [row.phone.replace(" ", "") for row in rows] == ["0600000031", "0600000032", ""]
    assert [row.remarks for row in rows] == [
        (), (), ("De datum begrijpen we niet. Zo bewaren we de regel zonder datum.",),
    ]  # fmt: skip


def test_formula_never_runs_and_gives_what_was_last_seen():
    [row] = understood(
        xlsx_of(HEADING, ["Corrie", None, '=HYPERLINK("http://x","y")', "=1+1", None])
    )
    assert (row.seeks, row.can) == ("", "")


def test_formula_of_a_real_spreadsheet_gives_its_last_value():
    seen = b'<c r="C2" t="str"><f>A1&amp;" b"</f><v>rust en ruimte</v></c>'
    content = xlsx_of(HEADING, ["Corrie", None, "HIER", None, None])
    inline = b'<c r="C2" t="inlineStr"><is><t>HIER</t></is></c>'
    [row] = understood(with_part(content, "xl/worksheets/sheet1.xml", inline, seen))
    assert row.seeks == "rust en ruimte"


def test_rows_keep_the_number_they_have_in_the_file():
    rows = understood(
        csv_of(["Schrift De Linde"], [""], HEADING, ROWS[0], ["", "", "", "", ""], ROWS[1])
    )
    assert [(row.number, row.name) for row in rows] == [(4, "mevrouw Bakker"), (6, "Yusuf")]


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        ("Wat ze kunnen|Wie|Wat ze zoeken|Tel.", "koken|Corrie|rust|",
         ("Corrie", "", "rust", "koken")),
        ("Voornaam|Achternaam|Vraag|Aanbod", "Corrie|Blom|rust|koken",
         ("Corrie Blom", "", "rust", "koken")),
        ("NAAM BEZOEKER|Mobiel|Heeft nodig|Wil iets doen", "Corrie|0600000031|rust|koken",
         ("Corrie", "06 0000 0031", "rust", "koken")),
        ("Deelnemer|06-nummer|Waarmee kunnen we helpen?|Wat kun je?",
         "Corrie|0600000031|rust|koken",
         ("Corrie", "06 0000 0031", "rust", "koken")),
        ("Naam|Huisnummer|Telefoonnr|Hulpvraag", "Corrie|12|0600000031|rust",
         ("Corrie", "06 0000 0031", "rust", "")),
    ],
)  # fmt: skip
def test_headings_volunteers_use(heading, cells, expected):
    assert said(understood(csv_of(heading.split("|"), cells.split("|")))) == [expected]


def test_birth_date_bsn_address_and_remarks_are_not_taken():
    heading = ["Naam", "Geboortedatum", "BSN-nummer", "Adres", "Opmerkingen", "Datum"]
    read = understand(
        reading.read(
            csv_of(heading, ["Corrie", "3-3-1950", "1", "Dijk 1", "moe", "4-1-2026"]).encode()
        )
    )
    [row] = read.rows
    assert read.unused == ["Geboortedatum", "BSN-nummer", "Adres", "Opmerkingen"]
    assert (row.date, row.phone, row.reach) == ("4-1-2026", "", "")


@pytest.mark.parametrize(
    "typed",
    ["0600000031", "06-00000031", "06 00 00 00 31", "06.0000.0031", "(06) 0000 0031",
     "+31 6 0000 0031", "0031600000031", "31600000031", "600000031", "tel: 06 00000031"],
)  # fmt: skip
def test_phone_in_any_spelling_is_one_number(typed):
    one, other = understood(csv_of(HEADING, ["Corrie", typed], ["Corrie", "06 0000 0031"]))
    assert one.phone.replace(" ", "") == "0600000031"
    assert other.trouble == "Dit is dezelfde regel als regel 2."


@pytest.mark.parametrize(
    ("typed", "phone", "reach", "remarks"),
    [
        ("06 0000 0031 (dochter)", "06 0000 0031", "06 0000 0031 (dochter)", 0),
        ("0600000031 / 0600000032", "06 0000 0031", "0600000031 / 0600000032", 0),
        ("heeft ze niet", "", "heeft ze niet", 1),
        ("12", "", "12", 1),
    ],
)  # fmt: skip
def test_phone_with_more_in_the_cell_loses_nothing(typed, phone, reach, remarks):
    [row] = understood(csv_of(HEADING, ["Corrie", typed]))
    assert (row.phone, row.reach, len(row.remarks), row.trouble) == (phone, reach, remarks, "")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3 mrt", (2026, 3, 3)), ("3 maart", (2026, 3, 3)), ("di 3 mrt", (2026, 3, 3)),
        ("dinsdag 3 maart 2026", (2026, 3, 3)), ("3-3", (2026, 3, 3)), ("03/03/26", (2026, 3, 3)),
        ("2026-03-03", (2026, 3, 3)), ("1 dec", (2025, 12, 1)), ("22 nov", (2026, 11, 22)),
        ("23 nov", (2025, 11, 23)), ("3 mrt '25", (2025, 3, 3)), ("sept", None), ("32 mrt", None),
        ("3-3-2099", None), ("3-3-1899", None), ("gisteren", None),
    ],
)  # fmt: skip
def test_date_is_the_last_one_that_has_been(monkeypatch, typed, day):
    monkeypatch.setattr(
        timezone, "now", lambda: datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
    )
    assert dates.today() == datetime.date(2026, 11, 22)
    [row] = understood(csv_of(HEADING, ["Corrie", "", "rust", "", typed]))
    assert row.noted_on == (datetime.date(*day) if day else None)
    assert len(row.remarks) == (0 if day else 1)


def test_row_is_known_again_in_other_capitals_and_spaces():
    one, other = understood(
        csv_of(
            HEADING,
            ["Corrie Blom", "", "Hulp bij brieven"],
            ["CORRIE  blom", "", " hulp bij, brieven. "],
        )
    )
    assert (
        one.digest
        == other.digest
        != understood(csv_of(HEADING, ["Corrie Blom", "", "hulp"]))[0].digest
    )


def test_digest_does_not_tell_what_the_row_says(settings):
    [row] = understood(csv_of(HEADING, ROWS[0]))
    here = row.digest
    settings.SECRET_KEY = "another" * 10
    assert row.digest != here


@pytest.mark.parametrize("cell", ["=1+1", "+31", "-2", "@x", " =1", "\t=1", "\r\n=1", "\u202e=1"])
def test_given_back_cell_is_never_a_formula(cell):
    [line] = reading.write_csv([[cell, "gewoon"]]).lstrip("\ufeff").splitlines()
    first, second = line.split(";")
    assert first[:2] in {"'=", "'+", "'-", "'@"}
    assert second == "gewoon"


def test_given_back_rows_can_be_read_in_again():
    content = reading.write_csv(
        [reading.rest_heading(), ["Corrie", "", "=1+1", "", "", "", "daarom"]]
    )
    [row] = understood(content)
    assert (row.name, row.trouble) == ("Corrie", "")


def test_one_cell_with_a_line_break_stays_one_row():
    [row] = understood('naam;zoekt\r\nCorrie;"hulp bij\nbrieven"\r\n')
    assert row.seeks == "hulp bij brieven"


def test_quote_without_end_names_its_row():
    with pytest.raises(Refused, match="In regel 3 staat een los aanhalingsteken"):
        reading.read(b'naam;zoekt\nCorrie;rust\nYusuf;"rust\nWil;meer\n')
