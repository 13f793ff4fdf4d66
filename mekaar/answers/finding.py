"""Finding experiences by meaning: which are about what somebody asks, and why (R-A10).

Nothing is made up: what is shown are experiences as they were told, or the honest sentence that
there are none. What is asked is kept nowhere: no row, no job, no address, no log.
"""

import heapq
import struct
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from mekaar.answers import queries
from mekaar.answers.models import Experience, KnownSituation
from mekaar.answers.models.experience import to_be_found_by
from mekaar.core import db
from mekaar.language.about import ABOUT_FROM, OF_FAMILY, OF_WORDS, WITHOUT_MEANING
from mekaar.language.beside import BESIDE
from mekaar.language.families import families
from mekaar.matching import keys, said_by_both
from mekaar.people.by import By

# So many a person reads at a table; so many are compared word by word.
SHOWN, COMPARED = 5, 40


@dataclass(frozen=True, slots=True)
class Found:
    """One experience that is about the same, and why we think so."""

    experience: Experience
    fit: float
    families: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knows:
    """Somebody who knows this from the inside, and why we think so."""

    known: KnownSituation
    fit: float
    families: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, nearest first; `by_meaning` is false where only words were compared."""

    found: list[Found]
    by_meaning: bool

    @property
    def needs_back_up(self) -> bool:
        """Whether one of them is about law, health or money."""
        return any(one.experience.needs_back_up for one in self.found)


def find(question: str, *, by: By, at_desk: bool) -> Answer:
    """The experiences of others that this person may read and that are about this question."""
    readable = Experience.objects.read_by(by, at_desk=at_desk)
    with db.acting(by.id, by.here, engine=True):
        by_words = queries.sharing_words(to_be_found_by(question), by.here)
        near = _near(question, readable)
    nearest = heapq.nlargest(COMPARED, near, key=lambda which: near[which])
    rows = readable.filter(id__in={*by_words, *nearest}).select_related("group")
    found = [_found(question, row, near.get(row.id, WITHOUT_MEANING)) for row in rows]
    about = sorted((one for one in found if one.fit >= ABOUT_FROM), key=_order)
    return Answer(about[:SHOWN], by_meaning=bool(near))


def who_knows(question: str, known: list[KnownSituation]) -> list[Knows]:
    """Of these situations which are about this question, nearest first, one for each person."""
    vectors = [(one.id, one.model_id, pack(one.vector)) for one in known if one.model_id]
    near = _nearness(question, vectors)
    found = [
        Knows(one, *_fit(question, one.words, near.get(one.id, WITHOUT_MEANING))) for one in known
    ]
    about = sorted((one for one in found if one.fit >= ABOUT_FROM), key=lambda one: -one.fit)
    first: dict[uuid.UUID, Knows] = {}
    for one in about:
        first.setdefault(one.known.participant_id, one)
    return list(first.values())[:SHOWN]


def pack(vector: Sequence[float]) -> bytes:
    """In half precision, as what stands beside the page reads it."""
    return struct.pack(f"<{len(vector)}e", *vector)


def _near(question: str, readable: QuerySet[Experience]) -> Mapping[uuid.UUID, float]:
    if settings.EMBEDDER == "words":
        return {}
    return _nearness(question, queries.vectors(readable))


def _nearness(question: str, kept: list[tuple[uuid.UUID, str, bytes]]) -> Mapping[uuid.UUID, float]:
    """By their vectors, as far as they have one of the model that made most of them."""
    if settings.EMBEDDER == "words" or not kept:
        return {}
    model = Counter(model for _which, model, _vector in kept).most_common(1)[0][0]
    same = [(which, vector) for which, made_by, vector in kept if made_by == model]
    near = BESIDE.near(
        question, [vector for _, vector in same], choice=settings.EMBEDDER, model=model
    )
    return {} if near is None else dict(zip((which for which, _ in same), near, strict=True))


def _found(question: str, row: Experience, near: float) -> Found:
    return Found(row, *_fit(question, row.whole, near))


def _fit(question: str, told: str, near: float) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """Words are counted as a share of what is asked: two of two say more than two of ten."""
    asked = keys(question)
    shared = tuple(str(word) for word in said_by_both(question, told))
    share = min(1.0, len(shared) / len(asked)) if asked else 0.0
    of_told = set(families(told))
    both = tuple(name for name in families(question) if name in of_told)
    return near + OF_WORDS * share + OF_FAMILY * bool(both), both, shared


def _order(one: Found) -> tuple[float, str]:
    return -one.fit, one.experience.code
