"""Reads of the closing invitation: "Zou je iets voor de buurt willen doen?" (R-A12)."""

import datetime
import uuid
from collections.abc import Callable

from django.db.models import QuerySet

from mekaar.conversation.models import ClosingInvitation
from mekaar.core.prepared import prepared
from mekaar.people.models import Participant


def may_be_invited(participant: Participant, today: datetime.date) -> bool:
    """Whether "Zou je iets voor de buurt willen doen?" may be asked: never again after an answer,
    except a "later" whose own date has come (R-A12).
    """
    return may_ask_again(last_invitation(participant), today)


def may_ask_again(last: ClosingInvitation | None, today: datetime.date) -> bool:
    """The same for an answer that was read already."""
    if last is None:
        return True
    return last.later_on is not None and last.later_on <= today


def last_invitation(participant: Participant) -> ClosingInvitation | None:
    """The last answer to the closing invitation."""
    return next(iter(_invitations(participant.neighbourhood_id, participant.id, 1)), None)


def invitations(participant: Participant) -> list[ClosingInvitation]:
    """Every answer to the closing invitation, the last first."""
    return _invitations(participant.neighbourhood_id, participant.id, None)


@prepared
def _invitations(here: uuid.UUID, one: uuid.UUID, most: int | None) -> QuerySet[ClosingInvitation]:
    mine = ClosingInvitation.objects.filter(neighbourhood=here, participant=one)
    return mine.order_by("-asked_at")[:most]


def words_for_the_neighbourhood(participant: Participant) -> str:
    """What somebody who said "ja" would like to do: the first words of an offer (exchange)."""
    last = last_invitation(participant)
    return last.words if last and last.answer == ClosingInvitation.Answer.YES else ""


# Rooms above: whether this person offered something in the neighbourhood from this moment on.
OFFERED_SINCE: list[Callable[[uuid.UUID, datetime.datetime], bool]] = []


def has_offered_since(last: ClosingInvitation | None) -> bool:
    """Whether something was offered after this answer: then nobody is asked to write it down."""
    return last is not None and any(
        offered(last.participant_id, last.asked_at) for offered in OFFERED_SINCE
    )
