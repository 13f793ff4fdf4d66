"""Our own sentences, judged by the hint that we give to others (L-13)."""

import statistics

from mekaar.language import plain
from tests.house.test_plain_language import own_sentences

# Of the pairs that the hint learned from, the easy half has a median of 3.1, the hard half of 4.4.
MOST = 5.0
USUAL = 2.0

# Words of offices that we cannot do without, each with its reason.
NEEDED = {
    "cliëntondersteuning": "so the law calls it, and so it stands in the telephone book (L-06)",
}


def said() -> dict[str, str]:
    """Sentence → where it stands, with a word in the place of what is filled in."""
    return {
        plain_words: where
        for sentence, where in own_sentences().items()
        if (plain_words := sentence.replace("%(", "").replace(")s", "").replace(")d", ""))
    }


def test_our_sentences_are_not_hard():
    hard = {
        sentence: round(score, 1)
        for sentence in said()
        if (score := plain.hardness(sentence)) > MOST
        and not any(word in sentence for word in NEEDED)
    }
    assert hard == {}


def test_what_we_cannot_do_without_is_still_there():
    assert [word for word in NEEDED if not any(word in sentence for sentence in said())] == []


def test_most_of_them_are_easy():
    assert statistics.median(map(plain.hardness, said())) <= USUAL
