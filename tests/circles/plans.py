"""Scenes of the plan: an agreement, a round, a plan in force; each thing done by its person."""

from typing import Any

from mekaar.circles.actions import agreements, consent
from mekaar.circles.actions import plan as actions
from mekaar.circles.models import Agreement, CircleMeeting, PlanVersion
from mekaar.circles.rules import plan as rules
from tests.acting import acting_as, by
from tests.circles import scenes

WALK = {
    "what": "elke week een rondje om de vijver",
    "when": "op dinsdag na de soep",
    "how_we_know": "Mark zegt het op de bijeenkomst",
    "otherwise": "dan bel ik Mark",
    "until": None,
}


def supporting(cast: Any) -> scenes.Circle:
    """A circle in the third phase of its first meeting; zus, Ellen and Mark are there."""
    made = scenes.active(cast)
    made.meeting = scenes.meeting(made, "supporting")
    return made


def fresh(one: Any) -> Any:
    """As it stands in the database now."""
    return type(one).objects.get(id=one.id)


def begun(made: scenes.Circle, who: str = "joke") -> PlanVersion:
    """Joke begins to write down."""
    one = CircleMeeting.objects.get(id=made.meeting.id)
    with acting_as(made.who(who)):
        made.plan = actions.begin(one, by=by(made.who(who)))
    return made.plan


def proposed(made: scenes.Circle, for_whom: str, who: str = "joke", **more: Any) -> Agreement:
    """Joke writes down what somebody could do."""
    told = {**WALK, "seat": made.seats[for_whom], **more}
    with acting_as(made.who(who)):
        return agreements.propose(made.plan, told, by=by(made.who(who)))


def says(made: scenes.Circle, one: Agreement, name: str, answer: str = "agreed") -> Agreement:
    """The own yes; for Kees Joke writes, after reading back."""
    me = hand(made, name)
    with acting_as(me):
        return agreements.say(one, answer, seen=rules.mark(fresh(one)), by=me)


def hand(made: scenes.Circle, name: str):
    """Who writes for this chair: the person, or for Kees Joke after reading back."""
    if name == "kees":
        return by(made.cast.joke).after_reading_back()
    return by(made.who(name))


def asked(made: scenes.Circle, who: str = "joke") -> PlanVersion:
    """Everybody is asked whether it is good so."""
    with acting_as(made.who(who)):
        made.plan = actions.ask_everybody(made.plan, by=by(made.who(who)))
    return made.plan


def answers(made: scenes.Circle, name: str, answer: str = "consent", words: str = "") -> None:
    """One answer, by whom it is of."""
    plan, me = fresh(made.plan), hand(made, name)
    with acting_as(me):
        consent.answer(
            plan, made.seats[name], answer, words=words, seen=rules.round_mark(plan), by=me
        )


def everybody(made: scenes.Circle) -> None:
    """Nobody objects; to Kees, who was not there, it is read."""
    for name in ("mark", "zus", "ellen"):
        answers(made, name)
    answers(made, "kees", "heard")


def holds(made: scenes.Circle, who: str = "mark") -> PlanVersion:
    """Mark lets it take effect."""
    plan = fresh(made.plan)
    with acting_as(made.who(who)):
        made.plan = actions.put_in_force(plan, seen=rules.round_mark(plan), by=by(made.who(who)))
    return made.plan


def in_round(cast: Any, **more: Any) -> scenes.Circle:
    """Zus said yes to walking; everybody is asked."""
    made = supporting(cast)
    begun(made)
    made.walk = says(made, proposed(made, "zus", **more), "zus")
    asked(made)
    return made


def in_force(cast: Any, **more: Any) -> scenes.Circle:
    """Everybody answered, and this is the plan."""
    made = in_round(cast, **more)
    everybody(made)
    holds(made)
    return made


def ends_meeting(made: scenes.Circle) -> None:
    """The meeting is written down."""
    with acting_as(made.mark):
        one = CircleMeeting.objects.get(id=made.meeting.id)
        one.state, one.outcome = "written", "further"
        one.save(update_fields=["state", "outcome"])


def next_meeting(made: scenes.Circle) -> scenes.Circle:
    """The meeting is over; the next one is in its third phase."""
    ends_meeting(made)
    made.meeting = scenes.meeting(made, "supporting", number=made.meeting.number + 1)
    return made
