"""What changed since a round is on no page and in no row, at once, and nobody learns why.

Each change is made by the real action of who makes it; then it is looked for over HTTP and, as the
connector, in SQL.
"""

import uuid
from functools import partial

import pytest
from django.utils import timezone

from mekaar.exchange import actions
from mekaar.exchange.models import Ask, Idea, Offer, RoundIdea, RoundOpen
from mekaar.places.models import Building
from mekaar.reports.models import Decision
from tests.acting import acting_as, as_web, by, refused_by_database
from tests.exchange.asks import an_ask, an_offer, with_ideas
from tests.exchange.pairs import Pair, a_pair, agreed, introduced, offered
from tests.exchange.rounds import a_round
from tests.exchange.test_ideas_engine import running
from tests.promises.whole_life import without_triggers
from tests.reports.scenes import decided, reported

ROUND = "/verbinden/ronde/"
ASKED, OFFERED = "Weer eens klaverjassen, liefst thuis.", "Ik klaverjas elke dinsdag met mijn zus."
OTHER = "Kaarten en klaverjassen met koffie erbij."
CHANGED = "er iets veranderd"
TABLES = ("exchange_tableround", "exchange_roundidea", "exchange_roundopen")
NO_CONNECTOR = ("dekker", "wil", "ria", "joke", "loes", "bert", "noor", "douwe", "stranger")


# A subject for each pair: nobody else's offer means the same.
SUBJECTS = (
    "klaverjassen", "breien", "tuinieren", "voorlezen", "schaken", "fietsen", "koken", "timmeren",
    "zingen", "wandelen", "schilderen", "vissen", "dansen", "bakken", "naaien", "zwemmen",
    "puzzelen", "solderen", "fotograferen", "stempelen", "borduren",
)  # fmt: skip


def asked(subject):
    return f"Wie wil met mij {subject}, liefst thuis?"


def said(subject):
    return f"Ik kan goed {subject}, al jaren."


def a_pair_about(cast, subject):
    asker, giver = cast.neighbour(f"Vraagt {subject}"), cast.neighbour(f"Kan {subject}")
    return Pair(
        cast,
        an_ask(asker, asked(subject), state="ideas_open", audience="neighbourhood"),
        an_offer(giver, said(subject)),
    )


@pytest.fixture
def pair(cast):
    """One idea in a round, and an ask that stays open."""
    ask = an_ask(cast.dekker, ASKED, state="ideas_open", audience="neighbourhood")
    offer = an_offer(cast.wil, OFFERED)
    an_ask(cast.tineke, "Wie helpt met de tuin?", state="ideas_open")
    a_round(cast)
    return Pair(cast, ask, offer)


def as_asker(what, *more):
    def act(pair):
        me = by(pair.asker)
        with acting_as(me):
            what(Ask.objects.get(id=pair.ask.id), *more, by=me)

    return act


def as_giver(what, *more):
    def act(pair):
        me = by(pair.giver)
        with acting_as(me):
            what(Offer.objects.get(id=pair.offer.id), *more, by=me)

    return act


def carries_nothing_more(pair):
    me = by(pair.giver)
    with acting_as(me):
        actions.say_carrying(pair.giver, 0, by=me)


def not_this_one(pair):
    with_ideas(pair.ask)
    me = by(pair.asker)
    with acting_as(me):
        actions.set_aside(Idea.objects.get(ask=pair.ask), by=me)


def hide_ask(pair):
    decided(reported(pair.cast, pair.ask), "hidden", by_whom=pair.cast.samira)


def hide_offer(pair):
    """As `reports` leaves it; an offer is reported from an idea, which this test does not need."""
    report = reported(pair.cast, pair.ask)
    by_whom = {"decided_by": pair.cast.samira.id, "nth": 1, "reason": "x", "outcome": "hidden"}
    with without_triggers():
        Decision.objects.create(
            neighbourhood=pair.cast.here, report=report, kind="offer", thing=pair.offer.id,
            **by_whom,
        )  # fmt: skip


def erase(which):
    def act(pair):
        who = getattr(pair, which)
        with as_web(who) as cursor:
            cursor.execute("SELECT wall.erase(%s)", [who.id])

    return act


def grows_stale(pair):
    Offer.objects.filter(id=pair.offer.id).update(look_again_on=timezone.localdate())


def moves_away(pair):
    pair.giver.building = Building.objects.filter(neighbourhood=pair.cast.here).first()
    pair.giver.save()


def speaks_otherwise(pair):
    pair.asker.language = "ti"
    pair.asker.save()


CHANGES = {
    "ask withdrawn": as_asker(actions.withdraw_ask),
    "ask rounded off": as_asker(actions.round_off_ask),
    "thinks it over": as_asker(actions.think_it_over),
    "ask said otherwise": as_asker(actions.change_ask, {"words": "Wie wil ook?"}),
    "ask at other times": as_asker(actions.change_ask, {"times": 1}),
    "offer withdrawn": as_giver(actions.withdraw_offer),
    "not for a while": as_giver(actions.rest_offer),
    "offer said otherwise": as_giver(actions.change_offer, {"words": "Soms wel."}),
    "offer nearer by": as_giver(actions.change_offer, {"max_distance": 100}),
    "offer grows stale": grows_stale,
    "this is too much": carries_nothing_more,
    "an arrangement began": lambda pair: running(pair.cast, pair.giver),
    "not this one": not_this_one,
    "somebody is asked": offered,
    "words of the ask hidden": hide_ask,
    "words of the offer hidden": hide_offer,
    "giver moves": moves_away,
    "asker speaks otherwise": speaks_otherwise,
    "asker erased": erase("asker"),
    "giver erased": erase("giver"),
}


def ideas_for(who, **more) -> int:
    with as_web(who, **more) as cursor:
        cursor.execute("SELECT count(*) FROM exchange_roundidea")
        return cursor.fetchone()[0]


def test_what_no_longer_fits_is_gone_at_once(cast, page):
    """One pair for each change; after it exactly that pair is gone, and nothing else."""
    pairs = dict(
        zip([*CHANGES, "nothing"], map(partial(a_pair_about, cast), SUBJECTS), strict=True)
    )
    a_round(cast)
    seen = page(cast.samira).get(ROUND)
    assert [one.offer.words for one in pairs.values() if one.offer.words not in seen.main] == []
    assert CHANGED not in seen.main
    left = set(pairs)

    for change, act in CHANGES.items():
        act(pairs[change])
        left.remove(change)
        with as_web(cast.samira) as cursor:
            cursor.execute("SELECT ask_id FROM exchange_roundidea")
            there = {row[0] for row in cursor.fetchall()}
        assert {name for name in left if pairs[name].ask.id not in there} == set(), change
        assert pairs[change].ask.id not in there, change

    seen.get(ROUND)
    assert CHANGED in seen.main
    nothing = pairs.pop("nothing")
    assert nothing.offer.words in seen.main
    for change, gone in pairs.items():
        assert gone.offer.words not in seen.main, change
        assert f"Vraagt {gone.offer.words.split()[3].strip(',')}" not in seen.main, change
    assert "Maak een nieuwe ronde" in seen.buttons


def test_after_a_new_round_it_is_not_there_either(pair, page):
    not_this_one(pair)
    a_round(pair.cast)

    samira = page(pair.cast.samira).get(ROUND)

    assert CHANGED not in samira.main
    assert OFFERED not in samira.main
    assert "Niemand in de buurt bood iets aan dat hierop lijkt." in samira.main


def test_given_back_does_not_come_back(cast, page):
    """ "Dit is te veel": the ask looks on, and these two are not an idea again."""
    pair = introduced(a_pair(cast))
    arrangement = agreed(pair)
    me = by(pair.giver)
    with acting_as(me):
        actions.give_back(arrangement, by=me)

    a_round(cast)

    assert RoundIdea.objects.count() == 0


def test_what_is_new_is_said_but_not_guessed(pair, page):
    an_ask(pair.cast.henk, "Leren brood bakken.", state="ideas_open")

    samira = page(pair.cast.samira).get(ROUND)

    assert CHANGED in samira.main
    assert OFFERED in samira.main
    assert "brood" not in samira.main


def test_a_new_offer_is_said_too(pair, page):
    an_offer(pair.cast.henk, "Ik help graag in de tuin.")

    assert CHANGED in page(pair.cast.samira).get(ROUND).main


@pytest.mark.parametrize("which", ["withdrawn", "full"])
def test_the_other_idea_goes_when_it_no_longer_fits(cast, page, which):
    an_ask(cast.dekker, ASKED, state="ideas_open")
    offers = [an_offer(cast.wil, OFFERED), an_offer(cast.henk, OTHER)]
    a_round(cast)
    idea = RoundIdea.objects.get()
    other = next(one for one in offers if one.id == idea.instead_id)
    samira = page(cast.samira).get(ROUND)
    assert other.words in samira.main

    me = by(other.participant)
    with acting_as(me):
        if which == "full":
            actions.say_carrying(other.participant, 0, by=me)
        else:
            actions.withdraw_offer(other, by=me)

    samira.get(ROUND)
    assert other.words not in samira.main
    assert "Past dit niet?" not in samira.main
    assert idea.offer.words in samira.main


def test_of_two_ideas_with_one_giver_as_many_stay_as_they_can_carry(cast):
    me = by(cast.wil)
    with acting_as(me):
        actions.say_carrying(cast.wil, 2, by=me)
    an_offer(cast.wil, OFFERED)
    an_ask(cast.dekker, ASKED, state="ideas_open")
    an_ask(cast.henk, ASKED, state="ideas_open")
    a_round(cast)
    assert ideas_for(cast.samira) == 2

    with acting_as(me):
        actions.say_carrying(cast.wil, 1, by=me)

    assert ideas_for(cast.samira) == 1


# --- who reads and writes these tables -----------------------------------------------------------


def test_only_a_connector_of_this_neighbourhood_sees_a_row(pair):
    pair.cast.everybody()
    for table in TABLES:
        for who in (*NO_CONNECTOR, "samira"):
            with as_web(getattr(pair.cast, who)) as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone()[0] == (who == "samira"), (table, who)
    assert ideas_for(pair.cast.stranger, here=pair.cast.here.id) == 0
    assert ideas_for(None, here=pair.cast.here.id) == 0
    with as_web(None, here=pair.cast.here.id, engine=True) as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM exchange_roundidea),"
                       " (SELECT count(*) FROM exchange_tableround)")  # fmt: skip
        assert cursor.fetchone() == (0, 0)


def test_the_functions_tell_nobody_else_anything(pair):
    which = {"still_fits": RoundIdea.objects.get().id, "stays_open": RoundOpen.objects.get().id}
    for who in (*NO_CONNECTOR, "samira"):
        with as_web(getattr(pair.cast, who)) as cursor:
            for name, one in which.items():
                cursor.execute(f"SELECT wall.{name}(%s)", [one])
                assert cursor.fetchone() == (who == "samira",), (who, name)
            for name in ("asks_of_round()", "offers_of_round()"):
                cursor.execute(f"SELECT count(*) FROM wall.{name}")
                assert cursor.fetchone() == (0,), (who, name)


def test_the_connector_writes_no_results_by_hand(pair):
    idea = RoundIdea.objects.get()
    with as_web(pair.cast.samira) as cursor:
        for statement in ("DELETE FROM exchange_roundidea", "DELETE FROM exchange_tableround"):
            cursor.execute(statement)
            assert cursor.rowcount == 0
        with refused_by_database("permission denied"):
            cursor.execute("UPDATE exchange_roundidea SET nth = 9")
        with refused_by_database("row-level security"):
            cursor.execute(
                "INSERT INTO exchange_roundidea SELECT gen_random_uuid(), 'Z', now(), 9, mark,"
                " NULL, ''::bytea, ask_id, giver_id, NULL, neighbourhood_id, offer_id,"
                " participant_id, round_id FROM exchange_roundidea"
            )
        with refused_by_database("may not go from"):
            cursor.execute("UPDATE exchange_tableround SET state = 'queued'")
    assert RoundIdea.objects.get() == idea


def test_nobody_asks_for_a_round_in_the_name_of_another(pair):
    new = (
        "INSERT INTO exchange_tableround (id, neighbourhood_id, code, made_at, connector, state,"
        " step, done, total, alive_at, many) VALUES (%s, %s, 'Q', now(), %s, 'queued', 'read',"
        " 0, 0, now(), 0)"
    )
    here, samira = pair.cast.here.id, pair.cast.samira.id
    for who in (*NO_CONNECTOR, "samira"):
        named = pair.cast.ria.id if who == "samira" else samira
        with as_web(getattr(pair.cast, who), here=here) as cursor, refused_by_database("row-level"):
            cursor.execute(new, [uuid.uuid4(), here, named])
