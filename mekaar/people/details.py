"""What a person says about themselves, on the way from a form to an action."""

from dataclasses import dataclass, field

from mekaar.people.models import ReachPreference
from mekaar.places.models import MeetingPlace


@dataclass(frozen=True, slots=True)
class Reach:
    """How and when somebody wants to be reached."""

    kind: ReachPreference.Kind
    phone: str = ""
    email: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Languages:
    """The preferred language, the others, and who helps."""

    language: str = "nl"
    others: list[str] = field(default_factory=list)
    helper: str = ""


@dataclass(frozen=True, slots=True)
class GroupWording:
    """A group as the desk writes it down; never who takes part."""

    name: str
    when: str = ""
    meeting_place: MeetingPlace | None = None
