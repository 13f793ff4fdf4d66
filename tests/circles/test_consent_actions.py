"""A round: everybody's own answer, an objection in words, and heard for who was not there."""

import pytest

from mekaar.circles.actions import consent as actions
from mekaar.circles.models import Consent
from mekaar.circles.rules import plan as rules
from mekaar.core.errors import NotAllowed, NotThere, Refused
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from tests.acting import acting_as, by, refused_by_database
from tests.circles import plans

pytestmark = pytest.mark.django_db


def _answer(made, whose, answer="consent", words="", *, me, seen=None):
    plan = plans.fresh(made.plan)
    with acting_as(me):
        return actions.answer(
            plan, made.seats[whose], answer, words=words,
            seen=seen or rules.round_mark(plan), by=me,
        )  # fmt: skip


@pytest.mark.parametrize("name", ["mark", "zus", "ellen"])
def test_everybody_answers_alone_and_twice_is_once(cast, name):
    made = plans.in_round(cast)
    plans.answers(made, name)
    plans.answers(made, name)
    assert Consent.objects.get().seat_id == made.seats[name].id
    assert Entry.objects.filter(verb="circles.plan.answered").count() == 1


@pytest.mark.parametrize(
    ("whose", "who"), [("zus", "mark"), ("zus", "ellen"), ("kees", "mark"), ("mark", "zus")]
)
def test_nobody_answers_for_another(cast, whose, who):
    made = plans.in_round(cast)
    with pytest.raises(NotAllowed, match="voor zichzelf"):
        _answer(made, whose, me=by(made.who(who)))
    assert not Consent.objects.exists()


def test_the_facilitator_never_answers(cast):
    made = plans.in_round(cast)
    with pytest.raises(NotAllowed, match="zegt hier niets over"):
        _answer(made, "joke", me=by(cast.joke))
    with pytest.raises(NotAllowed, match="voor zichzelf"):
        _answer(made, "mark", me=by(cast.joke).after_reading_back())
    with pytest.raises(NotAllowed, match="Lees het eerst voor"):
        _answer(made, "kees", me=by(cast.joke))
    assert not Consent.objects.exists()


@pytest.mark.parametrize("who", ["anouk", "peter", "ria", "samira", "noor", "douwe"])
def test_for_who_sits_elsewhere_nothing_is_asked(cast, who):
    made = plans.in_round(cast)
    plan = type(made.plan).objects.select_related("circle").get(id=made.plan.id)
    me = by(getattr(cast, who))
    with acting_as(me), pytest.raises(NotThere):
        actions.answer(plan, made.seats["zus"], "consent", seen=rules.round_mark(plan), by=me)
    assert not Consent.objects.exists()


def test_who_was_there_is_not_just_read_to(cast):
    made = plans.in_round(cast)
    with pytest.raises(Refused, match="Wie erbij was"):
        _answer(made, "ellen", "heard", me=by(cast.joke).after_reading_back())
    with pytest.raises(NotAllowed, match="Voorlezen"):
        _answer(made, "zus", "heard", me=by(cast.zus))
    assert not Consent.objects.exists()


def test_who_was_not_there_may_answer_after_it_was_read(cast):
    made = plans.in_round(cast)
    plans.answers(made, "kees", "heard")
    plans.answers(made, "kees", "objection", "zo vaak is te vaak")
    assert Consent.objects.get().words == "zo vaak is te vaak"
    assert plans.fresh(made.plan).state == "draft"


def test_what_somebody_typed_alone_stays(cast):
    made = plans.in_round(cast)
    plans.answers(made, "zus")
    with pytest.raises(Refused, match="zelf gegeven"):
        _answer(made, "zus", "objection", "nee", me=by(cast.joke).after_reading_back())
    row = Consent.objects.get()
    with acting_as(cast.joke):
        assert Consent.objects.filter(id=row.id).update(answer="heard") == 0
    assert plans.fresh(row).answer == "consent"


def test_one_may_think_again_until_it_is_the_plan(cast):
    made = plans.in_round(cast)
    plans.answers(made, "zus")
    plans.answers(made, "zus", "objection", "toch niet")
    assert plans.fresh(made.plan).state == "draft"
    plans.answers(made, "zus", "objection", "toch niet")  # a double click
    with pytest.raises(Refused, match="Intussen"):
        plans.answers(made, "zus")
    told = Notice.objects.filter(kind="circles.plan.back").values_list("recipient", flat=True)
    assert sorted(told) == sorted([made.mark.id, cast.ellen.id, cast.joke.id])


def test_an_objection_is_in_words(cast):
    made = plans.in_round(cast)
    with pytest.raises(Refused, match="eigen woorden"):
        plans.answers(made, "zus", "objection")
    assert plans.fresh(made.plan).state == "consent_round"


def test_the_page_of_an_older_round_is_no_answer(cast):
    made = plans.in_round(cast)
    old = rules.round_mark(plans.fresh(made.plan))
    plans.answers(made, "ellen", "objection", "te vroeg")
    plans.asked(made)
    with pytest.raises(Refused, match="Intussen"):
        _answer(made, "zus", me=by(cast.zus), seen=old)
    assert not Consent.objects.filter(round=2).exists()


def test_after_it_is_the_plan_nobody_answers(cast):
    made = plans.in_force(cast)
    with pytest.raises(Refused, match="Intussen"):
        plans.answers(made, "zus", "objection", "nu niet meer")
    with acting_as(cast.zus), refused_by_database("nobody is asked now"):
        Consent.objects.filter(seat=made.seats["zus"]).update(answer="heard")
