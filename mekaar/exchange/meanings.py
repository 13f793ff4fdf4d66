"""The vectors of asks and offers: which model makes them, and which are nearest (ADR 27).

Comparing two is arithmetic of the ideas engine. Making one, and finding the nearest among all,
needs a model and numpy: only the worker does that, and only when there is something to compare.
"""

import heapq
import logging
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings

from mekaar.exchange import candidates
from mekaar.exchange.models import Ask, Meaning, Offer
from mekaar.language.embed import open_embedder
from mekaar.language.errors import NoModel
from mekaar.matching.agreement import MODELS

if TYPE_CHECKING:
    from mekaar.core.sealed import SealedVector
    from mekaar.language.embed import Embedder

# So many are read as arrays at once: a few megabytes.
_PIECE = 2_000

Vectors = dict[uuid.UUID, Sequence[float]]
Closed = list[tuple[uuid.UUID, bytes]]

_log = logging.getLogger(__name__)


def model() -> "Embedder | None":
    """The model of this house, loaded; None where words alone are to do, or nothing else can."""
    try:
        return open_embedder(settings.EMBEDDER)
    except NoModel as why:
        _log.warning("No meaning by %s: %s", settings.EMBEDDER, why)
        return None


def of(thing: Ask | Offer) -> Meaning | None:
    """What this ask or offer means, for the engine; None as long as there is no vector."""
    if settings.EMBEDDER == "words":
        return None
    which = {"ask": thing} if isinstance(thing, Ask) else {"offer": thing}
    return Meaning.objects.filter(**which).first()


def of_offers(own: Meaning | None, offers: Collection[uuid.UUID]) -> Vectors:
    """The vectors of these offers that can be compared with this one."""
    if own is None:
        return {}
    kept = Meaning.objects.filter(offer__in=offers, model_id=own.model_id)
    return dict(kept.values_list("offer_id", "vector"))


def of_asks(own: Meaning | None, asks: Collection[uuid.UUID]) -> Vectors:
    """The vectors of these asks that can be compared with this one."""
    if own is None:
        return {}
    kept = Meaning.objects.filter(ask__in=asks, model_id=own.model_id)
    return dict(kept.values_list("ask_id", "vector"))


def of_everything() -> tuple[str | None, Vectors]:
    """Every vector of one model, by the id of its ask or offer, and which model that is.

    The one that made most of what is there: while a house changes models it has vectors of two, and
    these cannot be compared. What has none of this model is compared by words.
    """
    kept = Meaning.objects.filter(model_id__in=MODELS)
    made = {model: kept.filter(model_id=model).count() for model in sorted(MODELS)}
    most = max(made, key=lambda model: made[model])
    if settings.EMBEDDER == "words" or not made[most]:
        return None, {}
    rows = kept.filter(model_id=most).values_list("ask_id", "offer_id", "vector")
    return most, {ask or offer: vector for ask, offer, vector in rows.iterator()}


def nearest_offers(ask: Ask) -> list[uuid.UUID]:
    """The offers that may be an idea for this ask and mean most nearly what it means."""
    return _nearest(of(ask), lambda: candidates.offers_by_meaning(ask.id))


def nearest_asks(offer: Offer) -> list[uuid.UUID]:
    """The asks for which this offer may be an idea, nearest in meaning."""
    return _nearest(of(offer), lambda: candidates.asks_by_meaning(offer.id))


def _nearest(own: Meaning | None, read: Callable[[], Closed]) -> list[uuid.UUID]:
    if own is None or not (closed := read()):
        return []
    pieces = (closed[at : at + _PIECE] for at in range(0, len(closed), _PIECE))
    near = (found for piece in pieces for found in _cosines(own.vector, piece))
    return [which for _cosine, which in heapq.nlargest(candidates.MOST, near)]


def _cosines(own: Any, closed: Closed) -> Iterable[tuple[float, uuid.UUID]]:
    import numpy as np  # noqa: PLC0415 (only in the worker, ADR 25)

    # Opened anew each time: what a worker remembered would outlive the words (invariant 30).
    field = cast("SealedVector", Meaning._meta.get_field("vector"))
    packed = b"".join(field.packed(sealed) for _, sealed in closed)
    rows = np.frombuffer(packed, "<f2").reshape(len(closed), -1).astype(np.float32)
    lengths = np.maximum(np.linalg.norm(rows, axis=1), 1e-9)
    cosines = rows @ np.frombuffer(own, np.float32) / lengths
    return zip(cosines.tolist(), (which for which, _ in closed), strict=True)
