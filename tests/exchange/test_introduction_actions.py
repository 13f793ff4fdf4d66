"""The double yes as actions: one after the other, quiet noes, taken back, ended; clicks twice."""

import uuid

import pytest

from mekaar.core.errors import NotAllowed, Refused
from mekaar.exchange.actions import ask as ask_actions
from mekaar.exchange.actions import introduction as actions
from mekaar.exchange.actions import offer as offer_actions
from mekaar.exchange.models import Idea, IdeaSetAside, Introduction, LastingContact, Side
from mekaar.exchange.queries import introduction as queries
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from tests.acting import acting_as, as_web, at_desk, by
from tests.exchange.asks import an_ask, an_offer
from tests.exchange.pairs import (
    a_pair,
    agreed,
    first_yes,
    fresh,
    introduced,
    offered,
    said,
    telling,
)


def kinds(recipient) -> list[str]:
    found = Notice.objects.filter(recipient=recipient.id).order_by("made_at")
    return list(found.values_list("kind", flat=True))


def verbs(whose) -> list[str]:
    return list(Entry.objects.filter(whose=whose.id).values_list("verb", flat=True))


def answers(pair, which: str, answer: str, who) -> Introduction | None:
    side = pair.side(which)
    with acting_as(who):
        return actions.answer(side, answer, by=who)


def test_the_first_is_asked_by_their_own_way_and_the_second_knows_nothing(cast):
    pair = offered(a_pair(cast))
    assert fresh(pair.ask).state == "introduction_offered"
    assert pair.side("giver").asked_at
    assert pair.side("asker").asked_at is None
    assert kinds(pair.giver) == ["exchange.introduction.asked"]
    assert Notice.objects.get(recipient=pair.giver.id).channel == "call"
    assert kinds(pair.asker) == []
    assert verbs(pair.asker) == []


def test_the_asker_can_be_asked_first(cast):
    pair = offered(a_pair(cast), first="asker")
    assert pair.side("asker").asked_at
    assert pair.side("giver").asked_at is None
    said(said(pair, "asker", "yes"), "giver", "yes")
    assert pair.introduction.state == "introduced"


def test_two_times_yes_opens_the_contact(cast):
    pair = first_yes(a_pair(cast))
    assert pair.introduction.state == "first_yes"
    assert kinds(pair.asker) == ["exchange.introduction.asked"]
    said(pair, "asker", "yes")
    assert pair.introduction.state == "introduced"
    assert pair.introduction.introduced_at
    assert fresh(pair.ask).state == "introduced"
    assert kinds(pair.giver)[-1] == "exchange.introduction.introduced"
    with acting_as(pair.giver):
        assert queries.other_of(pair.side("giver")) == pair.asker
    assert LastingContact.objects.count() == 2


def test_a_no_of_the_first_leaves_nothing_for_the_other(cast):
    pair = offered(a_pair(cast))
    said(pair, "giver", "no")
    assert fresh(pair.ask).state == "ideas_open"
    assert not fresh(pair.ask).looking_again
    assert Introduction.objects.count() == Side.objects.count() == 0
    assert kinds(pair.asker) == []
    assert verbs(pair.asker) == []
    assert IdeaSetAside.objects.filter(ask=pair.ask, offer=pair.offer).count() == 1
    with acting_as(pair.asker):
        assert IdeaSetAside.objects.count() == 0
        assert Entry.objects.filter(by=pair.giver.id).count() == 0


def test_a_no_of_the_second_tells_the_first_only_that_it_is_off(cast):
    pair = first_yes(a_pair(cast))
    said(pair, "asker", "no")
    assert kinds(pair.giver)[-1] == "exchange.introduction_off"
    assert Notice.objects.filter(recipient=pair.giver.id).last().thing is None
    with acting_as(pair.giver):
        assert not Entry.objects.filter(by=pair.asker.id).exists()
        assert queries.my_introductions(pair.giver) == []
    assert fresh(pair.ask).state == "ideas_open"


def test_a_pair_that_did_not_want_is_not_offered_again(cast):
    pair = said(offered(a_pair(cast)), "giver", "no")
    with pytest.raises(Refused, match="opzij"):
        offered(pair)
    assert not Idea.objects.filter(ask=pair.ask, offer=pair.offer).exists()


def test_a_yes_can_become_a_no_until_the_second_yes(cast):
    pair = first_yes(a_pair(cast))
    said(pair, "giver", "no")
    assert Introduction.objects.count() == 0
    assert kinds(pair.asker) == []
    late = introduced(a_pair(cast, asker=cast.tineke, giver=cast.wil))
    with pytest.raises(Refused, match="niet meer"):
        said(late, "giver", "no")


def test_saying_yes_twice_has_one_effect(cast):
    pair = offered(a_pair(cast))
    side = pair.side("giver")
    with acting_as(pair.giver):
        actions.answer(side, "yes", by=by(pair.giver))
        before = Side.objects.get(id=side.id).answered_at
        actions.answer(side, "yes", by=by(pair.giver))
    assert Side.objects.get(id=side.id).answered_at == before
    assert kinds(pair.asker) == ["exchange.introduction.asked"]
    assert verbs(pair.giver).count("exchange.introduction.answered") == 1


def test_saying_no_twice_is_answered_with_a_plain_sentence(cast):
    pair = offered(a_pair(cast))
    side = pair.side("giver")
    with acting_as(pair.giver):
        assert actions.answer(side, "no", by=by(pair.giver)) is None
        with pytest.raises(Refused, match="Er is niets veranderd"):
            actions.answer(side, "no", by=by(pair.giver))
    assert IdeaSetAside.objects.count() == 1


def test_offering_twice_is_one_introduction_and_another_waits(cast):
    pair = offered(offered(a_pair(cast)))
    assert Introduction.objects.count() == 1
    assert kinds(pair.giver) == ["exchange.introduction.asked"]
    other = an_offer(cast.wil, "Ik kaart ook.")
    with acting_as(cast.samira), pytest.raises(Refused, match="Eén tegelijk"):
        actions.offer_introduction(pair.ask, other, telling(cast), by=by(cast.samira))


@pytest.mark.parametrize("state", ["with_connector", "encounter", "thinking", "rounded_off"])
def test_nobody_is_asked_before_the_asker_wants_ideas(cast, state):
    ask, offer = an_ask(cast.dekker, state=state), an_offer(cast.henk)
    with acting_as(cast.samira), pytest.raises(Refused):
        actions.offer_introduction(ask, offer, telling(cast), by=by(cast.samira))
    assert Introduction.objects.count() == 0


def test_an_offer_that_rests_is_not_asked(cast):
    pair = a_pair(cast)
    pair.offer.state = "resting"
    pair.offer.save()
    with pytest.raises(Refused, match="even niet"):
        offered(pair)


@pytest.mark.parametrize(
    "told",
    [
        "Meneer Dekker wil kaarten.",
        "Bel 06 0000 0013 voor een kop koffie.",
        "Mail hem op kaart@voorbeeld.nl, hij wil graag.",
    ],
)
def test_what_the_giver_is_told_holds_no_name_and_no_way_to_reach(cast, told):
    pair = a_pair(cast)
    with pytest.raises(Refused, match="Noem nog geen naam"):
        offered(pair, told_giver=told)
    assert Introduction.objects.count() == 0
    assert fresh(pair.ask).state == "ideas_open"


@pytest.mark.parametrize("key", ["dekker", "henk", "ria", "tineke", "noor", "bert"])
def test_only_a_connector_brings_together(cast, key):
    pair = a_pair(cast)
    who = getattr(cast, key)
    with acting_as(who), pytest.raises(NotAllowed):
        actions.offer_introduction(pair.ask, pair.offer, telling(cast), by=by(who))


def test_a_connector_does_not_bring_herself(cast):
    pair = a_pair(cast, asker=cast.samira)
    with pytest.raises(NotAllowed, match="zelf niet een van de twee"):
        offered(pair)


def test_the_connector_writes_down_what_was_said_on_the_phone(cast):
    pair = offered(a_pair(cast))
    answers(pair, "giver", "yes", by(cast.samira))
    side = pair.side("giver")
    assert (side.answer, side.how, side.written_by) == ("yes", "phone", cast.samira.id)
    line = Entry.objects.get(verb="exchange.introduction.answered")
    assert (line.by, line.whose) == (cast.samira.id, pair.giver.id)


def still_asked() -> set[uuid.UUID]:
    waiting = Notice.objects.filter(kind="exchange.introduction.asked", done_at=None)
    return set(waiting.values_list("recipient", flat=True))


@pytest.mark.parametrize("channel", ["call", "page", "email"])
@pytest.mark.parametrize("how", ["screen", "desk", "phone"])
def test_who_answered_is_not_asked_any_more(cast, how, channel):
    """Whichever way the question went out, and whoever wrote the answer down."""
    pair = offered(a_pair(cast))
    Notice.objects.update(channel=channel)
    other = offered(a_pair(cast, asker=cast.tineke, giver=cast.wil))
    assert still_asked() == {pair.giver.id, other.giver.id}
    desk = at_desk(cast.ria, pair.giver) if how == "desk" else None
    who = {"screen": by(pair.giver), "desk": desk, "phone": by(cast.samira)}[how]
    answers(pair, "giver", "yes", who)
    assert still_asked() == {pair.asker.id, other.giver.id}
    done = Notice.objects.get(recipient=pair.giver.id, kind="exchange.introduction.asked")
    assert done.done_by == who.id


def test_nobody_ends_a_question_that_was_not_answered(cast):
    pair = offered(a_pair(cast))
    side = pair.side("giver")
    for who in (cast.henk, cast.samira, cast.dekker):
        with as_web(who) as cursor:
            cursor.execute("SELECT wall.was_answered(%s)", [side.id])
    assert still_asked() == {pair.giver.id}


@pytest.mark.parametrize("end", ["no", "back", "gone", "erased"])
def test_nobody_is_called_about_what_is_over(cast, end):
    pair = first_yes(a_pair(cast))
    other = offered(a_pair(cast, asker=cast.tineke, giver=cast.wil))
    if end == "no":
        said(pair, "asker", "no")
    elif end == "back":
        with acting_as(cast.samira):
            actions.take_back(pair.ask, by=by(cast.samira))
    elif end == "gone":
        with acting_as(pair.giver):
            offer_actions.withdraw_offer(pair.offer, by=by(pair.giver))
    else:
        with as_web(pair.giver) as cursor:
            cursor.execute("SELECT wall.erase(%s)", [pair.giver.id])
    assert still_asked() == {other.giver.id}


def test_contact_that_ended_is_not_called_about(cast):
    pair = introduced(a_pair(cast))
    assert "exchange.introduction.introduced" in kinds(pair.giver)
    with acting_as(pair.giver):
        actions.end_contact(pair.side("giver"), by=by(pair.giver))
    assert kinds(pair.giver) == []


def test_the_host_writes_it_down_at_the_desk_with_a_visit_only(cast):
    pair = offered(a_pair(cast))
    with pytest.raises(NotAllowed):
        answers(pair, "giver", "yes", by(cast.ria))
    answers(pair, "giver", "yes", at_desk(cast.ria, pair.giver))
    assert pair.side("giver").how == "desk"


def test_who_is_the_other_writes_nothing_for_the_one(cast):
    """Ria is host, asks something herself, and has a visit of the giver."""
    pair = offered(a_pair(cast, asker=cast.ria))
    with pytest.raises(NotAllowed, match="zelf een van de twee"):
        answers(pair, "giver", "yes", at_desk(cast.ria, pair.giver))
    assert pair.side("giver").answer == ""


@pytest.mark.parametrize("key", ["dekker", "samira"])
def test_asker_and_connector_take_back_before_the_second_yes(cast, key):
    pair = first_yes(a_pair(cast))
    who = getattr(cast, key)
    with acting_as(who):
        actions.take_back(pair.ask, by=by(who))
        actions.take_back(pair.ask, by=by(who))
    assert Introduction.objects.count() == 0
    assert fresh(pair.ask).state == "ideas_open"
    assert kinds(pair.giver)[-1] == "exchange.introduction_off"
    assert kinds(pair.giver).count("exchange.introduction_off") == 1
    assert IdeaSetAside.objects.count() == 0


def test_taking_back_after_the_second_yes_ends_nothing(cast):
    pair = introduced(a_pair(cast))
    with acting_as(cast.samira):
        actions.take_back(pair.ask, by=by(cast.samira))
    assert pair.introduction.state == "introduced"
    assert fresh(pair.ask).state == "introduced"


@pytest.mark.parametrize("key", ["henk", "tineke", "ria", "noor"])
def test_others_take_nothing_back(cast, key):
    pair = first_yes(a_pair(cast))
    who = getattr(cast, key)
    with acting_as(who), pytest.raises(NotAllowed):
        actions.take_back(pair.ask, by=by(who))
    assert pair.introduction.state == "first_yes"


@pytest.mark.parametrize("end", [ask_actions.withdraw_ask, ask_actions.round_off_ask])
def test_an_ask_that_ends_tells_who_was_waiting(cast, end):
    pair = first_yes(a_pair(cast))
    with acting_as(pair.asker):
        end(pair.ask, by=by(pair.asker))
    assert Introduction.objects.count() == 0
    assert kinds(pair.giver)[-1] == "exchange.introduction_off"


@pytest.mark.parametrize("first", ["asker", "giver"])
@pytest.mark.parametrize("end", [offer_actions.withdraw_offer, offer_actions.rest_offer])
def test_an_offer_that_is_gone_ends_what_goes_on(cast, end, first):
    """Also before the giver was asked; the asker who said yes hears only that it is off."""
    pair = said(offered(a_pair(cast), first=first), first, "yes")
    with acting_as(pair.giver):
        end(pair.offer, by=by(pair.giver))
    assert Introduction.objects.count() == 0
    assert fresh(pair.ask).state == "ideas_open"
    assert kinds(pair.asker).count("exchange.introduction_off") == (first == "asker")
    about_asker = Entry.objects.filter(whose=pair.asker.id, by=pair.giver.id)
    assert list(about_asker.values_list("verb", flat=True)) == []


def test_an_offer_that_is_gone_leaves_who_met_already(cast):
    pair = introduced(a_pair(cast))
    with acting_as(pair.giver):
        offer_actions.withdraw_offer(pair.offer, by=by(pair.giver))
    assert pair.introduction.state == "introduced"


@pytest.mark.parametrize("which", ["asker", "giver"])
def test_either_ends_the_contact_at_once_for_both(cast, which):
    pair = introduced(a_pair(cast))
    side = pair.side(which)
    with acting_as(side.participant):
        actions.end_contact(side, by=by(side.participant))
    assert (
        Introduction.objects.count() == Side.objects.count() == LastingContact.objects.count() == 0
    )
    for person in (pair.asker, pair.giver):
        with acting_as(person):
            assert queries.my_introductions(person) == []
    other = pair.giver if which == "asker" else pair.asker
    assert kinds(other)[-1] == "exchange.contact_ended"
    assert Notice.objects.filter(recipient=other.id).last().channel == "page"
    assert fresh(pair.ask).state == "ideas_open"


def test_ending_with_something_agreed_gives_it_back(cast):
    bert = cast.bert
    pair = introduced(a_pair(cast))
    agreed(pair)
    side = pair.side("giver")
    with acting_as(pair.giver):
        actions.end_contact(side, by=by(pair.giver))
    assert (fresh(pair.ask).state, fresh(pair.ask).looking_again) == ("ideas_open", True)
    assert kinds(bert) == ["exchange.looking_on"]


def test_a_third_ends_nothing(cast):
    pair = introduced(a_pair(cast))
    side = pair.side("asker")
    with acting_as(cast.samira), pytest.raises(NotAllowed):
        actions.end_contact(side, by=by(cast.samira))
    assert pair.introduction.state == "introduced"


def test_the_connector_sees_what_goes_on_with_one_query_more_for_sides(
    cast, django_assert_num_queries
):
    first_yes(a_pair(cast))
    with acting_as(cast.samira), django_assert_num_queries(2):
        assert len(queries.open_introductions(cast.here.id)) == 1
    offered(a_pair(cast, asker=cast.tineke, giver=cast.wil))
    offered(a_pair(cast, asker=cast.selam, giver=cast.neighbour("Derde")))
    with acting_as(cast.samira), django_assert_num_queries(2):
        found = queries.open_introductions(cast.here.id)
    assert [one.asked_now.which for one in found] == ["asker", "giver", "giver"]


def test_my_introductions_take_two_queries_at_one_and_three(cast, django_assert_num_queries):
    introduced(a_pair(cast))
    with acting_as(cast.henk), django_assert_num_queries(2):
        assert [one.other.display_name for one in queries.my_introductions(cast.henk)] == [
            "meneer Dekker"
        ]
    for asker in (cast.tineke, cast.selam):
        introduced(a_pair(cast, asker=asker))
    with acting_as(cast.henk), django_assert_num_queries(2):
        assert len(queries.my_introductions(cast.henk)) == 3


@pytest.mark.parametrize(
    "said_about_it", ["bij dekker thuis", "bij Henk in de schuur", "bel 06.00 00.00 13"]
)
def test_the_first_meeting_gives_nobody_away_either(cast, said_about_it):
    with pytest.raises(Refused, match="Noem nog geen naam"):
        offered(a_pair(cast), first_meeting=said_about_it)
    assert Side.objects.count() == 0
