"""Who may look here, and what is found for them; shared by the pages of this room."""

from mekaar.answers import finding, queries
from mekaar.answers.finding import Answer
from mekaar.core.errors import NotThere
from mekaar.exchange.rules.ask import may_read_neighbours
from mekaar.people import shift
from mekaar.people.doors import DESK_ROLES
from mekaar.people.requests import PersonRequest


def require_reader(request: PersonRequest) -> None:
    """Raises NotThere for who reads nobody's words (invariant 18)."""
    if not may_read_neighbours(request.roles | request.roles_waiting):
        raise NotThere("")


def is_at_desk(request: PersonRequest) -> bool:
    """Whether this is the desk, on a shift: there one reads what was told to the desk."""
    return bool(request.roles & set(DESK_ROLES)) and shift.is_on(request.session)


def found_for(request: PersonRequest, words: str) -> Answer:
    """Experiences of others that are about this; what the desk may read is written down."""
    at_desk = is_at_desk(request)
    answer = finding.find(words, by=request.by, at_desk=at_desk)
    if at_desk:
        queries.seen_at_desk((one.experience for one in answer.found), by=request.by)
    return answer
