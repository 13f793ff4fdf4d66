"""The shortest way between two nodes of a round, searched from both ends (see `flow.py`)."""

from mekaar.matching.rounds.net import (
    BACKWARD,
    FAR,
    FORWARD,
    FROM_HUB,
    GONE,
    HUB,
    HUB_AT,
    LOAD_COST,
    LOOKED_AT,
    MEET,
    NOBODY,
    RING_GAIN,
    SERVED,
    SLOT_BITS,
    SLOTS,
    SUM,
    WAITING,
    Net,
    Work,
)


def search(net: Net, work: Work, source: int, target: int, budget: int) -> int:
    """The length of the shortest way from source to target, or `budget` when none is shorter.

    Prices are moved so that every reduced cost stays at least 0 and the way found has only zeros.
    """
    found, sizes = work.found, work.sizes
    found[SUM], found[MEET] = budget, HUB
    for side in range(2):
        found[HUB_AT + side] = FAR
        sizes[side] = sizes[2 + side] = 0
    _reach(work, FORWARD, source, 0, source)
    _reach(work, BACKWARD, target, 0, target)
    ahead = back = 0
    while ahead + back < found[SUM]:
        found[LOOKED_AT] += 1
        open_ahead, open_back = ahead < found[HUB_AT], back < found[HUB_AT + 1]
        if open_ahead and (not open_back or sizes[0] <= sizes[1]):
            _leave(net, work, _pop(work, FORWARD))
        elif open_back:
            _enter(net, work, _pop(work, BACKWARD))
        ahead, back = _radius(work, FORWARD), _radius(work, BACKWARD)
    length = found[SUM]
    ahead = min(ahead, length)
    _move_prices(net, work, FORWARD, ahead, -1)
    _move_prices(net, work, BACKWARD, length - ahead, 1)
    if length < budget:
        _write_steps(work)
    _clean(work)
    if length < budget:
        _cut_loops(work)
    return int(length)


def _clean(work: Work) -> None:
    """Leave the scratch paper as it was."""
    for side in range(2):
        for at in range(work.sizes[2 + side]):
            node = work.touched[side, at]
            work.dist[side, node] = FAR
            work.place[side, node] = -1


def _leave(net: Net, work: Work, node: int) -> None:
    """Look along every arc with room that leaves this node."""
    people = net.people
    length = work.dist[FORWARD, node] + net.pi[node]
    if node >= 3 * people:
        _leave_ask(net, work, node, length)
    elif node >= 2 * people:
        _leave_giver(net, work, node, length)
    elif node >= people:
        _leave_asked(net, work, node, length)
    else:
        _leave_received(net, work, node, length)


def _leave_received(net: Net, work: Work, node: int, length: int) -> None:
    _reach_hub(work, FORWARD, length, node)
    if not net.gives_back[node]:
        to = node + net.people
        _reach(work, FORWARD, to, length - RING_GAIN - net.pi[to], node)
    ask = net.first_ask[node]
    while ask != NOBODY:
        if net.state[ask] == SERVED:
            to = 3 * net.people + ask
            _reach(work, FORWARD, to, length + net.gain[ask] - net.pi[to], node)
        ask = net.next_ask[ask]


def _leave_asked(net: Net, work: Work, node: int, length: int) -> None:
    person = node - net.people
    if net.load[person] > net.gives_back[person]:
        _reach_hub(work, FORWARD, length, node)
    if net.gives_back[person]:
        _reach(work, FORWARD, person, length + RING_GAIN - net.pi[person], node)
    if net.load[person] < net.can_carry[person]:
        to = node + net.people
        _reach(work, FORWARD, to, length + LOAD_COST * net.load[person] - net.pi[to], node)


def _leave_ask(net: Net, work: Work, node: int, length: int) -> None:
    ask = node - 3 * net.people
    pair = net.pair[ask]
    if pair != NOBODY:
        to = 2 * net.people + net.pair_giver[pair]
        _reach(work, FORWARD, to, length + net.pair_gain[pair] - net.pi[to], node)
    if net.state[ask] == WAITING:
        to = net.owner[ask]
        _reach(work, FORWARD, to, length - net.gain[ask] - net.pi[to], node)


def _leave_giver(net: Net, work: Work, node: int, length: int) -> None:
    person = node - 2 * net.people
    if net.load[person] > 0:
        to = node - net.people
        back = LOAD_COST * (net.load[person] - 1)
        _reach(work, FORWARD, to, length - back - net.pi[to], node)
    for at in range(net.offers[person], net.offers[person + 1]):
        _leave_by_pair(net, work, node, length, net.by_giver[at])
    pair = net.first_more[person]
    while pair != NOBODY:
        _leave_by_pair(net, work, node, length, pair)
        pair = net.next_more[pair]


def _leave_by_pair(net: Net, work: Work, node: int, length: int, pair: int) -> None:
    gain, ask = net.pair_gain[pair], pair >> SLOT_BITS
    if gain >= 0 and net.state[ask] != GONE and net.pair[ask] != pair:
        to = 3 * net.people + ask
        _reach(work, FORWARD, to, length - gain - net.pi[to], node)


def _enter(net: Net, work: Work, node: int) -> None:
    """Look along every arc with room that enters this node."""
    people = net.people
    length = work.dist[BACKWARD, node] - net.pi[node]
    if node >= 3 * people:
        _enter_ask(net, work, node, length)
    elif node >= 2 * people:
        _enter_giver(net, work, node, length)
    elif node >= people:
        _enter_asked(net, work, node, length)
    else:
        _enter_received(net, work, node, length)


def _enter_giver(net: Net, work: Work, node: int, length: int) -> None:
    person = node - 2 * net.people
    if net.load[person] < net.can_carry[person]:
        one, cost = node - net.people, LOAD_COST * net.load[person]
        _reach(work, BACKWARD, one, length + cost + net.pi[one], node)
    ask = net.first_taken[person]
    while ask != NOBODY:
        one = 3 * net.people + ask
        _reach(work, BACKWARD, one, length + net.pair_gain[net.pair[ask]] + net.pi[one], node)
        ask = net.next_taken[ask]


def _enter_asked(net: Net, work: Work, node: int, length: int) -> None:
    person = node - net.people
    _reach_hub(work, BACKWARD, length, node)
    if not net.gives_back[person]:
        _reach(work, BACKWARD, person, length - RING_GAIN + net.pi[person], node)
    if net.load[person] > 0:
        one, back = node + net.people, LOAD_COST * (net.load[person] - 1)
        _reach(work, BACKWARD, one, length - back + net.pi[one], node)


def _enter_ask(net: Net, work: Work, node: int, length: int) -> None:
    ask = node - 3 * net.people
    for pair in range(ask * SLOTS, ask * SLOTS + net.pairs[ask]):
        gain = net.pair_gain[pair]
        if gain >= 0 and net.pair[ask] != pair:
            one = 2 * net.people + net.pair_giver[pair]
            _reach(work, BACKWARD, one, length - gain + net.pi[one], node)
    if net.state[ask] == SERVED:
        one = net.owner[ask]
        _reach(work, BACKWARD, one, length + net.gain[ask] + net.pi[one], node)


def _enter_received(net: Net, work: Work, node: int, length: int) -> None:
    if net.served[node] > net.gives_back[node]:
        _reach_hub(work, BACKWARD, length, node)
    if net.gives_back[node]:
        one = node + net.people
        _reach(work, BACKWARD, one, length + RING_GAIN + net.pi[one], node)
    ask = net.first_ask[node]
    while ask != NOBODY:
        if net.state[ask] == WAITING:
            one = 3 * net.people + ask
            _reach(work, BACKWARD, one, length - net.gain[ask] + net.pi[one], node)
        ask = net.next_ask[ask]


def _reach_hub(work: Work, side: int, length: int, node: int) -> None:
    found = work.found
    if length < found[HUB_AT + side]:
        found[HUB_AT + side], found[FROM_HUB + side] = length, node
        both = found[HUB_AT] + found[HUB_AT + 1]
        if both < found[SUM]:
            found[SUM], found[MEET] = both, HUB


def _reach(work: Work, side: int, node: int, length: int, by: int) -> None:
    """A way to this node, remembered when it is the shortest so far and may still be of use."""
    if length >= work.dist[side, node] or length >= work.found[SUM]:
        return
    if work.dist[side, node] == FAR:
        work.touched[side, work.sizes[2 + side]] = node
        work.sizes[2 + side] += 1
    work.dist[side, node], work.parent[side, node] = length, by
    _raise_in_heap(work, side, node, length)
    both = length + work.dist[1 - side, node]
    if both < work.found[SUM]:
        work.found[SUM], work.found[MEET] = both, node


def _radius(work: Work, side: int) -> int:
    """How far this side has looked: no node nearer than this is still to come."""
    at_hub = work.found[HUB_AT + side]
    if work.sizes[side] == 0:
        return int(at_hub)
    return int(min(at_hub, work.dist[side, work.heap[side, 0]]))


def _raise_in_heap(work: Work, side: int, node: int, length: int) -> None:
    """Put a node in the heap, or nearer to its top; ties to the lower node."""
    heap, place, dist = work.heap, work.place, work.dist
    at = place[side, node]
    if at < 0:
        at = work.sizes[side]
        work.sizes[side] += 1
    while at > 0:
        above = (at - 1) >> 1
        other = heap[side, above]
        if dist[side, other] < length or (dist[side, other] == length and other < node):
            break
        heap[side, at], place[side, other] = other, at
        at = above
    heap[side, at], place[side, node] = node, at


def _pop(work: Work, side: int) -> int:
    """The nearest node that was not looked at yet."""
    heap, place, dist = work.heap, work.place, work.dist
    top = heap[side, 0]
    place[side, top] = -1
    work.sizes[side] -= 1
    size = work.sizes[side]
    node = heap[side, size]
    length, at = dist[side, node], 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        one = heap[side, below]
        if below + 1 < size:
            two = heap[side, below + 1]
            nearer = dist[side, two] - dist[side, one]
            if nearer < 0 or (nearer == 0 and two < one):
                below, one = below + 1, two
        if length < dist[side, one] or (length == dist[side, one] and node < one):
            break
        heap[side, at], place[side, one] = one, at
        at = below
    if size > 0:
        heap[side, at], place[side, node] = node, at
    return int(top)


def _move_prices(net: Net, work: Work, side: int, radius: int, way: int) -> None:
    for at in range(work.sizes[2 + side]):
        node = work.touched[side, at]
        if work.dist[side, node] < radius:
            net.pi[node] += way * (radius - work.dist[side, node])


def _write_steps(work: Work) -> None:
    """The nodes of the way that was found, in `steps`; their number in `sizes[0]`."""
    steps, meet = work.steps, work.found[MEET]
    node = work.found[FROM_HUB] if meet == HUB else meet
    size = 1
    steps[0] = node
    while work.parent[FORWARD, node] != node:
        node = work.parent[FORWARD, node]
        steps[size] = node
        size += 1
    for at in range(size >> 1):
        steps[at], steps[size - 1 - at] = steps[size - 1 - at], steps[at]
    if meet == HUB:
        steps[size] = HUB
        node = work.found[FROM_HUB + 1]
        steps[size + 1] = node
        size += 2
    else:
        node = meet
    while work.parent[BACKWARD, node] != node:
        node = work.parent[BACKWARD, node]
        steps[size] = node
        size += 1
    work.sizes[0] = size


def _cut_loops(work: Work) -> None:
    """Ties of length 0 can lead both halves through one node: go straight on there."""
    steps, place = work.steps, work.place
    size = 0
    for at in range(work.sizes[0]):
        node = steps[at]
        seen = place[FORWARD, node] if node != HUB else -1
        if seen >= 0:
            while size > seen + 1:
                size -= 1
                if steps[size] != HUB:
                    place[FORWARD, steps[size]] = -1
        else:
            steps[size] = node
            if node != HUB:
                place[FORWARD, node] = size
            size += 1
    for at in range(size):
        if steps[at] != HUB:
            place[FORWARD, steps[at]] = -1
    work.sizes[0] = size
