"""Who may do what in an introduction: actor by verb, and what gives somebody away."""

import pytest

from mekaar.exchange.models import Introduction, Side
from mekaar.exchange.rules import introduction as rules
from tests.acting import at_desk, by
from tests.exchange.asks import an_ask, an_offer
from tests.exchange.pairs import a_pair

HOW = {
    "henk": "screen", "dekker": None, "samira": "phone", "ria": None, "tineke": None,
    "joke": None, "bert": None, "loes": None, "noor": None, "douwe": None, "stranger_host": None,
    "stranger_resident": None,
}  # fmt: skip


def a_side(cast, **more) -> Side:
    ask, offer = an_ask(cast.dekker), an_offer(cast.henk)
    made = Introduction(
        neighbourhood=cast.here, ask=ask, offer=offer, connector=cast.samira.id,
        state=more.pop("state", "offered"),
    )  # fmt: skip
    return Side(
        neighbourhood=cast.here, introduction=made, participant=cast.henk, which="giver", **more
    )


@pytest.mark.parametrize("key", HOW)
def test_how_an_answer_would_be_written(cast, key):
    side = a_side(cast)
    found = rules.how_answered(by(getattr(cast, key)), side, other=cast.dekker.id)
    assert found == HOW[key]


@pytest.mark.parametrize(("key", "how"), [("ria", "desk"), ("samira", "desk")])
def test_with_a_visit_it_is_said_at_the_desk(cast, key, how):
    side = a_side(cast)
    assert rules.how_answered(at_desk(getattr(cast, key), cast.henk), side) == how
    other = getattr(cast, key).id
    assert rules.how_answered(at_desk(getattr(cast, key), cast.henk), side, other=other) is None


STATES = {"offered": True, "first_yes": True, "introduced": False, "declined": False,
          "withdrawn": False, "ended": False}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("given", "said", "fine"),
    [("", "yes", True), ("", "no", True), ("yes", "no", True), ("no", "yes", False)],
)
def test_when_an_answer_may_be_given(cast, state, given, said, fine):
    side = a_side(cast, state=state, answer=given, asked_at="2026-01-01")
    assert rules.may_answer(side, said) == (fine and STATES[state])


def test_who_was_not_asked_answers_nothing(cast):
    assert not rules.may_answer(a_side(cast), "yes")


@pytest.mark.parametrize(
    ("key", "may"), [("samira", True), ("ria", False), ("dekker", False), ("henk", False)]
)
def test_who_may_introduce(cast, key, may):
    pair = a_pair(cast)
    assert rules.may_introduce(by(getattr(cast, key)), pair.ask, pair.offer) == may


@pytest.mark.parametrize(
    ("told", "name", "gives"),
    [
        ("Iemand wil kaarten.", "meneer Dekker", False),
        ("Een meneer wil kaarten.", "meneer Dekker", False),
        ("Dekker wil kaarten.", "meneer Dekker", True),
        ("Vraag het aan Dekker!", "meneer Dekker", True),
        ("Een dekker op het dak", "meneer Dekker", True),
        ("Wil je kennismaken?", "Wil", False),
        ("Iemand wil graag lopen. Wil je mee?", "Wil", False),
        ("Je loopt dan met Wil.", "Wil", True),
        ("Henk zoekt iemand.", "Henk", True),
        ("Henkjan", "Henk", False),
        ("bel 06-0000-0013", "Tineke", True),
        ("kamer 12, om 10.30 uur", "Tineke", False),
        ("a.b@voorbeeld.nl", "Tineke", True),
        ("iets (", "Piet (", False),
        ("", "Wil", False),
        ("Bel 06.00 00.00 13.", "Tineke", True),
        ("Bel (06)00/00/00/13", "Tineke", True),
        ("op 3 maart om 10.00 uur", "Tineke", False),
        ("Mail buur (at) voorbeeld.nl", "Tineke", True),
        ("Mail buur@voorbeeld", "Tineke", True),
        ("Het is dekker.", "meneer Dekker", True),
        ("DÉKKER zoekt iemand.", "meneer Dekker", True),
        ("Dan kom je bij meneer.", "meneer Dekker", False),
        ("Ik hoop dat je mee wilt.", "Anna Hoop", False),
    ],
)
def test_what_gives_somebody_away(told, name, gives):
    assert rules.gives_away(told, name) == gives


@pytest.mark.parametrize(
    ("told", "building", "gives"),
    [
        ("Iemand in de rietkraag kaart.", "De Rietkraag", True),
        ("De deur is breed.", "De Rietkraag", False),
        ("Dinsdag in De Linde.", "De Linde", False),
        ("Iemand kaart.", "", False),
    ],
)
def test_a_building_gives_away_who_lives_there(told, building, gives):
    place = "buurthuis De Linde"
    assert rules.gives_away(told, "Tineke", building=building, place=place) == gives
