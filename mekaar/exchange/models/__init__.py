"""Nouns of the exchange: ask, offer, idea, round, introduction, arrangement, what follows."""

from mekaar.exchange.models.arrangement import (
    Arrangement,
    LastingContact,
    LastingContactCount,
    ReverseQuestion,
)
from mekaar.exchange.models.ask import Ask, Carrying, Offer
from mekaar.exchange.models.introduction import Idea, IdeaSetAside, Introduction, Side
from mekaar.exchange.models.meaning import Meaning
from mekaar.exchange.models.notebook import NotebookRow
from mekaar.exchange.models.round import RoundIdea, RoundOpen, TableRound

__all__ = [
    "Arrangement",
    "Ask",
    "Carrying",
    "Idea",
    "IdeaSetAside",
    "Introduction",
    "LastingContact",
    "LastingContactCount",
    "Meaning",
    "NotebookRow",
    "Offer",
    "ReverseQuestion",
    "RoundIdea",
    "RoundOpen",
    "Side",
    "TableRound",
]
