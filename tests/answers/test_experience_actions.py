"""Telling, saying yes to exact words, taking back: rules, journal, what is left (R-A10)."""

import datetime

import pytest
from django.utils import timezone

from mekaar.answers import actions
from mekaar.answers.models import Experience, Meaning
from mekaar.core.errors import NotAllowed, Refused
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from mekaar.people.models import OwnerKey
from mekaar.web import tasks
from tests.acting import acting_as, at_desk, by
from tests.answers.tellings import COLLECTING, HELPED, jobs, readable, told
from tests.promises.whole_life import rows_with

SAID = {
    "happened": COLLECTING, "helped": HELPED, "otherwise": "", "matter": "money",
    "audience": "neighbourhood", "group": None,
}  # fmt: skip


def lines(whose):
    return [one.verb for one in Entry.objects.filter(whose=whose.id).order_by("made_at", "id")]


def test_a_yes_counts_for_the_words_that_were_read(cast):
    experience = told(cast.henk)
    shown = actions.mark(experience)
    me = by(cast.henk)

    with acting_as(me):
        actions.say_otherwise(experience, {**SAID, "happened": "Iets anders."}, by=me)
        with pytest.raises(Refused):
            actions.say_yes(experience, shown, by=me)

    experience.refresh_from_db()
    assert not experience.is_readable


def test_other_words_wait_for_a_new_yes_and_other_readers_do_not(cast):
    experience = readable(cast.henk)
    me = by(cast.henk)
    same = {**SAID, "helped": "", "matter": "none"}

    with acting_as(me):
        assert actions.say_otherwise(experience, {**same, "audience": "table"}, by=me).is_readable
        assert not actions.say_otherwise(experience, SAID, by=me).is_readable


def test_read_back_at_the_desk_is_the_yes(cast):
    helping = at_desk(cast.ria, cast.henk)

    with acting_as(helping):
        experience = actions.tell(cast.henk, SAID, by=helping)

    assert experience.is_readable
    assert (experience.written_by, experience.approved_by) == (cast.ria.id, cast.ria.id)
    assert experience.read_back_at is not None
    assert lines(cast.henk) == ["answers.experience.told", "answers.experience.approved"]


def test_without_reading_back_the_desk_writes_and_says_nothing(cast):
    helping = at_desk(cast.ria, cast.henk, read_back=False)
    experience = told(cast.henk)

    with acting_as(helping):
        with pytest.raises(NotAllowed):
            actions.tell(cast.henk, SAID, by=helping)
        with pytest.raises(NotAllowed):
            actions.say_yes(experience, actions.mark(experience), by=helping)


@pytest.mark.parametrize("who", ["ria", "samira", "bert", "loes", "noor", "wil", "stranger"])
def test_only_the_teller_does_anything_with_it(cast, who):
    experience = readable(cast.henk)
    other = by(getattr(cast, who))
    tries = [
        lambda: actions.say_otherwise(experience, SAID, by=other),
        lambda: actions.say_yes(experience, actions.mark(experience), by=other),
        lambda: actions.choose_readers(experience, "table", None, by=other),
        lambda: actions.keep(experience, by=other),
        lambda: actions.take_back(experience, by=other),
        lambda: actions.tell(cast.henk, SAID, by=other),
    ]

    for one in tries:
        with acting_as(other), pytest.raises(NotAllowed):
            one()
    assert Experience.objects.get().is_readable


def test_twice_the_same_is_one_and_a_yes_can_be_given_twice(cast):
    experience = readable(cast.henk)
    assert readable(cast.henk) == experience
    assert Experience.objects.count() == 1
    assert len(jobs()) == 1


def test_taken_back_leaves_no_byte_and_no_key(cast):
    word = "Wielewaalzang"
    experience = readable(cast.henk, f"Ik verloor mijn {word}.", helped=word, otherwise=word)
    other = readable(cast.wil, "Iets heel anders.")
    for one in (experience, other):
        Meaning.objects.create(
            neighbourhood=cast.here,
            participant=one.participant,
            experience=one,
            model_id="m",
            vector=[0.5, 1.0],
        )
    assert rows_with(word)
    assert OwnerKey.objects.filter(owner=experience.id).exists()
    me = by(cast.henk)

    with acting_as(me):
        actions.take_back(experience, by=me)

    assert rows_with(word) == {}
    assert not OwnerKey.objects.filter(owner=experience.id).exists()
    assert [one.experience_id for one in Meaning.objects.all()] == [other.id]
    assert lines(cast.henk)[-1] == "answers.experience.taken_back"
    with acting_as(me), pytest.raises(Refused):
        actions.take_back(experience, by=me)


def test_other_words_take_the_vectors_along(cast):
    experience = readable(cast.henk)
    kept = {"neighbourhood": cast.here, "participant": cast.henk, "model_id": "m", "vector": [0.5]}
    Meaning.objects.create(experience=experience, **kept)
    me = by(cast.henk)

    with acting_as(me):
        actions.say_otherwise(experience, SAID, by=me)

    assert not Meaning.objects.exists()


def aged(experience, **values):
    Experience.objects.filter(id=experience.id).update(**values)


def test_asked_again_after_a_year_and_gone_half_a_year_later(cast):
    experience = readable(cast.henk)
    today = timezone.localdate()
    assert experience.look_again_on == today.replace(year=today.year + 1)
    aged(experience, look_again_on=today)

    tasks.let_go(0)
    tasks.let_go(0)

    experience.refresh_from_db()
    assert experience.asked_again_at
    assert Notice.objects.get().kind == "answers.experience_again"

    aged(experience, asked_again_at=timezone.now() - datetime.timedelta(days=180))
    tasks.let_go(0)
    assert Experience.objects.exists()
    aged(experience, asked_again_at=timezone.now() - datetime.timedelta(days=185))
    tasks.let_go(0)
    assert not Experience.objects.exists()
    assert not Notice.objects.exists()


def test_a_yes_gives_another_year(cast):
    experience = readable(cast.henk)
    aged(experience, look_again_on=timezone.localdate())
    tasks.let_go(0)
    me = by(cast.henk)

    with acting_as(me):
        kept = actions.keep(experience, by=me)

    assert kept.asked_again_at is None
    assert not kept.is_due()
    assert Notice.objects.get().done_at


def test_what_never_got_a_yes_goes_after_half_a_year(cast):
    experience, other = told(cast.henk), readable(cast.wil)
    long_ago = timezone.now() - datetime.timedelta(days=185)
    for one in (experience, other):
        aged(one, state_since=long_ago)

    tasks.let_go(0)

    assert [one.id for one in Experience.objects.all()] == [other.id]
