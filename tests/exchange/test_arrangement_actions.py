"""Arrangements: of two, with an end, within the boundaries; given back without a trace."""

import contextlib
import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mekaar.conversation.models import DailyActivity
from mekaar.core.errors import NotAllowed, Refused
from mekaar.core.sealed import blind
from mekaar.exchange.actions import arrangement as actions
from mekaar.exchange.models import Arrangement, LastingContact, ReverseQuestion
from mekaar.exchange.queries import arrangement as queries
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from mekaar.places.models import Organisation, Responsibility
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database
from tests.exchange.pairs import (
    a_pair,
    agreed,
    first_yes,
    fresh,
    introduced,
    offered,
    past_the_actions,
    proposal,
    proposed,
    said,
)


def an_activity(who, words: str, step: str) -> DailyActivity:
    return DailyActivity.objects.create(
        neighbourhood_id=who.neighbourhood_id,
        participant=who,
        words=words,
        step=step,
        written_by=who.id,
    )


def helpers(cast) -> None:
    for role, name, phone in (
        ("back_up", "Loes", "06 0000 0003"),
        ("volunteer_coordinator", "Bert", "06 0000 0002"),
        ("confidant", "", "06 0000 0004"),
    ):
        Responsibility.objects.create(
            neighbourhood=cast.here, label=role, name=name, phone=phone, role=role
        )


def test_one_proposes_and_the_yes_of_the_other_makes_it_agreed(cast):
    pair = introduced(a_pair(cast))
    arrangement = proposed(pair)
    assert arrangement.state == "proposed"
    assert fresh(pair.ask).state == "introduced"
    assert (
        Notice.objects.filter(kind="exchange.arrangement.proposed").get().recipient == pair.giver.id
    )
    with acting_as(pair.giver):
        actions.agree(arrangement, by=by(pair.giver))
        actions.agree(arrangement, by=by(pair.giver))
    assert Arrangement.objects.get().state == "agreed"
    assert fresh(pair.ask).state == "arranged"
    assert Notice.objects.filter(kind="exchange.arrangement.agreed").count() == 1


def test_the_giver_can_propose_as_well(cast):
    pair = introduced(a_pair(cast))
    arrangement = proposed(pair, which="giver")
    assert (arrangement.giver_yes_at is None, arrangement.asker_yes_at is None) == (False, True)
    with acting_as(pair.asker):
        actions.agree(arrangement, by=by(pair.asker))
    assert fresh(pair.ask).state == "arranged"


def test_who_proposed_does_not_say_yes_for_the_other(cast):
    arrangement = proposed(introduced(a_pair(cast)))
    with acting_as(cast.dekker), pytest.raises(Refused, match="aan de ander"):
        actions.agree(arrangement, by=by(cast.dekker))
    assert Arrangement.objects.get().state == "proposed"


def test_proposing_twice_in_one_click_is_one(cast):
    pair = introduced(a_pair(cast))
    assert proposed(pair) == proposed(pair)
    assert Notice.objects.filter(kind="exchange.arrangement.proposed").count() == 1


def test_nothing_is_arranged_before_the_double_yes(cast):
    pair = first_yes(a_pair(cast))
    with pytest.raises(NotAllowed):
        proposed(pair, which="giver")
    assert Arrangement.objects.count() == 0


def test_an_arrangement_always_ends(cast):
    pair = introduced(a_pair(cast))
    with pytest.raises(IntegrityError, match="has_an_end"), transaction.atomic():
        proposed(pair, times_agreed=None, ends_on=None)


@pytest.mark.parametrize("words", ["pinnen", "200 euro pinnen", "de pillen geven"])
def test_what_is_never_asked_gives_the_number_of_the_back_up(cast, words):
    """J4.3 and invariant 27."""
    helpers(cast)
    pair = introduced(a_pair(cast))
    with pytest.raises(Refused) as refusal:
        proposed(pair, words=words)
    assert "Loes, 06 0000 0003 of Bert, 06 0000 0002" in refusal.value.sentence
    assert Arrangement.objects.count() == 0


def test_without_a_back_up_it_is_refused_as_well(cast):
    with pytest.raises(Refused, match="Bel het buurthuis"):
        proposed(introduced(a_pair(cast)), words="pinnen")


def test_nobody_takes_over_what_the_asker_does_alone(cast):
    """R-B04: the rule, and the wall behind it."""
    pair = introduced(a_pair(cast))
    alone = an_activity(pair.asker, "koken", "self_done")
    with pytest.raises(Refused, match="Dat nemen we niet over"):
        proposed(pair, activity=alone)
    left = an_activity(pair.asker, "gordijnen", "left_over")
    arrangement = proposed(pair, activity=left, words="De gordijnen ophangen.")
    assert arrangement.activity == left
    with as_web(pair.asker) as cursor, refused_by_database("stays as it was"):
        cursor.execute("UPDATE exchange_arrangement SET activity_id=%s", [alone.id])
    with as_web(pair.asker), refused_by_database("nobody takes over"):
        past_the_actions(pair, **proposal(activity=alone))


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("Boodschappen doen op vrijdag", True),
        ("de boodschappen doen", True),
        ("Samen boodschappen doen", False),
        ("Koken", True),
        ("Voor haar koken", True),
        ("Een avond over koken praten en recepten ruilen", False),
        ("Wandelen", False),
    ],
)
def test_the_mark_holds_for_the_giver_who_cannot_see_the_list(cast, words, refused):
    """J9.3: somebody offers to do the shopping; the mark refuses it."""
    pair = introduced(a_pair(cast))
    an_activity(pair.asker, "Boodschappen doen", "self_done")
    an_activity(pair.asker, "koken", "self_done")
    an_activity(pair.asker, "wandelen", "to_regain")
    if refused:
        with pytest.raises(Refused, match="Dat nemen we niet over"):
            proposed(pair, which="giver", words=words)
    else:
        assert proposed(pair, which="giver", words=words)
    with as_web(cast.tineke) as cursor:
        told = blind("phrase", cast.here.id, ["koken"])
        cursor.execute("SELECT wall.does_alone(%s, %s)", [pair.asker.id, told])
        assert cursor.fetchone() == (False,)


def test_too_much_gives_it_back_at_once_without_a_trace(cast):
    """R-E06, invariant 21, J4.2."""
    bert = cast.bert
    pair = introduced(a_pair(cast))
    arrangement = agreed(pair)
    with acting_as(pair.asker):
        before = set(Entry.objects.values_list("id", flat=True))
    with acting_as(pair.giver):
        actions.give_back(arrangement, by=by(pair.giver))
        actions.give_back(arrangement, by=by(pair.giver))
    assert Arrangement.objects.count() == 0
    assert (fresh(pair.ask).state, fresh(pair.ask).looking_again) == ("ideas_open", True)
    notice = Notice.objects.get(kind="exchange.looking_on")
    assert (notice.recipient, notice.thing) == (bert.id, pair.ask.id)
    with acting_as(pair.asker):
        assert set(Entry.objects.values_list("id", flat=True)) == before
        assert queries.my_arrangements(pair.asker) == []
        assert Notice.objects.filter(kind="exchange.looking_on").count() == 0
    for person in (pair.asker, cast.samira, bert):
        with as_web(person) as cursor:
            cursor.execute(
                "SELECT count(*) FROM journal_entry WHERE verb = 'exchange.arrangement.changed'"
            )
            assert cursor.fetchone() == (0,)


def test_too_much_goes_to_the_back_up_without_a_coordinator(cast):
    loes = cast.loes
    pair = introduced(a_pair(cast))
    arrangement = agreed(pair)
    with acting_as(pair.giver):
        actions.give_back(arrangement, by=by(pair.giver))
    assert Notice.objects.get(kind="exchange.looking_on").recipient == loes.id


def test_too_much_at_the_desk_or_on_the_phone(cast):
    pair = introduced(a_pair(cast))
    arrangement = agreed(pair)
    helper = at_desk(cast.samira, pair.giver, "phoned")
    with acting_as(helper):
        actions.give_back(arrangement, by=helper)
    assert Arrangement.objects.count() == 0


@pytest.mark.parametrize("key", ["dekker", "samira", "ria", "tineke", "bert"])
def test_only_the_giver_gives_back(cast, key):
    arrangement = agreed(introduced(a_pair(cast)))
    who = getattr(cast, key)
    with acting_as(who):
        with contextlib.suppress(NotAllowed):
            actions.give_back(arrangement, by=by(who))
        with as_web(who) as cursor:
            cursor.execute("DELETE FROM exchange_arrangement")
            assert cursor.rowcount == 0
    assert Arrangement.objects.count() == 1


def test_when_something_else_runs_the_ask_stays_arranged(cast):
    pair = introduced(a_pair(cast))
    first, _second = agreed(pair), agreed(pair, words="Ook een keer soep eten.")
    with acting_as(pair.giver):
        actions.give_back(first, by=by(pair.giver))
    assert (fresh(pair.ask).state, fresh(pair.ask).looking_again) == ("arranged", True)


@pytest.mark.parametrize("which", ["asker", "giver"])
def test_either_rounds_off_and_both_may_be_asked_the_other_way(cast, which):
    pair = introduced(a_pair(cast))
    arrangement = agreed(pair)
    who = getattr(pair, which)
    with acting_as(who):
        actions.round_off(arrangement, by=by(who))
        actions.round_off(arrangement, by=by(who))
    assert Arrangement.objects.get().state == "rounded_off"
    waiting = ReverseQuestion.objects.all()
    assert {(q.participant_id, q.which) for q in waiting} == {
        (pair.asker.id, "asker"), (pair.giver.id, "giver")
    }  # fmt: skip
    assert {q.asked_at for q in waiting} == {None}
    in_eight_weeks = timezone.localdate() + datetime.timedelta(weeks=8)
    assert {one.ask_from for one in LastingContact.objects.all()} == {in_eight_weeks}


@pytest.mark.parametrize("which", ["asker", "giver"])
def test_either_takes_a_proposal_back(cast, which):
    pair = introduced(a_pair(cast))
    arrangement = proposed(pair)
    who = getattr(pair, which)
    with acting_as(who):
        actions.withdraw_proposal(arrangement, by=by(who))
        actions.withdraw_proposal(arrangement, by=by(who))
        with pytest.raises(Refused):
            actions.agree(arrangement, by=by(pair.giver if which == "giver" else pair.asker))
    assert Arrangement.objects.get().state == "withdrawn"


def test_at_the_desk_it_is_read_back_and_a_party_does_not_write_for_the_other(cast):
    pair = introduced(a_pair(cast, giver=cast.ria))
    helper = at_desk(cast.samira, pair.asker, read_back=False)
    side = pair.side("asker")
    with acting_as(helper), pytest.raises(NotAllowed, match="voor"):
        actions.propose(side, proposal(), by=helper)
    helper = at_desk(cast.samira, pair.asker)
    with acting_as(helper):
        made = actions.propose(side, proposal(), by=helper)
    assert (made.written_by, made.read_back_at is None) == (cast.samira.id, False)
    ria = at_desk(cast.ria, pair.asker)
    with acting_as(ria), pytest.raises(NotAllowed, match="zelf een van de twee"):
        actions.propose(side, proposal(words="Iets anders."), by=ria)


def test_insurance_is_never_promised(cast):
    wing = Organisation.objects.get(neighbourhood=cast.here)
    assert queries.insurance(wing) == wing.insurance_text
    wing.insurance_text = ""
    assert "Vraag bij Welzijn Waterland" in queries.insurance(wing)
    assert "je eigen aansprakelijkheidsverzekering" in queries.insurance(None)


def test_my_arrangements_take_two_queries_at_one_and_three(cast, django_assert_num_queries):
    pair = introduced(a_pair(cast))
    agreed(pair)
    with acting_as(pair.giver), django_assert_num_queries(2):
        assert [one.other_name for one in queries.my_arrangements(pair.giver)] == ["meneer Dekker"]
    for asker in (cast.tineke, cast.selam):
        proposed(introduced(a_pair(cast, asker=asker)))
    with acting_as(pair.giver), django_assert_num_queries(2):
        found = queries.my_arrangements(pair.giver)
    assert sorted(one.waits_for_me for one in found) == [False, True, True]


def test_the_journal_does_not_tell_a_no_from_a_yes_nor_giving_back_from_rounding_off(cast):
    """Invariants 14 and 21: lines stay for ever, so nothing of it can be counted in them."""
    said(offered(a_pair(cast)), "giver", "no")
    other = introduced(a_pair(cast, asker=cast.selam, giver=cast.wil))
    yes, no = (set(lines(who)) for who in (cast.wil, cast.henk))
    assert ("exchange.introduction.answered", None) in yes & no
    arrangement = agreed(other)
    before = lines(cast.wil)
    with acting_as(cast.wil):
        actions.give_back(arrangement, by=by(cast.wil))
    given_back = lines(cast.wil)[len(before) :]
    third = introduced(a_pair(cast, asker=cast.tineke, giver=cast.neighbour("Piet")))
    arrangement = agreed(third)
    before = lines(third.giver)
    with acting_as(third.giver):
        actions.round_off(arrangement, by=by(third.giver))
    assert lines(third.giver)[len(before) :] == given_back
    assert given_back == [("exchange.arrangement.changed", None)]


def lines(person) -> list:
    own = Entry.objects.filter(whose=person.id).order_by("made_at", "id")
    return list(own.values_list("verb", "thing"))
