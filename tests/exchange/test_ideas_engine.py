"""Ideas as the engine makes them: hard conditions, nothing forgotten, nothing too early (R-A13)."""

import datetime
import uuid

import pytest
from django.utils import timezone

from mekaar.core.errors import NotAllowed, Refused
from mekaar.exchange import actions, tasks
from mekaar.exchange.models import (
    Arrangement,
    Carrying,
    Idea,
    IdeaSetAside,
    Introduction,
    Side,
)
from mekaar.places.models import Building
from tests.acting import acting_as, by
from tests.exchange.asks import an_ask, an_offer, job_count, with_ideas

CARDS = "Weer eens klaverjassen."


def offers_in(ask):
    return set(Idea.objects.filter(ask=ask).values_list("offer_id", flat=True))


@pytest.fixture
def ask(cast):
    return an_ask(cast.dekker, CARDS, state="ideas_open")


def test_what_means_the_same_is_an_idea_and_the_rest_is_not(cast, ask):
    cards = an_offer(cast.wil, "Ik klaverjas elke dinsdag met mijn zus.")
    an_offer(cast.henk, "Ik repareer deuren en kasten.")

    with_ideas(ask)

    assert offers_in(ask) == {cards.id}
    assert Idea.objects.get().reasons[0]["kind"] == "same_subject"


@pytest.mark.parametrize("state", ["draft", "resting", "withdrawn"])
def test_offer_that_is_not_open_is_no_idea(cast, ask, state):
    an_offer(cast.wil, CARDS, state=state)

    assert offers_in(with_ideas(ask)) == set()


@pytest.mark.parametrize("state", ["encounter", "thinking", "with_connector"])
def test_no_ideas_before_the_asker_wants_them(cast, state):
    an_offer(cast.wil, CARDS)
    ask = an_ask(cast.dekker, CARDS, state=state)

    assert offers_in(with_ideas(ask)) == set()


def test_own_offer_is_no_idea(cast, ask):
    an_offer(cast.dekker, CARDS)

    assert offers_in(with_ideas(ask)) == set()


def test_offer_of_another_neighbourhood_is_no_idea(cast, ask):
    an_offer(cast.stranger_resident, CARDS)

    assert offers_in(with_ideas(ask)) == set()


def test_offer_that_must_be_looked_at_again_is_no_idea(cast, ask):
    an_offer(cast.wil, CARDS, look_again_on=timezone.localdate())
    fresh = an_offer(
        cast.henk, CARDS, look_again_on=timezone.localdate() + datetime.timedelta(days=1)
    )

    assert offers_in(with_ideas(ask)) == {fresh.id}


def test_set_aside_is_never_proposed_again(cast, ask):
    offer = an_offer(cast.wil, CARDS)
    with_ideas(ask)
    me = by(cast.dekker)
    with acting_as(me):
        actions.set_aside(Idea.objects.get(), by=me)

    with_ideas(ask)

    assert offers_in(ask) == set()
    assert IdeaSetAside.objects.get().offer == offer


def running(cast, giver, **more):
    """An arrangement that this giver is doing now."""
    ask = an_ask(cast.tineke, "iets anders", state="introduced")
    introduction = Introduction.objects.create(
        neighbourhood=cast.here, ask=ask, connector=cast.samira.id, first_meeting="",
        offer=an_offer(giver, "iets anders"),
    )  # fmt: skip
    for which, who in (("asker", cast.tineke), ("giver", giver)):
        Side.objects.create(
            neighbourhood=cast.here, introduction=introduction, participant=who, which=which,
            told="x", asked_at=timezone.now(), answer="yes", answered_at=timezone.now(),
            how="screen", written_by=who.id,
        )  # fmt: skip
    for state in ("first_yes", "introduced"):
        introduction.state = state
        introduction.save()
    arrangement = Arrangement.objects.create(
        neighbourhood=cast.here, introduction=introduction, asker=cast.tineke, giver=giver,
        words="boodschappen", written_by=giver.id, asker_yes_at=timezone.now(),
        giver_yes_at=timezone.now(), **{"times_agreed": 3, **more},
    )  # fmt: skip
    arrangement.state = "agreed"
    arrangement.save()


def test_giver_with_full_hands_is_not_proposed(cast, ask):
    full, free = an_offer(cast.wil, CARDS), an_offer(cast.henk, CARDS)
    running(cast, cast.wil)
    assert offers_in(with_ideas(ask)) == {free.id}

    Carrying.objects.create(neighbourhood=cast.here, participant=cast.wil, at_once=2)
    assert offers_in(with_ideas(ask)) == {full.id, free.id}

    Carrying.objects.create(neighbourhood=cast.here, participant=cast.henk, at_once=0)
    assert offers_in(with_ideas(ask)) == {full.id}


def test_arrangement_that_has_ended_weighs_nothing(cast, ask):
    offer = an_offer(cast.wil, CARDS)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    running(cast, cast.wil, times_agreed=None, ends_on=yesterday)

    assert offers_in(with_ideas(ask)) == {offer.id}


def test_language_and_language_helper(cast):
    offer = an_offer(cast.wil, "Meegaan naar de tandarts.")
    ask = an_ask(cast.selam, "Wie gaat mee naar de tandarts?", state="ideas_open")
    assert offers_in(with_ideas(ask)) == set()

    cast.selam.language_helper = "Abeba"
    cast.selam.save()
    assert offers_in(with_ideas(ask)) == {offer.id}


def test_languages_of_the_ask_itself_stand_first(cast):
    offer = an_offer(cast.wil, "Meegaan naar de tandarts.")
    ask = an_ask(cast.selam, "Wie gaat mee naar de tandarts?", state="ideas_open", languages=["nl"])

    assert offers_in(with_ideas(ask)) == {offer.id}


def test_times_must_meet(cast):
    ask = an_ask(cast.dekker, CARDS, state="ideas_open", times=0b0011)
    an_offer(cast.wil, CARDS, times=0b0100)
    fits = an_offer(cast.henk, CARDS, times=0b0110)

    assert offers_in(with_ideas(ask)) == {fits.id}


def test_distance_of_buildings_counts(cast):
    def building(x):
        return Building.objects.create(neighbourhood=cast.here, name=f"flat {x}", x=x, y=0)

    for who, x in ((cast.dekker, 0), (cast.wil, 400), (cast.henk, 4000)):
        who.building = building(x)
        who.save()
    ask = an_ask(cast.dekker, CARDS, state="ideas_open", max_distance=1000)
    near, _far = an_offer(cast.wil, CARDS), an_offer(cast.henk, CARDS)

    assert offers_in(with_ideas(ask)) == {near.id}
    assert "near" in {reason["kind"] for reason in Idea.objects.get().reasons}


def test_profession_is_never_proposed_to_a_neighbour(cast):
    ask = an_ask(cast.dekker, CARDS, state="ideas_open", profession_wanted=True)
    an_offer(cast.wil, CARDS)

    assert offers_in(with_ideas(ask)) == set()


def test_answer_on_the_board_is_an_idea_in_whatever_words(cast, ask):
    answer = an_offer(cast.wil, "Ja hoor, gezellig!", for_ask=ask)
    an_offer(cast.henk, "Ja hoor, gezellig!")

    assert offers_in(with_ideas(ask)) == {answer.id}
    assert Idea.objects.get().reasons[0]["kind"] == "wants_this"


def test_ideas_that_stay_keep_their_wish_and_their_code(cast, ask):
    an_offer(cast.wil, CARDS)
    with_ideas(ask)
    before = Idea.objects.get()
    me = by(cast.dekker)
    with acting_as(me):
        actions.wish_for(before, by=me)
    an_offer(cast.henk, CARDS)

    with_ideas(ask)

    after = Idea.objects.get(offer=before.offer)
    assert (after.code, after.wished_at is not None) == (before.code, True)
    assert Idea.objects.count() == 2


def test_wished_idea_is_not_pushed_out_by_better_ones(cast, ask):
    wished = an_offer(cast.wil, "Kaarten, puzzelen of klaverjassen, en altijd koffie erbij.")
    with_ideas(ask)
    me = by(cast.dekker)
    with acting_as(me):
        actions.wish_for(Idea.objects.get(), by=me)
    for n in range(9):
        an_offer(cast.neighbour(f"Buur {n}"), CARDS)

    with_ideas(ask)

    assert Idea.objects.count() == 7
    assert wished.id in offers_in(ask)


def test_rested_and_withdrawn_offers_vanish_at_once(cast, ask):
    for who, action in ((cast.wil, actions.rest_offer), (cast.henk, actions.withdraw_offer)):
        offer = an_offer(who, CARDS)
        with_ideas(ask)
        assert offer.id in offers_in(ask)
        me = by(who)
        with acting_as(me):
            action(offer, by=me)
        assert offers_in(ask) == set()


def test_opened_offer_reaches_the_asks_by_a_job_that_carries_ids_only(cast, ask):
    other = an_ask(cast.tineke, "Wie helpt met de tuin?", state="ideas_open")
    thinking = an_ask(cast.selam, CARDS, state="thinking")
    me = by(cast.wil)
    with acting_as(me):
        offer = actions.make_offer(cast.wil, {"words": CARDS, "kind": "person"}, by=me)
    assert job_count("exchange.look_for_asks") == 1
    assert offers_in(ask) == set()

    touched = tasks.look_for_asks(str(offer.id), str(cast.here.id))

    assert touched == 1
    assert offers_in(ask) == {offer.id}
    assert offers_in(other) == offers_in(thinking) == set()
    assert tasks.look_for_asks(str(offer.id), str(cast.here.id)) == 1
    assert Idea.objects.count() == 1


def test_job_for_an_offer_that_is_gone_does_nothing(cast, ask):
    assert tasks.look_for_asks(str(uuid.uuid4()), str(cast.here.id)) == 0
    elsewhere = an_offer(cast.stranger_resident, CARDS)
    assert tasks.look_for_asks(str(elsewhere.id), str(cast.here.id)) == 0
    assert offers_in(ask) == set()


def test_changed_words_take_an_idea_away(cast, ask):
    offer = an_offer(cast.wil, CARDS)
    with_ideas(ask)
    me = by(cast.wil)
    with acting_as(me):
        actions.change_offer(offer, {"words": "Ik repareer deuren."}, by=me)

    tasks.look_for_asks(str(offer.id), str(cast.here.id))

    assert offers_in(ask) == set()


def test_only_the_connector_looks_again_and_only_when_ideas_are_open(cast, ask):
    an_offer(cast.wil, CARDS)
    connector, host, me = by(cast.samira), by(cast.ria), by(cast.dekker)
    for other in (host, me):
        with acting_as(other), pytest.raises(NotAllowed):
            actions.look_again_for_ideas(ask, by=other)
    with acting_as(connector):
        assert actions.look_again_for_ideas(ask, by=connector) == 1
    thinking = an_ask(cast.tineke, CARDS, state="thinking")
    with acting_as(connector), pytest.raises(Refused):
        actions.look_again_for_ideas(thinking, by=connector)


def test_nobody_wishes_or_sets_aside_for_another(cast, ask):
    an_offer(cast.wil, CARDS)
    idea = (with_ideas(ask), Idea.objects.get())[1]
    for who in (cast.wil, cast.samira, cast.ria):
        other = by(who)
        with acting_as(other), pytest.raises(NotAllowed):
            actions.wish_for(idea, by=other)
        with acting_as(other), pytest.raises(NotAllowed):
            actions.set_aside(idea, by=other)
    assert Idea.objects.get().wished_at is None


def test_job_weighs_a_new_offer_against_the_ideas_there_are(cast, ask):
    for n in range(7):
        words = "Kaarten, puzzelen of klaverjassen, en altijd koffie erbij."
        an_offer(cast.neighbour(f"Buur {n}"), words)
    with_ideas(ask)
    worse = an_offer(cast.wil, "Koffie, kaarten, breien, puzzelen, wandelen, zingen, klaverjassen.")
    better = an_offer(cast.henk, CARDS)

    for offer in (worse, better):
        tasks.look_for_asks(str(offer.id), str(cast.here.id))

    assert Idea.objects.count() == 7
    assert better.id in offers_in(ask)
    assert worse.id not in offers_in(ask)
