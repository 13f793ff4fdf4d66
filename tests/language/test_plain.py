"""How hard a text is to read, and what would make it easier (L-13)."""

import re
import time
from pathlib import Path

import pytest

from mekaar.language import plain

HARD_AND_EASY = [
    ("Indien u in aanmerking wenst te komen voor een maatwerkvoorziening, dient een aanvraag te"
     " worden ingediend.", "Wil je hulp die bij je past? Vraag het dan aan."),
    ("Het uitvoeren van de werkzaamheden zal door de gemeente worden gerealiseerd.",
     "De gemeente doet het werk."),
    ("Ik zoek iemand die op dinsdag met mij naar de markt wil lopen, omdat ik dat alleen niet meer"
     " durf, en die daarna ook nog even wil helpen om alles de trap op te dragen naar boven.",
     "Ik zoek iemand die op dinsdag met mij naar de markt wil. Alleen durf ik niet meer."),
    ("De ondersteuning wordt door vrijwilligers geboden.", "Vrijwilligers helpen je."),
]  # fmt: skip


@pytest.mark.parametrize(("hard", "easy"), HARD_AND_EASY)
def test_the_harder_of_two_has_the_higher_score(hard, easy):
    assert plain.hardness(hard) > plain.hardness(easy) + 0.5


@pytest.mark.parametrize("text", ["", "  ", "12 34!", "🙂", "\n\n"])
def test_what_holds_no_word_is_not_hard(text):
    assert plain.hardness(text) == 0
    assert plain.remarks(text) == []


def test_there_are_ten_features_and_each_has_a_weight():
    assert len(plain.NAMES) == 10
    assert len(plain._weights()) == 10
    assert all(plain._weights())


@pytest.mark.parametrize(
    ("name", "more", "less"),
    [
        ("passive", "De tuin wordt door ons gemaakt.", "Wij maken de tuin."),
        ("rare", "Hij prefereert diplomatieke terughoudendheid.", "Hij zegt liever niets."),
        ("verbs", "Wij willen wandelen.", "Een wandeling graag."),
        ("signs", "Kom (dus) eens: gezellig, fijn; warm.", "Kom eens langs."),
        ("somebody", "Ik kom.", "Morgen kom ik."),
        ("will", "Dat zal zo zijn.", "Dat is zo."),
        ("links", "Daarom kom ik dus.", "Ik kom morgen."),
        ("of_verbs", "De uitvoering van de begeleiding.", "Wij doen het."),
        ("office", "Een indicatie voor dagbesteding.", "Iets te doen overdag."),
    ],
)
def test_each_feature_counts_what_it_says(name, more, less):
    assert getattr(plain.features(more), name) > getattr(plain.features(less), name)


def test_words_in_any_form_are_known():
    for word in [
        "boeken",
        "maken",
        "brieven",
        "ballen",
        "gefietst",
        "gemaakt",
        "huizen",
        "lopen",
        "tuintje",
        "opa's",
    ]:
        assert plain.is_common(word), word
    for word in ["indicatie", "maatwerkvoorziening", "xylofoon"]:
        assert not plain.is_common(word), word


def test_a_long_sentence_is_told_with_its_number_of_words():
    text = "Ik wil graag " + "en nog iets " * 10 + "doen."
    [remark] = plain.remarks(text)
    assert (remark.kind, remark.count) == ("long", 34)
    assert plain.remarks("Ik wil graag iets doen. " * 20) == []


def test_a_word_of_offices_gets_an_easier_one_as_it_stands_there():
    [remark] = plain.remarks("Ik heb een Indicatie.")
    assert remark == plain.Remark("easier", "Indicatie", instead="besluit of je hulp krijgt")
    [several] = plain.remarks("Dat is met betrekking tot mijn zoon.")
    assert (several.words, several.instead) == ("met betrekking tot", "over")
    assert plain.remarks("De indicaties zijn er.")[0].words == "indicaties"
    assert plain.remarks("Het doek hangt er.") == [], "a word inside a word is another word"


def test_who_does_it_is_asked_in_a_longer_sentence_only():
    assert plain.remarks("Er wordt gelachen.") == []
    [remark] = plain.remarks("De trap naar mijn huis op de hoek wordt elke week gepoetst.")
    assert remark.kind == "passive"


def test_there_are_never_more_than_three_remarks():
    text = "Indicatie, beschikking, cliënt, traject, participatie en inclusie. " * 40
    assert len(plain.remarks(text)) == 3


def test_the_list_of_easier_words_is_sound():
    """At least 150 rows; no form twice, nothing easier that is hard itself, and no level."""
    rows = [line.split("\t") for line in plain._lines("easier.tsv")]
    assert len(rows) >= 150
    forms = [form for row in rows for form in row[0].split("|")]
    assert len(forms) == len(set(forms))
    assert all(len(row) == 2 and row[1].strip() for row in rows)
    assert all(form == form.lower().strip() for form in forms)
    hard = {
        instead: word
        for _forms, instead in rows
        for word in re.findall(r"\w+", instead.lower())
        if word in plain.easier()
    }
    assert hard == {}


def test_no_text_of_ours_claims_a_level():
    folder = Path(plain.__file__).parent
    for path in (*folder.glob("plain*"), *folder.glob("*.tsv")):
        claims = re.findall(r".{0,40}\bB1\b.{0,20}", path.read_text(encoding="utf-8"))
        assert [c for c in claims if "no" not in c] == [], path


@pytest.mark.parametrize(
    "text",
    ["a" * 5000, "aan " * 200_000, "wordt " * 50_000, "\x00" * 5000, "in het kader van " * 20_000,
     "." * 100_000, "Aa." * 50_000, "\ud800" * 100, "(" * 100_000],
    ids=["word", "words", "verbs", "null", "office", "dots", "ends", "half", "signs"],
)  # fmt: skip
def test_hostile_texts_take_a_moment_and_no_more(text):
    start = time.perf_counter()
    plain.hardness(text)
    plain.remarks(text)
    assert time.perf_counter() - start < 10
