"""A text as the models and the word index read it: one spelling, no more than so many words."""

import unicodedata

LETTERS_READ = 12_000
"""Of a text the first so many letters are read: five pages."""

WORD_LETTERS = 60
"""A longer word is read in pieces of so many letters; no word of daily life is longer."""

WINDOW_WORDS = 120
"""A model reads at most so many words at once; what is longer is read in windows that overlap."""

WINDOW_LETTERS = 1_200
"""The same in letters: words of nonsense are many tokens each."""

WINDOW_OVERLAP = 20
WINDOWS_READ = 2
"""Of a long text the first so many windows: what it is about is said in its first half page."""


def clean(text: str) -> str:
    """NFC, lower case, single spaces, no character that ends a text or is no text at all.

    A NUL byte would end the text inside a library in C, and half a surrogate pair cannot be
    written as UTF-8: both become a space.
    """
    whole = unicodedata.normalize("NFC", text[:LETTERS_READ]).lower()
    letters = "".join(
        " " if letter < " " or "\ud800" <= letter <= "\udfff" else letter for letter in whole
    )
    return " ".join(_pieces(letters.split()))


def windows(cleaned: str) -> list[str]:
    """The parts of a clean text that a model reads, at least one, each of at most 120 words."""
    words = cleaned.split()
    parts: list[str] = []
    start = 0
    while len(parts) < WINDOWS_READ:
        end = _end_of_window(words, start)
        parts.append(" ".join(words[start:end]))
        if end >= len(words):
            break
        start = max(start + 1, end - WINDOW_OVERLAP)
    return parts


def _end_of_window(words: list[str], start: int) -> int:
    letters = 0
    for end in range(start, min(start + WINDOW_WORDS, len(words))):
        letters += len(words[end]) + 1
        if letters > WINDOW_LETTERS:
            return max(end, start + 1)
    return min(start + WINDOW_WORDS, len(words))


def _pieces(words: list[str]) -> list[str]:
    return [
        word[start : start + WORD_LETTERS]
        for word in words
        for start in range(0, len(word), WORD_LETTERS)
    ]
