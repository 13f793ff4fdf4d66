"""Nobody is called about what was answered, is over, or was read already."""

import pytest

from mekaar.exchange.actions import arrangement as actions
from mekaar.notices.models import Notice
from tests.acting import acting_as, at_desk, by
from tests.exchange.pairs import a_pair, agreed, introduced, proposed

PROPOSED, AGREED = "exchange.arrangement.proposed", "exchange.arrangement.agreed"


def wants_calls(*people) -> None:
    for one in people:
        one.reach.kind, one.reach.phone = "phone", "06 0000 0012"
        one.reach.save()


def waiting() -> set[tuple[object, str]]:
    found = Notice.objects.filter(done_at=None, kind__in=(PROPOSED, AGREED))
    return set(found.values_list("recipient", "kind"))


@pytest.fixture
def pair(cast):
    """Both want calls; two others wait for a call about a proposal of their own."""
    wants_calls(cast.dekker, cast.henk, cast.tineke, cast.wil)
    proposed(introduced(a_pair(cast, asker=cast.tineke, giver=cast.wil)))
    return introduced(a_pair(cast))


@pytest.mark.parametrize("answered", ["agree", "withdraw_proposal"])
@pytest.mark.parametrize("where", ["screen", "desk"])
def test_an_answered_proposal_is_called_about_no_more(cast, pair, answered, where):
    others = (cast.wil.id, PROPOSED)
    arrangement = proposed(pair)
    assert waiting() == {(pair.giver.id, PROPOSED), others}
    who = by(pair.giver) if where == "screen" else at_desk(cast.ria, pair.giver)
    with acting_as(who):
        getattr(actions, answered)(arrangement, by=who)
    told = {(pair.asker.id, AGREED)} if answered == "agree" else set()
    assert waiting() == {others} | told
    done = Notice.objects.get(recipient=pair.giver.id, kind=PROPOSED)
    assert done.done_by == who.id


def test_what_is_rounded_off_is_called_about_no_more(cast, pair):
    arrangement = agreed(pair)
    assert (pair.asker.id, AGREED) in waiting()
    with acting_as(pair.giver):
        actions.round_off(arrangement, by=by(pair.giver))
    assert waiting() == {(cast.wil.id, PROPOSED)}


def test_what_was_given_back_leaves_no_notice(cast, pair):
    arrangement = agreed(pair)
    with acting_as(pair.giver):
        actions.give_back(arrangement, by=by(pair.giver))
    assert waiting() == {(cast.wil.id, PROPOSED)}
    assert not Notice.objects.filter(thing=arrangement.id).exists()


def test_who_reads_it_at_the_desk_is_called_no_more(cast, page, pair):
    """Ria helps meneer Dekker, reads it to him, and ticks it off; the call list loses it."""
    agreed(pair)
    ria = page(cast.ria).get("/balie/bellen/")
    assert "Vertel dat de ander ja zei tegen het voorstel." in ria.main
    at_desk(cast.ria, pair.asker)
    ria.get("/mijn/")
    assert "Het is afgesproken" in ria.main
    while "Gelezen" in ria.buttons:
        ria.press("Gelezen")
    assert "Het is afgesproken" not in ria.main
    ria.get("/balie/bellen/")
    assert "Vertel dat de ander ja zei tegen het voorstel." not in ria.main
    assert (cast.wil.id, PROPOSED) in waiting()
