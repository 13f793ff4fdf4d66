"""The wall around asks, attacked in SQL as the web role (invariants 16, 17, 20)."""

import datetime

import pytest
from django.utils import timezone

from mekaar.exchange import actions
from mekaar.exchange.models import Ask
from mekaar.people.models import Group, GroupMember
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database
from tests.exchange.asks import WAY, an_ask

NOBODY_READS = ["draft", "rounded_off", "withdrawn"]
STAFF_OUTSIDE = ["noor", "douwe", "joke", "bert", "loes", "stranger", "stranger_host"]


def reads(who, ask):
    with as_web(who) as cursor:
        cursor.execute("SELECT words FROM exchange_ask WHERE id = %s", [ask.id])
        return bool(cursor.fetchall())


@pytest.mark.parametrize("state", WAY)
def test_connector_reads_an_open_ask_and_neighbours_do_not(cast, state):
    ask = an_ask(cast.dekker, state=state)

    assert reads(cast.dekker, ask)
    assert reads(cast.samira, ask) == (state not in NOBODY_READS)
    assert not reads(cast.wil, ask)
    assert not reads(None, ask)


@pytest.mark.parametrize("who", STAFF_OUTSIDE)
def test_others_read_no_ask_of_the_connector(cast, who):
    ask = an_ask(cast.dekker, state="ideas_open")

    assert not reads(getattr(cast, who), ask)


def test_neighbourhood_reads_it_only_when_the_asker_chose_so(cast):
    ask = an_ask(cast.dekker, audience="neighbourhood")

    assert reads(cast.wil, ask)
    assert not reads(cast.stranger, ask)
    assert not reads(None, ask)


def test_narrowing_the_audience_counts_in_the_same_transaction(cast):
    ask = an_ask(cast.dekker, audience="neighbourhood")
    me = by(cast.dekker)
    assert reads(cast.wil, ask)

    with acting_as(me):
        actions.change_ask(ask, {"audience": "connector", "group": None}, by=me)
        assert not reads(cast.wil, ask)

    assert not reads(cast.wil, ask)


def test_group_reads_it_and_others_do_not(cast):
    table = Group.objects.create(neighbourhood=cast.here, name="de vrouwentafel")
    GroupMember.objects.create(
        neighbourhood=cast.here, group=table, participant=cast.tineke, confirmed_at=timezone.now()
    )
    ask = an_ask(cast.selam, audience="group", group=table)

    assert reads(cast.tineke, ask)
    assert not reads(cast.wil, ask)


@pytest.mark.parametrize("who", ["wil", "ria", "samira", "noor", "stranger"])
def test_nobody_opens_ideas_for_an_asker(cast, who):
    ask = an_ask(cast.dekker, state="thinking", audience="neighbourhood")

    with as_web(getattr(cast, who)) as cursor:
        if who == "samira":
            with refused_by_database("the pace belongs to the asker"):
                cursor.execute(
                    "UPDATE exchange_ask SET state = 'ideas_open' WHERE id = %s", [ask.id]
                )
        else:
            cursor.execute("UPDATE exchange_ask SET state = 'ideas_open' WHERE id = %s", [ask.id])
            assert cursor.rowcount == 0

    ask.refresh_from_db()
    assert ask.state == "thinking"


def test_not_even_the_engine_opens_ideas(cast):
    ask = an_ask(cast.dekker, state="thinking")

    with as_web(cast.samira, engine=True) as cursor, refused_by_database("the pace belongs"):
        cursor.execute("UPDATE exchange_ask SET state = 'ideas_open' WHERE id = %s", [ask.id])


def test_asker_does_not_introduce_oneself(cast):
    ask = an_ask(cast.dekker, state="ideas_open")

    with as_web(cast.dekker) as cursor, refused_by_database():
        cursor.execute(
            "UPDATE exchange_ask SET state = 'introduction_offered' WHERE id = %s", [ask.id]
        )


@pytest.mark.parametrize(
    "change",
    [
        "words = 'iets anders'",
        "first_words = 'iets anders'",
        "self_part = 'ik kan niets'",
        "beside_me = 'niemand'",
        "audience = 'neighbourhood'",
        "audience = 'neighbourhood', shared_until = '2099-01-01'",
        "times = 1",
        "max_distance = 1",
        "languages = '{nl}'",
        "profession_wanted = true",
        "card_passed_at = now()",
        "read_back_at = now()",
        "keys = '{}'",
    ],
)
@pytest.mark.parametrize("engine", [False, True])
def test_connector_and_engine_change_nothing_of_somebody_elses_ask(cast, change, engine):
    ask = an_ask(cast.dekker, state="ideas_open", times=2)

    with as_web(cast.samira, engine=engine) as cursor, refused_by_database():
        cursor.execute(f"UPDATE exchange_ask SET {change} WHERE id = %s", [ask.id])


def test_first_wording_stays_also_for_the_asker(cast):
    ask = an_ask(cast.dekker)

    with as_web(cast.dekker) as cursor, refused_by_database("the first wording stays"):
        cursor.execute("UPDATE exchange_ask SET first_words = 'x' WHERE id = %s", [ask.id])


@pytest.mark.parametrize("state", WAY)
def test_nothing_begins_elsewhere_than_the_table_says(cast, state):
    if state in {"draft", "with_connector"}:
        return
    with refused_by_database("may not begin"):
        Ask.objects.create(
            neighbourhood=cast.here, participant=cast.dekker, words="x", first_words="x",
            written_by=cast.dekker.id, state=state,
        )  # fmt: skip


def test_somebody_else_places_no_ask_without_reading_back(cast):
    helping = at_desk(cast.ria, cast.dekker)

    with as_web(helping.me), refused_by_database():
        Ask.objects.create(
            neighbourhood=cast.here, participant=cast.dekker, words="x", first_words="x",
            written_by=cast.ria.id,
        )  # fmt: skip


def test_thinking_has_no_end(cast):
    """Nothing expires an ask in thinking (invariant 17): no column could hold such a moment.

    Until when neighbours read along ends the reading, not the ask (tests/promises/test_sharing.py).
    """
    ask = an_ask(cast.dekker, state="thinking")
    long_ago = timezone.now() - datetime.timedelta(days=3650)
    Ask.objects.filter(id=ask.id).update(state_since=long_ago, made_at=long_ago)
    ends = [
        field.name
        for field in Ask._meta.get_fields()
        if any(word in field.name for word in ("until", "deadline", "expire", "due", "remind"))
    ]

    ask.refresh_from_db()
    assert ends == ["shared_until"]
    assert ask.state == "thinking"


def test_withdrawn_ask_is_gone_for_everybody_else_in_the_same_request(cast):
    ask = an_ask(cast.dekker, audience="neighbourhood", state="ideas_open")
    me = by(cast.dekker)

    with acting_as(me):
        actions.withdraw_ask(ask, by=me)
        assert not reads(cast.wil, ask)
        assert not reads(cast.samira, ask)
        assert reads(cast.dekker, ask)
