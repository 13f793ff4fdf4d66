"""Work in several threads that can be stopped: between two steps, and before what did not begin."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TypeVar

from mekaar.matching.compiled import processors

_Thing = TypeVar("_Thing")


def side_by_side(
    work: Callable[[_Thing], Iterable[int]], things: Iterable[_Thing], threads: int | None
) -> Iterator[int]:
    """How much was done for each thing, in their order, with so many threads or one a processor.

    `work` gives how much each of its steps did. Who stops listening (an exception in the loop)
    stops the work: nothing goes on in the background.
    """
    stopped = Event()

    def whole(thing: _Thing) -> int:
        done = 0
        for step in work(thing):
            done += step
            if stopped.is_set():
                break
        return done

    pool = ThreadPoolExecutor(threads or processors())
    try:
        yield from pool.map(whole, things)
    finally:
        stopped.set()
        pool.shutdown(cancel_futures=True)
