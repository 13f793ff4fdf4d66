"""Dutch words: which ones carry meaning, and one form for all forms of a word."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from mekaar.matching.common_words import GOES_WITH_ANYTHING, says_nothing

WORDS_READ = 120
"""Of each text the first so many different words with meaning are read."""

LETTERS_READ = 40
"""Of each word the first so many letters are read; no Dutch word of daily life is longer."""

STRONG = 1000
"""What a word that names a subject weighs; whole numbers, so that no order of adding matters."""

WEAK = 300
"""What a word that goes with any subject weighs; it never makes an idea on its own."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")

_IRREGULAR = {
    "kinderen": "kind",
    "kleinkinderen": "kleinkind",
    "eieren": "ei",
    "bladeren": "blad",
    "liederen": "lied",
    "kleren": "kleer",
    "steden": "stad",
    "leden": "lid",
    "schepen": "schip",
    "leest": "lees",
    "gelezen": "lees",
    "praatje": "praat",
    "kaartje": "kaart",
    "feestje": "feest",
    "mens": "mens",
    "wens": "wens",
    "grens": "grens",
}

_SMALL = (
    (re.compile(r"([bcdfgklmnprst])\1etje$"), r"\1"),
    (re.compile(r"mpje$"), "m"),
    (re.compile(r"([nlwj]|uur|ier)tje$"), r"\1"),
    (re.compile(r"([^aeiou])je$"), r"\1"),
)
_PLURAL_S = re.compile(r"(?<=[a-z]{2})(el|em|en|er|or|oon|eur|lm|me|te|je|ie|ge|ce)s$")
_OF_OWNER = re.compile(r"['\u2019]s$")
_ENDING = re.compile(r"(?<=[^e])e$|(?<!e)en$")
_VERB_T = re.compile(r"(?<=[a-z]{2}[kplmgfwjd])t$|(?<=eer)t$|(?<=[a-z]{3}er)t$|(?<=[aeiou]{2}n)t$")
_VERB_ST = re.compile(r"(?<=[a-z][^aeiou]s)t$|(?<=[a-z]{5}s)t$|(?<=[aoe]i)t$")
_ING = re.compile(r"(?<=[a-z]{4})ing$")
_DOUBLE_CONSONANT = re.compile(r"([bcdfgklmnprstz])\1$")
_OPEN_SYLLABLE = re.compile(r"^([^aeiou]*)([aeou])([^aeiouwxj])$")
_DOUBLE_VOWEL = re.compile(r"([aeou])\1([^aeiou])$")
_SHORT_VOWEL = re.compile(r"([^aeiou])([aeou])([^aeiou])$")
_FEW_LETTERS = 3


@dataclass(frozen=True)
class Words:
    """The words with meaning of one text: stem → the word as it stands in the text."""

    spelled: dict[str, str]
    weight: int


def read_words(text: str) -> Words:
    """The words of a text that carry meaning, in the order of the text."""
    spelled: dict[str, str] = {}
    for found in _WORD.finditer(text):
        word = found.group()
        plain = _plain(word[:LETTERS_READ])
        if len(plain) < _FEW_LETTERS or plain in _STOP_WORDS:
            continue
        spelled.setdefault(stem(plain), word[:LETTERS_READ])
        if len(spelled) == WORDS_READ:
            break
    return Words(spelled, sum(map(weight, spelled)))


def weight(a_stem: str) -> int:
    """STRONG for a word that names a subject, WEAK for a word that goes with any subject."""
    return WEAK if a_stem in _WEAK_STEMS else STRONG


@lru_cache(maxsize=65536)
def stem(plain: str) -> str:
    """One form for singular, plural, small form and the present forms of a verb."""
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    word = _OF_OWNER.sub("", plain)
    if len(word) <= _FEW_LETTERS:
        return _end(word)
    word = _PLURAL_S.sub(r"\1", word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = _without_small_form(word)
    word = _without_ending(word)
    word = _VERB_ST.sub("", _VERB_T.sub("", word))
    return _end(_ING.sub("", word))


def short_vowel(a_stem: str) -> str:
    """The stem as it ends inside a longer word: taal, moedertal."""
    return _DOUBLE_VOWEL.sub(r"\1\2", a_stem)


def long_vowel(a_stem: str) -> str:
    """The stem as it begins a longer word: gitar, gitaarles."""
    return _SHORT_VOWEL.sub(r"\1\2\2\3", a_stem)


def _plain(word: str) -> str:
    split = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in split if unicodedata.category(letter) != "Mn")


def _without_small_form(word: str) -> str:
    for pattern, instead in _SMALL:
        smaller, changed = pattern.subn(instead, word)
        if changed and len(smaller) >= _FEW_LETTERS:
            return smaller
    return word


def _without_ending(word: str) -> str:
    """Without -en or -e, and with the long vowel written as it sounds: koken, kook."""
    short = _ENDING.sub("", word)
    if short == word or not re.search(r"[aeiouy]", short):
        return word
    single = _DOUBLE_CONSONANT.sub(r"\1", short)
    return single if single != short else _OPEN_SYLLABLE.sub(r"\1\2\2\3", short)


def _end(word: str) -> str:
    """Written alike at the end: brief and briev(en), verhaal and verhal(en)."""
    word = _DOUBLE_CONSONANT.sub(r"\1", word)
    if word.endswith("v"):
        word = word[:-1] + "f"
    elif word.endswith("z"):
        word = word[:-1] + "s"
    if len(re.findall(r"[aeiouy]+", word)) > 1:
        word = short_vowel(word)
    return word


_STOP_WORDS = frozenset(says_nothing())
_WEAK_STEMS = frozenset(stem(word) for word in GOES_WITH_ANYTHING.split())
