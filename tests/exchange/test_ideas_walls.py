"""The wall around ideas, attacked in SQL as the web role (R-A13, invariant 16)."""

import uuid

import pytest

from mekaar.exchange.models import Idea
from tests.acting import as_web, refused_by_database
from tests.exchange.asks import an_ask, an_offer, with_ideas


@pytest.fixture
def idea(cast):
    an_offer(cast.wil, "Ik klaverjas graag.")
    with_ideas(an_ask(cast.dekker, "Weer eens klaverjassen.", state="ideas_open"))
    return Idea.objects.get()


def reads(who, sql, *values, **more):
    with as_web(who, **more) as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("dekker", True),
        ("samira", True),
        ("wil", False),
        ("ria", False),
        ("noor", False),
        ("douwe", False),
        ("stranger", False),
    ],
)
def test_asker_and_connector_see_an_idea_and_its_giver_does_not(cast, idea, who, sees):
    found = reads(getattr(cast, who), "SELECT id FROM exchange_idea")

    assert bool(found) == sees
    assert not reads(None, "SELECT id FROM exchange_idea")


def test_asker_reads_no_word_of_an_offer_for_the_connector(cast, idea):
    assert not reads(cast.dekker, "SELECT words FROM exchange_offer")
    assert reads(cast.samira, "SELECT words FROM exchange_offer")


def test_idea_is_gone_in_the_database_when_the_asker_thinks_again(cast, idea):
    with as_web(cast.dekker) as cursor:
        cursor.execute("UPDATE exchange_ask SET state = 'thinking' WHERE id = %s", [idea.ask_id])

    assert not Idea.objects.exists()


def test_idea_is_gone_in_the_database_when_the_offer_rests(cast, idea):
    with as_web(cast.wil) as cursor:
        cursor.execute("UPDATE exchange_offer SET state = 'resting' WHERE id = %s", [idea.offer_id])

    assert not Idea.objects.exists()


@pytest.mark.parametrize("who", ["dekker", "samira", "wil"])
def test_nobody_writes_an_idea_without_the_engine(cast, idea, who):
    idea.delete()

    with as_web(getattr(cast, who)), refused_by_database("row-level security"):
        Idea.objects.create(
            neighbourhood=cast.here,
            ask_id=idea.ask_id,
            offer_id=idea.offer_id,
            participant=cast.dekker,
        )


@pytest.mark.parametrize("state", ["with_connector", "encounter", "thinking", "rounded_off"])
def test_not_even_the_engine_writes_an_idea_before_the_asker_wants_it(cast, idea, state):
    ask = an_ask(cast.tineke, "Klaverjassen.", state=state)

    with as_web(cast.samira, engine=True), refused_by_database("row-level security"):
        Idea.objects.create(
            neighbourhood=cast.here, ask=ask, offer_id=idea.offer_id, participant=cast.tineke
        )


FUNCTIONS = [
    "SELECT * FROM wall.offers_near('{ask}', false)",
    "SELECT * FROM wall.asks_near('{offer}')",
    "SELECT * FROM wall.people_of_ideas(ARRAY['{giver}']::uuid[])",
]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("who", ["dekker", "samira", "wil", "stranger"])
def test_what_the_engine_may_read_is_for_the_engine_alone(cast, idea, function, who):
    sql = function.format(ask=idea.ask_id, offer=idea.offer_id, giver=cast.wil.id)

    assert not reads(getattr(cast, who), sql)
    assert not reads(None, sql)
    # The data is there: behind its own door the engine of this neighbourhood finds it.
    assert reads(cast.dekker, sql, engine=True)
    assert not reads(cast.stranger, sql, engine=True)


def test_engine_reads_no_name(cast, idea):
    assert not reads(cast.dekker, "SELECT display_name FROM people_participant WHERE id = %s",
                     cast.wil.id, engine=True)  # fmt: skip


def test_guessing_ids_gives_nothing(cast, idea):
    sql = FUNCTIONS[2].format(giver=uuid.uuid4())

    assert not reads(cast.dekker, sql, engine=True)
