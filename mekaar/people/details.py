"""What a person says about themselves, on the way from a form to an action."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from mekaar.people.models import Participant, ReachPreference
from mekaar.people.rules import is_guest
from mekaar.places.models import MeetingPlace

# The ways in which a guest in a circle can be reached: nobody of the desk calls or meets them.
GUEST_WAYS = {
    ReachPreference.Kind.EMAIL: ReachPreference.Kind.EMAIL.label,
    ReachPreference.Kind.COME_BY: _("ik kijk zelf op mijn plek"),
}


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


def way_of(participant: Participant, reach: ReachPreference) -> str:
    """The chosen way in words, as it was chosen."""
    if is_guest(participant):
        return str(GUEST_WAYS.get(ReachPreference.Kind(reach.kind), ""))
    return str(reach.get_kind_display())
