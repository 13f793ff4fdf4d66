"""Long lists: a leaf at a time, found by where the last one ended; the table is never counted."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mekaar.core.leaf import A_LEAF, cut, cut_prepared, how_many
from mekaar.people.models import Doorbell

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 3, 12, tzinfo=datetime.UTC)


def rung(here, times, *, apart=1):
    Doorbell.objects.bulk_create(
        Doorbell(
            neighbourhood=here, door="ask", name=f"Buur {number:03}", reach="06 0000 0077",
            made_at=NOON + datetime.timedelta(seconds=apart * number),
        )
        for number in range(times)
    )  # fmt: skip
    return Doorbell.objects.all()


def opened(found, after=""):
    return cut(found, "made_at", after=after)


@pytest.mark.parametrize(("rows", "more"), [(0, False), (A_LEAF, False), (A_LEAF + 1, True)])
def test_first_leaf(oeverhoek, rows, more):
    leaf = opened(rung(oeverhoek, rows))
    assert len(leaf.items) == min(rows, A_LEAF)
    assert bool(leaf.after) is more


@pytest.mark.parametrize("apart", [1, 0], ids=["one after the other", "all at one moment"])
def test_every_row_stands_on_one_leaf(oeverhoek, apart):
    found, names, after = rung(oeverhoek, 2 * A_LEAF + 3, apart=apart), [], None
    while after != "":
        leaf = opened(found, after or "")
        names += [bell.name for bell in leaf.items]
        after = leaf.after
    assert sorted(names) == [f"Buur {number:03}" for number in range(2 * A_LEAF + 3)]


@pytest.mark.parametrize(
    "asked", ["x", "2", "~", "2026-03-03T12:00:00~P1", "9999999~P1", "~P1", "²~P1", "'; DROP~P1",
              "2026-13-41~P1", "2026-03-03T12:00:00+00:00~", "2026-03-03~P1"]
)  # fmt: skip
def test_a_place_nobody_was_given_is_the_beginning(oeverhoek, asked):
    assert len(opened(rung(oeverhoek, 3), asked).items) == 3
    ready = cut_prepared(everybody, oeverhoek.id, field="made_at", after=asked)
    assert len(ready.items) == 3


def everybody(here):
    return Doorbell.objects.filter(neighbourhood=here)


def test_neither_counts_the_table(oeverhoek):
    found = rung(oeverhoek, A_LEAF * 3)
    with CaptureQueriesContext(connection) as asked:
        opened(found)
        assert how_many(found) == f"{A_LEAF}+"
    assert [f"LIMIT {A_LEAF + 1}" in query["sql"] for query in asked] == [True, True]


def test_few_are_counted(oeverhoek):
    assert how_many(rung(oeverhoek, 3)) == "3"
