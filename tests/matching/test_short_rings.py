"""Short rings: all of them are found, and preferring them keeps every promise of a round."""

import json
import random
from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pytest

from mekaar.matching import Ask, Instance, Offer, Participant
from mekaar.matching.compiled import fast
from mekaar.matching.rounds import Options, make_round, short_rings
from mekaar.matching.rounds.checking import check_round
from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.net import NOBODY, RING_GAIN, SERVED, SLOT_BITS
from mekaar.matching.rounds.parting import _people_near
from mekaar.matching.rounds.ring_search import Limits, Rings, Walk, find_rings
from mekaar.matching.rounds.short_rings import FAVOUR, Preferred, _cheap_for_somebody, chosen_rings
from mekaar.matching.writing import as_json, round_data, round_json
from tests.matching.circulations import Small, small
from tests.matching.neighbours import TUESDAY_EVENING

MOST_LOST = 3_000


def pair_loses(one: Small, made: Circulation, ask: int, giver: int) -> int:
    """Written out apart from the engine: what the prices say this pair costs."""
    pi, people, (owner, gain) = made.net.pi, made.net.people, one.asks[ask]
    loss = max(0, pi[2 * people + giver] - one.pairs[ask, giver] - pi[3 * people + ask])
    if made.net.state[ask] != SERVED:
        loss += max(0, pi[3 * people + ask] - gain - pi[owner])
    return int(loss)


def person_loses(made: Circulation, person: int) -> int:
    pi, people = made.net.pi, made.net.people
    back = max(0, pi[person] - RING_GAIN - pi[people + person])
    return int(back + max(0, pi[people + person] - pi[2 * people + person]))


def rings_by_trying(one: Small, made: Circulation, longest: int) -> dict[tuple[int, ...], int]:
    """People of each ring, from the lowest -> what the cheapest way to make it loses."""
    arcs: dict[tuple[int, int], int] = {}
    for ask, giver in one.pairs:
        if one.can_carry[giver]:
            arc, loss = (giver, one.asks[ask][0]), pair_loses(one, made, ask, giver)
            arcs[arc] = min(loss, arcs.get(arc, loss))
    found = {}
    for size in range(2, longest + 1):
        for people in permutations(range(len(one.can_carry)), size):
            steps = list(pairwise([*people, people[0]]))
            if people[0] == min(people) and all(step in arcs for step in steps):
                lost = sum(arcs[step] for step in steps)
                lost += sum(person_loses(made, person) for person in people)
                if lost <= MOST_LOST:
                    found[people] = lost
    return found


def found_by(made: Circulation, longest: int, run=find_rings, *, most_of_one=10_000, taken=()):
    people, room = made.net.people, 10_000
    rings = Rings(
        np.empty((room, 4), np.int32), np.empty(room, np.int32), np.zeros(1, np.int64),
        np.full(people, NOBODY, np.int32),
    )  # fmt: skip
    marks = np.zeros(people, np.int8)
    marks[list(taken)] = 1
    walk = Walk(*np.zeros((len(Walk._fields), longest), np.int64))
    run(made.net, Limits(MOST_LOST, most_of_one, marks), walk, rings)
    many = int(rings.many[0])
    assert (rings.closing == NOBODY).all()
    return rings.pairs[:many], rings.lost[:many]


def named(made: Circulation, pairs: np.ndarray, lost: np.ndarray) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = {}
    for row, loss in zip(pairs.tolist(), lost.tolist(), strict=True):
        people = tuple(int(made.net.pair_giver[pair]) for pair in row if pair >= 0)
        found[people] = min(loss, found.get(people, loss))
    return found


@pytest.mark.parametrize("longest", [2, 3, 4])
def test_every_ring_that_loses_little_is_found_with_what_it_loses(longest):
    rng, several = random.Random(longest), 0
    for _ in range(60):
        one = small(rng, 7, 12, 4)
        made = one.circulation()
        expected = rings_by_trying(one, made, longest)
        assert named(made, *found_by(made, longest)) == expected
        several += len(expected) > 1
    assert several > 20


def test_rings_without_those_who_are_in_one_and_not_too_many_of_one_person():
    made = small(random.Random(3), 12, 30, 8).circulation()
    everything = named(made, *found_by(made, 4))
    free = {people: lost for people, lost in everything.items() if not {2, 5} & set(people)}
    assert 0 < len(free) < len(everything)
    assert named(made, *found_by(made, 4, taken=(2, 5))) == free
    pairs, _ = found_by(made, 4, most_of_one=3)
    lowest = made.net.pair_giver[pairs[:, 0]]
    assert np.bincount(lowest).max() == 3


def test_machine_code_finds_the_same_rings():
    made = small(random.Random(3), 12, 30, 8).circulation()
    for plain, quick in zip(found_by(made, 4), found_by(made, 4, fast(find_rings)), strict=True):
        assert np.array_equal(plain, quick)


def test_everybody_keeps_the_cheapest_rings(monkeypatch):
    """A ring of three that loses 60 is as cheap as a ring of two that loses 40."""
    monkeypatch.setattr(short_rings, "CHEAPEST", 1)
    people = np.array([[0, 1, -1, -1], [0, 2, -1, -1], [0, 1, 2, -1], [3, 2, -1, -1]])
    lost = np.array([40, 30, 66, 90])
    assert _cheap_for_somebody(people, lost).tolist() == [0, 1, 3]
    monkeypatch.setattr(short_rings, "CHEAPEST", 3)
    assert _cheap_for_somebody(people, lost).tolist() == [0, 1, 2, 3]


def two_couples() -> Circulation:
    """0 and 1 could help each other, 2 and 3 too; 4 fits each of them a little better."""
    pairs = {(0, 1): 500, (1, 0): 500, (2, 3): 500, (3, 2): 500}
    better = {(ask, 4): 900 for ask in range(4)}
    asks = [(person, 10_000) for person in range(4)]
    return Small([1, 1, 1, 1, 0], asks, pairs | better).circulation()


def test_rings_nearby_are_given_up_and_no_others():
    made = two_couples()
    value = made.value()
    preferred = Preferred(made, 4)
    assert preferred.more() == 4 * FAVOUR == made.value() - value
    preferred.give_up(_people_near([0], 1, 5))
    assert preferred.more() == 2 * FAVOUR
    assert (made.net.pair_giver[preferred._pairs] >= 2).all()
    preferred.end()
    assert preferred.more() == 0
    assert made.value() == made.bound() == value


def test_chosen_rings_share_nobody_and_leave_who_is_taken():
    made = small(random.Random(3), 12, 30, 8).circulation()
    rings = chosen_rings(made, 4, np.array([2, 5]))
    givers = [int(made.net.pair_giver[pair]) for ring in rings for pair in ring]
    owners = [int(made.net.owner[pair >> SLOT_BITS]) for ring in rings for pair in ring]
    assert rings
    assert len(set(givers)) == len(givers)
    assert sorted(givers) == sorted(owners)
    assert not {2, 5} & set(givers)


EVENING = 1 << TUESDAY_EVENING


def neighbours() -> Instance:
    """Ali and Bea could help each other, but Dirk fits Bea better; Cor asks for the same evening.

    So with the ring Ali has two ideas at one moment, and Cor's goes to Els, who fits less well.
    """
    people = [("ali", 0, 2), ("bea", 900, 1), ("cor", 10, 1), ("dirk", 910, 1), ("els", -2000, 1)]
    offers = [
        ("ali", "soep koken", EVENING, 1000),
        ("bea", "brieven uitleggen", None, 1000),
        ("dirk", "soep koken", EVENING, 100),
        ("els", "soep koken", None, 2100),
    ]
    asks = [("bea", "soep koken", EVENING), ("cor", "soep koken", EVENING)]
    return Instance(
        tuple(Participant(name, x, 0, can_carry=most) for name, x, most in people),
        tuple(
            Offer(f"o-{who}", who, text, times=times, max_distance=reach)
            for who, text, times, reach in offers
        ),
        tuple(
            Ask(f"a-{who}", who, text, times=times, ideas_open=True)
            for who, text, times in (*asks, ("ali", "brieven uitleggen", None))
        ),
    )


def test_the_bound_is_that_of_the_round_without_all_that_is_left_out():
    instance = neighbours()
    plain, made = make_round(instance), make_round(instance, Options(prefer_rings=4))
    assert {(idea.ask, idea.offer) for idea in plain.ideas} == {
        ("a-bea", "o-dirk"), ("a-cor", "o-ali"), ("a-ali", "o-bea"),
    }  # fmt: skip
    assert {(idea.ask, idea.offer) for idea in made.ideas} == {
        ("a-bea", "o-ali"), ("a-cor", "o-els"), ("a-ali", "o-bea"),
    }  # fmt: skip
    assert made.rings == (("ali", "bea"),)
    assert made.set_aside == (("a-cor", "o-ali"),)
    assert made.value <= made.bound < plain.bound
    told = json.loads(as_json(round_data(made)))
    assert check_round(instance, told) == []
    assert json.loads(b"".join(round_json(made))) == told


def test_no_ask_is_lost_where_the_worse_pair_has_nobody_else():
    """Els can carry one and is the only one for Fee: then it is the ring that gives way."""
    instance = neighbours()
    instance = replace(
        instance,
        participants=(*instance.participants, Participant("fee", -2010, 0)),
        asks=(
            *instance.asks,
            Ask("a-fee", "fee", "soep koken", max_distance=100, ideas_open=True),
        ),
    )
    plain, made = make_round(instance), make_round(instance, Options(prefer_rings=4))
    assert len(plain.ideas) == len(made.ideas) == 4
    assert check_round(instance, json.loads(as_json(round_data(made)))) == []


@pytest.mark.parametrize("most", [1, 5, True, "4", None, []])
def test_a_round_that_says_it_preferred_other_rings_is_refused(most):
    instance = neighbours()
    told = json.loads(as_json(round_data(make_round(instance, Options(prefer_rings=4)))))
    assert told["rings_of_at_most"] == 4
    assert check_round(instance, told | {"rings_of_at_most": most})


def test_a_round_without_a_preference_says_nothing_of_it():
    assert "rings_of_at_most" not in round_data(make_round(neighbours()))
