"""Personal details in a text that others will read; invented numbers, check digits included."""

import itertools
import time

import pytest

from mekaar.language import hide

FOUND = [
    ("Mail ria.de.wit+mekaar@voorbeeld.nl maar.", "mail", "ria.de.wit+mekaar@voorbeeld.nl"),
    ("ria apenstaart voorbeeld punt nl", "mail", "ria apenstaart voorbeeld punt nl"),
    ("ria (at) voorbeeld.nl", "mail", "ria (at) voorbeeld.nl"),
    ("Rekening NL91 ABNA 0417 1643 00 graag", "bank", "NL91 ABNA 0417 1643 00"),
    ("nl91abna0417164300", "bank", "nl91abna0417164300"),
    ("BE68-5390-0754-7034", "bank", "BE68-5390-0754-7034"),
    ("Bel 06 0000 0013.", "phone", "06 0000 0013"),
    ("Bel 06-00.00.00/13.", "phone", "06-00.00.00/13"),
    ("bel 0600000013!", "phone", "0600000013"),
    ("0 6 0 0 0 0 0 0 1 3", "phone", "0 6 0 0 0 0 0 0 1 3"),
    ("Bel 06\u200b0000\u200b0013", "phone", "06\u200b0000\u200b0013"),
    ("(020) 000 00 13", "phone", "(020) 000 00 13"),
    ("0612 34.56 78", "phone", "0612 34.56 78"),
    ("+31 6 00000013", "number", "+31 6 00000013"),
    ("+49 30 901820", "phone", "+49 30 901820"),
    ("٠٦٠٠٠٠٠٠١٣", "phone", "٠٦٠٠٠٠٠٠١٣"),
    ("06 0000 0013 10.00 uur", "phone", "06 0000 0013"),
    ("BSN 111222333", "bsn", "111222333"),
    ("111 22 2333", "bsn", "111 22 2333"),
    ("111.222.333", "bsn", "111.222.333"),
    ("klantnummer 1234 5670", "number", "1234 5670"),
    ("2317 AB", "postcode", "2317 AB"),
    ("2317ab Waterland", "postcode", "2317ab"),
    ("Ik woon Dorpsstraat 12a, boven", "street", "Dorpsstraat 12a"),
    ("dorpsstraat nummer 12", "street", "dorpsstraat nummer 12"),
    ("Laan van de Vrede 3", "street", "Laan van de Vrede 3"),
    ("Nieuwe Weg 7", "street", "Nieuwe Weg 7"),
    ("Eikenhof 114", "street", "Eikenhof 114"),
    ("Ik ben van 3 maart 1948.", "birth", "3 maart 1948"),
    ("geboren op 03-03-1948", "birth", "03-03-1948"),
    ("1948-03-03", "birth", "1948-03-03"),
    ("mijn zoon is geboren op 3-3-2025", "birth", "3-3-2025"),
]

NOTHING = [
    "Dinsdag 3-11-2099 van 10.00-12.00 uur", "14-11-2099 10:00", "3 maart 2099",
    "In 2026 is er feest en in 2027 we weer", "Ik ben er om 10.00 en om 14.30 uur",
    "naar de markt 3 uur", "onderweg 3 keer", "halfweg 12 uur", "Ik loop de Dorpsstraat in",
    "de Kerkweg 3 keer per week", "Elke 2 weken, 3 uur, voor 10 euro", "1200 kg en 1500 km",
    "Het plan van 2021-2025", "Sinds 3 maart 2019 woon ik hier",
    "Ik woon op nummer 12", "Ik ben 78 jaar", "wij zijn met 1, 2, 3, 4, 5, 6, 7, 8",
    "Flat 5, derde verdieping", "een @ in een zin", "€ 1.250,00", "van 3.500-7.500 euro", "1000 SS",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_a_detail_is_found_where_it_stands(text, kind, words):
    details = hide.found(text)
    assert (details[0].kind, details[0].words) == (kind, words)
    assert text[details[0].start : details[0].end] == words
    assert words not in hide.blanked(text)


@pytest.mark.parametrize("text", NOTHING)
def test_days_times_and_amounts_are_nobodys(text):
    assert hide.found(text) == []
    assert hide.blanked(text) == text


def test_check_digits_decide_whether_it_is_an_account():
    """One digit otherwise is no account; its digits are then hidden as a number."""
    wrong = "NL92 ABNA 0417 1643 00"
    assert {detail.kind for detail in hide.found(wrong)} == {"phone"}
    assert "0417" not in hide.blanked(wrong)
    assert hide.found("NL91 ABNA 0417 1643 0")[0].kind != "bank"


def test_everything_goes_and_the_rest_stays():
    text = "Bel 06 0000 0013 of mail ria@voorbeeld.nl, Dorpsstraat 12, 2317 AB Waterland. Tot dan!"
    assert hide.blanked(text) == "Bel … of mail …, …, … Waterland. Tot dan!"
    assert [detail.kind for detail in hide.found(text)] == ["phone", "mail", "street", "postcode"]


def test_only_the_kinds_that_are_asked_for():
    text = "Bel 06 0000 0013 of mail ria@voorbeeld.nl"
    assert hide.blanked(text, frozenset({"mail"})) == "Bel 06 0000 0013 of mail …"


def test_details_never_overlap():
    text = " ".join(text for text, _kind, _words in FOUND)
    details = hide.found(text)
    pairs = itertools.pairwise(details)
    assert len(details) > 20
    assert all(one.end <= two.start for one, two in pairs)


def test_blanked_once_is_blanked():
    for text, _kind, _words in FOUND:
        once = hide.blanked(text)
        assert hide.found(once) == []
        assert hide.blanked(once) == once


def test_names_are_not_looked_for():
    """It would miss too many: the page says that it does not find them."""
    assert hide.found("Ik ben meneer Dekker en mijn zus heet Ria de Wit") == []
    assert "Names cannot be found" in (hide.__doc__ or "")


@pytest.mark.parametrize(
    "text",
    ["1 " * 50_000, "NL91 " * 20_000, "a@" * 50_000, "Aaaaa'" * 15_000 + "1", "+1" * 50_000,
     "geboren " * 12_000 + "3-3-2026", "a punt " * 15_000 + "@", "1-1-1" * 20_000, "9" * 100_000,
     "\x00" * 5000 + "06 0000 0013", "laan van " * 10_000 + "1"],
    ids=["digits", "bank", "at", "capitals", "plus", "born", "dot", "days", "number", "null",
         "street"],
)  # fmt: skip
def test_hostile_texts_take_a_moment_and_no_more(text):
    start = time.perf_counter()
    hide.found(text)
    assert time.perf_counter() - start < 10
