"""Nouns of the support circle."""

from mekaar.circles.models.circle import (
    CalendarFeed,
    Kind,
    OfCircle,
    Seat,
    Shown,
    SketchedPerson,
    SupportCircle,
    seated,
)
from mekaar.circles.models.meeting import (
    AgendaPoint,
    CircleMeeting,
    DayAnswer,
    PossibleDay,
    Presence,
    Suggestion,
)
from mekaar.circles.models.plan import Agreement, Consent, PlanVersion
from mekaar.circles.models.talk import PreparatoryTalk, ReleasedLine, StartYes

__all__ = [
    "AgendaPoint",
    "Agreement",
    "CalendarFeed",
    "CircleMeeting",
    "Consent",
    "DayAnswer",
    "Kind",
    "OfCircle",
    "PlanVersion",
    "PossibleDay",
    "PreparatoryTalk",
    "Presence",
    "ReleasedLine",
    "Seat",
    "Shown",
    "SketchedPerson",
    "StartYes",
    "Suggestion",
    "SupportCircle",
    "seated",
]
