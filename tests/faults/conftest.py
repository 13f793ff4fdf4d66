"""The broken house: one product for all tests of this folder, in one process."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mekaar.people.actions.cards import print_card
from mekaar.people.models import Attempt, Participant
from tests.acting import acting_as, by
from tests.cast import Cast, account_of, make_neighbourhood
from tests.faults import house as houses
from tests.faults.house import House
from tests.faults.writers import Book, Browser, Writer

# How often each fault comes.
ROUNDS = int(os.environ.get("MEKAAR_FAULT_ROUNDS", "1"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They take minutes: `make faults` runs them, and `make test` leaves them out.

    One product serves them all: with several test processes they stay in one.
    """
    for item in items:
        if "faults" in item.path.parts:
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.xdist_group("faults"))


@pytest.fixture(scope="session")
def rounds() -> int:
    return ROUNDS


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[[str, dict[str, object]], None]:
    """Keep figures of this test; with MEKAAR_FAULT_FIGURES they go to that file."""

    def keep(what: str, found: dict[str, object]) -> None:
        told = ", ".join(f"{number} {name}" for name, number in found.items())
        if file := os.environ.get("MEKAAR_FAULT_FIGURES"):
            with Path(file).open("a") as stream:
                stream.write(f"| {request.node.originalname} | {what} | {told} |\n")

    return keep


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    with houses.started() as running:
        yield running


@pytest.fixture
def town(house: House, django_db_blocker: object) -> Iterator[Cast]:
    """A neighbourhood of its own for each test, committed in the database of the product."""
    with django_db_blocker.unblock(), house.seen_from_here():
        Attempt.objects.all().delete()  # all browsers come from one address
        yield Cast(make_neighbourhood())


@pytest.fixture
def browser(house: House, town: Cast) -> Callable[..., Browser]:
    """`browser(town.dekker)`: signed in with a printed card."""

    def signed_in(who: Participant, port: int = 0) -> Browser:
        with acting_as(who):
            account_of(who)
            card = print_card(who, by=by(who))
        return Browser(port or house.port).sign_in(card.code)

    return signed_in


class Crowd:
    """Some people who write at once, until `stop`."""

    def __init__(self, writers: list[Writer]) -> None:
        self.writers = writers
        for writer in writers:
            writer.start()

    @property
    def acknowledged(self) -> int:
        return sum(len(writer.book.acknowledged) for writer in self.writers)

    def wait_for(self, more: int, seconds: float = 60) -> None:
        """Until so many more writes were acknowledged."""
        goal, until = self.acknowledged + more, time.monotonic() + seconds
        while self.acknowledged < goal and time.monotonic() < until:
            time.sleep(0.05)
        assert self.acknowledged >= goal, "the house does not take writes"

    def stop(self) -> Book:
        return sum((writer.done() for writer in self.writers), Book())


@pytest.fixture
def crowd(town: Cast, browser: Callable[..., Browser]) -> Iterator[Callable[[int], Crowd]]:
    """`crowd(3)`: three residents who write from now on."""
    made: list[Crowd] = []

    def begin(count: int = 3, port: int = 0) -> Crowd:
        people = [town.neighbour(f"Schrijver {number}") for number in range(count)]
        made.append(
            Crowd([Writer(browser(one, port), f"nummer {n}") for n, one in enumerate(people)])
        )
        return made[-1]

    yield begin
    for one in made:
        for writer in one.writers:
            writer.enough.set()
