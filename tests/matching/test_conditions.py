"""Each hard condition from both sides: what breaks it, and the near miss that passes."""

import pytest

from mekaar.matching import WhyNot, ideas, why_not
from tests.matching.neighbours import TUESDAY_MORNING, Change

C = Change
SAME = {"x": 0, "y": 0}

# name, what breaks it, the near miss, what the connector hears
TABLE = [
    (
        "own offer",
        C(offer={"participant": "wim"}),
        C(),
        WhyNot("nobody_offers_this"),
    ),
    (
        "further than the asker travels",
        C(ask={"max_distance": 499}),
        C(ask={"max_distance": 500}),
        WhyNot("too_far", (500,), 1),
    ),
    (
        "further than the giver travels",
        C(offer={"max_distance": 499.9}),
        C(offer={"max_distance": 500}),
        WhyNot("too_far", (500,), 1),
    ),
    (
        "no distance at all",
        C(ask={"max_distance": 0}),
        C(ask={"max_distance": 0}, giver=SAME),
        WhyNot("too_far", (500,), 1),
    ),
    (
        "another part of the same day",
        C(ask={"times": 1 << TUESDAY_MORNING}),
        C(ask={"times": 1 << TUESDAY_MORNING}, offer={"times": 0b11111111}),
        WhyNot("no_shared_daypart", (), 1),
    ),
    (
        "no time left",
        C(ask={"times": 0}),
        C(ask={"times": None}),
        WhyNot("no_shared_daypart", (), 1),
    ),
    (
        "no shared language",
        C(asker={"languages": frozenset({"ti"})}),
        C(asker={"languages": frozenset({"ti", "ar"})}),
        WhyNot("no_shared_language", ("ti",), 1),
    ),
    (
        "no language helper",
        C(asker={"languages": frozenset({"ti"})}, giver={"language_helper": True}),
        C(asker={"languages": frozenset({"ti"}), "language_helper": True}),
        WhyNot("no_shared_language", ("ti",), 1),
    ),
    (
        "needs more than the giver has",
        C(ask={"needs": frozenset({"vog", "rijbewijs"})}),
        C(ask={"needs": frozenset({"vog"})}),
        WhyNot("needs_missing", ("rijbewijs",), 1),
    ),
    (
        "what the asker has does not count as what the giver has",
        C(ask={"needs": frozenset({"vrouw"})}),
        C(ask={"needs": frozenset({"vrouw"})}, giver={"has": frozenset({"vrouw"})}),
        WhyNot("needs_missing", ("vrouw",), 1),
    ),
    (
        "asker stays away from giver",
        C(asker={"apart_from": frozenset({"aisha"})}),
        C(asker={"apart_from": frozenset({"somebody else"})}),
        WhyNot("nobody_offers_this"),
    ),
    (
        "giver stays away from asker",
        C(giver={"apart_from": frozenset({"wim"})}),
        C(giver={"apart_from": frozenset({"aisha"})}),
        WhyNot("nobody_offers_this"),
    ),
    (
        "giver carries enough",
        C(giver={"can_carry": 0}),
        C(giver={"can_carry": 1}),
        WhyNot("nobody_can_carry_now", (), 1),
    ),
    (
        "giver carries more than they said",
        C(giver={"can_carry": -1}),
        C(asker={"can_carry": -1}),
        WhyNot("nobody_can_carry_now", (), 1),
    ),
    (
        "never a volunteer",
        C(ask={"profession_wanted": True}),
        C(ask={"profession_wanted": True}, offer={"kind": "place"}),
        WhyNot("profession_wanted", (), 1),
    ),
    (
        "still thinking",
        C(ask={"ideas_open": False}),
        C(ask={"ideas_open": True}),
        WhyNot("still_thinking"),
    ),
    (
        "declined",
        C(declined=frozenset({("cards", "table")})),
        C(declined=frozenset({("cards", "another"), ("another", "table")})),
        WhyNot("nobody_offers_this"),
    ),
]
NAMES = [row[0] for row in TABLE]


@pytest.mark.parametrize(("breaks", "why"), [(r[1], r[3]) for r in TABLE], ids=NAMES)
def test_broken_condition_gives_no_idea_and_says_why(breaks, why):
    assert ideas(breaks.instance(), "cards") == []
    assert why_not(breaks.instance(), "cards") == [why]


@pytest.mark.parametrize("passes", [row[2] for row in TABLE], ids=NAMES)
def test_near_miss_is_an_idea(passes):
    assert [(i.ask, i.offer) for i in ideas(passes.instance(), "cards")] == [("cards", "table")]
    assert why_not(passes.instance(), "cards") == []


@pytest.mark.parametrize(
    "change",
    [
        C(asker={"x": None, "y": None}, ask={"max_distance": 0}),
        C(giver={"x": None, "y": None}, offer={"max_distance": 0}),
        C(ask={"max_distance": None}, offer={"max_distance": None}, giver={"x": 9e6}),
        C(offer={"times": None}),
        C(asker={"languages": frozenset()}),
        C(giver={"languages": frozenset()}),
    ],
)
def test_what_nobody_told_never_excludes(change):
    assert [idea.offer for idea in ideas(change.instance(), "cards")] == ["table"]


@pytest.mark.parametrize("kind", ["thing", "place", "group"])
def test_conditions_hold_for_things_places_and_groups(kind):
    change = C(offer={"kind": kind}, giver={"can_carry": 0})
    assert ideas(change.instance(), "cards") == []


def test_avoidance_is_not_told_between_other_reasons():
    """Of two offers the avoided one is not even counted."""
    change = C(asker={"apart_from": frozenset({"aisha"})}, ask={"needs": frozenset({"rijbewijs"})})
    assert why_not(change.instance(), "cards") == [WhyNot("nobody_offers_this")]
