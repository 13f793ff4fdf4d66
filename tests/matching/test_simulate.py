"""Policies over time: what a day may bring, what is counted, and that chance is shared."""

import json
import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from mekaar.matching.__main__ import main
from mekaar.matching.simulation import policies
from mekaar.matching.simulation.measures import gini, interval, measured
from mekaar.matching.simulation.policies import POLICIES, Moment, Policy, circulation
from mekaar.matching.simulation.running import NEVER, Story, run
from mekaar.matching.simulation.world import world


@pytest.fixture(scope="module")
def town():
    return world(350, 10, seed=2)


def moment(pairs, room, waiting=(), carries=None):
    """Asks with their pairs (giver, fit) best first; ask i is of person i."""
    rows = {
        ask: [(place, giver, fit) for place, (giver, fit) in enumerate(row)]
        for ask, row in enumerate(pairs)
    }
    days = dict(enumerate(waiting or [0] * len(pairs)))
    carried = np.zeros(len(room), int) if carries is None else np.array(carries)
    asks = range(len(pairs))
    return Moment(
        asks, days, np.zeros(len(pairs), int), np.arange(9), rows, np.array(room), carried
    )


def test_same_words_tell_the_same_story(town):
    again = world(350, 10, seed=2)
    for policy in POLICIES.values():
        one, other = run(town, policy), run(again, policy)
        assert one.agreed.tolist() == other.agreed.tolist()
        assert (one.ideas, one.declined) == (other.ideas, other.declined)
    assert world(350, 10, seed=3).comes.tolist() != town.comes.tolist()


@pytest.mark.parametrize("name", POLICIES)
def test_what_a_policy_sees_and_proposes_can_be(town, name):
    """Nobody gets more than they can carry, no pair is proposed twice, nobody is asked too soon."""
    seen, proposed = [], set()

    def watched(now):
        chosen = POLICIES[name].choose(now)
        seen.append(now)
        assert (now.room <= np.maximum(0, town.can_carry - now.carries)).all()
        givers = [int(town.giver[ask, place]) for ask, place in chosen]
        assert (np.bincount(givers, minlength=len(now.room)) <= now.room).all()
        assert len({ask for ask, _ in chosen}) == len(chosen)
        for ask, place in chosen:
            assert (ask, place) not in proposed
            assert 0 <= now.waiting[ask] <= town.patience[ask]
            assert town.offers_from[town.giver[ask, place]] <= town.comes[ask] + now.waiting[ask]
        proposed.update(chosen)
        return chosen

    story = run(town, replace(POLICIES[name], choose=watched))
    assert story.ideas == len(proposed) > 50
    assert 0 < story.declined < story.ideas
    for ask in np.flatnonzero(story.agreed != NEVER).tolist():
        assert story.agreed[ask] > town.comes[ask]
        places = [at for at in range(town.many[ask]) if town.giver[ask, at] == story.by[ask]]
        assert len(places) == 1
        assert not town.says_no[ask, places[0]]


def test_weekly_proposes_on_its_days_only(town):
    days = []

    def watched(now):
        days.extend(int(town.comes[ask]) + waiting for ask, waiting in now.waiting.items())
        return []

    run(town, Policy(watched, every=7))
    assert days
    assert all(day % 7 == 0 for day in days)


def test_who_says_too_much_is_asked_for_nothing_new(town):
    """Everybody who carries anything says it the next day: they are left alone while it runs."""
    at_once = replace(town, too_much=np.zeros_like(town.too_much))
    free = []

    def watched(now):
        free.extend(now.carries[now.room > 0].tolist())
        return policies.scarcest_first(now)

    assert run(at_once, Policy(watched)).ideas > 20
    assert not any(free)


def test_each_policy_in_its_own_order():
    best = moment([[(2, 900), (3, 500)], [(2, 950)]], [0, 0, 1, 1])
    assert policies.best_fit_first(best) == [(0, 1), (1, 0)]
    waited = moment([[(2, 900)], [(2, 100)]], [0, 0, 1], waiting=[1, 9])
    assert policies.longest_waiting_first(waited) == [(1, 0)]
    scarce = moment([[(2, 900), (3, 100)], [(2, 100)]], [0, 0, 1, 1])
    assert policies.scarcest_first(scarce) == [(1, 0), (0, 1)]


def value(now, chosen):
    """What the design says that a set of ideas is worth, counted the plain way."""
    load = now.carries.copy()
    total = 0
    for ask, place in chosen:
        _, giver, fit = now.pairs[ask][place]
        total += policies.ask_worth(now, ask) + fit - 150 * load[giver]
        load[giver] += 1
    receives = {int(now.asker[ask]) for ask, _ in chosen}
    gives = {now.pairs[ask][place][1] for ask, place in chosen}
    return total + 2000 * len(receives & gives)


def test_circulation_is_the_best_of_all_choices():
    rng = np.random.default_rng(4)
    for _ in range(60):
        asks, people = rng.integers(1, 5), 6
        pairs = [
            sorted(
                ((int(g), int(rng.integers(100, 1000))) for g in rng.permutation(people)[:3]),
                key=lambda two: -two[1],
            )
            for _ in range(asks)
        ]
        pairs = [[two for two in row if two[0] != ask] for ask, row in enumerate(pairs)]
        room = rng.integers(0, 3, people)
        pairs = [[two for two in row if room[two[0]]] for row in pairs]
        waiting = rng.integers(0, 20, asks).tolist()
        now = moment(pairs, room, waiting, rng.integers(0, 3, people))
        best = 0
        for places in product(*([None, *range(len(row))] for row in pairs)):
            chosen = [(ask, at) for ask, at in enumerate(places) if at is not None]
            givers = [now.pairs[ask][at][1] for ask, at in chosen]
            if (np.bincount(givers, minlength=people) <= room).all():
                best = max(best, value(now, chosen))
        assert value(now, circulation(now)) == best


def test_more_who_also_offer_serve_more():
    few, many = (
        measured(here, run(here, POLICIES["circulation at once"]))["served"]
        for here in (world(350, 10, seed=2, also_offers=share) for share in (0.2, 0.8))
    )
    assert many > few + 0.1


def test_what_is_counted(town):
    asks = len(town.asker)
    nothing = Story(np.full(asks, NEVER), np.full(asks, NEVER))
    empty = measured(town, nothing)
    assert empty["served"] == empty["long_rescued"] == 0
    assert math.isnan(empty["days_median"])
    early = np.flatnonzero((town.comes < 20) & (town.many > 0))[:4]
    story = Story(nothing.agreed.copy(), nothing.by.copy(), ideas=8, declined=2)
    story.agreed[early] = town.comes[early] + [1, 3, 5, 20]
    story.by[early] = town.giver[early, 0]
    told = measured(town, story)
    counted = (town.comes < town.days - 28).sum()
    assert told["served"] == 4 / counted
    assert told["days_median"] == 4
    assert told["declined"] == 0.25
    assert told["long_rescued"] > 0


def test_gini_and_intervals_are_those_of_the_books():
    assert gini(np.array([1, 1, 1, 1])) == 0
    assert gini(np.array([0, 0, 0, 4])) == 0.75
    mean, low, high = interval([1.0, 2.0, 3.0, 4.0, 5.0])
    assert (mean, round(low, 3), round(high, 3)) == (3, 1.037, 4.963)
    assert math.isnan(interval([1.0])[1])


def test_command_tells_every_policy_beside_the_broker(capsys):
    assert main(["simulate", "--weeks", "6", "--seeds", "2", "--participants", "140"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert set(said["policies"]) == set(POLICIES)
    served = said["policies"]["circulation daily"]["served"]
    assert served["low"] <= served["mean"] <= served["high"]
    broker = said["policies"]["longest waiting first"]["served"]
    difference = served["against_broker"]["mean"]
    assert difference == pytest.approx(served["mean"] - broker["mean"], abs=2e-4)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--weeks", "0"],
        ["--weeks", "9999999"],
        ["--weeks", "3", "--seeds", "0"],
        ["--weeks", "3", "--participants", "-5"],
        ["--weeks", "3", "--also-offers", "nan"],
        ["--weeks", "3", "--also-offers", "2"],
    ],
)
def test_unusable_words_are_one_sentence(capsys, words):
    assert main(["simulate", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1
