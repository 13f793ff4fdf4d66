"""Mark's circle in every state in which its pages have other buttons, one step after another.

Round it stand those who sat there or nearly do: Anouk was removed, Peter led before Joke, Hanneke
is asked to lead after her. Everything is told and written by whom it is of.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from mekaar.circles.models import (
    AgendaPoint,
    CircleMeeting,
    ReleasedLine,
    Shown,
    SketchedPerson,
    StartYes,
    Suggestion,
)
from mekaar.circles.rules import plan as plan_rules
from mekaar.core import dates
from mekaar.people.models import Participant, RoleHeld
from tests.acting import acting_as
from tests.cast import make_participant
from tests.circles import at_table, plans, scenes
from tests.conversation import scenes as talks
from tests.promises.test_things_of_others import NOTHING

MEMBERS = ("zus", "ellen", "guest")


class Things(dict[str, str]):
    """What an address or a form names; what is not there in this state has a code of nothing."""

    def __missing__(self, name: str) -> str:
        return NOTHING


def _people(cast: Any) -> None:
    facilitates = RoleHeld.Role.PROCESS_FACILITATOR
    cast.guest = make_participant(cast.here, "Gast Gerda", state=Participant.State.GUEST)
    cast.colleague = make_participant(cast.here, "Cor, die met Ellen werkt")
    cast.hanneke = make_participant(cast.here, "Hanneke", role=facilitates)
    cast.ineke = make_participant(cast.here, "Ineke", role=facilitates)
    scenes.sketching_of(cast, cast.selam)


def _sketch(made: scenes.Circle) -> None:
    goal = talks.wants(made.mark, "zelf bepalen")
    with acting_as(made.mark):
        SketchedPerson.objects.create(**made.row, name="mijn buurman", ring=1)
        Shown.objects.create(**made.row, what="sketch")
    made.things |= {"goal": goal.code, "ineke": made.cast.ineke.code}


def _inviting(made: scenes.Circle) -> None:
    made.moves_to("inviting")
    _another_leads(made)
    for who, name, kind in (
        ("zus", "mijn zus", "family"), ("kees", "buurman Kees", "neighbour"),
        ("ellen", "Ellen (FACT)", "professional"), ("guest", "mijn nicht", "family"),
        ("anouk", "mijn dochter", "family"),
    ):  # fmt: skip
        scenes.ask_member(made, who, name, kind)
        if who != "kees":
            scenes.sits_down(made, who, made.who(who))
    scenes.goes(made, "anouk", "removed")
    _says_by_phone(made)
    scenes.talk(made, "zus", "kees", "ellen", "guest")
    for who in MEMBERS:
        me = made.who(who)
        with acting_as(me):
            ReleasedLine.objects.create(
                **made.row, seat=made.seats[who], words="niet ’s nachts",
                told_to=made.cast.joke.id, written_by=me.id,
            )  # fmt: skip
    with acting_as(made.cast.zus):
        hond = Suggestion.objects.create(**made.row, seat=made.seats["zus"], words="de hond")
    made.things |= {name: made.seats[name].code for name in ("zus", "kees")}
    made.things["suggestion"] = hond.code


def _ready(made: scenes.Circle, who: str) -> None:
    seat, me = scenes.ask_facilitator(made, who, yes=False), made.who(who)
    with acting_as(me):
        seat.state, seat.is_independent, seat.written_by = "ready", True, me.id
        seat.save(update_fields=["state", "is_independent", "written_by"])


def _another_leads(made: scenes.Circle) -> None:
    scenes.ask_facilitator(made, "peter")
    _ready(made, "joke")
    scenes.goes(made, "peter", "replaced")
    joke = made.seats["joke"]
    with acting_as(made.mark):
        joke.state, joke.why, joke.handed_over_on = "seated", "verhuisd", dates.today()
        joke.save(update_fields=["state", "why", "handed_over_on"])


def _says_by_phone(made: scenes.Circle) -> None:
    joke, kees = made.cast.joke, made.seats["kees"]
    with acting_as(joke):
        kees.state, kees.written_by, kees.read_back_at = "seated", joke.id, timezone.now()
        kees.save(update_fields=["state", "written_by", "read_back_at"])


def _deciding(made: scenes.Circle) -> None:
    made.moves_to("preparing", "start_decision")


def _asking_days(made: scenes.Circle) -> None:
    scenes.everybody_says_yes(made)
    guest = made.cast.guest
    with acting_as(guest):
        StartYes.objects.create(**made.row, seat=made.seats["guest"], written_by=guest.id)
    made.moves_to("active")
    made.meeting, (day,) = at_table.asked(made, 5)
    at_table.point(made, made.meeting)
    _ready(made, "hanneke")
    made.things |= {
        "meeting": made.meeting.code, "day": day.code, "hanneke": made.seats["hanneke"].code
    }  # fmt: skip


def _with_a_day(made: scenes.Circle) -> None:
    made.meeting.planned_for = at_table.soon()
    with acting_as(made.mark):
        made.meeting.save(update_fields=["planned_for"])


def _goes_on(*states: str) -> Callable[[scenes.Circle], None]:
    return lambda made: scenes.goes_on(made, made.meeting, *states)


def _thinking(made: scenes.Circle) -> None:
    _goes_on("being_there", "thinking_along")(made)
    scenes.all_there(made, made.meeting)


def _writing(made: scenes.Circle) -> None:
    plan = plans.begun(made)
    made.walk = plans.proposed(made, "zus")
    made.things |= {
        "plan": plan.code, "walk": made.walk.code, "walk_seen": plan_rules.mark(made.walk)
    }  # fmt: skip


def _agreed(made: scenes.Circle) -> None:
    plans.says(made, made.walk, "zus")


def _in_round(made: scenes.Circle) -> None:
    made.things["round"] = plan_rules.round_mark(plans.asked(made))


def _answered(made: scenes.Circle) -> None:
    plans.everybody(made)
    plans.answers(made, "guest")


def _in_force(made: scenes.Circle) -> None:
    plans.holds(made)
    plans.ends_meeting(made)


STEPS: dict[str, Callable[[scenes.Circle], None]] = {
    "sketch": _sketch, "inviting": _inviting, "deciding": _deciding, "days": _asking_days,
    "agenda": _with_a_day, "ready": _goes_on("released"), "phase2": _thinking,
    "phase3": _goes_on("supporting"), "writing": _writing, "agreed": _agreed, "round": _in_round,
    "answered": _answered, "plan": _in_force, "paused": scenes.pauses, "ended": scenes.stops,
}  # fmt: skip


def reached(cast: Any, state: str) -> scenes.Circle:
    """The circle once it came to this state."""
    _people(cast)
    made = scenes.sketching(cast)
    made.things = Things(circle=made.circle.code)
    for name, step in STEPS.items():
        step(made)
        if name == state:
            break
    return made


def points(sort: str) -> int:
    """How many points of this sort stand on an agenda."""
    return AgendaPoint.objects.filter(sort=sort).count()


def meeting_is(state: str) -> bool:
    """Whether a meeting is in this state now."""
    return CircleMeeting.objects.filter(state=state).exists()
