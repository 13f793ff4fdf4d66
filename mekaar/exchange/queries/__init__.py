"""Reads of the exchange that feed a screen or a decision, one file per noun."""

from mekaar.exchange.queries.afterwards import (
    my_lasting_contacts,
    my_questions_back,
    reverse_question_share,
)
from mekaar.exchange.queries.arrangement import (
    my_arrangements,
)
from mekaar.exchange.queries.ask import board, my_asks, was_offered_card
from mekaar.exchange.queries.desk import Desk, connector_desk, saw_asked, waiting_list
from mekaar.exchange.queries.ideas import (
    ConnectorIdeas,
    IdeaCard,
    connector_ideas,
    ideas_of,
    my_ideas,
    thought_of,
)
from mekaar.exchange.queries.introduction import (
    my_introductions,
    open_introductions,
)
from mekaar.exchange.queries.offer import my_carrying, my_offers, was_asked
from mekaar.exchange.queries.round import paper, round_now

__all__ = [
    "ConnectorIdeas",
    "Desk",
    "IdeaCard",
    "board",
    "connector_desk",
    "connector_ideas",
    "ideas_of",
    "my_arrangements",
    "my_asks",
    "my_carrying",
    "my_ideas",
    "my_introductions",
    "my_lasting_contacts",
    "my_offers",
    "my_questions_back",
    "open_introductions",
    "paper",
    "reverse_question_share",
    "round_now",
    "saw_asked",
    "thought_of",
    "waiting_list",
    "was_asked",
    "was_offered_card",
]
