"""Who may do what around a meeting (R-C09, R-C14, R-C17 to R-C19, invariants 6 and 29).

Place, time, the agenda's release and the third phase are the resident's; the facilitator helps.
"""

from mekaar.circles.models import CircleMeeting, Seat, SupportCircle

State = CircleMeeting.State
Chair = Seat.Chair

RUNNING = (State.BEING_THERE, State.THINKING_ALONG, State.SUPPORTING)
OVER = (State.WRITTEN, State.CONSENTED, State.CALLED_OFF)


def is_resident(seat: Seat) -> bool:
    """Whose circle it is."""
    return seat.chair == Chair.RESIDENT


def may_lead(seat: Seat) -> bool:
    """Resident and facilitator prepare a meeting together."""
    return seat.chair in {Chair.RESIDENT, Chair.FACILITATOR}


def may_plan(seat: Seat, circle: SupportCircle) -> bool:
    """A meeting is of a circle that began."""
    return may_lead(seat) and circle.state == SupportCircle.State.ACTIVE


def is_draft(meeting: CircleMeeting) -> bool:
    """The agenda is being made."""
    return meeting.state == State.AGENDA_DRAFT


def is_running(meeting: CircleMeeting) -> bool:
    """The people are together now."""
    return meeting.state in RUNNING


def is_over(meeting: CircleMeeting) -> bool:
    """It was, or it was called off."""
    return meeting.state in OVER


def is_asking(meeting: CircleMeeting) -> bool:
    """The days are still open: nobody chose a moment yet."""
    return is_draft(meeting) and meeting.planned_for is None


def may_place(seat: Seat, meeting: CircleMeeting) -> bool:
    """Only the resident says where and when, before the agenda is ready (R-C09, R-C14)."""
    return is_resident(seat) and is_draft(meeting)


def may_be_alone(seat: Seat, meeting: CircleMeeting) -> bool:
    """Only the resident asks for time without professionals, until it is over."""
    return is_resident(seat) and not is_over(meeting)


def may_propose_days(seat: Seat, meeting: CircleMeeting) -> bool:
    """Resident and facilitator put days ready while nothing was chosen."""
    return may_lead(seat) and is_asking(meeting)


def may_answer_for(seat: Seat, whose: Seat) -> bool:
    """Everybody answers for themselves; resident and facilitator type for who phones (R-C14)."""
    return not whose.is_child and (seat.id == whose.id or may_lead(seat))


def may_make_agenda(seat: Seat, meeting: CircleMeeting) -> bool:
    """No point by others (R-C17)."""
    return may_lead(seat) and is_draft(meeting)


def may_see_agenda(seat: Seat, meeting: CircleMeeting) -> bool:
    """Members read it once it is released."""
    return may_lead(seat) or not is_draft(meeting)


def may_suggest(seat: Seat) -> bool:
    """A member suggests a point to the resident, and to nobody else."""
    return seat.chair == Chair.MEMBER


def may_release(seat: Seat, meeting: CircleMeeting) -> bool:
    """Only the resident says that the agenda is ready."""
    return is_resident(seat) and is_draft(meeting)


def may_call_off(seat: Seat, meeting: CircleMeeting) -> bool:
    """Only the resident, before it begins; without a reason."""
    return is_resident(seat) and meeting.state in {State.AGENDA_DRAFT, State.RELEASED}


def may_begin(seat: Seat, meeting: CircleMeeting) -> bool:
    """No meeting without an agenda that the resident released (R-C17)."""
    return may_lead(seat) and meeting.state == State.RELEASED


def may_think_along(seat: Seat, meeting: CircleMeeting) -> bool:
    """After being there."""
    return may_lead(seat) and meeting.state == State.BEING_THERE


def may_support(seat: Seat, meeting: CircleMeeting) -> bool:
    """Only the resident opens the third phase (R-C19)."""
    return is_resident(seat) and meeting.state == State.THINKING_ALONG


def may_end(seat: Seat, meeting: CircleMeeting) -> bool:
    """After every phase, also after being there: that is a good meeting (invariant 29)."""
    return may_lead(seat) and is_running(meeting)


def may_say_comes(seat: Seat, whose: Seat, meeting: CircleMeeting) -> bool:
    """A member comes, or not this time; who phones is typed by resident or facilitator."""
    is_asked = whose.chair == Chair.MEMBER and meeting.state == State.RELEASED
    return is_asked and may_answer_for(seat, whose)


def may_note_presence(seat: Seat, meeting: CircleMeeting) -> bool:
    """Who is there is seen at the table."""
    return may_lead(seat) and is_running(meeting)
