"""Long lists: one page at a time, without ever counting the table (§4 of the budgets)."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from mekaar.core.pages import A_PAGE, FARTHEST, leaf, up_to_a_page
from mekaar.people.models import Doorbell

pytestmark = pytest.mark.django_db


def rung(here, times):
    Doorbell.objects.bulk_create(
        Doorbell(neighbourhood=here, door="ask", name=f"Buur {number:03}", reach="06 0000 0077")
        for number in range(times)
    )
    return Doorbell.objects.order_by("name")


def opened(found, address="/"):
    return leaf(RequestFactory().get(address), found)


@pytest.mark.parametrize(("rows", "more"), [(0, False), (A_PAGE, False), (A_PAGE + 1, True)])
def test_first_page(oeverhoek, rows, more):
    page = opened(rung(oeverhoek, rows))
    assert len(page.items) == min(rows, A_PAGE)
    assert (page.number, page.has_previous, page.has_next) == (1, False, more)


def test_second_page_has_the_rest(oeverhoek):
    page = opened(rung(oeverhoek, A_PAGE + 2), "/?page=2")
    assert [bell.name for bell in page.items] == ["Buur 020", "Buur 021"]
    assert (page.has_previous, page.has_next) == (True, False)


@pytest.mark.parametrize("asked", ["0", "-1", "x", "", "1e3", "9" * 40, "²", "2;DROP", "1.0"])
def test_nonsense_is_the_first_page(oeverhoek, asked):
    found = rung(oeverhoek, 3)
    page = leaf(RequestFactory().get("/", {"page": asked}), found)
    assert (page.number, len(page.items)) == (1, 3)


def test_nobody_leafs_without_end(oeverhoek):
    page = opened(rung(oeverhoek, 3), "/?page=999")
    assert (page.number, page.items, page.has_next) == (FARTHEST, [], False)


def test_neither_counts_the_table(oeverhoek):
    found = rung(oeverhoek, A_PAGE * 3)
    with CaptureQueriesContext(connection) as asked:
        opened(found)
        assert up_to_a_page(found) == f"{A_PAGE}+"
    assert [f"LIMIT {A_PAGE + 1}" in query["sql"] for query in asked] == [True, True]


def test_few_are_counted(oeverhoek):
    assert up_to_a_page(rung(oeverhoek, 3)) == "3"
