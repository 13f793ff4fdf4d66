"""Packing pools in cycles and chains: the format, the optimum, the proof."""

import json
import random
from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pytest

from mekaar.matching.__main__ import main
from mekaar.matching.model import BadInstance
from mekaar.matching.packing import bound
from mekaar.matching.packing.invented import invented_pool, written
from mekaar.matching.packing.pool import SCALE, Pool, parse_pool
from mekaar.matching.packing.solver import solve

OLD = "3,4\n1,Pair 1\n2,Pair 2\n3,Altruist 3\n0,1, 1.0\n1,0,1.0\n2,0,1.0\n0,2,0.0\n"
NEW = (
    "# FILE NAME: 00036-00000011.wmd\n# NUMBER ALTERNATIVES: 3\n# NUMBER EDGES: 4\n"
    "# ALTERNATIVE NAME 1: Pair 1\n# ALTERNATIVE NAME 2: Pair 2\n# ALTERNATIVE NAME 3: Alturist 1\n"
    "1,2,1.0\n2,1,1.0\n3,1,1.0\n1,3,0.0\n"
)


def small_pool(rng, weighted):
    nodes, altruists = rng.randrange(2, 7), rng.randrange(3)
    edges = [
        (giver, receiver, rng.randrange(1, 9) * SCALE // 2 if weighted else SCALE)
        for giver in range(nodes + altruists)
        for receiver in range(nodes)
        if giver != receiver and rng.random() < 0.45
    ]
    names = tuple(f"n{at}" for at in range(nodes + altruists))
    alone = frozenset(range(nodes, nodes + altruists))
    return Pool(names, alone, np.array(edges, np.int64).reshape(-1, 3))


def by_trying(pool, longest_cycle, longest_chain):
    """The best weight of all packings there are, by going through them."""
    weight = {(giver, receiver): w for giver, receiver, w in pool.edges.tolist()}
    pairs = [at for at in range(len(pool.names)) if at not in pool.altruists]
    sets = {}
    for size in range(1, len(pairs) + 1):
        for members in permutations(pairs, size):
            if 2 <= size <= longest_cycle and members[0] == min(members):
                steps = list(zip(members, (*members[1:], members[0]), strict=True))
                note(sets, members, steps, weight)
            for one in pool.altruists if size <= longest_chain else ():
                steps = list(zip((one, *members), members, strict=False))
                note(sets, (one, *members), steps, weight)
    best = {frozenset(): 0}
    for members, worth in sets.items():
        for taken, value in list(best.items()):
            if not taken & members:
                both = taken | members
                best[both] = max(best.get(both, 0), value + worth)
    return Fraction(max(best.values()), SCALE)


def note(sets, members, steps, weight):
    if all(step in weight for step in steps):
        worth = sum(weight[step] for step in steps)
        sets[frozenset(members)] = max(sets.get(frozenset(members), 0), worth)


def holds(pool, found, longest_cycle, longest_chain):
    """Every gift is an edge, nobody is in two, nothing is too long, the weight is right."""
    weight = {(giver, receiver): w for giver, receiver, w in pool.edges.tolist()}
    members = [at for one in (*found.cycles, *found.chains) for at in one]
    assert len(members) == len(set(members))
    assert all(2 <= len(cycle) <= longest_cycle for cycle in found.cycles)
    assert all(2 <= len(chain) <= longest_chain + 1 for chain in found.chains)
    assert all(chain[0] in pool.altruists for chain in found.chains)
    steps = [step for one in found.cycles for step in zip(one, (*one[1:], one[0]), strict=True)]
    steps += [step for one in found.chains for step in pairwise(one)]
    assert sum(weight[step] for step in steps) == found.value * SCALE
    assert len(steps) == found.transplants
    return True


@pytest.mark.parametrize("weighted", [False, True])
def test_best_of_all_packings_of_small_pools(weighted):
    rng = random.Random(11 + weighted)
    for _ in range(150):
        pool = small_pool(rng, weighted)
        cycle, chain = rng.randrange(2, 5), rng.randrange(4)
        found = solve(pool, cycle, chain)
        assert holds(pool, found, cycle, chain)
        assert found.value == by_trying(pool, cycle, chain)
        assert found.bound == found.value


def test_bound_is_no_lower_than_any_packing_whatever_the_prices():
    rng = random.Random(3)
    for _ in range(100):
        pool = small_pool(rng, weighted=True)
        cycle, chain = rng.randrange(2, 5), rng.randrange(4)
        prices = bound.Prices(pool, bound.Limits(cycle, chain))
        drawn = np.array([rng.randrange(2 * prices.grid) for _ in pool.names])
        for steps in (0, bound.THOROUGH):
            told = prices.tell(drawn, steps)
            most = by_trying(pool, cycle, chain) * SCALE / prices.step
            assert told.bound >= most


def test_middle_pool_against_another_solver():
    model_of = pytest.importorskip("ortools.sat.python.cp_model")
    pool = invented_pool(40, 4, seed=3)
    found = solve(pool, 3, 3)
    assert holds(pool, found, 3, 3)
    assert found.value == found.bound == by_positions(model_of, pool, 3, 3)


def by_positions(cp, pool, longest_cycle, longest_chain):
    """The optimum by OR-tools: cycles written down, chains by the place of each gift (PICEF)."""
    out = {}
    for giver, receiver, _ in pool.edges.tolist():
        out.setdefault(giver, set()).add(receiver)
    model = cp.CpModel()
    at_node = {at: [] for at in range(len(pool.names))}
    gifts = []
    for cycle in cycles_of(out, pool, longest_cycle):
        taken = model.new_bool_var("")
        gifts.append(len(cycle) * taken)
        for at in cycle:
            at_node[at].append(taken)
    before = {one: [1] for one in pool.altruists}
    for _ in range(longest_chain):
        after = {}
        for giver, came in before.items():
            gives = {receiver: model.new_bool_var("") for receiver in out.get(giver, ())}
            model.add(sum(gives.values()) <= sum(came))
            for receiver, taken in gives.items():
                gifts.append(taken)
                at_node[receiver].append(taken)
                after.setdefault(receiver, []).append(taken)
        before = after
    for takes in at_node.values():
        model.add_at_most_one(takes)
    model.maximize(sum(gifts))
    solver = cp.CpSolver()
    assert solver.solve(model) == cp.OPTIMAL
    return round(solver.objective_value)


def cycles_of(out, pool, longest):
    def walk(path):
        for other in out.get(path[-1], ()):
            if other == path[0] and len(path) > 1:
                yield tuple(path)
            elif other > path[0] and other not in path and len(path) < longest:
                yield from walk([*path, other])

    for start in range(len(pool.names)):
        if start not in pool.altruists:
            yield from walk([start])


def test_machine_code_and_python_say_the_same(monkeypatch):
    pool = invented_pool(90, 6, seed=5)
    assert len(pool.edges) > bound.COMPILED_FROM
    compiled = solve(pool, 3, 3)
    monkeypatch.setattr(bound, "COMPILED_FROM", 10**9)
    assert solve(pool, 3, 3) == compiled
    assert compiled.value == compiled.bound


@pytest.mark.parametrize("text", [OLD, NEW, NEW.replace("1,3,0.0\n", "1,3,0\n\n")])
def test_both_headers_say_the_same(text):
    pool = parse_pool(text)
    assert pool.altruists == {2}
    assert pool.edges.tolist() == [[0, 1, SCALE], [1, 0, SCALE], [2, 0, SCALE]]
    assert pool.is_unweighted


def test_altruist_by_the_file_beside(tmp_path, capsys):
    (tmp_path / "a.wmd").write_text(OLD.replace("Altruist", "Pair"))
    (tmp_path / "a.dat").write_text("Pair,Patient,Altruist\n1,O,0\n2,A,0\n3,O,1\n")
    assert main(["packing", str(tmp_path / "a.wmd"), "--cycles", "2", "--chains", "2"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["optimum"] == said["value"] == said["bound"] == 2
    assert said["proved"]


def test_what_is_written_is_read():
    pool = invented_pool(12, 2, seed=1)
    again = parse_pool(written(pool))
    assert again.names == pool.names
    assert again.edges.tolist() == pool.edges.tolist()


def test_weights_in_parts_of_one(tmp_path, capsys):
    (tmp_path / "a.wmd").write_text(NEW.replace("3,1,1.0", "3,1,2.75"))
    assert main(["packing", str(tmp_path / "a.wmd"), "--cycles", "9", "--chains", "9"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["optimum"], said["transplants"]) == (3.75, 2)
    assert said["chains"] == [["Alturist 1", "Pair 1", "Pair 2"]]


@pytest.mark.parametrize(
    "bent",
    [
        "",
        "\n \n",
        "#\n",
        NEW.replace("1,2,1.0", "1,2,nan"),
        NEW.replace("1,2,1.0", "1,2,inf"),
        NEW.replace("1,2,1.0", "1,2,-1"),
        NEW.replace("1,2,1.0", "1,2,1e300"),
        NEW.replace("1,2,1.0", "1,2,one"),
        NEW.replace("1,2,1.0", "1,2"),
        NEW.replace("1,2,1.0", "1.5,2,1"),
        NEW.replace("1,2,1.0", "2,1,1.0"),
        NEW.replace("1,2,1.0", "1,9,1.0"),
        NEW.replace("1,2,1.0", "-1,2,1.0"),
        NEW.replace("1,2,1.0", "1,1,1.0"),
        NEW.replace("EDGES: 4", "EDGES: 5"),
        NEW.replace("ALTERNATIVES: 3", "ALTERNATIVES: 999999999"),
        NEW.replace("ALTERNATIVES: 3", "ALTERNATIVES: many"),
        NEW.replace("ALTERNATIVES: 3", "ALTERNATIVES: 2"),
        "9,1\n1,Pair 1\n",
        "a,b\n",
        "{}",
    ],
)
def test_unusable_pool_is_one_sentence(bent):
    with pytest.raises(BadInstance) as refused:
        parse_pool(bent)
    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("words", [["--cycles", "1"], ["--cycles", "3", "--chains", "-1"], []])
def test_unusable_limits_are_one_sentence(tmp_path, capsys, words):
    (tmp_path / "a.wmd").write_text(NEW)
    assert main(["packing", str(tmp_path / "a.wmd"), *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_longer_than_anybody_can_look_through_is_refused(tmp_path, capsys):
    (tmp_path / "a.wmd").write_text(written(invented_pool(12, 0, seed=1)))
    assert main(["packing", str(tmp_path / "a.wmd"), "--cycles", "1000000000"]) == 2
    assert "at most" in capsys.readouterr().err
