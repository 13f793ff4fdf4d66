"""Who may do what with an ask in which state: actor × state × verb, behind the walls."""

import pytest

from mekaar.core.errors import NotAllowed, Refused
from mekaar.exchange import actions, states
from mekaar.exchange.models import Ask
from mekaar.exchange.rules import ask as rules
from tests.acting import acting_as, at_desk, by
from tests.exchange.asks import WAY, an_ask

MOVES = {
    "thinking": actions.think_it_over,
    "ideas_open": actions.open_ideas,
    "rounded_off": actions.round_off_ask,
    "withdrawn": actions.withdraw_ask,
}

# From each state: what its asker may do by a button. The rest is refused.
ASKER = {
    "draft": {"withdrawn"},
    "with_connector": {"rounded_off", "withdrawn"},
    "encounter": {"thinking", "ideas_open", "rounded_off", "withdrawn"},
    "thinking": {"ideas_open", "rounded_off", "withdrawn"},
    "ideas_open": {"thinking", "rounded_off", "withdrawn"},
    "introduction_offered": {"rounded_off", "withdrawn"},
    "introduced": {"rounded_off", "withdrawn"},
    "arranged": {"rounded_off", "withdrawn"},
    "rounded_off": set(),
    "withdrawn": set(),
}


@pytest.mark.parametrize("state", WAY)
@pytest.mark.parametrize("verb", MOVES)
def test_asker_makes_exactly_these_moves(cast, state, verb):
    ask = an_ask(cast.dekker, state=state, card_passed_at="2026-01-01T12:00Z")
    me = by(cast.dekker)
    allowed = verb in ASKER[state]

    with acting_as(me):
        if allowed or verb == state:
            assert MOVES[verb](ask, by=me).state == verb
        else:
            with pytest.raises(Refused):
                MOVES[verb](ask, by=me)

    ask.refresh_from_db()
    assert ask.state == (verb if allowed else state)


@pytest.mark.parametrize("state", WAY)
def test_buttons_are_the_moves_of_the_table(state):
    ask = Ask(state=state)

    buttons = set(rules.asker_moves(ask)) - {"with_connector"}

    assert buttons == ASKER[state]


def test_every_button_is_a_move_of_the_asker_alone():
    shown = {(state, target) for state in WAY for target in rules.asker_moves(Ask(state=state))}

    table = {(m.source, m.target) for m in states.ASK.moves if m.who == "asker"}
    assert shown == table


@pytest.mark.parametrize("who", ["wil", "ria", "samira", "noor", "douwe", "stranger"])
@pytest.mark.parametrize("verb", MOVES)
def test_nobody_else_moves_an_ask(cast, who, verb):
    ask = an_ask(cast.dekker, state="encounter", audience="neighbourhood")
    other = by(getattr(cast, who))

    with acting_as(other), pytest.raises(NotAllowed):
        MOVES[verb](ask, by=other)

    ask.refresh_from_db()
    assert ask.state == "encounter"


@pytest.mark.parametrize("helper", ["ria", "samira"])
def test_at_the_desk_the_resident_can_do_the_same(cast, helper):
    ask = an_ask(cast.dekker, state="encounter", card_passed_at="2026-01-01T12:00Z")
    helping = at_desk(getattr(cast, helper), cast.dekker)

    with acting_as(helping):
        assert actions.think_it_over(ask, by=helping).state == "thinking"
        assert actions.open_ideas(ask, by=helping).state == "ideas_open"
        assert actions.withdraw_ask(ask, by=helping).state == "withdrawn"


@pytest.mark.parametrize(
    ("who", "is_allowed"),
    [("samira", True), ("ria", False), ("dekker", False), ("wil", False), ("joke", False)],
)
def test_only_a_connector_begins_an_encounter(cast, who, is_allowed):
    ask = an_ask(cast.dekker)
    actor = by(getattr(cast, who))

    with acting_as(actor):
        if is_allowed:
            assert actions.begin_encounter(ask, by=actor).state == "encounter"
        else:
            with pytest.raises(NotAllowed):
                actions.begin_encounter(ask, by=actor)


def test_connector_does_not_meet_oneself(cast):
    ask = an_ask(cast.samira)
    me = by(cast.samira)

    with acting_as(me), pytest.raises(NotAllowed):
        actions.begin_encounter(ask, by=me)


def test_ideas_wait_until_the_card_was_offered(cast):
    ask = an_ask(cast.dekker, state="thinking")
    me = by(cast.dekker)

    with acting_as(me), pytest.raises(Refused, match="drie korte vragen"):
        actions.open_ideas(ask, by=me)
    with acting_as(me):
        ask = actions.pass_card(ask, by=me)
        assert actions.open_ideas(ask, by=me).state == "ideas_open"


def test_saying_it_otherwise_keeps_the_first_wording(cast):
    ask = an_ask(cast.dekker, "Rust van instanties.")
    me = by(cast.dekker)

    with acting_as(me):
        ask = actions.change_ask(ask, {"words": "Zelf bepalen wie er langskomt."}, by=me)

    ask.refresh_from_db()
    assert ask.first_words == "Rust van instanties."
    assert ask.words == "Zelf bepalen wie er langskomt."


def test_placing_twice_is_placing_once(cast):
    me = by(cast.dekker)

    with acting_as(me):
        first = actions.place_ask(cast.dekker, {"words": "Klaverjassen."}, by=me)
        second = actions.place_ask(cast.dekker, {"words": "Klaverjassen."}, by=me)
        third = actions.place_ask(cast.dekker, {"words": "Een andere vraag."}, by=me)

    assert first == second != third
    assert Ask.objects.count() == 2


def test_words_written_by_another_need_reading_back(cast):
    helping = at_desk(cast.samira, cast.dekker, read_back=False)

    with acting_as(helping), pytest.raises(NotAllowed):
        actions.place_ask(cast.dekker, {"words": "Klaverjassen."}, by=helping)

    assert not Ask.objects.exists()


def test_ask_from_the_notebook_counts_from_the_yes_of_its_asker(cast):
    ask = an_ask(cast.dekker, "iets met kaarten", state="draft")
    Ask.objects.filter(id=ask.id).update(written_by=cast.ria.id)
    helping = at_desk(cast.samira, cast.dekker)

    with acting_as(helping):
        actions.hand_to_connector(ask, {"words": "Weer klaverjassen."}, by=helping)

    ask.refresh_from_db()
    assert ask.state == "with_connector"
    assert ask.words == ask.first_words == "Weer klaverjassen."
    assert ask.written_by == cast.samira.id
    assert ask.read_back_at is not None
