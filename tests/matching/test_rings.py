"""Short rings out of ideas."""

import itertools

import pytest

from mekaar.matching import Ask, BadInstance, Idea, Instance, Offer, Participant, ideas, rings

SUBJECTS = ["soep", "brieven", "fietsen", "gitaar", "dammen"]


def circle(people: int) -> Instance:
    """Person i offers subject i and asks subject i - 1: one ring of all."""
    names = [f"p{at}" for at in range(people)]
    return Instance(
        tuple(Participant(name) for name in names),
        tuple(Offer(f"o{at}", names[at], SUBJECTS[at]) for at in range(people)),
        tuple(
            Ask(f"a{at}", names[at], SUBJECTS[(at - 1) % people], ideas_open=True)
            for at in range(people)
        ),
    )


def all_ideas(instance: Instance) -> dict[str, list[Idea]]:
    return {ask.id: ideas(instance, ask.id) for ask in instance.asks}


@pytest.mark.parametrize("people", [2, 3, 4])
def test_ring_is_found_once_from_its_lowest_id(people):
    instance = circle(people)
    (ring,) = rings(instance, all_ideas(instance))
    assert ring.participants == tuple(f"p{at}" for at in range(people))
    assert [(i.offer, i.ask) for i in ring.ideas] == [
        (f"o{at}", f"a{(at + 1) % people}") for at in range(people)
    ]


def test_ring_of_five_is_too_long_and_at_most_is_kept():
    assert rings(circle(5), all_ideas(circle(5))) == []
    assert rings(circle(4), all_ideas(circle(4)), at_most=3) == []


def test_no_ring_through_an_ask_that_is_still_thinking():
    open_ring = circle(3)
    found = all_ideas(open_ring)
    closed = Ask("a0", "p0", SUBJECTS[2], ideas_open=False)
    asks = (closed, *open_ring.asks[1:])
    assert rings(Instance(open_ring.participants, open_ring.offers, asks), found) == []


def dense(people: int) -> tuple[Instance, dict[str, list[Idea]]]:
    """Everybody could do something for everybody."""
    names = [f"p{at}" for at in range(people)]
    instance = Instance(
        tuple(Participant(name) for name in names),
        tuple(Offer(name, name, "soep") for name in names),
        tuple(Ask(name, name, "soep", ideas_open=True) for name in names),
    )
    return instance, {ask.id: ideas(instance, ask.id, 99) for ask in instance.asks}


def test_every_ring_is_found_exactly_once():
    instance, found = dense(5)
    expected = {
        people
        for length in (2, 3, 4)
        for people in itertools.permutations([f"p{at}" for at in range(5)], length)
        if people[0] == min(people)
    }
    got = [ring.participants for ring in rings(instance, found)]
    assert set(got) == expected
    assert len(got) == len(expected)
    assert [len(people) for people in got] == sorted(len(people) for people in got)


def test_limit_cuts_the_long_ones():
    instance, found = dense(5)
    assert rings(instance, found, limit=3) == rings(instance, found)[:3]


def test_between_two_people_the_best_idea_counts():
    instance = circle(2)
    better = Idea("a1", "o0", 0.99)
    found = all_ideas(instance)
    for order in ([*found["a1"], better], [better, *found["a1"]]):
        (ring,) = rings(instance, {**found, "a1": order})
        assert better in ring.ideas


@pytest.mark.parametrize("at_most", [-1, 0, 1, 5])
def test_rings_of_other_lengths_are_refused(at_most):
    with pytest.raises(BadInstance, match="A ring has 2 to 4 people"):
        rings(circle(3), {}, at_most)


@pytest.mark.parametrize("idea", [Idea("a0", "nothing", 0.5), Idea("a1", "o1", 0.5)])
def test_ideas_of_something_else_are_refused(idea):
    with pytest.raises(BadInstance, match="is not of this instance"):
        rings(circle(3), {"a0": [idea]})
