"""Nouns of this room: an experience, and what it means."""

from mekaar.answers.models.experience import Audience, Experience, Matter, Meaning

__all__ = ["Audience", "Experience", "Matter", "Meaning"]
