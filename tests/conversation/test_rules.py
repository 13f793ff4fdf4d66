"""Who may do what in a conversation: actor × state × verb."""

import pytest

from mekaar.conversation import rules
from mekaar.conversation.models import Encounter
from tests.acting import at_desk, by

ACTORS = [
    "dekker",  # the resident
    "ria at the desk, read back",
    "ria at the desk",
    "samira",
    "samira of another talk",
    "ria",
    "henk",
    "joke",
    "bert",
    "noor",
    "douwe",
    "stranger",
]


def _by(cast, actor):
    if actor == "ria at the desk, read back":
        return at_desk(cast.ria, cast.dekker)
    if actor == "ria at the desk":
        return at_desk(cast.ria, cast.dekker, read_back=False)
    if actor == "samira of another talk":
        return by(cast.neighbour("Sam", role="connector"))
    return by(getattr(cast, actor))


RESIDENT, READ_BACK, AT_DESK, PLANNER, OTHER_PLANNER = ACTORS[:5]
HOLDS = {RESIDENT, READ_BACK, AT_DESK, PLANNER}
TO_COME = {
    "may_plan": {READ_BACK, AT_DESK, PLANNER, OTHER_PLANNER},
    "may_change_place": {RESIDENT, READ_BACK},
}
ALLOWED = {
    **{(verb, state): who for verb, who in TO_COME.items() for state in ("wished", "planned")},
    ("may_hold", "wished"): {*HOLDS, OTHER_PLANNER},
    ("may_hold", "planned"): HOLDS,
    **{
        ("may_withdraw", state): {RESIDENT, READ_BACK, AT_DESK}
        for state in ("wished", "planned", "held", "withdrawn")
    },
}


@pytest.mark.parametrize("state", Encounter.State.values)
@pytest.mark.parametrize("verb", ["may_plan", "may_hold", "may_change_place", "may_withdraw"])
def test_talks_actor_by_state_by_verb(cast, verb, state):
    partner = None if state == "wished" else cast.samira.id
    talk = Encounter(
        neighbourhood=cast.here, participant=cast.dekker, state=state, with_whom=partner
    )

    may = {actor for actor in ACTORS if getattr(rules, verb)(_by(cast, actor), talk)}

    assert may == ALLOWED.get((verb, state), set())


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("may_open", {RESIDENT, READ_BACK, AT_DESK}),
        ("may_write", {RESIDENT, READ_BACK}),
        ("may_write_goal", {RESIDENT}),
    ],
)
def test_records_actor_by_verb(cast, verb, allowed):
    may = {actor for actor in ACTORS if getattr(rules, verb)(_by(cast, actor), cast.dekker.id)}

    assert may == allowed


@pytest.mark.parametrize(
    ("steps", "is_open"),
    [
        ([], False),
        (["left_over"], False),
        (["self_done"], True),
        (["to_regain"], True),
        (["self_done", "to_regain", "left_over"], True),
    ],
)
def test_what_is_left_opens_after_the_other_steps(steps, is_open):
    assert rules.may_open_left_over(steps) is is_open
