"""A database that is gone, full, or has no place left: one page with 503, and back by itself."""

import contextlib
import time

import psycopg
import pytest

from tests.faults.reckoning import away_in_words, settle


def wait_until_refused(writing, seconds=60):
    """Until somebody was told that the house is away."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not any(one.book.pages for one in writing.writers):
        time.sleep(0.05)
    assert any(one.book.pages for one in writing.writers), "nobody was refused"


@contextlib.contextmanager
def away(house):
    """Nobody but the superuser gets in, and who was in is put out."""
    with psycopg.connect(house.cluster.admin_url(), autocommit=True) as admin:
        admin.execute("ALTER DATABASE mekaar ALLOW_CONNECTIONS false")
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'mekaar'"
        )
        try:
            yield
        finally:
            admin.execute("ALTER DATABASE mekaar ALLOW_CONNECTIONS true")


def test_gone_for_a_while(house, town, crowd, browser, rounds, figures):
    visitor, writing = browser(town.neighbour("Kijker")), crowd(2)
    writing.wait_for(4)
    with away(house):
        wait_until_refused(writing)
        page = visitor.get("/mijn/")
        assert (page.status, page.headers["retry-after"]) == (503, "30")
        assert page.headers["cache-control"] == "no-store"
        assert (visitor.get("/gezond/leeft/").status, visitor.get("/gezond/").status) == (200, 503)
        time.sleep(4 if rounds == 1 else 90)  # longer than a worker's five ends in a minute
    writing.wait_for(4)
    book = writing.stop()
    figures("", settle(town, book))
    away_in_words(book)
    assert visitor.get("/gezond/").text.splitlines()[0] == "ok"
    assert house.mekaar.process.poll() is None, house.mekaar.said()
    assert "Traceback" not in house.log("web")


def test_full_disk(house, town, crowd, figures):
    if not house.small_disk:
        pytest.skip("only root can mount a small disk here (mount -t tmpfs)")
    writing, ballast = crowd(3), house.folder / "ballast"
    writing.wait_for(4)
    try:
        with ballast.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
            for size in (1_000_000, 4_096):
                with contextlib.suppress(OSError):
                    while stream.write(b"x" * size):
                        pass
        wait_until_refused(writing, seconds=90)
    finally:
        ballast.unlink()
    assert "(53100)" in house.log("web")  # PostgreSQL's own code for a full disk, and no other
    writing.wait_for(4)
    book = writing.stop()
    figures("", settle(town, book))
    away_in_words(book)
    assert house.mekaar.process.poll() is None, house.mekaar.said()


def test_no_connection_left(house, town, crowd, figures):
    writing, held = crowd(3), []
    writing.wait_for(4)
    try:
        with house.admin() as admin:  # a few places are for the superuser only
            until = time.monotonic() + 60
            while not any(one.book.pages for one in writing.writers) and time.monotonic() < until:
                with contextlib.suppress(psycopg.OperationalError):
                    while True:  # each place that is free
                        held.append(psycopg.connect(house.cluster.owner_url))
                admin.execute(_END_THOSE_OF_THE_WEB)  # it would keep the places it has
        wait_until_refused(writing, seconds=1)
    finally:
        for one in held:
            one.close()
    writing.wait_for(4)
    book = writing.stop()
    figures("", settle(town, book) | {"connections held": len(held)})
    away_in_words(book)


def test_a_page_tells_nothing_was_kept_when_it_was_not(house, town, browser):
    """The sentence "je vraag is bewaard" stands in the session: it must not outlive the ask."""
    henk = browser(town.henk)
    sent = henk.form("/mijn/vragen/nieuw/") | {"words": "Wie kan een band plakken?"}
    with house.admin() as admin:
        admin.execute(_COMMIT_FAILS)
        try:
            assert henk.post("/mijn/vragen/nieuw/", sent).status == 503
        finally:
            admin.execute("DROP TRIGGER fails ON exchange_ask; DROP FUNCTION fails()")
    page = henk.get("/mijn/vragen/")
    assert "band plakken" not in page.text
    assert "bewaard" not in page.text
    assert henk.post("/mijn/vragen/nieuw/", sent).led
    assert "band plakken" in henk.get("/mijn/vragen/").text


_END_THOSE_OF_THE_WEB = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mekaar_web'"
)
# At commit, as when the disk fills up then.
_COMMIT_FAILS = """
CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'full' USING ERRCODE = 'disk_full'; END $$;
CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON exchange_ask DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION fails()
"""
