"""The house as it stands on a server, once for the tests of this folder."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mekaar.people.actions.cards import print_card
from tests.acting import acting_as, by
from tests.cast import account_of
from tests.deploy import behind
from tests.product import Product


@pytest.fixture(scope="session")
def server(served: Product) -> Iterator[behind.Behind]:
    if reason := behind.absent():
        pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="mekaar-deploy-") as folder:
        Path(folder).chmod(0o755)
        with behind.running(served, Path(folder)) as running:
            yield running


@pytest.fixture
def visitor(server: behind.Behind, town):
    """`visitor(town.dekker)`: signed in over TLS; without a person: somebody nobody knows."""

    def come(who=None):
        browser = server.visitor()
        if who is None:
            return browser
        with acting_as(who):
            account_of(who)
            card = print_card(who, by=by(who))
        return browser.sign_in(card.code)

    return come
