"""The screens speak plain Dutch: short sentences, and no words that put people down (L-13)."""

import re
import statistics

from tests.house.texts import all_texts
from tests.plain import NEVER, never_used, sentences, word_count

MEDIAN, LONGEST = 15, 30


def own_sentences() -> dict[str, str]:
    """Sentence → where it stands, for everything that is a sentence and not a label."""
    return {
        sentence: text.where
        for text in all_texts()
        for sentence in sentences(text.words)
        if sentence.endswith((".", "?", "!"))
    }


def test_half_of_the_sentences_is_short():
    assert statistics.median(word_count(s) for s in own_sentences()) <= MEDIAN


def test_no_sentence_is_very_long():
    assert {w: s for s, w in own_sentences().items() if word_count(s) > LONGEST} == {}


def test_no_words_that_we_never_use():
    found = {text.where: bad for text in all_texts() if (bad := never_used(text.words))}
    assert found == {}


def test_we_say_je():
    formal = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
    assert {t.where: t.words for t in all_texts() if formal.search(t.words)} == {}


def test_the_glossary_names_words_that_we_never_use():
    assert {"cliënt", "intake", "tegenprestatie"} <= set(NEVER)
