"""The reverse question, lasting contact, and the numbers that stay when people are forgotten."""

import datetime

import pytest
from django.utils import timezone

from mekaar.core.errors import NotAllowed, Refused
from mekaar.exchange.actions import afterwards as actions
from mekaar.exchange.actions import arrangement as arrangement_actions
from mekaar.exchange.models import (
    Introduction,
    LastingContact,
    LastingContactCount,
    ReverseQuestion,
    Side,
)
from mekaar.exchange.queries import afterwards as queries
from mekaar.exchange.rules import afterwards as rules
from mekaar.web import tasks
from tests.acting import acting_as, at_desk, by
from tests.exchange.pairs import Pair, a_pair, agreed, introduced

TODAY = datetime.date(2026, 3, 3)


def rounded_off(pair: Pair) -> Pair:
    arrangement = agreed(pair)
    with acting_as(pair.asker):
        arrangement_actions.round_off(arrangement, by=by(pair.asker))
    return pair


def question_of(who) -> ReverseQuestion:
    return ReverseQuestion.objects.filter(participant=who).latest("made_at")


def reply(who, said: str, **more) -> ReverseQuestion:
    with acting_as(who):
        return actions.answer_reverse_question(question_of(who), said, by=by(who), **more)


def a_while_later(weeks: int = 9) -> None:
    for one in LastingContact.objects.all():
        one.ask_from -= datetime.timedelta(weeks=weeks)
        one.save()


def nothing_is_left() -> bool:
    return not any(model.objects.exists() for model in (Introduction, Side, LastingContact))


def says(who, said: str) -> bool:
    with acting_as(who):
        return actions.say_lasting(LastingContact.objects.get(participant=who), said, by=by(who))


def test_it_waits_on_my_page_until_it_is_answered(cast):
    pair = rounded_off(introduced(a_pair(cast)))
    with acting_as(pair.giver):
        assert [q.which for q in queries.my_questions_back(pair.giver)] == ["giver"]
    reply(pair.giver, "no")
    with acting_as(pair.giver):
        assert queries.my_questions_back(pair.giver) == []


def test_a_no_is_not_asked_again_about_the_same_contact(cast):
    pair = rounded_off(introduced(a_pair(cast)))
    reply(pair.giver, "no")
    rounded_off(pair)
    assert ReverseQuestion.objects.filter(participant=pair.giver).count() == 1
    helper = at_desk(cast.samira, pair.giver)
    with acting_as(helper), pytest.raises(Refused, match="al gevraagd"):
        actions.ask_reverse_question(pair.side("giver"), by=helper)
    with pytest.raises(Refused, match="niet nog eens"):
        reply(pair.giver, "yes")


def test_another_contact_is_another_question_but_not_two_at_once(cast):
    rounded_off(introduced(a_pair(cast)))
    rounded_off(introduced(a_pair(cast, asker=cast.tineke)))
    assert ReverseQuestion.objects.filter(participant=cast.henk).count() == 1
    reply(cast.henk, "no")
    rounded_off(introduced(a_pair(cast, asker=cast.selam)))
    assert ReverseQuestion.objects.filter(participant=cast.henk).count() == 2


def test_later_is_asked_again_on_the_own_date_and_not_before(cast):
    pair = rounded_off(introduced(a_pair(cast)))
    day = timezone.localdate() + datetime.timedelta(days=30)
    reply(pair.giver, "later", later_on=day)
    with acting_as(pair.giver):
        assert queries.my_questions_back(pair.giver) == []
    rounded_off(introduced(a_pair(cast, asker=cast.tineke)))
    assert ReverseQuestion.objects.filter(participant=pair.giver).count() == 1
    ReverseQuestion.objects.filter(participant=pair.giver).update(later_on=timezone.localdate())
    with acting_as(pair.giver):
        assert len(queries.my_questions_back(pair.giver)) == 1
    assert reply(pair.giver, "yes").later_on is None


def test_later_without_a_date_is_three_months(cast):
    pair = rounded_off(introduced(a_pair(cast)))
    assert reply(pair.asker, "later").later_on == rules.later_by_default(timezone.localdate())


def test_the_connector_asks_it_at_the_desk_before_anything_is_rounded_off(cast):
    """J1.6: after the second evening Samira asks."""
    pair = introduced(a_pair(cast))
    helper = at_desk(cast.samira, pair.asker)
    with acting_as(helper):
        question = actions.ask_reverse_question(pair.side("asker"), by=helper)
        actions.answer_reverse_question(question, "yes", by=helper)
    question.refresh_from_db()
    assert (question.answer, question.asked_by) == ("yes", cast.samira.id)


@pytest.mark.parametrize("key", ["samira", "ria", "henk", "tineke"])
def test_without_the_person_at_the_desk_nobody_asks_or_answers(cast, key):
    pair = rounded_off(introduced(a_pair(cast)))
    who, side, question = getattr(cast, key), pair.side("asker"), question_of(pair.asker)
    with acting_as(who):
        with pytest.raises(NotAllowed):
            actions.ask_reverse_question(side, by=by(who))
        with pytest.raises(NotAllowed):
            actions.answer_reverse_question(question, "yes", by=by(who))


def test_the_other_of_the_two_does_not_answer_for_the_one(cast):
    pair = rounded_off(introduced(a_pair(cast, giver=cast.ria)))
    a_while_later()
    ria = at_desk(cast.ria, pair.asker)
    contact = LastingContact.objects.get(participant=pair.asker)
    with acting_as(ria):
        with pytest.raises(NotAllowed, match="zelf een van de twee"):
            actions.answer_reverse_question(question_of(pair.asker), "yes", by=ria)
        with pytest.raises(NotAllowed, match="zelf een van de twee"):
            actions.say_lasting(contact, "yes", by=ria)


def test_the_share_counts_contacts_and_no_people(cast):
    pair = introduced(a_pair(cast))
    introduced(a_pair(cast, asker=cast.tineke, giver=cast.wil))
    helper = at_desk(cast.samira, pair.asker)
    with acting_as(helper):
        actions.ask_reverse_question(pair.side("asker"), by=helper)
        share = queries.reverse_question_share(helper)
    assert (share.contacts, share.asked, share.percentage) == (2, 1, None)
    assert queries.Share(20, 15).percentage == 75
    with acting_as(cast.noor):
        assert queries.reverse_question_share(by(cast.noor)) == queries.Share(0, 0)


# --- Zien jullie elkaar nog? ----------------------------------------------------------------------


def test_it_is_not_asked_before_eight_weeks_or_while_something_runs(cast):
    pair = rounded_off(introduced(a_pair(cast)))
    with acting_as(pair.asker):
        assert queries.my_lasting_contacts(pair.asker) == []
    with pytest.raises(Refused, match="later"):
        says(pair.asker, "yes")
    a_while_later()
    agreed(pair, words="Nog een keer.")
    with acting_as(pair.asker):
        assert queries.my_lasting_contacts(pair.asker) == []
    with pytest.raises(Refused, match="later"):
        says(pair.asker, "yes")


@pytest.mark.parametrize(
    ("one", "other", "counted"),
    [("yes", "yes", 1), ("yes", "no", 0), ("no", "no", 0), ("yes", "rather_not", 0)],
)
def test_when_both_said_it_it_is_counted_and_forgotten(cast, one, other, counted):
    pair = rounded_off(introduced(a_pair(cast)))
    reply(pair.giver, "no")
    a_while_later()
    with acting_as(pair.giver):
        assert len(queries.my_lasting_contacts(pair.giver)) == 1
    assert says(pair.asker, one) is False
    assert says(pair.asker, "no") is False
    assert says(pair.giver, other) is True
    assert (
        Introduction.objects.count() == Side.objects.count() == LastingContact.objects.count() == 0
    )
    count = LastingContactCount.objects.get()
    assert count.quarter == rules.quarter_of(timezone.localdate())
    assert (count.how_many, count.contacts, count.asked_back) == (counted, 1, 1)
    assert ReverseQuestion.objects.filter(introduction=None).count() == 2


def test_neither_reads_what_the_other_said(cast):
    pair = rounded_off(introduced(a_pair(cast)))
    a_while_later()
    says(pair.asker, "no")
    with acting_as(pair.giver):
        assert [one.says for one in LastingContact.objects.all()] == [""]


def test_numbers_of_a_quarter_add_up(cast):
    for asker in (cast.dekker, cast.tineke):
        pair = introduced(a_pair(cast, asker=asker))
        a_while_later()
        says(pair.asker, "yes")
        with acting_as(pair.giver):
            row = LastingContact.objects.get(participant=pair.giver)
            actions.say_lasting(row, "yes", by=by(pair.giver))
    assert LastingContactCount.objects.get().how_many == 2


def test_after_a_year_of_silence_it_is_forgotten_uncounted(cast):
    pair = rounded_off(introduced(a_pair(cast)))
    young = introduced(a_pair(cast, asker=cast.tineke, giver=cast.wil))
    old = LastingContact.objects.filter(introduction=pair.introduction)
    old.update(ask_from=timezone.localdate() - datetime.timedelta(days=367))
    both = [pair.introduction.id, young.introduction.id]
    assert actions.forget_contacts(cast.here.id, both) == 1
    assert actions.forget_contacts(cast.here.id, both) == 0
    assert list(Introduction.objects.all()) == [young.introduction]
    assert LastingContactCount.objects.get().how_many == 0


def test_what_still_runs_is_not_forgotten(cast):
    pair = introduced(a_pair(cast))
    agreed(pair)
    LastingContact.objects.update(ask_from=timezone.localdate() - datetime.timedelta(days=999))
    assert actions.forget_contacts(cast.here.id, [pair.introduction.id]) == 0
    assert pair.introduction.state == "introduced"


def a_question(answer: str, later_on: datetime.date | None = None) -> ReverseQuestion:
    return ReverseQuestion(answer=answer, later_on=later_on)


@pytest.mark.parametrize(
    ("before", "may"),
    [
        ([], True),
        ([a_question("no")], True),
        ([a_question("yes")], True),
        ([a_question("")], False),
        ([a_question("no"), a_question("later", TODAY + datetime.timedelta(days=1))], False),
        ([a_question("later", TODAY)], True),
        ([a_question("later")], False),
    ],
)
def test_when_one_more_contact_is_a_reason_to_ask(before, may):
    assert rules.may_ask_again(before, TODAY) == may


def test_quarters_and_three_months_on():
    days = [datetime.date(2026, month, 1) for month in (1, 3, 4, 12)]
    assert [rules.quarter_of(day) for day in days] == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"]
    assert rules.later_by_default(datetime.date(2026, 11, 30)) == datetime.date(2027, 2, 28)
    assert rules.later_by_default(datetime.date(2026, 9, 3)) == datetime.date(2026, 12, 3)


def test_the_nightly_job_forgets_in_every_neighbourhood_and_can_run_twice(cast):
    introduced(a_pair(cast))
    LastingContact.objects.update(ask_from=timezone.localdate() - datetime.timedelta(days=367))
    assert tasks.let_go(0) == 1
    assert tasks.let_go(0) == 0
