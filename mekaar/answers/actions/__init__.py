"""Every write of this room, one file per noun: require, change, record, queue."""

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
from mekaar.answers.actions.meaning import AT_ONCE, keep_meaning, renew_meanings

__all__ = [
    "AT_ONCE",
    "ask_again",
    "choose_readers",
    "keep",
    "keep_meaning",
    "mark",
    "renew_meanings",
    "say_otherwise",
    "say_yes",
    "take_back",
    "tell",
]
