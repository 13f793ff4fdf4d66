"""Mark's circle with a row in every table, in each of its states: what the attacks look for."""

import datetime

from django.utils import timezone

from mekaar.circles.models import (
    Agreement,
    CalendarFeed,
    Consent,
    DayAnswer,
    PossibleDay,
    ReleasedLine,
    Shown,
    SketchedPerson,
    Suggestion,
)
from mekaar.conversation.models import Goal
from tests.acting import acting_as
from tests.circles import scenes
from tests.conversation import scenes as talks

# Stands in every text of this circle, and nowhere else.
WORD = "Zilverreiger"
STATES = ("sketch", "inviting", "preparing", "start_decision", "active", "paused", "ended")


def tells(cast) -> Goal:
    """What Mark wrote about himself before there was a circle."""
    talks.says(cast.mark, want=f"rust {WORD}")
    return talks.wants(cast.mark, f"zelf bepalen {WORD}")


def _own_things(made: scenes.Circle, goal: Goal) -> None:
    """What Mark draws and shows."""
    made.goal = goal
    with acting_as(made.mark):
        SketchedPerson.objects.create(**made.row, name=f"mijn buurman {WORD}", ring=1)
        Shown.objects.create(**made.row, what="want")
        Shown.objects.create(**made.row, what="goal", goal=made.goal)


def _line(made: scenes.Circle) -> None:
    with acting_as(made.cast.zus):
        ReleasedLine.objects.create(
            **made.row, seat=made.seats["zus"], words=f"niet ’s nachts {WORD}",
            told_to=made.cast.joke.id, written_by=made.cast.zus.id,
        )  # fmt: skip


def _together(made: scenes.Circle) -> None:
    """A meeting, its days and agenda, and a plan in force; Zus has a calendar."""
    one = scenes.meeting(made, "agenda_draft")
    with acting_as(made.mark):
        day = PossibleDay.objects.create(
            **made.row, meeting=one, at=timezone.now() + datetime.timedelta(days=3)
        )
    with acting_as(made.cast.zus):
        DayAnswer.objects.create(
            **made.row, day=day, seat=made.seats["zus"], answer="yes", written_by=made.cast.zus.id
        )
        Suggestion.objects.create(**made.row, seat=made.seats["zus"], words=f"de hond {WORD}")
        CalendarFeed.objects.create(
            **made.row, seat=made.seats["zus"], participant=made.cast.zus, digest="d" * 64
        )
    scenes.goes_on(made, one, "released", "being_there", "thinking_along", "supporting")
    scenes.all_there(made, one)
    plan = scenes.plan(made, one)
    in_force(made, plan)
    made.meeting, made.plan = one, plan


def in_force(made: scenes.Circle, plan) -> None:
    """One agreement of Zus, everybody's consent, and Mark's last word."""
    with acting_as(made.cast.joke):
        agreement = Agreement.objects.create(
            **made.row, plan=plan, seat=made.seats["zus"], what=f"wandelen {WORD}", when="dinsdag"
        )
    with acting_as(made.cast.zus):
        agreement.state, agreement.said_by = "agreed", made.cast.zus.id
        agreement.save(update_fields=["state", "said_by"])
    with acting_as(made.cast.joke):
        plan.state, plan.round = "consent_round", plan.round + 1
        plan.save(update_fields=["state", "round"])
    for name in ("mark", "zus", "ellen"):
        consents(made, plan, name)
    consents(made, plan, "kees", "heard")
    with acting_as(made.mark):
        plan.state = "in_force"
        plan.save(update_fields=["state"])
    made.agreement = agreement


def consents(made: scenes.Circle, plan, name: str, answer: str = "consent", words: str = ""):
    """One answer, by whom it is of; for Kees Joke writes, after reading back."""
    who = made.cast.joke if name == "kees" else made.who(name)
    back = timezone.now() if name == "kees" else None
    with acting_as(who):
        return Consent.objects.create(
            **made.row, plan=plan, seat=made.seats[name], round=plan.round, answer=answer,
            words=words, written_by=who.id, read_back_at=back,
        )  # fmt: skip


def in_state(cast, state: str, *, goal: Goal | None = None) -> scenes.Circle:
    """The circle in this state, with every row that can be there by then."""
    goal = goal or tells(cast)
    if state == "sketch":
        made = scenes.sketching(cast)
        _own_things(made, goal)
        return made
    if state == "inviting":
        made = scenes.sketching(cast).moves_to("inviting")
        _own_things(made, goal)
        scenes.ask_facilitator(made)
        scenes.ask_member(made, "zus", f"mijn zus {WORD}")
        scenes.sits_down(made, "zus", cast.zus)
        return made
    made = scenes.gathered(cast)
    _own_things(made, goal)
    scenes.talk(made, "zus", "kees", "ellen")
    _line(made)
    if state == "preparing":
        return made
    made.moves_to("start_decision")
    scenes.everybody_says_yes(made)
    if state == "start_decision":
        return made
    made.moves_to("active")
    _together(made)
    if state == "paused":
        scenes.pauses(made)
    elif state == "ended":
        scenes.stops(made)
    return made


TABLES = tuple(
    f"circles_{name}"
    for name in (
        "supportcircle", "seat", "sketchedperson", "shown", "preparatorytalk", "releasedline",
        "startyes", "circlemeeting", "possibleday", "dayanswer", "presence", "agendapoint",
        "suggestion", "planversion", "agreement", "consent", "calendarfeed",
    )
)  # fmt: skip
