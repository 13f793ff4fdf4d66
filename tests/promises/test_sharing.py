"""Each sharing has a last day, and what is taken back is back in the same request (L-02, R-A16).

In SQL as the web role on the day and the day after, and over HTTP on every page that showed it.
"""

import datetime

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from mekaar.core.dates import write_day
from mekaar.exchange import actions
from mekaar.exchange.models import Ask, Idea, Offer
from mekaar.people.models import Group, GroupMember, ReachPreference
from tests.acting import acting_as, as_web, by, refused_by_database
from tests.exchange.asks import an_ask, an_offer, with_ideas
from tests.exchange.pairs import a_pair, introduced
from tests.promises.test_retention import today_is

LAST, AFTER = "2027-03-28", "2027-03-29"  # the clock goes forward that night
WORDS = "Wie leest mij de vlinderkrant voor?"
GIVEN = "Ik klaverjas graag met een vlinder."
MINE = "/mijn/delen/"
# Who reads along in the neighbourhood, and who reads whatever the day.
NEIGHBOURS = ["wil", "tineke", "ria"]
ALWAYS = ["samira"]
NEVER = ["noor", "douwe", "stranger"]


def reads(who, thing):
    with as_web(who) as cursor:
        table = thing._meta.db_table
        cursor.execute(f"SELECT words FROM {table} WHERE id = %s", [thing.id])
        return bool(cursor.fetchall())


def readers(cast, thing):
    everybody = [*NEIGHBOURS, *ALWAYS, *NEVER, "dekker", "henk"]
    return {name for name in everybody if reads(getattr(cast, name), thing)}


@pytest.fixture
def table(cast):
    table = Group.objects.create(neighbourhood=cast.here, name="de kaarttafel")
    GroupMember.objects.create(
        neighbourhood=cast.here, group=table, participant=cast.tineke, confirmed_at=timezone.now()
    )
    return table


# --- the last day, in SQL --------------------------------------------------------------------


@pytest.mark.parametrize("state", ["thinking", "ideas_open"])
def test_after_the_last_day_neighbours_read_no_ask_and_it_stays_what_it_is(cast, state):
    ask = an_ask(cast.dekker, WORDS, audience="neighbourhood", shared_until=LAST, state=state)
    today_is(LAST)
    assert readers(cast, ask) == {*NEIGHBOURS, *ALWAYS, "dekker", "henk"}
    today_is(AFTER)
    assert readers(cast, ask) == {*ALWAYS, "dekker"}
    ask.refresh_from_db()
    assert (ask.state, ask.audience) == (state, "neighbourhood")


def test_after_the_last_day_the_group_reads_no_ask(cast, table):
    ask = an_ask(cast.dekker, WORDS, audience="group", group=table, shared_until=LAST)
    today_is(LAST)
    assert readers(cast, ask) == {"tineke", *ALWAYS, "dekker"}
    today_is(AFTER)
    assert readers(cast, ask) == {*ALWAYS, "dekker"}


def test_after_the_last_day_neighbours_read_no_offer(cast):
    offer = an_offer(cast.henk, GIVEN, audience="neighbourhood", shared_until=LAST)
    today_is(LAST)
    assert readers(cast, offer) == {*NEIGHBOURS, *ALWAYS, "dekker", "henk"}
    today_is(AFTER)
    assert readers(cast, offer) == {*ALWAYS, "henk"}


@pytest.mark.parametrize(
    ("moment", "is_read"),
    [("2027-03-28 23:59+02:00", True), ("2027-03-29 00:01+02:00", False)],
)
def test_the_day_ends_at_midnight_in_amsterdam_for_the_queries_too(cast, table, moment, is_read):
    """Without the wall: as the owner of the tables, who reads all."""
    an_ask(cast.dekker, WORDS, audience="neighbourhood", shared_until=LAST)
    an_ask(cast.dekker, WORDS, audience="group", group=table, shared_until=LAST)
    an_offer(cast.henk, GIVEN, audience="neighbourhood", shared_until=LAST)
    with time_machine.travel(moment, tick=False):
        assert Ask.objects.on_board(by(cast.tineke)).count() == (2 if is_read else 0)
        assert Offer.objects.readable_by_neighbours().exists() == is_read


def test_without_a_day_it_is_shared_as_long_as_it_is_open(cast):
    ask = an_ask(cast.dekker, WORDS, audience="neighbourhood")
    today_is("2090-01-01")
    assert reads(cast.wil, ask)


@pytest.mark.parametrize("engine", [False, True])
def test_nobody_else_makes_the_sharing_longer(cast, engine):
    ask = an_ask(cast.dekker, WORDS, audience="neighbourhood", shared_until=LAST)
    offer = an_offer(cast.henk, GIVEN, audience="neighbourhood", shared_until=LAST)
    for thing in (ask, offer):
        with as_web(cast.samira, engine=engine) as cursor:
            longer = f"UPDATE {thing._meta.db_table} SET shared_until = NULL WHERE id = %s"
            if thing is ask:
                with refused_by_database():
                    cursor.execute(longer, [thing.id])
            else:
                cursor.execute(longer, [thing.id])
                assert cursor.rowcount == 0


def test_a_day_without_more_readers_is_refused(cast):
    for thing in (an_ask(cast.dekker, WORDS), an_offer(cast.dekker, GIVEN)):
        with as_web(cast.dekker) as cursor, refused_by_database("no_day_for_connector"):
            cursor.execute(
                f"UPDATE {thing._meta.db_table} SET shared_until = %s WHERE id = %s",
                [LAST, thing.id],
            )


# --- taken back, over HTTP ---------------------------------------------------------------------


def all_that_waits():
    """Everything that jobs, notices and mails carry, and what pages keep for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        jobs = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT to_jsonb(n)::text FROM notices_notice n")
        notices = [row[0] for row in cursor.fetchall()]
    kept = [repr(value) for value in getattr(caches["default"], "_cache", {}).values()]
    letters = [f"{one.subject} {one.body}" for one in mail.outbox]
    return jobs, notices, kept, letters


@pytest.fixture
def _pages_are_kept(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["default"].clear()


@pytest.mark.usefixtures("_pages_are_kept")
def test_an_ask_that_is_no_longer_shared_is_off_the_board_and_stays_with_the_connector(cast, page):
    ask = an_ask(cast.dekker, WORDS, audience="neighbourhood", shared_until="2099-01-01")
    neighbour = page(cast.wil).get("/mijn/buurtvragen/")
    assert WORDS in neighbour.main
    mine = page(cast.dekker).get(MINE)
    assert WORDS in mine.main
    mine.press(f"Stop met delen {WORDS}")
    assert "Het is gestopt" in mine.main
    assert f"Trek de vraag in {WORDS}" in mine.buttons

    for address in ("/mijn/buurtvragen/", "/mijn/alles/", "/mijn/alles.json", "/mijn/"):
        assert "vlinderkrant" not in neighbour.get(address).html
    assert neighbour.get(f"/mijn/aanbod/nieuw/?voor={ask.code}").status == 404
    assert neighbour.get(f"/mijn/melden/vraag/{ask.code}/").status == 404
    assert WORDS in page(cast.samira).get(f"/verbinden/vraag/{ask.code}/").main
    assert not reads(cast.wil, ask)
    ask.refresh_from_db()
    assert (ask.state, ask.audience, ask.shared_until) == ("with_connector", "connector", None)
    kept = all_that_waits()[2]
    assert kept
    assert not [text for text in kept if "vlinderkrant" in text]


@pytest.mark.usefixtures("_pages_are_kept")
def test_words_of_an_offer_leave_the_ideas_and_no_job_brings_them_back(cast, page):
    offer = an_offer(cast.henk, GIVEN, audience="neighbourhood", shared_until="2099-01-01")
    with acting_as(cast.henk):  # queues the job that looks for asks
        actions.keep_offer(offer, by=by(cast.henk))
    ask = with_ideas(an_ask(cast.dekker, "Weer eens klaverjassen.", state="ideas_open"))
    ideas = f"/mijn/vragen/{ask.code}/ideeen/"
    asker = page(cast.dekker).get(ideas)
    assert GIVEN in asker.main
    page(cast.henk).get(MINE).press(f"Stop met delen {GIVEN}")

    assert GIVEN not in asker.get(ideas).main
    assert actions.refresh_ideas_around(offer.id, here=cast.here.id) == 1
    assert Idea.objects.filter(ask=ask, offer=offer).exists()
    for address in (ideas, "/mijn/alles/", "/mijn/alles.json"):
        assert "vlinder" not in asker.get(address).html
    jobs, *rest = all_that_waits()
    assert jobs
    assert not [text for kind in (jobs, *rest) for text in kind if "vlinder" in text]


def test_a_contact_that_is_no_longer_shared_loses_name_and_number_at_once(cast, page):
    pair = introduced(a_pair(cast))
    ReachPreference.objects.update_or_create(
        participant=cast.dekker,
        defaults={"neighbourhood": cast.here, "kind": "phone", "phone": "06 0000 0044"},
    )
    theirs = f"/mijn/kennismaking/{pair.side('giver').code}/"
    other = page(cast.henk).get(theirs)
    assert "06 0000 0044" in other.main
    page(cast.dekker).get(MINE).press("Stop met delen Henk")

    assert other.get(theirs).status == 404
    for address in ("/mijn/", "/mijn/alles/", "/mijn/alles.json", MINE):
        other.get(address)
        assert "06 0000 0044" not in other.html
        assert "Dekker" not in other.html
    assert [text for text in all_that_waits()[1] if "contact_ended" in text]
    assert not [t for kind in all_that_waits() for t in kind if "0044" in t or "Dekker" in t]


def test_on_the_day_after_pages_are_as_when_it_was_taken_back(cast, page):
    an_ask(cast.dekker, WORDS, audience="neighbourhood", shared_until=LAST)
    today_is(LAST)
    with time_machine.travel("2027-03-28 12:00+02:00", tick=False):
        assert WORDS in page(cast.wil).get("/mijn/buurtvragen/").main
    today_is(AFTER)
    with time_machine.travel("2027-03-29 12:00+02:00", tick=False):
        neighbour = page(cast.wil).get("/mijn/buurtvragen/")
        mine = page(cast.dekker).get(MINE)
        jobs_and_notices = all_that_waits()[:2]
    assert WORDS not in neighbour.main
    assert f"Trek de vraag in {WORDS}" in mine.buttons
    assert jobs_and_notices == ([], [])  # nobody is reminded


def test_the_day_is_written_as_people_write_it():
    assert write_day(datetime.date(2027, 3, 3)) == "3 maart 2027"
