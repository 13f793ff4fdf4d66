"""A round keeps every condition, is the best there is, and says so (design/matching.md)."""

import copy
import json
import random
from collections import Counter
from dataclasses import replace

import pytest

from mekaar.matching import Index, Instance, ideas
from mekaar.matching.conditions import may_meet, pair
from mekaar.matching.generate import generate
from mekaar.matching.ideas import idea_of
from mekaar.matching.rounds import Options, Stopped, make_round
from mekaar.matching.rounds.candidates import find_candidates
from mekaar.matching.rounds.checking import check_round
from mekaar.matching.rounds.columns import columns_of
from mekaar.matching.rounds.making import ask_gain
from mekaar.matching.rounds.moments import fit_beside_each_other
from mekaar.matching.rounds.pairs import CANDIDATES, Scene
from mekaar.matching.writing import as_json, round_data
from tests.matching.neighbours import AISHA, CARDS, TABLE, TUESDAY_EVENING, WIM, Change


@pytest.fixture(scope="module")
def town() -> Instance:
    """Nine hundred people, with some pairs that were declined."""
    made = generate(900, seed=6)
    index, some = Index(made.offers), made.asks[:40]
    declined = [(a.ask, a.offer) for one in some for a in ideas(made, one.id, 2, index=index)]
    return replace(made, declined=frozenset(declined))


@pytest.fixture(scope="module")
def result(town):
    return json.loads(as_json(round_data(make_round(town))))


def test_pairs_are_those_of_one_ask_at_a_time(town):
    """The arrays know the same conditions and the same fit as ideas for one ask."""
    index = Index(town.offers)
    columns = columns_of(town)
    scene = Scene(
        columns.people, columns.offered, columns.asked, columns.meanings, columns.declined
    )
    best = find_candidates(scene)
    for at, ask in enumerate(columns.ids.asks):
        found = {
            columns.ids.offers[columns.offered.number[best.offer[at, place]]]: best.fit[at, place]
            for place in range(best.many[at])
        }
        alone = ideas(town, ask, CANDIDATES, index=index)
        assert {idea.offer: round(idea.fit * 1_000_000) for idea in alone} == found


def test_the_round_of_a_town_holds(town, result):
    assert check_round(town, result) == []
    assert result["value"] == result["bound"]
    assert len(result["ideas"]) > 200
    assert result["set_aside"]


def test_with_rings_no_ask_is_lost_and_the_rest_is_proven(town, result):
    ringed = json.loads(as_json(round_data(make_round(town, Options(prefer_rings=4)))))
    assert check_round(town, ringed) == []
    assert len(ringed["ideas"]) == len(result["ideas"])
    assert len(ringed["rings"]) > len(result["rings"])
    assert ringed["bound"] * 0.997 < ringed["value"] <= ringed["bound"]


def test_the_same_round_whatever_the_order_and_the_threads(town):
    rng = random.Random(3)

    def mixed(things):
        return tuple(rng.sample(things, len(things)))

    other = Instance(mixed(town.participants), mixed(town.offers), mixed(town.asks), town.declined)
    assert round_data(make_round(other, Options(threads=1))) == round_data(
        make_round(town, Options(threads=3))
    )


def test_who_waits_longest_is_served_first_and_nobody_is_lost_by_it(town):
    """Strict classes: no other round serves more of the longest waiting, then of the next."""
    made = make_round(town)
    served = {idea.ask for idea in made.ideas}
    days = {ask.id: ask.waiting_days for ask in town.asks}

    def classes(asks) -> list[int]:
        return [sum(days[ask] > least for ask in asks) for least in (14, 7, -1)]

    for least, place in ((14, 0), (7, 1)):
        only = replace(
            town,
            asks=tuple(
                replace(ask, ideas_open=ask.ideas_open and ask.waiting_days > least)
                for ask in town.asks
            ),
        )
        most = make_round(only)
        assert classes(served)[place] == len(most.ideas)
    everybody = replace(town, asks=tuple(replace(ask, waiting_days=0) for ask in town.asks))
    assert len(make_round(everybody).ideas) == len(served)


PLANTED = {
    "another fit": lambda told: told["ideas"][0].update(fit=0.123),
    "another reason": lambda told: told["ideas"][0]["reasons"].pop(),
    "an idea twice": lambda told: told["ideas"].append(told["ideas"][0]),
    "an ask twice": lambda told: told["ideas"].append(
        (first := next(one for one in told["ideas"] if one["instead"]))
        | {"offer": first["instead"]}
    ),
    "an unknown offer": lambda told: told["ideas"][0].update(offer="nobody's"),
    "an idea left out": lambda told: told["ideas"].pop(),
    "a value too high": lambda told: told.update(value=told["value"] + 1),
    "a bound too low": lambda told: told.update(bound=told["bound"] - 1),
    "everything claimed": lambda told: told.update(
        value=told["value"] + 1, bound=told["bound"] + 1
    ),
    "an open ask hidden": lambda told: told["unserved"].pop(),
    "an ask both": lambda told: told["unserved"].append({"ask": told["ideas"][0]["ask"]}),
    "a ring of one": lambda told: told["rings"].append(["p0000001"]),
    "a ring without ideas": lambda told: told["rings"].append(["p0000001", "p0000002"]),
    "an idea in no ring": lambda told: told["ideas"][0].update(ring=999),
    "a pair set aside for nothing": lambda told: told.update(
        set_aside=[*told["set_aside"], [told["unserved"][0]["ask"], told["ideas"][0]["offer"]]]
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_the_checker_finds_a_planted_fault(town, result, fault):
    bent = copy.deepcopy(result)
    PLANTED[fault](bent)
    assert check_round(town, bent) != []


def test_the_checker_finds_too_much_for_one_person_and_two_things_at_once():
    """Two asks and one giver: what a round may not ask of Aisha."""
    other = replace(CARDS, id="more cards", participant="jan")
    jan = replace(WIM, id="jan")
    evening = replace(TABLE, times=1 << TUESDAY_EVENING)
    for giver, sentence in ((replace(AISHA, can_carry=1), "can carry 1"), (AISHA, "same moment")):
        instance = Instance((WIM, jan, giver), (evening,), (CARDS, other))
        told = json.loads(as_json(round_data(make_round(instance))))
        assert len(told["ideas"]) == 1
        assert check_round(instance, told) == []
        both = [
            json.loads(as_json(vars_of(idea_of(instance, ask, evening)))) for ask in (CARDS, other)
        ]
        told |= {"ideas": both, "unserved": []}
        assert any(sentence in wrong for wrong in check_round(instance, told))


def vars_of(idea) -> dict[str, object]:
    reasons = [{"kind": one.kind, "values": list(one.values)} for one in idea.reasons]
    return {
        "ask": idea.ask, "offer": idea.offer, "fit": idea.fit, "reasons": reasons,
        "ring": None, "instead": None,
    }  # fmt: skip


def test_two_ideas_for_one_person_never_need_the_same_moment(town):
    made = make_round(town)
    times: dict[str, list[int]] = {}
    for idea in made.ideas:
        ask, offer = town.ask(idea.ask), town.offers_by_id[idea.offer]
        everything = (1 << 28) - 1
        both = (everything if ask.times is None else ask.times) & (
            everything if offer.times is None else offer.times
        )
        times.setdefault(offer.participant, []).append(both)
        assert may_meet(pair(town, ask, offer))
    assert max(map(len, times.values())) > 1
    assert all(fit_beside_each_other(dayparts) for dayparts in times.values())


@pytest.mark.parametrize(
    ("dayparts", "fits"),
    [
        ([], True),
        ([0b1], True),
        ([0b1, 0b1], False),
        ([0b11, 0b1], True),
        ([0b11, 0b11, 0b11], False),
        ([0b11, 0b110, 0b100], True),
        ([0b11, 0b1, 0b10], False),
        ([0], False),
    ],
)
def test_a_daypart_for_each(dayparts, fits):
    assert fit_beside_each_other(dayparts) is fits


def test_a_round_can_be_stopped_and_tells_how_far_it_is(town):
    parts = Counter()

    def told(part: str, done: int, total: int) -> None:
        assert 0 <= done <= total
        parts[part] += 1
        if part == "solve":
            raise Stopped

    with pytest.raises(Stopped):
        make_round(town, Options(progress=told))
    assert parts["pairs"] == 1


def test_what_was_an_idea_before_stays_where_nothing_is_better():
    """Two givers as good as each other: the one of before, whichever that was."""
    twin = replace(AISHA, id="zoë")
    offers = (TABLE, replace(TABLE, id="other table", participant="zoë"))
    instance = Instance((WIM, AISHA, twin), offers, (CARDS,))
    for offer in offers:
        before = frozenset({(CARDS.id, offer.id)})
        made = make_round(instance, Options(before=before))
        assert [idea.offer for idea in made.ideas] == [offer.id]
        assert made.instead == {CARDS.id: next(o.id for o in offers if o.id != offer.id)}


def test_one_who_fits_serves_the_one_who_waits_longest_and_the_other_hears_why():
    second = replace(CARDS, id="second", participant="jan", waiting_days=20)
    instance = Instance(
        (WIM, replace(WIM, id="jan"), replace(AISHA, can_carry=1)), (TABLE,), (CARDS, second)
    )
    made = make_round(instance)
    assert [idea.ask for idea in made.ideas] == ["second"]
    assert [why.kind for why in made.unserved["cards"]] == ["all_asked"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change(giver={"languages": frozenset({"ti"})}), ["no_shared_language"]),
        (Change(giver={"can_carry": 0}), ["nobody_can_carry_now"]),
        (Change(offer={"times": 1}), ["no_shared_daypart"]),
        (Change(ask={"needs": frozenset({"rijbewijs"})}), ["needs_missing"]),
        (Change(ask={"profession_wanted": True}), ["profession_wanted"]),
        (Change(giver={"x": 1100}), ["too_far"]),
        (Change(ask={"text": "een olifant wassen"}), ["nobody_offers_this"]),
        (Change(giver={"apart_from": frozenset({"wim"})}), ["nobody_offers_this"]),
        (Change(declined=frozenset({("cards", "table")})), ["nobody_offers_this"]),
    ],
)
def test_why_an_ask_stays_open(change, why):
    """Who avoids or declined whom is told to nobody: then it is as if the offer were not there."""
    made = make_round(change.instance())
    assert made.ideas == ()
    assert [one.kind for one in made.unserved["cards"]] == why


def test_asks_that_are_not_open_to_ideas_are_left_alone():
    made = make_round(Change(ask={"ideas_open": False}).instance())
    assert made.ideas == ()
    assert made.unserved == {}


def test_an_empty_neighbourhood_has_an_empty_round():
    made = make_round(Instance((), (), ()))
    assert (made.ideas, made.value, made.bound) == ((), 0, 0)


def test_what_an_ask_is_worth():
    assert ask_gain(CARDS) == 10_000
    assert ask_gain(replace(CARDS, soon=2, waiting_days=7)) == 10_000 + 3000 + 2800
    assert ask_gain(replace(CARDS, waiting_days=8)) == 10_000 + 3200 + 30_000
    assert ask_gain(replace(CARDS, waiting_days=99)) == 10_000 + 5600 + 60_000
