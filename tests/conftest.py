"""What every test has: the cast, the Page client, and surroundings that forgive nothing."""

import gc
from collections.abc import Callable, Iterator

import pytest
import pytest_django
from django.db import connection
from django.template import engines
from django.utils import timezone, translation

from mekaar.people.models import Participant
from mekaar.places.models import Neighbourhood
from tests import acting, hostile, like, nu
from tests.cast import Cast, make_neighbourhood
from tests.page import Page

pytest_plugins = ["tests.browser"]

# What takes longest begins first; otherwise one process waits at the end for the other.
LONG = (
    "test_every_page", "test_every_door", "test_own", "test_things_of_others", "test_nginx",
    "test_run", "test_j1_dekker", "test_j2_selam", "test_j9_tineke", "test_report",
    "test_circulation", "test_packing",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After they were shuffled: the files with long tests come first, for the rest as it was."""
    items.sort(key=lambda item: item.path.stem not in LONG)


def pytest_collection_finish() -> None:
    """What was imported stays; otherwise the collector looks through it again in every test."""
    gc.freeze()


@pytest.fixture(scope="session")
def migrated(
    worker_id: str, testrun_uid: str, django_db_blocker: pytest_django.DjangoDbBlocker
) -> str | None:
    """The database to copy; None for a process on its own, which migrates its own."""
    if worker_id == "master":
        return None
    with django_db_blocker.unblock():
        return like.made(testrun_uid)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, migrated: str | None
) -> None:
    """The test database of this process begins as that copy; `migrate` finds nothing to do."""
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that leads the others outlives them."""
    if session.config.pluginmanager.has_plugin("dsession"):
        like.forget()


@pytest.fixture(scope="session", autouse=True)
def _hostile_environment() -> None:
    """No network, and a variable that a template does not have is an error."""
    hostile.forbid_network()
    engines["django"].engine.string_if_invalid = hostile.Undefined()


@pytest.fixture(scope="session", autouse=True)
def _valid_html() -> Iterator[None]:
    """Every kind of page that a test of this process saw is valid, also by the Nu validator."""
    yield
    assert nu.PAGES.validate() == []


@pytest.fixture(autouse=True)
def _dutch_neighbours() -> Iterator[None]:
    """Each test begins in Dutch and in Amsterdam, whatever the one before it did."""
    with translation.override("nl"), timezone.override("Europe/Amsterdam"):
        yield


@pytest.fixture
def oeverhoek(db: None) -> Neighbourhood:
    """The neighbourhood of the cast, with its place, hours and phone."""
    return make_neighbourhood("De Oeverhoek", "oeverhoek")


@pytest.fixture
def cast(oeverhoek: Neighbourhood) -> Cast:
    """The named neighbours."""
    return Cast(oeverhoek)


@pytest.fixture
def page(oeverhoek: Neighbourhood) -> Callable[..., Page]:
    """`page(cast.dekker)` is a browser in which that person is signed in."""

    def signed_in(participant: Participant | None = None, **more: bool) -> Page:
        return Page(participant, **more)

    return signed_in


@pytest.fixture
def public(oeverhoek: Neighbourhood) -> Page:
    """A browser of somebody nobody knows."""
    return Page()


# The same as the functions in tests/acting.py, for who would rather not import them.
@pytest.fixture
def by() -> Callable[..., acting.By]:
    return acting.by


@pytest.fixture
def at_desk() -> Callable[..., acting.By]:
    return acting.at_desk


@pytest.fixture
def acting_as() -> Callable[..., object]:
    return acting.acting_as


@pytest.fixture
def as_web() -> Callable[..., object]:
    return acting.as_web


@pytest.fixture
def refused_by_database() -> Callable[..., object]:
    return acting.refused_by_database
