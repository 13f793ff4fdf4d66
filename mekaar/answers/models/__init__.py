"""Nouns of this room: experiences and what they mean, questions, and who knows what."""

from mekaar.answers.models.experience import Audience, Experience, Matter, Meaning
from mekaar.answers.models.known import Asked, KnownSituation
from mekaar.answers.models.question import Handed, Question

__all__ = [
    "Asked",
    "Audience",
    "Experience",
    "Handed",
    "KnownSituation",
    "Matter",
    "Meaning",
    "Question",
]
