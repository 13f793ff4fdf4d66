"""A round for a table as the job makes it: everything open, one at a time, stopped at once."""

import datetime

import pytest
from django.utils import timezone

from mekaar.core.errors import NotAllowed
from mekaar.exchange import actions, round_engine, tasks
from mekaar.exchange.actions import round as round_actions
from mekaar.exchange.models import IdeaSetAside, RoundIdea, RoundOpen, TableRound
from mekaar.journal.models import Entry
from tests.acting import acting_as, by
from tests.exchange.asks import an_ask, an_offer, job_count
from tests.exchange.rounds import a_round

CARDS, GARDEN, BREAD = "Weer eens klaverjassen.", "Wie helpt met de tuin?", "Leren brood bakken."


def pairs():
    return set(RoundIdea.objects.values_list("ask_id", "offer_id"))


@pytest.fixture
def ask(cast):
    return an_ask(cast.dekker, CARDS, state="ideas_open")


def test_a_round_serves_who_can_be_served_and_says_why_others_stay_open(cast, ask):
    cards = an_offer(cast.wil, CARDS)
    garden = an_ask(cast.tineke, GARDEN, state="ideas_open")

    made = a_round(cast)

    assert (made.state, made.many) == ("ready", 2)
    assert pairs() == {(ask.id, cards.id)}
    stays = RoundOpen.objects.get()
    assert (stays.ask_id, stays.why) == (garden.id, [{"kind": "nobody_offers_this", "values": []}])


def test_one_works_at_a_time_and_a_second_click_gets_that_one(cast, ask):
    me = by(cast.samira)
    with acting_as(me):
        first, second = actions.ask_for_round(by=me), actions.ask_for_round(by=me)
    assert first == second
    assert job_count("exchange.make_round") == 1
    lines = Entry.objects.filter(verb="exchange.round.made")
    assert [(line.by, line.thing) for line in lines] == [(cast.samira.id, first.id)]


@pytest.mark.parametrize("who", ["dekker", "ria", "noor", "douwe"])
def test_only_a_connector_asks_for_and_stops_a_round(cast, who):
    other = by(getattr(cast, who))
    for action in (actions.ask_for_round, actions.stop_round):
        with acting_as(other), pytest.raises(NotAllowed):
            action(by=other)
    assert TableRound.objects.count() == 0


def test_running_twice_is_making_it_once(cast, ask):
    an_offer(cast.wil, CARDS)
    made = a_round(cast)
    rows = set(RoundIdea.objects.values_list("id", flat=True))

    assert tasks.make_round(str(made.id), str(cast.samira.id), str(cast.here.id)) is False
    assert set(RoundIdea.objects.values_list("id", flat=True)) == rows


def test_what_is_no_idea_is_in_no_round(cast, ask):
    """The same conditions as for one ask: state, neighbourhood, aside, full hands, own, hidden."""
    for state in ("draft", "resting", "withdrawn"):
        an_offer(cast.henk, CARDS, state=state)
    an_offer(cast.stranger_resident, CARDS)
    an_offer(cast.dekker, CARDS)
    an_offer(cast.joke, CARDS, look_again_on=timezone.localdate())
    aside = an_offer(cast.tineke, CARDS)
    IdeaSetAside.objects.create(
        neighbourhood=cast.here, ask=ask, offer=aside, participant=cast.dekker
    )
    full = an_offer(cast.wil, CARDS)
    actions_of_wil = by(cast.wil)
    with acting_as(actions_of_wil):
        actions.say_carrying(cast.wil, 0, by=actions_of_wil)
    for state in ("encounter", "thinking", "introduction_offered", "withdrawn"):
        an_ask(cast.bert, CARDS, state=state)
    an_ask(cast.stranger_resident, CARDS, state="ideas_open")

    a_round(cast)

    assert (pairs(), RoundOpen.objects.get().ask_id) == (set(), ask.id)
    with acting_as(actions_of_wil):
        actions.say_carrying(cast.wil, 1, by=actions_of_wil)
    a_round(cast)
    assert pairs() == {(ask.id, full.id)}


def test_who_avoids_or_declined_whom_is_no_reason_that_is_told(cast, ask):
    aside = an_offer(cast.wil, CARDS)
    IdeaSetAside.objects.create(
        neighbourhood=cast.here, ask=ask, offer=aside, participant=cast.dekker
    )

    a_round(cast)

    assert RoundOpen.objects.get().why == [{"kind": "nobody_offers_this", "values": []}]


def test_nobody_has_more_ideas_than_they_can_carry(cast, ask):
    an_ask(cast.tineke, CARDS, state="ideas_open")
    an_offer(cast.wil, CARDS)

    a_round(cast)

    assert RoundIdea.objects.count() == 1
    assert [one["kind"] for one in RoundOpen.objects.get().why] == ["all_asked"]


def test_a_ring_stands_first_and_in_its_order(cast, ask):
    an_offer(cast.wil, CARDS)
    for who, asks, offers in (
        (cast.henk, GARDEN, BREAD), (cast.tineke, BREAD, "Ramen lappen."),
        (cast.bert, "Ramen lappen.", GARDEN),
    ):  # fmt: skip
        an_ask(who, asks, state="ideas_open")
        an_offer(who, offers)

    a_round(cast)

    *ring, last = RoundIdea.objects.order_by("nth")
    assert [one.ring for one in ring] == [0, 0, 0]
    assert last.ring is None
    turns = zip(ring, [*ring[1:], ring[0]], strict=True)
    assert all(one.participant_id == after.giver_id for one, after in turns)


def test_a_round_keeps_no_words_and_nothing_of_the_round_before(cast, ask):
    an_offer(cast.wil, CARDS)
    first = a_round(cast)
    assert RoundIdea.objects.get().reasons[0] == {"kind": "same_subject", "values": []}

    second = a_round(cast)

    assert list(TableRound.objects.all()) == [second]
    assert first != second
    assert set(RoundIdea.objects.values_list("round_id", flat=True)) == {second.id}


def test_a_new_round_stays_calm(cast, ask, monkeypatch):
    """The engine hears which pairs still hold, and no other."""
    kept, gone = an_offer(cast.wil, CARDS), an_offer(cast.henk, GARDEN)
    an_ask(cast.tineke, GARDEN, state="ideas_open")
    a_round(cast)
    me = by(cast.henk)
    with acting_as(me):
        actions.withdraw_offer(gone, by=me)
    heard = []
    real = round_engine.made
    monkeypatch.setattr(
        round_engine, "made",
        lambda scene, before, progress: heard.append(before)
        or real(scene, before=before, progress=progress),
    )  # fmt: skip

    a_round(cast)

    assert heard == [{(str(ask.id), str(kept.id))}]


def halfway(monkeypatch, what):
    """Something happens while the engine works, and it tells how far it is."""

    def made(scene, *, before, progress):
        progress("pairs", 1, 2)
        seen = TableRound.objects.get()
        assert (seen.state, seen.step, seen.done, seen.total) == ("running", "pairs", 1, 2)
        what()
        progress("solve", 1, 2)
        return round_engine.Made([], [])

    monkeypatch.setattr(round_engine, "made", made)


def test_stopped_while_it_is_made_keeps_nothing(cast, ask, monkeypatch):
    an_offer(cast.wil, CARDS)

    def stop():
        me = by(cast.samira)
        with acting_as(me):
            assert actions.stop_round(by=me) is True
            assert actions.stop_round(by=me) is False

    halfway(monkeypatch, stop)

    assert a_round(cast).state == "stopped"
    assert RoundIdea.objects.count() + RoundOpen.objects.count() == 0


def test_stopped_at_the_very_end_keeps_nothing_either(cast, ask, monkeypatch):
    an_offer(cast.wil, CARDS)
    real = round_engine.made

    def made(scene, **more):
        found = real(scene, **more)
        TableRound.objects.update(state="stopped")
        return found

    monkeypatch.setattr(round_engine, "made", made)

    assert a_round(cast).state == "stopped"
    assert RoundIdea.objects.count() == 0


def test_the_round_before_stays_until_the_new_one_is_there(cast, ask, monkeypatch):
    an_offer(cast.wil, CARDS)
    before = a_round(cast)

    def break_down():
        raise RuntimeError("the engine broke down")

    halfway_through = round_engine.made
    monkeypatch.setattr(round_engine, "made", lambda *_one, **_more: break_down())
    with pytest.raises(RuntimeError):
        a_round(cast)
    monkeypatch.setattr(round_engine, "made", halfway_through)

    states = TableRound.objects.order_by("made_at").values_list("id", "state")
    assert [state for _id, state in states] == ["ready", "failed"]
    assert RoundIdea.objects.get().round_id == before.id


@pytest.mark.parametrize(("state", "minutes"), [("queued", 11), ("running", 4)])
def test_a_round_whose_worker_is_gone_is_no_dead_end(cast, ask, state, minutes):
    me = by(cast.samira)
    with acting_as(me):
        lost = actions.ask_for_round(by=me)
    long_ago = timezone.now() - datetime.timedelta(minutes=minutes)
    TableRound.objects.update(state=state, alive_at=long_ago)

    with acting_as(me):
        new = actions.ask_for_round(by=me)

    assert new != lost
    assert TableRound.objects.get(id=lost.id).state == "failed"
    assert tasks.make_round(str(lost.id), str(me.id), str(cast.here.id)) is False


def test_who_is_no_connector_any_more_gets_no_round(cast, ask):
    """The job acts for the person who asked: the walls look at their role at every step."""
    an_offer(cast.wil, CARDS)
    me = by(cast.samira)
    with acting_as(me):
        one = actions.ask_for_round(by=me)
    cast.samira.roles.update(until=timezone.now() - datetime.timedelta(days=1))

    assert tasks.make_round(str(one.id), str(me.id), str(cast.here.id)) is False
    assert RoundIdea.objects.count() == 0


def test_signs_of_life_are_not_written_too_often(cast):
    TableRound.objects.create(neighbourhood=cast.here, connector=cast.samira.id)
    one = TableRound.objects.get()
    job = round_actions._Job(one.id, cast.samira.id, cast.here.id)
    job.alive("read", 0, 0, begins=True)
    for done in range(1, 100):
        job.progress("pairs", done, 100)
    one.refresh_from_db()
    assert (one.step, one.done) == ("pairs", 1)
