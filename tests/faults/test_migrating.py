"""Migrating while people use the house: it gives up in time, and no wall is ever down."""

import contextlib
import threading
import time
import uuid

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from mekaar.core import busy, walls
from mekaar.exchange.models import Ask
from tests.faults.reckoning import settle


@contextlib.contextmanager
def held(house, how):
    """A long transaction: somebody's report, or a forgotten window."""
    with psycopg.connect(house.cluster.owner_url) as long:
        long.execute(how)
        yield


@pytest.mark.parametrize(
    "how",
    ["SELECT count(*) FROM exchange_ask", "LOCK TABLE exchange_ask IN SHARE ROW EXCLUSIVE MODE"],
    ids=["read", "lock"],
)
def test_migrate_gives_up_in_time_and_pages_go_on(house, town, browser, monkeypatch, how):
    monkeypatch.setattr(busy, "TRIES", 3)
    dekker, slowest, stop = browser(town.dekker), [0.0], threading.Event()

    def looks():
        while not stop.is_set():
            begun = time.monotonic()
            assert dekker.get("/mijn/vragen/").status == 200
            slowest.append(time.monotonic() - begun)

    looking = threading.Thread(target=looks)
    with held(house, how):
        looking.start()
        begun = time.monotonic()
        with pytest.raises(busy.Busy, match=r"^De tabellen zijn te lang bezet\."):
            call_command("migrate", verbosity=0, interactive=False)
        assert time.monotonic() - begun < 20
        stop.set()
        looking.join(20)
    assert len(slowest) > 3
    assert max(slowest) < 5  # not for as long as the transaction stands
    call_command("migrate", verbosity=0, interactive=False)


def test_a_migration_that_waits_goes_on_when_the_table_is_free(house, town):
    """What one migration does to a table that people use, in the same surroundings."""
    tries = []

    def hold():
        with held(house, "SELECT count(*) FROM exchange_ask"):
            time.sleep(2)

    def migrates():
        tries.append(time.monotonic())
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{busy.WAIT}'")
            cursor.execute("ALTER TABLE exchange_ask ALTER COLUMN code SET STATISTICS 100")
            cursor.execute("ALTER TABLE exchange_ask ADD COLUMN tried int")
            cursor.execute("ALTER TABLE exchange_ask DROP COLUMN tried")
            cursor.execute("RESET lock_timeout")

    holding = threading.Thread(target=hold)
    holding.start()
    time.sleep(0.3)
    busy.patiently(migrates)
    holding.join(10)
    assert len(tries) > 1, "it waited at least once"


class Reader(threading.Thread):
    """Asks all the time as the web role, as one person, and keeps every number it saw."""

    def __init__(self, url, me, here):
        super().__init__(daemon=True)
        self.url, self.me, self.here = url, me, here
        self.saw, self.stop, self.trouble = [], threading.Event(), []

    def run(self):
        try:
            with psycopg.connect(self.url) as web:
                while not self.stop.is_set():
                    with web.transaction():
                        web.execute(f"SET LOCAL mekaar.me = '{self.me or ''}'")
                        web.execute(f"SET LOCAL mekaar.here = '{self.here}'")
                        found = web.execute("SELECT count(*) FROM exchange_ask").fetchone()
                    self.saw.append(found[0])
        except psycopg.Error as error:
            self.trouble.append(error)


def test_no_moment_without_a_wall_while_walls_are_raised(house, town, crowd, rounds, figures):
    writing = crowd(2)
    writing.wait_for(4)
    writer = Ask.objects.filter(neighbourhood=town.here).first().participant_id
    url, here = house.cluster.web_url, town.here.id
    strangers = [Reader(url, me, here) for me in (None, uuid.uuid4(), town.henk.id)]
    own = Reader(url, writer, here)
    for reader in (*strangers, own):
        reader.start()
    took = []
    for _ in range(2 * rounds):
        begun = time.monotonic()
        walls.raise_all()
        took.append(time.monotonic() - begun)
        writing.wait_for(2)
    for reader in (*strangers, own):
        reader.stop.set()
        reader.join(20)
    book = writing.stop()
    assert [reader.trouble for reader in (*strangers, own)] == [[]] * 4
    assert {number for reader in strangers for number in reader.saw} == {0}
    assert own.saw == sorted(own.saw)
    assert own.saw[0] >= 1
    assert set(book.statuses) == {302}
    looks = sum(len(reader.saw) for reader in strangers)
    figures("", settle(town, book) | {"looks of strangers": looks,
            "seconds to raise": round(max(took), 1)})  # fmt: skip
