"""A question from first words to gone: its yes, its close, its end, and what the house tells."""

import datetime

import pytest
from django.utils import timezone

from mekaar.answers import actions, tasks
from mekaar.answers.models import Asked, Experience, Handed, KnownSituation, Question
from mekaar.core.errors import NotAllowed, Refused
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from mekaar.people.models import OwnerKey
from mekaar.web import tasks as nightly
from tests.acting import acting_as, at_desk, by
from tests.answers.questions import (
    KNOWN_AS,
    LETTER,
    answered,
    asked,
    closed,
    handed,
    knows,
    put,
    says,
    to_tell,
    told_for,
    written,
)
from tests.promises.whole_life import rows_with

OTHER = {
    "words": "Ik vraag het anders.", "matter": "none", "audience": "neighbourhood", "group": None,
    "asks_people": True, "asks_back_up": True,
}  # fmt: skip


def whole(cast):
    """A question with everything that can hang on it."""
    question = put(cast.henk)
    knows(cast.tineke)
    knows(cast.wil)
    told_for(question, cast.selam)
    answered(handed(question, cast.ria), cast.loes)
    says(asked(question, cast.tineke, cast.samira), "yes")
    asked(question, cast.wil, cast.samira)
    return question


def tell_all():
    return [tasks.tell_asker(str(which), str(here)) for which, here in to_tell()]


def test_the_same_words_twice_are_one_question(cast):
    assert written(cast.henk).id == written(cast.henk).id


def test_a_yes_counts_for_exactly_these_words(cast):
    question = written(cast.henk)
    me, old = by(cast.henk), actions.mark_question(question)

    with acting_as(me):
        actions.ask_otherwise(question, OTHER, by=me)
        with pytest.raises(Refused, match="veranderd"):
            actions.put(question, old, by=me)

    assert not Question.objects.get().is_open


def test_other_words_take_back_what_lay_before_others(cast):
    question = whole(cast)
    me = by(cast.henk)

    with acting_as(me):
        actions.ask_otherwise(question, OTHER, by=me)

    assert Question.objects.get().state == "told"
    assert not Handed.objects.exists()
    assert not Asked.objects.exists()
    assert Experience.objects.get().question_id == question.id


def test_a_narrower_choice_takes_back_what_waits_and_leaves_what_was_answered(cast):
    question = put(cast.henk)
    knows(cast.tineke)
    knows(cast.wil)
    handed(question, cast.ria)
    says(asked(question, cast.tineke, cast.samira), "yes")
    asked(question, cast.wil, cast.samira)
    me = by(cast.henk)

    with acting_as(me):
        narrow = {**OTHER, "words": LETTER, "asks_people": False, "asks_back_up": False}
        actions.ask_otherwise(question, narrow, by=me)

    assert Question.objects.get().is_open
    assert not Handed.objects.exists()
    assert [one.participant for one in Asked.objects.all()] == [cast.tineke]
    assert not Notice.objects.filter(recipient=cast.wil.id).exists()


def test_taken_back_no_byte_and_no_key_stays_and_what_was_told_is_its_tellers(cast):
    question = whole(cast)
    keys = [question.id, *Asked.objects.values_list("id", flat=True)]
    assert OwnerKey.objects.filter(owner__in=keys).count() == 2  # Wil said nothing yet
    tell_all()
    me = by(cast.henk)

    with acting_as(me):
        actions.take_question_back(question, by=me)

    left = [one.objects.count() for one in (Question, Handed, Asked)]
    assert left == [0, 0, 0]
    assert not OwnerKey.objects.filter(owner__in=keys).exists()
    assert not Notice.objects.exists()
    assert Experience.objects.get().question_id is None
    assert KnownSituation.objects.count() == 2
    assert not any(tell_all())


def test_done_nobody_else_reads_it_and_who_did_not_say_yes_is_forgotten(cast):
    question = whole(cast)
    tell_all()

    closed(question, "neighbours")

    assert [one.participant for one in Asked.objects.all()] == [cast.tineke]
    assert Handed.objects.get().answer
    assert not Notice.objects.filter(done_at=None).exists()


def test_a_closed_question_is_not_asked_again_nor_changed(cast):
    question = closed(put(cast.henk), "desk")
    me = by(cast.henk)

    with acting_as(me):
        with pytest.raises(Refused, match="al klaar"):
            actions.ask_otherwise(question, OTHER, by=me)
        with pytest.raises(Refused):
            actions.put(question, actions.mark_question(question), by=me)
        assert actions.close(question, "back_up", by=me).answered_by == "desk"


@pytest.mark.parametrize("who", ["ria", "samira", "wil", "noor"])
def test_another_does_nothing_with_it(cast, who):
    question, me = put(cast.henk), by(getattr(cast, who))

    with acting_as(me):
        for act in (
            lambda: actions.ask_otherwise(question, OTHER, by=me),
            lambda: actions.put(question, "x", by=me),
            lambda: actions.close(question, "desk", by=me),
            lambda: actions.take_question_back(question, by=me),
            lambda: actions.ask(cast.henk, OTHER, by=me),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_at_the_desk_nothing_is_asked_without_reading_back(cast):
    silent = at_desk(cast.ria, cast.henk, read_back=False)

    with acting_as(silent), pytest.raises(NotAllowed, match="voor"):
        actions.ask(cast.henk, OTHER, by=silent)


# --- telling that there is an answer -------------------------------------------------------------


@pytest.mark.parametrize("by_whom", ["experience", "back_up", "yes"])
def test_who_asked_is_told_once_that_there_is_an_answer(cast, by_whom):
    question = put(cast.henk)
    knows(cast.tineke)
    if by_whom == "experience":
        told_for(question, cast.tineke)
    elif by_whom == "back_up":
        answered(handed(question, cast.ria), cast.loes)
    else:
        says(asked(question, cast.tineke, cast.samira), "yes")

    assert tell_all() == [True]
    assert tell_all() == [False]
    mine = Notice.objects.get(recipient=cast.henk.id)
    assert (mine.kind, mine.thing) == ("answers.question_answered", question.id)


@pytest.mark.parametrize("answer", ["", "later", "no"])
def test_of_who_was_thought_of_and_said_no_who_asked_hears_nothing(cast, answer):
    """Not by a job, a notice, a line in the journal or a row that can be counted."""
    question = put(cast.henk)
    knows(cast.tineke)
    before = Entry.objects.filter(whose=cast.henk.id).count()
    row = asked(question, cast.tineke, cast.samira)
    if answer:
        says(row, answer)

    assert to_tell() == []
    assert not Notice.objects.filter(recipient=cast.henk.id).exists()
    assert Entry.objects.filter(whose=cast.henk.id).count() == before
    assert not Entry.objects.filter(thing=question.id, verb__startswith="answers.asked").exists()
    with acting_as(cast.henk):
        assert not Asked.objects.exists()
        assert not KnownSituation.objects.exists()


def test_who_is_asked_is_never_on_the_list_of_calls(cast):
    """The desk reads that list, and who asks may sit there."""
    knows(cast.tineke)
    asked(put(cast.henk), cast.tineke, cast.samira)
    assert cast.tineke.reach.kind == "phone"
    assert Notice.objects.get().channel == "page"


# --- what people know ----------------------------------------------------------------------------


def test_a_yes_can_become_a_no_and_then_nothing_is_known(cast):
    question = put(cast.henk)
    knows(cast.tineke)
    row = says(asked(question, cast.tineke, cast.samira), "yes")
    assert row.shown_as == KNOWN_AS

    says(row, "no")

    assert Asked.objects.get().shown_as == ""
    with acting_as(cast.henk):
        assert not Asked.objects.exists()


def test_what_somebody_knows_is_gone_in_one_step_with_its_key(cast):
    question = put(cast.henk)
    known, me = knows(cast.tineke, "Zilvervliesrijst"), by(cast.tineke)
    assert OwnerKey.objects.filter(owner=known.id).exists()

    with acting_as(me):
        actions.take_known_back(known, by=me)

    assert not KnownSituation.objects.exists()
    assert not OwnerKey.objects.filter(owner=known.id).exists()
    with pytest.raises(Refused, match="niemand gevraagd"):
        asked(question, cast.tineke, cast.samira)
    assert rows_with("Zilvervliesrijst") == {}


@pytest.mark.parametrize("who", ["henk", "ria", "wil", "loes"])
def test_only_a_connector_asks_somebody(cast, who):
    question = put(cast.henk)
    knows(cast.tineke)

    with acting_as(getattr(cast, who)), pytest.raises(NotAllowed):
        actions.ask_person(question, cast.tineke, by=by(getattr(cast, who)))


def test_a_second_click_asks_once(cast):
    question = put(cast.henk)
    knows(cast.tineke)
    first = asked(question, cast.tineke, cast.samira)
    assert asked(question, cast.tineke, cast.samira).id == first.id
    assert Notice.objects.count() == 1


# --- the back-up ---------------------------------------------------------------------------------


def test_the_back_up_gets_the_approved_words_once_and_answers_once(cast):
    question = put(cast.henk)
    row = handed(question, cast.ria)
    assert handed(question, cast.ria).id == row.id
    assert row.words == question.words

    answered(row, cast.loes, "Bel het wijkteam.")

    with pytest.raises(Refused):
        answered(row, cast.loes, "Iets anders.")
    assert Handed.objects.get().answer == "Bel het wijkteam."


def test_the_desk_hands_nothing_over_that_its_owner_keeps_here(cast):
    question = put(cast.henk, asks_back_up=False)
    with pytest.raises(NotAllowed):
        handed(question, cast.ria)


# --- how long it stays ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "days", "stays"),
    [("told", 180, True), ("told", 186, False), ("open", 363, True), ("open", 368, False),
     ("closed", 363, True), ("closed", 368, False)],
)  # fmt: skip
def test_how_long_a_question_stays(cast, state, days, stays):
    question = whole(cast) if state == "open" else written(cast.henk)
    if state == "closed":
        closed(question, "nobody")
    ago = timezone.now() - datetime.timedelta(days=days)
    Question.objects.filter(id=question.id).update(state_since=ago)

    nightly.let_go(0)

    assert Question.objects.exists() == stays
    if not stays:
        assert not Handed.objects.exists()
        assert not Asked.objects.exists()
        assert not OwnerKey.objects.filter(owner=question.id).exists()
