"""How hard a Dutch text is, and what would make it easier: a hint to who writes, never a verdict.

Ten cheap features, each of which one can see in the text, with weights learned on pairs of
sentences of a municipality and what an expert made of them (`plain.tsv`, made by `bench/plain.py`).
The score only says which of two texts is the harder one: no labelled Dutch texts of level B1 can be
had, so nothing here says "B1", and nothing is ever held back because of it (L-13).
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_HERE = Path(__file__).parent

LETTERS_READ = 20_000
"""Of a text the first so many letters are read; what people type into a form is a tenth of it."""

_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_END = re.compile(r"(?<=[.!?;:])\s+|\n+|(?<=[a-z])[.?!](?=[A-Z])")
_SIGNS = re.compile(r"[,:;()/\u2018\u201c\"]")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BECOMES = _set("word wordt worden werd werden geworden")
_IS = _set("is zijn was waren")
_PARTICIPLE = re.compile(r"(?:\w{0,6}ge\w{2,}(?:d|t|en)|(?:be|ver|ont|her|er)\w{2,}(?:d|t))")
_OF_A_VERB = re.compile(
    r"\w+(?:ing|heid|tie|iteit|schap|ment|isme|nis|age|sel)(?:en|s|es)?", re.IGNORECASE
)
_LONG_ENOUGH = 7
# Of two texts that are alike for the rest, the one with the longer words is the harder one.
_A_LITTLE = 0.1
_SOMEBODY = _set("u we wij je jij ik dat dit het dan daar")
_WILL = _set("zal zullen zou zouden dient dienen mocht")
_LINKS = _set("daarom daardoor maar want dus dan daarna bijvoorbeeld ook")


@dataclass(frozen=True, slots=True)
class Features:
    """What is counted in a text; each is a number that grows with how much there is of it."""

    longest: float
    passive: float
    rare: float
    verbs: float
    signs: float
    somebody: float
    will: float
    links: float
    of_verbs: float
    office: float

    def values(self) -> tuple[float, ...]:
        """In the order of `plain.tsv`."""
        return tuple(getattr(self, name) for name in self.__slots__)


NAMES: tuple[str, ...] = Features.__slots__


def hardness(text: str) -> float:
    """The higher, the harder to read; 0 for what holds no word. Only good to compare with."""
    found = features(text)
    if found is None:
        return 0.0
    pairs = zip(_weights(), found.values(), strict=True)
    return math.fsum(weight * value for weight, value in pairs)


def features(text: str) -> Features | None:
    """The ten features; None for a text without words."""
    text = text[:LETTERS_READ]
    parts = [words for sentence in sentences(text) if (words := words_of(sentence))]
    if not parts:
        return None
    count, every = len(parts), [word for words in parts for word in words]
    return Features(
        longest=math.sqrt(max(map(len, parts)) + _A_LITTLE * sum(map(len, every)) / len(every)),
        passive=(_count(every, _BECOMES) + sum(map(_is_done, parts))) / count,
        rare=max(sum(not is_common(word) for word in words) for words in parts),
        verbs=sum(len(word) >= 5 and word.endswith("en") for word in every) / len(every),
        signs=len(_SIGNS.findall(text)) / count,
        somebody=sum(words[0] in _SOMEBODY for words in parts) / count,
        will=_count(every, _WILL) / count,
        links=_count(every, _LINKS) / len(every),
        of_verbs=sum(_is_of_a_verb(word) for word in every) / len(every),
        office=sum(1 for _found in _easier_in(text)) / len(every),
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text; what stands after a colon or on a new line counts as one too."""
    return [part for part in _END.split(text) if part]


def words_of(sentence: str) -> list[str]:
    """The words in small letters, each no longer than a word can be."""
    return [word[:_LONGEST_WORD] for word in _WORD.findall(sentence.lower())]


def _count(words: list[str], wanted: frozenset[str]) -> int:
    return sum(word in wanted for word in words)


def _is_done(words: list[str]) -> bool:
    """Something "is gemaakt": by whom it does not say."""
    return not _IS.isdisjoint(words) and any(map(_PARTICIPLE.fullmatch, words))


def _is_of_a_verb(word: str) -> bool:
    return len(word) >= _LONG_ENOUGH and _OF_A_VERB.fullmatch(word) is not None


# --- Words that nearly everybody knows ------------------------------------------------------------

_ENDINGS = ("en", "e", "s", "t", "n", "d", "je", "tje", "'s", "er", "ste")
_SOUNDS = {"v": "f", "z": "s"}


@lru_cache(maxsize=16384)
def is_common(word: str) -> bool:
    """Whether nearly everybody knows the word, in whatever form it stands."""
    if any(form in _common() for form in _forms(word)):
        return True
    bare = word.removeprefix("ge")
    return bare != word and len(bare) > 3 and (bare in _common() or bare[:-1] in _common())


def _forms(word: str) -> Iterator[str]:
    """The word, and what it may be a form of: boeken, maken, brieven, ballen."""
    yield word
    for ending in _ENDINGS:
        bare = word.removesuffix(ending)
        if bare == word or len(bare) < 2:
            continue
        last = _SOUNDS.get(bare[-1], bare[-1])
        yield bare
        yield bare[:-1] + last
        yield bare[:-1] + bare[-2] + last
        if bare[-1] == bare[-2]:
            yield bare[:-1]


@cache
def _common() -> frozenset[str]:
    return frozenset(word for line in _lines("common.txt") for word in line.split())


# --- Words of offices, and what one says instead --------------------------------------------------


@cache
def easier() -> dict[str, str]:
    """Every form of a word of offices, with what one says at a kitchen table (`easier.tsv`)."""
    rows = (line.split("\t") for line in _lines("easier.tsv"))
    return {form: instead for forms, instead in rows for form in forms.split("|")}


@cache
def _of_several() -> re.Pattern[str]:
    """Those of more than one word."""
    several = sorted((form for form in easier() if " " in form), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, several)) + r")\b")


def _easier_in(text: str) -> Iterator[tuple[int, str]]:
    """Where a word of offices stands, and which; a word inside a longer one found is not told."""
    low = text.lower()
    taken = -1
    several = [(found.start(), found.group()) for found in _of_several().finditer(low)]
    single = [
        (found.start(), word)
        for found in _WORD.finditer(low)
        if (word := found.group()) in easier()
    ]
    for start, form in sorted([*several, *single], key=lambda one: (one[0], -len(one[1]))):
        if start >= taken:
            taken = start + len(form)
            yield start, form


# --- Remarks --------------------------------------------------------------------------------------

LONG = 25
"""A sentence of more words than this is told to be long."""

_PASSIVE_FROM = 10
"""In a shorter sentence nobody gets lost, whoever does it."""

MOST = 3
"""More remarks than these are no help."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that would make the text easier, with its reason as data.

    `long`: the sentence has so many words. `easier`: for this word there is an easier one.
    `passive`: the sentence does not say who does it.
    """

    kind: str
    words: str
    count: int = 0
    instead: str = ""


def remarks(text: str, most: int = MOST) -> list[Remark]:
    """What would help most, the weightiest first: long sentences, hard words, who does it."""
    text = text[:LETTERS_READ]
    parts = [(part.strip(), words_of(part)) for part in sentences(text)]
    long = [Remark("long", part, count=len(words)) for part, words in parts if len(words) > LONG]
    found: dict[str, Remark] = {}
    for start, form in _easier_in(text):
        said = text[start : start + len(form)]
        found.setdefault(form, Remark("easier", said, instead=easier()[form]))
    passive = [
        Remark("passive", part)
        for part, words in parts
        if _PASSIVE_FROM <= len(words) <= LONG and _is_told_without_who(words)
    ]
    long.sort(key=lambda remark: -remark.count)
    return [*long, *found.values(), *passive][:most]


def _is_told_without_who(words: list[str]) -> bool:
    return not _BECOMES.isdisjoint(words) and any(
        _PARTICIPLE.fullmatch(word) for word in words if word not in _BECOMES
    )


# --- Files ----------------------------------------------------------------------------------------


def _lines(name: str) -> Iterator[str]:
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@cache
def _weights() -> tuple[float, ...]:
    """The weight of each feature, in the order of the features."""
    table = dict(line.split("\t")[:2] for line in _lines("plain.tsv"))
    return tuple(float(table[name]) for name in NAMES)
