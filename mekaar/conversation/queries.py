"""Reads of the conversation room that feed a screen or a decision of the rooms above."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import CharField, F, Func, Q, QuerySet
from django.utils.translation import get_language_info

from mekaar.conversation import rules, words
from mekaar.conversation.models import (
    ClosingInvitation,
    CoreAnswer,
    DailyActivity,
    Encounter,
    Goal,
    PracticeStep,
)
from mekaar.core import dates
from mekaar.people.by import By
from mekaar.people.models import Participant, RoleHeld

Question = CoreAnswer.Question
Step = DailyActivity.Step
_NAMES = {code: name for code, name in words.LANGUAGES}
_RIGHT_TO_LEFT = {"ar", "fa", "ku"}
