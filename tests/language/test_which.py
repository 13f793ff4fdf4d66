"""Which language a text is in; not sure is None."""

import sys
import time

import pytest

from mekaar.language import which

SAID = {
    "nl": ["Ik zoek iemand die met mij wil wandelen.", "Kan iemand mijn band plakken?",
           "Wie wil er samen koken op dinsdag", "Ik heb hulp nodig met de tuin"],
    "en": ["I am looking for someone to walk with.", "Can somebody fix my bicycle please"],
    "tr": ["Her hafta benimle yürüyecek birini arıyorum."],
    "ar": ["أبحث عن شخص يتحدث معي العربية كل أسبوع"],
    "de": ["Ich suche jemanden, der mit mir spazieren geht."],
    "uk": ["Я шукаю когось, хто буде гуляти зі мною"],
    "pl": ["Szukam kogoś, kto pójdzie ze mną na spacer"],
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, texts in SAID.items() for t in texts])
def test_the_language_of_a_short_text(code, text):
    assert which.language_of(text) == code


@pytest.mark.parametrize(
    "text", ["", "hallo", "wil iemand helpen", "1 2 3 4 5 6", "🙂 🙂 🙂 🙂", "\x00" * 50,
             "asdf qwer zxcv uiop hjkl"],
)  # fmt: skip
def test_few_words_and_doubt_are_none(text):
    assert which.language_of(text) is None


def test_languages_it_does_not_know_are_not_called_dutch():
    assert which.language_of("ሰላም ከመይ ኣለኻ ኣነ ጽቡቕ እየ") != "nl"
    assert "ti" not in which.KNOWN


def test_without_the_library_nobody_knows(monkeypatch):
    monkeypatch.setitem(sys.modules, "eldc", None)
    which._loaded.cache_clear()
    try:
        assert which.language_of(SAID["nl"][0]) is None
    finally:
        monkeypatch.undo()
        which._loaded.cache_clear()
    assert which.language_of(SAID["nl"][0]) == "nl"


@pytest.mark.parametrize("text", ["a" * 1_000_000, "ja " * 1_000_000, "\ud800 a b c d e"])
def test_hostile_texts_take_a_moment_and_no_more(text):
    start = time.perf_counter()
    which.language_of(text)
    assert time.perf_counter() - start < 10
