"""Every write of the exchange, one file per noun: require, change, record, queue."""

from mekaar.exchange.actions.afterwards import (
    answer_reverse_question,
    ask_reverse_question,
    forget_contacts,
    say_lasting,
)
from mekaar.exchange.actions.arrangement import (
    agree,
    give_back,
    propose,
    round_off,
    withdraw_proposal,
)
from mekaar.exchange.actions.ask import (
    begin_encounter,
    change_ask,
    hand_to_connector,
    pass_card,
    place_ask,
    round_off_ask,
    think_it_over,
    withdraw_ask,
)
from mekaar.exchange.actions.ideas import (
    look_again_for_ideas,
    open_ideas,
    refresh_ideas,
    refresh_ideas_around,
    set_aside,
    wish_for,
)
from mekaar.exchange.actions.introduction import (
    answer,
    end_contact,
    let_go,
    offer_introduction,
    take_back,
)
from mekaar.exchange.actions.notebook import TakenOver, take_over
from mekaar.exchange.actions.offer import (
    ask_again,
    change_offer,
    confirm_offer,
    keep_offer,
    make_offer,
    reopen_offer,
    rest_offer,
    say_carrying,
    withdraw_offer,
)

__all__ = [
    "TakenOver",
    "agree",
    "answer",
    "answer_reverse_question",
    "ask_again",
    "ask_reverse_question",
    "begin_encounter",
    "change_ask",
    "change_offer",
    "confirm_offer",
    "end_contact",
    "forget_contacts",
    "give_back",
    "hand_to_connector",
    "keep_offer",
    "let_go",
    "look_again_for_ideas",
    "make_offer",
    "offer_introduction",
    "open_ideas",
    "pass_card",
    "place_ask",
    "propose",
    "refresh_ideas",
    "refresh_ideas_around",
    "reopen_offer",
    "rest_offer",
    "round_off",
    "round_off_ask",
    "say_carrying",
    "say_lasting",
    "set_aside",
    "take_back",
    "take_over",
    "think_it_over",
    "wish_for",
    "withdraw_ask",
    "withdraw_offer",
    "withdraw_proposal",
]
