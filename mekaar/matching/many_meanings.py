"""What many asks share with many offers: as `Index.meanings`, with one product of matrices.

Vectors that were kept in half precision are whole numbers of a small unit, and no sum of their
products needs more than the 53 bits of a double: in whatever order a machine adds, the cosine is
the same to the last bit as one by one. Of other vectors the last bits may differ.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from mekaar.matching.agreement import FITS_FROM, NEARLY, curve_of, likely, log_odds
from mekaar.matching.index import Index
from mekaar.matching.meaning import COSINE_THRESHOLD, THRESHOLD, norm
from mekaar.matching.model import Ask, Offer

AT_ONCE = 4_000_000
"""So many cosines are held at a time: 32 megabytes."""

_ROUNDING = 1e-6

Array = Any


class _Group(NamedTuple):
    """The offers with vectors of one length."""

    places: Array
    rows: Array
    norms: Array


def shared_meanings(
    asks: Sequence[Ask], offers: Sequence[Offer], model: str | None
) -> Iterator[tuple[Array, Array]]:
    """For each ask the places of the offers that share meaning with it, best first, and how much.

    Of what a model found only the nearest (`NEARLY`). Of offers that share as much, the one that
    comes first in `offers`.
    """
    index = Index(offers)
    groups = _groups(offers, index)
    widest = max((len(group.places) for group in groups.values()), default=1)
    step = max(1, AT_ONCE // widest)
    for first in range(0, len(asks), step):
        some = asks[first : first + step]
        cosines = {length: _cosines(some, length, group) for length, group in groups.items()}
        for at, ask in enumerate(some):
            places, meanings = _sparse(index.shares(ask))
            length = len(ask.vector or ())
            if length in groups:
                shares = _dense(places, meanings, len(offers))
                own = groups[length].places
                by_both = _by_vectors(shares[own], cosines[length][at], model)
                shares[shares < THRESHOLD] = 0.0
                shares[own] = by_both
                places = np.flatnonzero(shares)
                meanings = shares[places]
            else:
                found = meanings >= THRESHOLD
                places, meanings = places[found], meanings[found]
            order = np.lexsort((places, -meanings))
            yield places[order], meanings[order]


def _groups(offers: Sequence[Offer], index: Index) -> dict[int, _Group]:
    by_length: dict[int, list[int]] = {}
    for at in index.norms:
        by_length.setdefault(len(offers[at].vector or ()), []).append(at)
    return {
        length: _Group(
            np.array(places),
            np.array([offers[at].vector for at in places], dtype=np.float64),
            np.array([index.norms[at] for at in places]),
        )
        for length, places in by_length.items()
    }


def _cosines(asks: Sequence[Ask], length: int, group: _Group) -> Array:
    """A row for each ask; NaN where there is no cosine."""
    vectors = [ask.vector if len(ask.vector or ()) == length else None for ask in asks]
    has = [at for at, vector in enumerate(vectors) if vector is not None]
    rows = np.full((len(asks), len(group.places)), np.nan)
    if has:
        told = [vectors[at] or () for at in has]
        norms = np.array([norm(vector) for vector in told])[:, None] * group.norms
        norms[(norms == 0.0) | ~np.isfinite(norms)] = np.nan
        rows[has] = np.minimum(1.0, np.array(told, dtype=np.float64) @ group.rows.T / norms)
    return rows


def _sparse(shares: dict[int, float]) -> tuple[Array, Array]:
    many = len(shares)
    return (
        np.fromiter(shares.keys(), np.int64, many),
        np.fromiter(shares.values(), np.float64, many),
    )


def _dense(places: Array, values: Array, size: int) -> Array:
    every = np.zeros(size)
    every[places] = values
    return every


def _by_vectors(shares: Array, cosines: Array, model: str | None) -> Array:
    """The same curve and limits as `vectors_meaning`, and of these the nearest (`NEARLY`)."""
    curve = curve_of(model)
    if curve is None:
        return np.where(cosines >= COSINE_THRESHOLD, cosines, 0.0)
    odds = curve.start + curve.of_cosine * np.maximum(cosines, -1.0) + curve.of_words * shares
    near = np.flatnonzero(odds >= log_odds(FITS_FROM) - _ROUNDING)
    fits = np.array([likely(one) for one in odds[near].tolist()])
    least = max(FITS_FROM, NEARLY * fits.max(initial=0.0))
    return _dense(near, np.where(fits >= least, fits, 0.0), len(odds))
