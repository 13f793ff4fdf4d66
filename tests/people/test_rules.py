"""Who may do what with people, as tables: actor × state × verb."""

import pytest

from mekaar.people import rules
from tests.acting import at_desk, by

# Who acts, for whom, and how they stand: the answers of the rules.
ACTING = ["act_for", "change_details"]
ACTING_TABLE = [
    # who acts, helping the resident, read back: may act for, may change details
    ("dekker", False, False, (True, True)),
    ("ria", False, False, (False, False)),
    ("ria", True, False, (True, False)),
    ("ria", True, True, (True, True)),
    ("samira", False, False, (False, False)),
    ("samira", True, True, (True, True)),
    ("henk", False, False, (False, False)),
    ("noor", False, False, (False, False)),
    ("douwe", False, False, (False, False)),
    ("joke", False, False, (False, False)),
    ("bert", False, False, (False, False)),
    ("loes", False, False, (False, False)),
    ("stranger", False, False, (False, False)),
]


@pytest.mark.parametrize(("who", "helping", "read_back", "answers"), ACTING_TABLE)
def test_acting_for_somebody(cast, who, helping, read_back, answers):
    actor = getattr(cast, who)
    acting = at_desk(actor, cast.dekker, read_back=read_back) if helping else by(actor)
    mine = rules.may_act_for(acting, cast.dekker.id)
    details = rules.may_change_details(acting, cast.dekker.id)
    assert (mine, details) == answers


def test_a_visit_of_one_resident_opens_no_other(cast):
    acting = at_desk(cast.ria, cast.dekker)
    assert not rules.may_act_for(acting, cast.henk.id)
    assert not rules.may_change_details(acting, cast.henk.id)


DESK_TABLE = [
    # who: may work at the desk, may open a visit of dekker
    ("ria", (True, True)),
    ("samira", (True, True)),
    ("dekker", (False, False)),
    ("henk", (False, False)),
    ("joke", (False, False)),
    ("bert", (False, False)),
    ("loes", (False, False)),
    ("noor", (False, False)),
    ("douwe", (False, False)),
    ("stranger", (True, False)),
    ("stranger_host", (True, False)),
]


@pytest.mark.parametrize(("who", "answers"), DESK_TABLE)
def test_working_at_the_desk(cast, who, answers):
    acting = by(getattr(cast, who))
    assert (rules.may_work_at_desk(acting), rules.may_open_visit(acting, cast.dekker)) == answers


def test_nobody_opens_their_own_pages_at_the_desk(cast):
    assert not rules.may_open_visit(by(cast.ria), cast.ria)


def test_everybody_may_ring_but_only_here(cast):
    here = cast.here.id
    assert rules.may_ring(None, here)
    assert rules.may_ring(by(cast.dekker), here)
    assert not rules.may_ring(by(cast.stranger_resident), here)
