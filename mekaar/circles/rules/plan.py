"""Who may do what with the plan of a circle (R-C19, R-C20, R-C21); the walls say the same.

Resident and facilitator write it down. Each says yes for what they do themselves; each is asked
whether it is good so, the facilitator and children never. Nothing is decided by most.
"""

import datetime
import hashlib
import math
from collections.abc import Iterable

from mekaar.circles.models import Agreement, CircleMeeting, Kind, PlanVersion, Seat

Chair = Seat.Chair
State = PlanVersion.State
Said = Agreement.State
Meeting = CircleMeeting.State

# One plan is one sheet of A4 (R-C21): so many lines stand on it in letters that can be read, and
# up to so many in large ones. A name, a moment and the words in between take their own room.
MOST_AGREEMENTS = 8
MOST_LINES = 38
LARGE_LINES = 16
_HEADING, _LINE = 65, 75
_WHO, _LABEL = 85, 18


def may_lead(seat: Seat) -> bool:
    """Resident and facilitator write the plan down, ask everybody, and let it take effect."""
    return seat.state == Seat.State.SEATED and seat.chair in {Chair.RESIDENT, Chair.FACILITATOR}


def is_resident(seat: Seat) -> bool:
    """Whose circle it is: takes the plan back, and strikes what is about themselves."""
    return seat.chair == Chair.RESIDENT


def is_asked(seat: Seat) -> bool:
    """Resident and members answer; who is a name only, and the facilitator, do not."""
    return seat.state == Seat.State.SEATED and seat.chair != Chair.FACILITATOR and not seat.is_child


def may_write_for(me: Seat, other: Seat) -> bool:
    """The facilitator writes down what a member said aloud, after reading back (R-C05)."""
    is_facilitator = me.chair == Chair.FACILITATOR and me.state == Seat.State.SEATED
    return is_facilitator and other.chair == Chair.MEMBER and is_asked(other)


def may_begin(me: Seat, meeting: CircleMeeting) -> bool:
    """Agreements are of the third phase, which the resident opened (R-C19)."""
    return may_lead(me) and meeting.state == Meeting.SUPPORTING


def may_add(plan: PlanVersion) -> bool:
    """Something new is agreed on in the third phase only (invariant 8)."""
    return plan.state == State.DRAFT and plan.meeting.state == Meeting.SUPPORTING


def may_reword(plan: PlanVersion) -> bool:
    """While it is written down, also after the meeting, other words may be found."""
    phases = {Meeting.SUPPORTING, Meeting.WRITTEN}
    return plan.state == State.DRAFT and plan.meeting.state in phases


def may_remove(plan: PlanVersion, agreement: Agreement) -> bool:
    """What nobody said yes to, or what nobody is there for any more, need not stay."""
    waits = agreement.state != Said.AGREED or agreement.broken_at is not None
    return plan.state == State.DRAFT and waits


def may_say(plan: PlanVersion, agreement: Agreement) -> bool:
    """A yes or a no can be said until the plan is in force."""
    return plan.state in {State.DRAFT, State.CONSENT_ROUND} and agreement.state in {
        Said.PROPOSED,
        Said.AGREED,
    }


def may_veto(me: Seat, plan: PlanVersion, agreement: Agreement) -> bool:
    """The resident strikes anything about themselves, whenever it is (R-C20)."""
    return is_resident(me) and plan.state != State.SUPERSEDED and agreement.state != Said.VETOED


def may_say_broken(me: Seat, plan: PlanVersion, agreement: Agreement) -> bool:
    """Who does it, or who leads, says that it did not work out; it returns to the circle."""
    of_plan = plan.state == State.IN_FORCE and agreement.state == Said.AGREED
    return of_plan and agreement.broken_at is None and (may_lead(me) or me.id == agreement.seat_id)


def is_of_neighbour(seat: Seat) -> bool:
    """A member who is no professional: some things are never asked (L-08, L-15)."""
    return seat.chair == Chair.MEMBER and seat.kind != Kind.PROFESSIONAL


def is_over(agreement: Agreement, today: datetime.date) -> bool:
    """An agreement ends on its day; going on takes another yes (J11)."""
    return agreement.until is not None and agreement.until < today


def fits_on_paper(agreements: Iterable[Agreement]) -> bool:
    """Whether all of it stands on one sheet."""
    kept = [one for one in agreements if one.state in {Said.PROPOSED, Said.AGREED}]
    return len(kept) <= MOST_AGREEMENTS and sum(map(lines, kept)) <= MOST_LINES


def lines(one: Agreement) -> int:
    """How many lines an agreement takes on paper, at most."""
    more = [len(text) + _LABEL for text in (one.how_we_know, one.otherwise) if text]
    taken = [len(one.what) / _HEADING, (len(one.when) + _WHO) / _LINE, *(n / _LINE for n in more)]
    return sum(map(math.ceil, taken))


def _texts(one: Agreement) -> tuple[str, ...]:
    return (one.what, one.when, one.how_we_know, one.otherwise)


def mark(agreement: Agreement) -> str:
    """These words for this person: a page that shows others cannot say yes to them."""
    told = "\n".join((str(agreement.seat_id), str(agreement.until), *_texts(agreement)))
    return hashlib.blake2s(told.encode(), digest_size=8).hexdigest()


def round_mark(plan: PlanVersion) -> str:
    """Which time everybody is asked: the answer of an older page is no answer now."""
    return f"{plan.code}-{plan.round}"
