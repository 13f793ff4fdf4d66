"""The wall round a circle: the resident, and who sits in it; for anybody else there is nothing.

No role opens it: not the desk (also not during a visit), not the connector, not the operator.
"""

from mekaar.circles import states
from mekaar.circles.walls import facts, facts_of_meetings, functions, wiping
from mekaar.circles.walls.facts import holds
from mekaar.core.walls import Wall
from mekaar.people.walls import key_goes_along

MY = "resident_id = (SELECT wall.me())"
MY_SEAT = "seat_id = ANY((SELECT wall.my_seats())::uuid[])"


def _as(*chairs: str) -> str:
    said = ", ".join(f"'{chair}'" for chair in chairs)
    return f"circle_id = ANY((SELECT wall.open_circles_as({said}))::uuid[])"


MEMBER, FACILITATOR = _as("member"), _as("facilitator")
ALL = f"{MY} OR {_as('member', 'facilitator')}"
_TOLD_ME = f"(told_to = (SELECT wall.me()) AND {FACILITATOR})"
LEADS = f"{MY} OR {FACILITATOR}"


def _table(model: str) -> str:
    return f"circles_{model.lower()}"


def _of_circle(model: str, *facts_of: str, more: tuple[str, ...] = ()) -> tuple[str, ...]:
    table = _table(model)
    sql: tuple[str, ...] = holds("of_circle", table, "INSERT OR UPDATE")
    for name in facts_of:
        sql += holds(name, table, "INSERT OR UPDATE")
    return (*sql, *more)


FUNCTIONS = [*functions.FUNCTIONS, *facts.FACTS, *facts_of_meetings.FACTS]

WALLS = [
    Wall(
        "circles.SupportCircle",
        see=f"{MY} OR id = ANY((SELECT wall.circles_as('member', 'facilitator'))::uuid[])",
        add=f"{MY} AND written_by = (SELECT wall.me())",
        change=f"{MY} OR id = ANY((SELECT wall.circles_as('facilitator'))::uuid[])",
        # Who stops it by phone sees it no more.
        becomes="written_by = (SELECT wall.me())",
        machines=(("state", states.CIRCLE),),
        sql=(
            *holds("circle_keeps", "circles_supportcircle", "INSERT OR UPDATE"),
            *holds("circle_after", "circles_supportcircle", "UPDATE", after=True),
        ),
    ),
    Wall(
        "circles.SketchedPerson",
        see=f"{MY} OR circle_id = ANY((SELECT wall.sketch_shown())::uuid[])",
        add=MY,
        change=MY,
        remove=MY,
        sql=_of_circle("SketchedPerson"),
    ),
    Wall(
        "circles.Seat",
        see=(
            f"{MY}"
            " OR id = ANY((SELECT wall.my_seats())::uuid[])"
            f" OR (state = 'seated' AND {MEMBER})"
            f" OR (state IN ('seated', 'asked', 'declined', 'left') AND {FACILITATOR})"
            " OR (state = 'seated' AND chair <> 'member'"
            " AND circle_id = ANY((SELECT wall.circles_asked_in())::uuid[]))"
        ),
        add=f"{MY} AND written_by = (SELECT wall.me())",
        change=f"{MY} OR id = ANY((SELECT wall.my_seats())::uuid[]) OR {FACILITATOR}",
        # Who leaves or declines has no seat any more when the row is written.
        becomes=f"{MY} OR participant_id = (SELECT wall.me()) OR {FACILITATOR}",
        # A chair is emptied, and goes with the circle: who led before is not to be forgotten.
        machines=(("state", states.SEAT),),
        sql=_of_circle(
            "Seat",
            "seat_keeps",
            more=(
                *holds("seat_after", "circles_seat", "UPDATE", after=True),
                *holds("seat_gone", "circles_seat", "DELETE", after=True),
                *key_goes_along("circles_seat"),
            ),
        ),
    ),
    Wall(
        "circles.PreparatoryTalk",
        see=f"{MY} OR {MY_SEAT} OR {FACILITATOR}",
        add=f"{MY_SEAT} OR {FACILITATOR}",
        change=FACILITATOR,
        remove=f"({MY_SEAT} AND held_on IS NULL) OR {FACILITATOR}",
        sql=_of_circle("PreparatoryTalk", "talk_keeps"),
    ),
    Wall(
        "circles.ReleasedLine",
        see=(f"{MY} OR {MY_SEAT} OR {MEMBER} OR {_TOLD_ME}"),
        add=f"{MY_SEAT} OR {FACILITATOR}",
        # Who only has a telephone takes it back by phone: by whom it was told to.
        change=f"{MY_SEAT} OR ({_TOLD_ME} AND wall.only_phones(seat_id))",
        remove=f"{MY_SEAT} OR ({_TOLD_ME} AND wall.only_phones(seat_id))",
        sql=_of_circle("ReleasedLine", "line_keeps"),
    ),
    Wall(
        "circles.StartYes",
        see=ALL,
        add=f"{MY_SEAT} OR {FACILITATOR}",
        # Taken back by phone too, for who only has a telephone.
        remove=f"{MY_SEAT} OR ({FACILITATOR} AND wall.only_phones(seat_id))",
        sql=_of_circle("StartYes", "yes_keeps"),
    ),
    Wall(
        "circles.Shown",
        see=f"{MY} OR (what <> 'sketch' AND {MEMBER}) OR {FACILITATOR}",
        add=MY,
        remove=MY,
        sql=_of_circle("Shown", "shown_keeps"),
    ),
    Wall(
        "circles.CalendarFeed",
        see=f"participant_id = (SELECT wall.me()) AND {MY_SEAT}",
        add=f"participant_id = (SELECT wall.me()) AND {MY_SEAT}",
        remove="participant_id = (SELECT wall.me())",
        sql=_of_circle("CalendarFeed", "feed_keeps"),
    ),
    Wall(
        "circles.CircleMeeting",
        see=ALL,
        add=LEADS,
        change=LEADS,
        machines=(("state", states.MEETING),),
        sql=_of_circle("CircleMeeting", "meeting_keeps"),
    ),
    Wall(
        "circles.PossibleDay",
        see=ALL,
        add=LEADS,
        remove=LEADS,
        sql=_of_circle("PossibleDay", "day_keeps"),
    ),
    Wall(
        "circles.DayAnswer",
        see=ALL,
        add=f"{MY_SEAT} OR {LEADS}",
        change=f"{MY_SEAT} OR {LEADS}",
        # Taken back by who said it, or gone with its day; only while the day is being chosen.
        remove=f"({MY_SEAT} OR {LEADS}) AND wall.day_is_open(day_id)",
        sql=_of_circle("DayAnswer", "day_answer_keeps"),
    ),
    Wall(
        "circles.Presence",
        see=ALL,
        add=f"{MY_SEAT} OR {LEADS}",
        change=f"{MY_SEAT} OR {LEADS}",
        sql=_of_circle("Presence", "presence_keeps"),
    ),
    Wall(
        "circles.AgendaPoint",
        see=f"{LEADS} OR ({MEMBER} AND NOT wall.meeting_is(meeting_id, 'agenda_draft'))",
        add=LEADS,
        change=LEADS,
        remove=f"({LEADS}) AND wall.meeting_is(meeting_id, 'agenda_draft')",
        sql=_of_circle("AgendaPoint", "agenda_keeps"),
    ),
    Wall(
        "circles.Suggestion",
        see=f"{MY} OR {MY_SEAT}",
        add=MY_SEAT,
        change=MY,
        remove=f"{MY} OR {MY_SEAT}",
        sql=_of_circle("Suggestion", "suggestion_keeps"),
    ),
    Wall(
        "circles.PlanVersion",
        see=ALL,
        add=LEADS,
        change=LEADS,
        machines=(("state", states.PLAN),),
        sql=_of_circle("PlanVersion", "plan_keeps"),
    ),
    Wall(
        "circles.Agreement",
        see=ALL,
        add=LEADS,
        change=f"{MY_SEAT} OR {LEADS}",
        remove=(
            f"({LEADS}) AND (state <> 'agreed' OR broken_at IS NOT NULL)"
            " AND wall.plan_is(plan_id, 'draft')"
        ),
        machines=(("state", states.AGREEMENT),),
        sql=_of_circle(
            "Agreement",
            "agreement_keeps",
            more=holds("declined_after", "circles_agreement", "UPDATE", after=True),
        ),
    ),
    Wall(
        "circles.Consent",
        see=ALL,
        add=f"{MY_SEAT} OR {FACILITATOR}",
        # What somebody typed alone, the facilitator does not write over.
        change=f"{MY_SEAT} OR ({FACILITATOR} AND read_back_at IS NOT NULL)",
        sql=_of_circle(
            "Consent",
            "consent_keeps",
            more=holds("objection_after", "circles_consent", "INSERT OR UPDATE", after=True),
        ),
    ),
]

# Children before parents; those with a seat go with the seat too.
OF_SEATS = (
    "consent", "agreement", "presence", "dayanswer", "suggestion", "calendarfeed", "startyes",
    "releasedline", "preparatorytalk",
)  # fmt: skip
OF_CIRCLES = (
    *OF_SEATS, "planversion", "agendapoint", "possibleday", "circlemeeting", "shown",
    "sketchedperson", "seat",
)  # fmt: skip
FUNCTIONS += wiping.functions(OF_CIRCLES)
_CIRCLES = "SELECT id FROM circles_supportcircle WHERE resident_id = $1"
_MINE = f"circle_id IN ({_CIRCLES})"
_SAT = "seat_id IN (SELECT id FROM circles_seat WHERE participant_id = $1)"

ERASE = [
    # Who sat there hears that it stopped, and nothing older about it waits for them.
    f"DELETE FROM notices_notice WHERE thing IN ({_CIRCLES})",
    "PERFORM wall.tell_circle(id, 'circles.circle.stopped') FROM circles_supportcircle"
    " WHERE resident_id = $1 AND state <> 'ended'",
    *[f"DELETE FROM circles_{table} WHERE {_SAT}" for table in OF_SEATS],
    *[f"DELETE FROM circles_{table} WHERE {_MINE}" for table in OF_CIRCLES],
    "DELETE FROM circles_seat WHERE participant_id = $1",
    "DELETE FROM circles_supportcircle WHERE resident_id = $1",
]
