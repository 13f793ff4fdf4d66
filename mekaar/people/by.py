"""Who acts, and for whom: handed to every action as `by`."""

import datetime
import uuid
from dataclasses import dataclass, replace

from django.utils import timezone

from mekaar.core.errors import NotAllowed
from mekaar.journal.actions import Line
from mekaar.people.models import DeskVisit, Participant


@dataclass(frozen=True, slots=True)
class By:
    """A participant who acts: for themselves, or at the desk for the resident of an open visit.

    `read_back_at` is set once the text was read aloud and confirmed (R-C05); what a scribe writes
    for another does not count without it.
    """

    me: Participant
    roles: frozenset[str] = frozenset()
    visit: DeskVisit | None = None
    read_back_at: datetime.datetime | None = None

    @property
    def id(self) -> uuid.UUID:
        """The id of who acts."""
        return self.me.id

    @property
    def here(self) -> uuid.UUID:
        """The neighbourhood in which they act."""
        return self.me.neighbourhood_id

    @property
    def ids(self) -> list[uuid.UUID]:
        """The people whose own pages are open now: this person, and the resident helped now."""
        return [self.me.id, *([self.visit.resident_id] if self.visit else [])]

    def is_at_desk_for(self, participant: uuid.UUID) -> bool:
        """Whether a desk visit of this resident is open."""
        return self.visit is not None and self.visit.resident_id == participant

    def acts_for(self, participant: uuid.UUID) -> bool:
        """Whether this is the resident, or who helps the resident now."""
        return self.id == participant or self.is_at_desk_for(participant)

    def holds(self, *roles: str) -> bool:
        """Whether one of these roles is held here now."""
        return bool(self.roles & set(roles))

    def line(
        self, verb: str, *, whose: uuid.UUID | None = None, thing: uuid.UUID | None = None
    ) -> Line:
        """A journal line; at the desk it carries for whom, and why the visit is open (L-10)."""
        if whose and self.visit and self.visit.resident_id == whose:
            return Line(verb, whose=whose, thing=thing, on_behalf_of=whose, why=self.visit.why)
        return Line(verb, whose=whose, thing=thing)

    def after_reading_back(self) -> "By":
        """The same, after the resident confirmed the words aloud."""
        return replace(self, read_back_at=timezone.now())

    def written_for(self, participant: uuid.UUID) -> dict[str, object]:
        """`written_by` and `read_back_at` for a text of this participant.

        Raises NotAllowed when another writes without reading back, or without an open visit.
        """
        if self.id == participant:
            return {"written_by": self.id, "read_back_at": None}
        if not self.is_at_desk_for(participant) or self.read_back_at is None:
            raise NotAllowed("Lees de woorden eerst voor. Ze tellen pas na een ja.")
        return {"written_by": self.id, "read_back_at": self.read_back_at}


def require(allowed: bool, sentence: str) -> None:
    """Refuse with a sentence when a rule says no. First line of every action.

    Raises NotAllowed.
    """
    if not allowed:
        raise NotAllowed(sentence)
