"""Two people decide about a plan at the same moment: nothing is half done (R-C20)."""

from mekaar.circles.actions import agreements, consent
from mekaar.circles.actions import plan as actions
from mekaar.circles.models import Agreement, Consent, PlanVersion
from mekaar.circles.rules import plan as rules
from mekaar.journal.models import Entry
from tests.acting import by
from tests.circles import plans
from tests.promises.test_two_at_once import at_once, cast

__all__ = ["cast"]

MEANWHILE = "Intussen is het plan veranderd. Er is niets bewaard. Kijk nog eens."
READING = "Iedereen leest nu deze tekst."
NOT_ALL = "Niet iedereen gaf al antwoord. Het plan wacht op iedereen."


def _answers(made, name, answer="consent", words=""):
    plan, me = PlanVersion.objects.select_related("circle").get(id=made.plan.id), by(made.who(name))
    seen = rules.round_mark(plan)
    return (
        made.who(name),
        lambda: consent.answer(plan, made.seats[name], answer, words=words, seen=seen, by=me),
    )


def _holds(made, name):
    plan, me = PlanVersion.objects.select_related("circle").get(id=made.plan.id), by(made.who(name))
    seen = rules.round_mark(plan)
    return made.who(name), lambda: actions.put_in_force(plan, seen=seen, by=me)


def _rewords(made, name, when):
    one = Agreement.objects.select_related("circle").get(id=made.walk.id)
    told = {**plans.WALK, "seat": made.seats["zus"], "when": when}
    seen, me = rules.mark(one), by(made.who(name))
    return made.who(name), lambda: agreements.reword(one, told, seen=seen, by=me)


def _all_but(made, *names):
    for name in {"mark", "zus", "ellen"} - set(names):
        plans.answers(made, name)
    plans.answers(made, "kees", "heard")


def test_two_members_say_it_is_good_at_the_same_moment(cast):
    made = plans.in_round(cast)
    _all_but(made, "zus", "ellen")
    assert at_once(_answers(made, "zus"), _answers(made, "ellen")) == ["ok", "ok"]
    assert Entry.objects.filter(verb="circles.plan.answered").count() == 4
    assert plans.holds(made).state == "in_force"


def test_a_double_click_on_no_objection(cast):
    made = plans.in_round(cast)
    click = _answers(made, "zus")
    assert at_once(click, click) == ["ok", "ok"]
    assert Consent.objects.count() == 1


def test_an_objection_while_somebody_presses_this_is_the_plan(cast):
    made = plans.in_round(cast)
    plans.everybody(made)
    said = at_once(_answers(made, "ellen", "objection", "toch niet"), _holds(made, "mark"))
    plan, objects = plans.fresh(made.plan), Consent.objects.filter(answer="objection").count()
    assert said == sorted([MEANWHILE, "ok"])
    assert (plan.state, objects) in {("draft", 1), ("in_force", 0)}


def test_the_last_answer_while_somebody_presses_this_is_the_plan(cast):
    made = plans.in_round(cast)
    _all_but(made, "ellen")
    said = at_once(_answers(made, "ellen"), _holds(made, "joke"))
    expected = {(NOT_ALL, "ok"): "consent_round", ("ok", "ok"): "in_force"}
    assert plans.fresh(made.plan).state == expected[tuple(said)]


def test_two_press_this_is_the_plan(cast):
    made = plans.in_round(cast)
    plans.everybody(made)
    assert at_once(_holds(made, "mark"), _holds(made, "joke")) == ["ok", "ok"]
    assert Entry.objects.filter(verb="circles.plan.in_force").count() == 1
    assert PlanVersion.objects.filter(state="in_force").count() == 1


def test_the_facilitator_changes_words_while_everybody_is_asked(cast):
    made = plans.supporting(cast)
    plans.begun(made)
    made.walk = plans.says(made, plans.proposed(made, "zus"), "zus")
    plan, me = PlanVersion.objects.select_related("circle").get(id=made.plan.id), by(made.mark)
    said = at_once(
        _rewords(made, "joke", "elke dag"),
        (made.mark, lambda: actions.ask_everybody(plan, by=me)),
    )
    state, one = plans.fresh(made.plan).state, plans.fresh(made.walk)
    assert "ok" in said
    if state == "consent_round":  # asked first: the words stayed as everybody reads them
        assert said[0].startswith(READING)
        assert (one.when, one.state) == (plans.WALK["when"], "agreed")
    else:  # other words first: they wait for a yes
        assert said[0].startswith("Er wacht nog een afspraak op een ja")
        assert (one.when, one.state) == ("elke dag", "proposed")


def test_two_who_write_other_words(cast):
    made = plans.supporting(cast)
    plans.begun(made)
    made.walk = plans.proposed(made, "zus")
    said = at_once(_rewords(made, "joke", "elke dag"), _rewords(made, "mark", "nooit"))
    assert said == sorted([MEANWHILE, "ok"])


def test_two_begin_to_write_down(cast):
    made = plans.supporting(cast)
    meeting = type(made.meeting).objects.select_related("circle").get(id=made.meeting.id)
    mark, joke = by(made.mark), by(cast.joke)
    said = at_once(
        (made.mark, lambda: actions.begin(meeting, by=mark)),
        (cast.joke, lambda: actions.begin(meeting, by=joke)),
    )
    assert said == ["ok", "ok"]
    assert PlanVersion.objects.count() == 1


def test_a_yes_while_the_resident_strikes_it(cast):
    made = plans.supporting(cast)
    plans.begun(made)
    one = plans.proposed(made, "zus")
    one = Agreement.objects.select_related("circle").get(id=one.id)
    zus, mark, seen = by(cast.zus), by(made.mark), rules.mark(one)
    said = at_once(
        (cast.zus, lambda: agreements.say(one, "agreed", seen=seen, by=zus)),
        (made.mark, lambda: agreements.veto(one, by=mark)),
    )
    assert said in (["ok", "ok"], sorted([MEANWHILE, "ok"]))
    assert plans.fresh(one).state == "vetoed"
