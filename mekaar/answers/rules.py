"""Who may do what with an experience. Plain functions; the walls say the same."""

import datetime

from mekaar.answers.models import Experience
from mekaar.core.dates import months_later
from mekaar.people.by import By

MONTHS_UNTIL_LOOKING_AGAIN = 12


def may_change(by: By, experience: Experience) -> bool:
    """The teller, or who helps the teller at the desk now."""
    return by.acts_for(experience.participant_id)


def look_again_on(day: datetime.date) -> datetime.date:
    """The day on which an experience of today is looked at again with its teller (L-14)."""
    return months_later(day, MONTHS_UNTIL_LOOKING_AGAIN)
