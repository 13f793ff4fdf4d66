"""The pages of support circles: circles in each of their states, and who looks at what in them."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from mekaar.circles.actions import calendar, chairs, seats
from mekaar.circles.models import (
    AgendaPoint,
    Agreement,
    CircleMeeting,
    DayAnswer,
    PossibleDay,
    Seat,
    Shown,
    SketchedPerson,
    Suggestion,
)
from mekaar.people.models import Participant
from tests.acting import acting_as
from tests.circles import at_table, plans, scenes, whole
from tests.circles.at_table import act

ONLY_SENT = (
    "letter_no", "letter_close", "begin", "step", "pause", "go_on", "stop", "wipe", "rub_out",
    "write_letter", "remove", "facilitator_ask", "facilitator_away", "turn", "talk", "line_share",
    "line_away", "sometimes", "start_yes", "leave", "talk_not_held", "propose_call", "answer_call",
    "feed_place", "feed_stop", "rather_not", "meeting_release", "meeting_take_back",
    "meeting_call_off", "meeting_begin", "meeting_think_along", "meeting_support", "meeting_alone",
    "meeting_not_alone", "meeting_day_choose", "meeting_day_remove", "meeting_i_come",
    "meeting_i_stay", "meeting_is_there", "meeting_is_not_there", "meeting_point_up",
    "meeting_point_remove", "meeting_bring_back", "suggestion_take_over", "suggestion_let_be",
    "plan_begin", "plan_ask", "plan_back", "plan_force", "plan_agree", "agreement_yes",
    "agreement_no", "agreement_veto", "agreement_remove", "agreement_broken",
)  # fmt: skip
FILES = ("calendar", "take_along_json", "take_along_text", "plan_pdf")

# Each circle, and who opens which of its pages. "resident" is whose circle it is.
OPENED: dict[str, dict[str, tuple[str, ...]]] = {
    "beginning": {"resident": ("circle_page", "sketch", "people", "facilitator", "meeting_list")},
    "asking": {
        "resident": ("circle_page", "people", "invite", "letter_page", "facilitator"),
        "asked": ("facilitate",),
        "reader": ("invitation", "letter_yes"),
    },
    "preparing": {
        "resident": ("circle_page",),
        "member": ("circle_page",),
        "facilitator": ("circle_page", "talk_held", "member_phones"),
    },
    "deciding": {
        "resident": ("circle_page",),
        "member": ("circle_page", "line"),
        "facilitator": ("circle_page", "member_phones", "talk_held"),
    },
    "released": {
        "resident": ("meeting_page", "meeting_list"),
        "member": ("meeting_page", "meeting_list", "meeting_agenda_paper"),
        "facilitator": ("meeting_page", "meeting_comes"),
    },
    "writing": {
        "resident": ("plan_page", "meeting_page", "agreement_new", "agreement_edit"),
        "member": ("plan_page", "meeting_page"),
        "facilitator": ("plan_page", "meeting_page", "agreement_say", "meeting_end"),
    },
    "round": {
        "resident": ("plan_page",),
        "member": ("plan_page", "plan_object"),
        "facilitator": ("plan_page", "plan_answer"),
    },
    "table": {
        "resident": (
            "circle_page", "name", "sketch", "draw", "redraw", "sketch_print", "people", "shown",
            "facilitator", "take_along", "take_along_json", "take_along_text", "meeting_list",
            "meeting_page", "meeting_place", "meeting_days", "meeting_my_answers",
            "meeting_answers", "meeting_agenda", "meeting_point", "meeting_agenda_paper",
            "suggestions", "plan_page", "plan_paper", "plan_pdf", "feed",
        ),
        "member": (
            "circle_page", "meeting_list", "meeting_page", "meeting_days", "meeting_my_answers",
            "suggestions", "plan_page", "plan_paper", "line", "feed",
        ),
        "professional": ("circle_page", "plan_page", "meeting_page"),
        "facilitator": (
            "circle_page", "sketch", "meeting_page", "meeting_days", "meeting_answers",
            "meeting_agenda", "member_phones", "talk_held", "resident_phones", "plan_page", "feed",
        ),
        "guest": ("guest_card",),
        "visitor": ("calendar",),
    },
    "handing": {"resident": ("facilitator", "hand_over", "meeting_new"),
                "asked": ("facilitate",)},
    "resting": {
        "resident": ("circle_page", "plan_page", "meeting_list"),
        "member": ("circle_page", "plan_page"),
        "facilitator": ("circle_page",),
    },
    "ended": {"resident": ("circle_page", "take_along")},
}  # fmt: skip
# Pages that stand in no circle.
OF_NONE = {
    "visitor": ("letter",),
    "facilitator": ("circle_list", "start"),
    "asked": ("circle_list",),
    "resident": ("start",),
    "newcomer": ("start",),
    "helping": ("start",),
}
PEOPLE = {"member": "zus", "professional": "ellen", "facilitator": "joke", "asked": "peter"}
# Who comes in by the session of somebody in particular.
MORE = ("reader", "guest")

# As visits.BEHIND: what comes when something is sent.
BEHIND = {
    "a letter that is none": (
        "visitor", "/brief/", {"code": "BCDF-GHJK-MNPQ"}, ["Open de brief"], 422,
    ),
    "asking nobody": (
        "resident of table", "/kring/{table code}/mensen/nieuw/", {}, ["Maak de brief"], 422,
    ),
    "an agreement of nothing": (
        "facilitator", "/kring/{writing code}/plan/afspraken/nieuw/", {},
        ["Bewaar de afspraak"], 422,
    ),
    "not read aloud": (
        "facilitator", "/kring/{deciding code}/lid/{deciding seat}/telefoon/", {},
        ["Schrijf het op"], 422,
    ),
    "a circle of others": ("newcomer", "/kring/{table code}/", {}, [], 404),
    "a circle that rests": ("member", "/kring/{resting code}/bijeenkomsten/", {}, [], 409),
}  # fmt: skip


@dataclass(frozen=True)
class Looks:
    """Somebody at a page of a circle."""

    who: str
    name: str
    circle: str = ""


def all_looks() -> list[Looks]:
    """Every address of the room, and who looks there."""
    pages = [
        Looks(_who(who, circle), f"circles:{name}", circle)
        for circle, people in OPENED.items()
        for who, names in people.items()
        for name in names
    ]
    pages += [Looks(who, f"circles:{name}") for who, names in OF_NONE.items() for name in names]
    sent = [
        Looks("asked" if name == "rather_not" else "resident of table", f"circles:{name}", "table")
        for name in ONLY_SENT
    ]
    return pages + sent


def _who(who: str, circle: str) -> str:
    return f"resident of {circle}" if who == "resident" else who


def thing(name: str, part: str, circle: str) -> str:
    """What stands in this part of the address of this page."""
    page = name.partition(":")[2]
    if page in {"facilitate", "rather_not"}:
        part = "asked"
    elif part == "which":
        part = "agreement" if page.startswith("agreement_") else "meeting"
        part = "seat" if page == "plan_answer" else part
    elif part == "one":
        part = {"redraw": "drawn", "rub_out": "drawn", "hand_over": "asked"}.get(page, "letter")
    return f"{circle} {part}"


# --- the circles ---------------------------------------------------------------------------------


def set_circles(town: Any) -> dict[str, Any]:
    """Make them; what stands in their addresses, and the residents, by the name of the circle."""
    found: dict[str, Any] = {}
    for name in OPENED:
        with transaction.atomic():
            resident = town.neighbour(f"Mark {name}")
            cast = SimpleNamespace(
                mark=resident, zus=town.zus, ellen=town.ellen, joke=town.joke, peter=town.peter
            )
            made = _MADE[name](cast)
            things = _always(made) | _MORE_THINGS.get(name, lambda _made: {})(made)
        found[f"resident of {name}"] = resident
        found |= {f"{name} {key}": value for key, value in things.items()}
    return found


def _always(made: scenes.Circle) -> dict[str, str]:
    """Also for addresses that only take what a form sends: there the thing does not matter."""
    meeting = CircleMeeting.objects.filter(circle=made.circle).order_by("-number").first()
    agreement = Agreement.objects.filter(circle=made.circle).last()
    code = made.circle.code
    found = dict.fromkeys(
        ["code", "meeting", "agreement", "asked", "drawn", "letter", "day", "point", "suggestion",
         "seat", "who", "what"], code,
    )  # fmt: skip
    found |= {"to": "beginnen", "how": "toon"}
    if meeting:
        found["meeting"] = meeting.code
    if agreement:
        found["agreement"] = agreement.code
    if "kees" in made.seats:
        found["seat"] = made.seats["kees"].code
    return found


def _asking(cast: Any) -> scenes.Circle:
    made = scenes.sketching(cast).moves_to("inviting")
    scenes.ask_member(made, "zus", "mijn zus", "family")
    scenes.ask_facilitator(made, "peter", yes=False)
    return made


def _handing(cast: Any) -> scenes.Circle:
    made = scenes.active(cast)
    asked = act(cast.mark, seats.ask_facilitator, made.circle, cast.peter.id)
    act(cast.peter, chairs.facilitate, asked, is_independent=True)
    made.seats["peter"] = Seat.objects.get(id=asked.id)
    return made


def _resting(cast: Any) -> scenes.Circle:
    made = plans.in_force(cast)
    plans.ends_meeting(made)
    scenes.pauses(made.again())
    return made


def _ended(cast: Any) -> scenes.Circle:
    made = scenes.active(cast)
    scenes.stops(made)
    return made


def _released(cast: Any) -> scenes.Circle:
    made = scenes.active(cast)
    scenes.meeting(made, "released")
    return made


def _writing(cast: Any) -> scenes.Circle:
    """Zus said yes; Kees, to whom it is read aloud, did not answer yet."""
    made = plans.supporting(cast)
    plans.begun(made)
    plans.says(made, plans.proposed(made, "zus"), "zus")
    plans.proposed(made, "kees", what="op vrijdag samen naar de markt")
    return made


def _round(cast: Any) -> scenes.Circle:
    made = plans.in_round(cast)
    plans.answers(made, "mark")
    plans.answers(made, "ellen")
    return made


def _table(cast: Any) -> scenes.Circle:
    """A plan in force of which something did not work out; days are asked for the next meeting."""
    made = whole.in_state(cast, "active")
    plans.ends_meeting(made)
    at_table.breaks(made)
    with acting_as(made.mark):
        Shown.objects.create(**made.row, what="sketch")
        for ring, name in enumerate(("mijn dochter in Zaandam", "Kees", "de dokter"), start=1):
            SketchedPerson.objects.create(**made.row, name=name, ring=ring)
        next_one = CircleMeeting.objects.create(**made.row, number=2, place="bij de vijver")
        for sort, words in (
            ("point", "wie er langskomt"), ("point", "de hond"), ("rather_not", "medicijnen"),
        ):  # fmt: skip
            AgendaPoint.objects.create(**made.row, meeting=next_one, words=words, sort=sort)
        days = [
            PossibleDay.objects.create(**made.row, meeting=next_one, at=at_table.soon(day))
            for day in (4, 6, 11)
        ]
    with acting_as(made.cast.zus):
        Suggestion.objects.create(**made.row, seat=made.seats["zus"], words="samen eten")
        for day, answer in zip(days, ("yes", "no", "maybe"), strict=True):
            DayAnswer.objects.create(
                **made.row, day=day, seat=made.seats["zus"], answer=answer,
                written_by=made.cast.zus.id,
            )  # fmt: skip
    return made


_MADE = {
    "beginning": scenes.sketching,
    "asking": _asking,
    "preparing": scenes.gathered,
    "deciding": scenes.deciding,
    "released": _released,
    "writing": _writing,
    "round": _round,
    "table": _table,
    "handing": _handing,
    "resting": _resting,
    "ended": _ended,
}


def _letter(made: scenes.Circle) -> dict[str, str]:
    seat = made.seats["zus"]
    written = act(made.mark, seats.write_letter, seat)
    return {
        "asked": made.seats["peter"].code, "letter": seat.code, "written": written,
        "letter id": str(seat.id),
    }  # fmt: skip


def _at_table(made: scenes.Circle) -> dict[str, Any]:
    secret = act(made.cast.zus, calendar.make_feed, made.circle, with_place=True)
    mine = {"circle": made.circle}
    return {
        "secret": secret,
        "drawn": SketchedPerson.objects.filter(**mine).first().code,
        "point": AgendaPoint.objects.filter(meeting__number=2, **mine).first().code,
    }


_MORE_THINGS = {
    "asking": _letter,
    "table": _at_table,
    "handing": lambda made: {"asked": made.seats["peter"].code},
}


def of_town(town: Any, who: str) -> Participant:
    """Who of the cast this is."""
    return getattr(town, PEOPLE[who])
