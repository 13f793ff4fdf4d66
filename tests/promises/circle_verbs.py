"""Everything that can be done with a circle: its address, what is sent, what is so afterwards."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mekaar.circles.models import (
    Agreement,
    CircleMeeting,
    Consent,
    DayAnswer,
    PlanVersion,
    PossibleDay,
    PreparatoryTalk,
    Presence,
    ReleasedLine,
    Seat,
    Shown,
    SketchedPerson,
    StartYes,
    Suggestion,
    SupportCircle,
)
from mekaar.conversation.models import Goal
from mekaar.core import dates
from tests.circles import at_table, plans
from tests.circles.scenes import Circle
from tests.promises.circle_states import meeting_is, points

Done = Callable[[Circle, str], bool]


@dataclass(frozen=True)
class Verb:
    """One thing somebody does. Without `done` it is reading: then `shows` stands on the page."""

    address: str
    sent: Mapping[str, str] = field(default_factory=dict)
    done: Done | None = None
    shows: str = ""

    @property
    def method(self) -> str:
        """How it is asked for."""
        return "POST" if self.done else "GET"


def _circle_is(state: str) -> Done:
    return lambda made, _who: SupportCircle.objects.get(id=made.circle.id).state == state


def _goes_on(made: Circle, _who: str) -> bool:
    return SupportCircle.objects.get(id=made.circle.id).state not in {"paused", "ended"}


def _is_wiped(made: Circle, _who: str) -> bool:
    return not SupportCircle.objects.filter(id=made.circle.id).exists()


def _seat_is(state: str, name: str = "") -> Done:
    def done(made: Circle, who: str) -> bool:
        seat = made.seats.get(name or who)
        return seat is not None and Seat.objects.get(id=seat.id).state == state

    return done


def _of_seat(model: type, name: str = "", **is_so: object) -> Done:
    """Whether there is a row of this chair of which this is so."""

    def done(made: Circle, who: str) -> bool:
        seat = made.seats.get(name or who)
        return seat is not None and model.objects.filter(seat=seat.id, **is_so).exists()

    return done


def _line_is(words: str) -> Done:
    def done(made: Circle, who: str) -> bool:
        seat = made.seats.get(who)
        return seat is not None and [
            one.words for one in ReleasedLine.objects.filter(seat=seat.id)
        ] == ([words] if words else [])

    return done


def _meeting_is(state: str) -> Done:
    return lambda _made, _who: meeting_is(state)


def _more_points(sort: str, before: int) -> Done:
    return lambda _made, _who: points(sort) == before + 1


def _walk_is(state: str) -> Done:
    return lambda _made, _who: Agreement.objects.filter(state=state).exists()


def _plan_is(state: str) -> Done:
    return lambda _made, _who: PlanVersion.objects.filter(state=state).exists()


def _is(rows: Callable[[], bool]) -> Done:
    return lambda _made, _who: rows()


_YESTERDAY = dates.today() - datetime.timedelta(days=1)
_K = "/kring/{circle}/"
_MEETING = _K + "bijeenkomst/{meeting}/"
_WALK = _K + "plan/afspraak/{walk}/"
_GOAL = "/mijn/gesprek/doelen/{goal}/"
_TALKED = {"why": "ziek", "on": dates.write_day(_YESTERDAY)}
_PLAN = {"plan": "{plan}", "seen": "{round}"}
_SEEN = {"seen": "{walk_seen}"}
_SOON = dates.write_day(at_table.soon(9).date())

OF_CIRCLE = {
    "look": Verb(_K, shows="de vijver"),
    "pause": Verb(_K + "pauze/", done=_circle_is("paused")),
    "pause-by-phone": Verb(
        _K + "telefoon/", {"what": "pause", "read_back": "on"}, _circle_is("paused")
    ),
    "resume": Verb(_K + "verder/", done=_goes_on),
    "stop": Verb(_K + "stop/", done=_circle_is("ended")),
    "wipe": Verb(_K + "wissen/", done=_is_wiped),
    "take-along": Verb(_K + "alles.json", shows="mijn buurman"),
    "look-at-sketch": Verb(_K + "tekening/", shows="mijn buurman"),
    "draw": Verb(
        _K + "tekening/nieuw/", {"name": "de bakker", "ring": "2", "kind": "other"},
        _is(lambda: SketchedPerson.objects.count() == 2),
    ),
    "show-answers": Verb(
        _K + "laten-zien/toon/want/", done=_is(lambda: Shown.objects.filter(what="want").exists())
    ),
    "hide-sketch": Verb(
        _K + "laten-zien/weg/sketch/",
        done=_is(lambda: not Shown.objects.filter(what="sketch").exists()),
    ),
    "invite": Verb(
        _K + "mensen/nieuw/", {"name": "Wout", "kind": "neighbour"},
        _is(lambda: any(one.name == "Wout" for one in Seat.objects.filter(chair="member"))),
    ),
    "remove-person": Verb(_K + "mensen/{zus}/weg/", done=_seat_is("removed", "zus")),
    "ask-facilitator": Verb(
        _K + "begeleider/vraag/{ineke}/",
        done=lambda made, _who: Seat.objects.filter(participant=made.cast.ineke.id).exists(),
    ),
    "hand-over": Verb(
        _K + "begeleider/{hanneke}/overdracht/", _TALKED, _seat_is("seated", "hanneke")
    ),
    "leave": Verb(_K + "weg/", done=_seat_is("left")),
}  # fmt: skip

OF_TALKS = {
    "talk-held": Verb(
        _K + "lid/{zus}/gesprek/", {"day": dates.write_day(_YESTERDAY)},
        _of_seat(PreparatoryTalk, "zus", held_on=_YESTERDAY),
    ),
    "release-line": Verb(_K + "zin/", {"words": "bel eerst even"}, _line_is("bel eerst even")),
    "withdraw-line": Verb(_K + "zin/weg/", done=_line_is("")),
    "say-yes": Verb(_K + "ja/", {"begin": "ja"}, _of_seat(StartYes)),
}  # fmt: skip

OF_MEETINGS = {
    "plan-meeting": Verb(
        _K + "bijeenkomsten/nieuw/", {"place": "in de tuin"}, _meeting_is("agenda_draft")
    ),
    "propose-days": Verb(
        _MEETING + "dagen/", {"day_1": _SOON, "time_1": "14.00"},
        _is(lambda: PossibleDay.objects.count() == 2),
    ),
    "answer-poll": Verb(_MEETING + "dagen/ik/", {"day_{day}": "yes"}, _of_seat(DayAnswer)),
    "answer-for-kees": Verb(
        _MEETING + "dagen/van/{kees}/", {"day_{day}": "maybe"}, _of_seat(DayAnswer, "kees")
    ),
    "choose-day": Verb(
        _MEETING + "dagen/{day}/kies/",
        done=_is(lambda: CircleMeeting.objects.filter(planned_for__isnull=False).exists()),
    ),
    "choose-place": Verb(
        _MEETING + "plek/", {"place": "in de tuin"},
        _is(lambda: any(one.place == "in de tuin" for one in CircleMeeting.objects.all())),
    ),
    "add-point": Verb(
        _MEETING + "agenda/", {"words": "de boodschappen", "sort": "point"},
        _more_points("point", 1),
    ),
    "rather-not": Verb(
        _MEETING + "agenda/", {"words": "mijn medicijnen", "sort": "rather_not"},
        _more_points("rather_not", 0),
    ),
    "read-agenda": Verb(_MEETING + "agenda/papier/", shows="wie er langskomt"),
    "suggest": Verb(
        _K + "bijeenkomsten/voorstellen/", {"words": "de fiets"},
        lambda made, who: who in made.seats and any(
            one.words == "de fiets" for one in Suggestion.objects.filter(seat=made.seats[who].id)
        ),
    ),
    "let-suggestion-be": Verb(
        _K + "bijeenkomsten/voorstellen/{suggestion}/weg/",
        done=_is(lambda: not Suggestion.objects.exists()),
    ),
    "take-suggestion-over": Verb(
        _MEETING + "voorstel/{suggestion}/",
        done=_is(lambda: Suggestion.objects.filter(taken_over=True).exists()),
    ),
    "release-agenda": Verb(_MEETING + "klaar/", done=_meeting_is("released")),
    "take-agenda-back": Verb(_MEETING + "veranderen/", done=_meeting_is("agenda_draft")),
    "call-off": Verb(_MEETING + "gaat-niet-door/", done=_meeting_is("called_off")),
    "i-come": Verb(_MEETING + "ik-kom/", done=_of_seat(Presence, comes=True)),
    "kees-comes": Verb(
        _MEETING + "komt/{kees}/", {"comes": "yes"}, _of_seat(Presence, "kees", comes=True)
    ),
    "begin-meeting": Verb(_MEETING + "beginnen/", done=_meeting_is("being_there")),
    "open-phase-3": Verb(_MEETING + "steunen/", done=_meeting_is("supporting")),
    "kees-is-there": Verb(
        _MEETING + "is-er/{kees}/", done=_of_seat(Presence, "kees", was_there=True)
    ),
    "end-meeting": Verb(_MEETING + "afronden/", {"outcome": "unknown_yet"}, _meeting_is("written")),
}  # fmt: skip

OF_PLANS = {
    "read-plan": Verb(_K + "plan/", shows=plans.WALK["what"]),
    "plan-on-paper": Verb(_K + "plan/papier/", shows=plans.WALK["what"]),
    "begin-plan": Verb(_K + "plan/beginnen/", {"meeting": "{meeting}"}, _plan_is("draft")),
    "write-agreement": Verb(
        _K + "plan/afspraken/nieuw/", {"seat": "{kees}", "what": "soep brengen", "when": "vrijdag"},
        _of_seat(Agreement, "kees"),
    ),
    "other-words": Verb(
        _WALK + "woorden/",
        {"seat": "{zus}", "what": "samen naar de vijver", "when": "woensdag", **_SEEN},
        _is(lambda: any(one.when == "woensdag" for one in Agreement.objects.all())),
    ),
    "take-agreement": Verb(_WALK + "ja/", _SEEN, _walk_is("agreed")),
    "decline-agreement": Verb(_WALK + "liever-niet/", _SEEN, _walk_is("declined")),
    "veto": Verb(_WALK + "doorstrepen/", done=_walk_is("vetoed")),
    "remove-agreement": Verb(
        _WALK + "weghalen/", done=_is(lambda: not Agreement.objects.exists())
    ),
    "did-not-work": Verb(
        _WALK + "lukte-niet/",
        done=_is(lambda: Agreement.objects.filter(broken_at__isnull=False).exists()),
    ),
    "ask-everybody": Verb(_K + "plan/vraag-iedereen/", _PLAN, _plan_is("consent_round")),
    "consent": Verb(_K + "plan/geen-bezwaar/", _PLAN, _of_seat(Consent, answer="consent")),
    "object": Verb(
        _K + "plan/bezwaar/", {"words": "dinsdag werk ik", "seen": "{round}"},
        _of_seat(Consent, answer="objection"),
    ),
    "read-to-kees": Verb(
        _K + "plan/antwoord/{kees}/", {"answer": "heard", "read_back": "on", "seen": "{round}"},
        _of_seat(Consent, "kees", answer="heard"),
    ),
    "take-plan-back": Verb(_K + "plan/haal-terug/", _PLAN, _plan_is("draft")),
    "let-plan-hold": Verb(_K + "plan/geldt/", _PLAN, _plan_is("in_force")),
}  # fmt: skip

OF_GOALS = {
    "goal-in-words": Verb(
        _GOAL + "woorden/", {"words": "zelf koken"},
        _is(lambda: Goal.objects.get().words == "zelf koken"),
    ),
    "goal-mark": Verb(
        _GOAL + "hoe-gaat-het/", {"mark": "more"}, _is(lambda: Goal.objects.get().mark == "more")
    ),
}  # fmt: skip

VERBS = {**OF_CIRCLE, **OF_TALKS, **OF_MEETINGS, **OF_PLANS, **OF_GOALS}
