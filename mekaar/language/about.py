"""How much two texts in everyday words are about the same, by the vectors of one model.

A small model holds some texts to be near to everything: they are in the tone of any question. So
what a question has in common with everyday questions (`everyday.txt`) is taken off it first; what
is left says what this one is about. On 39 questions with an experience among 40 and 35 without one
(`bench/experiences.py`) that found half as many again for as few that were not there.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from mekaar.language.names import NANO, USE

if TYPE_CHECKING:
    from mekaar.language.embed import Embedder
    from mekaar.language.vectors import Vectors

SCALES = {NANO: 1.0, USE: 0.18}
"""By model: what makes its nearness that of the first."""

ABOUT_FROM = 0.05
"""From here two texts are about the same; below it is chance as often."""

OF_WORDS, OF_FAMILY = 0.04, 0.05
"""What all words that are shared add to nearness, and what a family of words adds."""

WITHOUT_MEANING = ABOUT_FROM - OF_WORDS * 0.5
"""Where no vector can say it: half of the words must be shared, or a family."""

_COMMON: "dict[str, Vectors]" = {}

PARTS = 2
"""Of each story two vectors: of what happened alone, and of the whole."""


def story(model: "Embedder", happened: str, whole: str) -> "Vectors":
    """The two vectors of a story, one after the other."""
    return model.embed([happened, whole], "query").reshape(-1)


def nearness(model: "Embedder", question: str, stories: "Vectors") -> "Vectors":
    """How near each story is: a row of `stories` has its vectors one after the other."""
    asked = model.embed([question], "query")[0] - _everyday(model)
    near: Vectors = (stories.reshape(len(stories), PARTS, -1) @ asked).max(axis=1)
    return near * SCALES[model.model_id]


def _everyday(model: "Embedder") -> "Vectors":
    if model.model_id not in _COMMON:
        lines = Path(__file__).with_name("everyday.txt").read_text().splitlines()
        _COMMON[model.model_id] = model.embed(lines, "query").mean(axis=0)
    return _COMMON[model.model_id]
