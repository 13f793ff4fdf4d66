"""Why an ask has no ideas: what is told, and what never is."""

from dataclasses import replace

from mekaar.matching import Index, Instance, Participant, WhyNot, why_not
from tests.matching.neighbours import AISHA, CARDS, TABLE, WIM

WIM_ALONE = replace(WIM, languages=frozenset({"ti", "am"}))


def test_only_the_offers_that_came_closest_count():
    """One is only too far; the other is too far and speaks another language."""
    far = replace(AISHA, id="far", x=2250.0, y=0.0)
    further = Participant("further", x=5000, y=0, languages=frozenset({"pl"}))
    offers = (replace(TABLE, participant="far"), replace(TABLE, id="two", participant="further"))
    instance = Instance((WIM, far, further), offers, (CARDS,))
    assert why_not(instance, "cards") == [WhyNot("too_far", (2300,), 1)]


def test_reasons_are_counted_and_the_most_frequent_comes_first():
    busy = replace(AISHA, id="busy", can_carry=0)
    offers = (
        replace(TABLE, id="1", participant="busy"),
        replace(TABLE, id="2", participant="busy"),
        replace(TABLE, id="3", times=0),
    )
    instance = Instance((WIM, AISHA, busy), offers, (CARDS,))
    assert why_not(instance, "cards") == [
        WhyNot("nobody_can_carry_now", (), 2),
        WhyNot("no_shared_daypart", (), 1),
    ]


def test_the_language_of_the_asker_is_named_not_that_of_others():
    instance = Instance((WIM_ALONE, AISHA), (TABLE,), (CARDS,))
    assert why_not(instance, "cards") == [WhyNot("no_shared_language", ("am", "ti"), 1)]


def test_profession_wanted_without_any_offer():
    ask = replace(CARDS, profession_wanted=True)
    assert why_not(Instance((WIM,), (), (ask,)), "cards") == [WhyNot("profession_wanted")]


def test_taken_back_offers_of_a_kept_index_do_not_count():
    instance = Instance((WIM, AISHA), (), (CARDS,))
    assert why_not(instance, "cards", index=Index([TABLE])) == [WhyNot("nobody_offers_this")]


def test_an_idea_far_down_still_counts_as_an_idea():
    worse = tuple(replace(TABLE, id=f"{at:03}", text="klaverjassen", times=0) for at in range(40))
    instance = Instance((WIM, AISHA), (*worse, TABLE), (CARDS,))
    assert why_not(instance, "cards") == []
