"""Every write of this room, one file per noun: require, change, record, queue."""

from mekaar.answers.actions.back_up import answer_as_back_up, hand_to_back_up
from mekaar.answers.actions.experience import (
    ask_again,
    choose_readers,
    keep,
    mark,
    say_otherwise,
    say_yes,
    take_back,
    tell,
)
from mekaar.answers.actions.known import (
    add_known,
    answer_asked,
    ask_person,
    take_known_back,
)
from mekaar.answers.actions.meaning import (
    AT_ONCE,
    keep_meaning,
    renew_known_meanings,
    renew_meanings,
)
from mekaar.answers.actions.question import (
    ask,
    ask_otherwise,
    close,
    mark_question,
    put,
    take_question_back,
    tell_asker,
)

__all__ = [
    "AT_ONCE",
    "add_known",
    "answer_as_back_up",
    "answer_asked",
    "ask",
    "ask_again",
    "ask_otherwise",
    "ask_person",
    "choose_readers",
    "close",
    "hand_to_back_up",
    "keep",
    "keep_meaning",
    "mark",
    "mark_question",
    "put",
    "renew_known_meanings",
    "renew_meanings",
    "say_otherwise",
    "say_yes",
    "take_back",
    "take_known_back",
    "take_question_back",
    "tell",
    "tell_asker",
]
