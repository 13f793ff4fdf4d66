"""What somebody tells, as actions take it: from a form, from the phone, from a test."""

import datetime
from typing import TypedDict

from mekaar.circles.models import Seat


class AgreementTold(TypedDict):
    """What, by whom, when or how often, how we know, what if it goes otherwise, until when."""

    seat: Seat
    what: str
    when: str
    how_we_know: str
    otherwise: str
    until: datetime.date | None
