"""Ideas for one ask: order, reasons, vectors and a kept index."""

from dataclasses import replace

import pytest

from mekaar.matching import (
    BadInstance,
    Idea,
    Index,
    Instance,
    Offer,
    Participant,
    Reason,
    dayparts_of,
    ideas,
    times_of,
)
from tests.matching.neighbours import AISHA, CARDS, TABLE, WIM, Change


def test_reasons_are_data_and_the_distance_is_no_address():
    change = Change(giver={"x": 333.3, "y": 0})
    (idea,) = ideas(change.instance(), "cards")
    assert idea.reasons == (
        Reason("same_subject", ("klaverjassen",)),
        Reason("near", (400,)),
        Reason("same_daypart", (6,)),
        Reason("same_language", ("nl",)),
    )


def test_a_word_stands_once_as_the_asker_wrote_it():
    change = Change(ask={"text": "Een Brief begrijpen"}, offer={"text": "brieven uitleggen"})
    (idea,) = ideas(change.instance(), "cards")
    assert idea.reasons[0] == Reason("same_subject", ("Brief",))


@pytest.mark.parametrize("kind", ["thing", "place", "group"])
def test_reason_names_what_is_not_a_person(kind):
    (idea,) = ideas(Change(offer={"kind": kind}).instance(), "cards")
    assert idea.reasons[-1] == Reason(kind)


def test_language_helper_is_named_only_when_needed():
    lone = {"languages": frozenset({"ti"}), "language_helper": True}
    (with_helper,) = ideas(Change(asker=lone).instance(), "cards")
    (without,) = ideas(Change(asker={"language_helper": True}).instance(), "cards")
    assert Reason("via_language_helper") in with_helper.reasons
    assert Reason("same_language", ("nl",)) in without.reasons
    assert Reason("via_language_helper") not in without.reasons


def test_nothing_is_claimed_that_nobody_told():
    change = Change(asker={"x": None, "y": None, "languages": frozenset()}, ask={"times": None})
    (idea,) = ideas(change.instance(), "cards")
    assert idea.reasons == (Reason("same_subject", ("klaverjassen",)),)


def test_nearer_and_more_shared_time_fit_better():
    far, near = Change(giver={"x": 900, "y": 0}), Change(giver={"x": 100, "y": 0})
    less, more = Change(offer={"times": 0b11000000}), Change(offer={"times": 0b01000000})
    fit = [ideas(change.instance(), "cards")[0].fit for change in (far, near, less, more)]
    assert fit[0] < fit[1]
    assert fit[2] < fit[3]


def several(number: int) -> Instance:
    offers = tuple(replace(TABLE, id=f"table {at}") for at in range(number))
    return Instance((WIM, AISHA), offers[::-1], (CARDS,))


def test_ties_go_to_the_lower_id_and_top_cuts():
    assert [idea.offer for idea in ideas(several(9), "cards")] == [f"table {at}" for at in range(7)]
    assert [idea.offer for idea in ideas(several(9), "cards", 2)] == ["table 0", "table 1"]
    assert len(ideas(several(9), "cards", 100)) == 9
    assert ideas(several(9), "cards", 0) == []


def test_unknown_ask_is_one_sentence():
    with pytest.raises(BadInstance, match=r"^There is no ask 'nobody' in this instance\.$"):
        ideas(several(1), "nobody")


def test_offer_of_nobody_is_one_sentence():
    instance = Instance((WIM,), (TABLE,), (CARDS,))
    with pytest.raises(BadInstance, match="belongs to participant 'aisha', who is not"):
        ideas(instance, "cards")


def with_vectors(ask: tuple[float, ...] | None, offer: tuple[float, ...] | None) -> list[Idea]:
    return ideas(Change(ask={"vector": ask}, offer={"vector": offer}).instance(), "cards")


@pytest.mark.parametrize(
    ("ask", "offer", "found"),
    [
        ((1.0, 0.0), (1.0, 0.0), True),
        ((1.0, 0.0), (3.0, 3.0), True),
        ((1.0, 0.0), (0.0, 1.0), False),
        ((1.0, 0.0), (-1.0, 0.0), False),
        ((1.0, 0.0), (0.0, 0.0), False),
        ((1.0, 0.0), (0.0, 1.0, 0.0), True),
        ((1.0, 0.0), None, True),
        (None, (0.0, 1.0), True),
    ],
)
def test_vectors_decide_where_both_have_one_of_the_same_length(ask, offer, found):
    """The words of this pair always match: in the last rows they are what counts."""
    assert bool(with_vectors(ask, offer)) is found


def test_vectors_find_what_shares_no_word():
    change = Change(
        ask={"text": "zwemmen", "vector": (1.0, 0.2)}, offer={"text": "bad", "vector": (1.0, 0.0)}
    )
    (idea,) = ideas(change.instance(), "cards")
    assert idea.reasons[0] == Reason("same_subject", ())


def test_vectors_do_not_lift_a_condition():
    same = {"vector": (1.0, 0.0)}
    change = Change(ask=same, offer=same, giver={"can_carry": 0})
    assert ideas(change.instance(), "cards") == []


def test_kept_index_gives_the_same_ideas():
    instance = several(9)
    assert ideas(instance, "cards", index=Index(instance.offers)) == ideas(instance, "cards")


def test_kept_index_proposes_nothing_that_was_changed_or_taken_back():
    index = Index(several(3).offers)
    changed = replace(TABLE, id="table 0", text="soep koken")
    full = replace(TABLE, id="table 1", participant="mo")
    mo = Participant("mo", can_carry=0)
    now = Instance((WIM, AISHA, mo), (changed, full), (CARDS,))
    assert ideas(now, "cards", index=index) == []


def test_weighing_stops_where_nothing_better_can_come():
    """A text that says much more fits less, however near and free its giver is."""
    much = "klaverjassen, dammen, schaken, koor, soep, tuin, brood, fiets en poezen"
    offers = (replace(TABLE, text="klaverjassen"), replace(TABLE, id="much", text=much))
    here = replace(AISHA, x=0, y=0)
    instance = Instance((WIM, here), offers, (CARDS,))
    assert [idea.offer for idea in ideas(instance, "cards", 1)] == ["table"]
    assert [idea.offer for idea in ideas(instance, "cards", 2)] == ["table", "much"]


def test_candidates_look_at_no_condition():
    index = Index([TABLE, Offer("soup", "aisha", "soep koken")])
    assert index.candidates(replace(CARDS, ideas_open=False, max_distance=0)) == {"table"}


def test_offer_that_came_after_the_index_waits_for_the_next():
    instance = several(1)
    vectors = replace(instance, offers=(replace(TABLE, id="late", vector=(1.0,)),))
    old = Index([replace(TABLE, id="gone", vector=(1.0,))])
    asked = replace(vectors, asks=(replace(CARDS, vector=(1.0,)),))
    assert ideas(asked, "cards", index=old) == []
    assert not old.is_current(vectors.offers[0])


@pytest.mark.parametrize("dayparts", [(), (0,), (27,), (4, 6, 20)])
def test_dayparts_and_times_are_the_same_thing(dayparts):
    assert dayparts_of(times_of(dayparts)) == dayparts


@pytest.mark.parametrize("daypart", [-1, 28])
def test_daypart_outside_the_week_is_refused(daypart):
    with pytest.raises(BadInstance, match=f"There is no daypart {daypart};"):
        times_of([daypart])


@pytest.mark.parametrize(
    ("ask", "offer", "told"),
    [
        ("Mijn achterdeur klemt", "deuren schaven", ()),
        ("Spaanse les, ik leer Spaans", "Ik geef les in het Spaans", ("Spaanse",)),
        ("wandelingetje met de hond", "honden uitlaten", ("hond",)),
    ],
)
def test_told_is_only_a_word_of_both_and_each_word_once(ask, offer, told):
    (idea,) = ideas(Change(ask={"text": ask}, offer={"text": offer}).instance(), "cards")
    assert idea.reasons[0] == Reason("same_subject", told)
