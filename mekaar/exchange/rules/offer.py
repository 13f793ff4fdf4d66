"""Who may do what with an offer, and when it is looked at again."""

import datetime

from mekaar.core.dates import months_later
from mekaar.exchange import states
from mekaar.exchange.models import Offer
from mekaar.people.by import By

State = Offer.State

MONTHS_UNTIL_LOOKING_AGAIN = 6
MOST_AT_ONCE = 5


def may_change(by: By, offer: Offer) -> bool:
    """The giver, or who helps the giver at the desk now, until the offer is withdrawn."""
    return by.acts_for(offer.participant_id) and offer.state != State.WITHDRAWN


def may_move(by: By, offer: Offer) -> bool:
    """The giver, or who helps the giver at the desk now."""
    return by.acts_for(offer.participant_id)


def giver_moves(offer: Offer) -> list[str]:
    """The states to which the giver can go from here: exactly the buttons of the page."""
    return [move.target for move in states.OFFER.moves_from(offer.state)]


def look_again_on(day: datetime.date) -> datetime.date:
    """The day on which an offer of today is looked at again with its giver (L-14)."""
    return months_later(day, MONTHS_UNTIL_LOOKING_AGAIN)
