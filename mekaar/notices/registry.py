"""What the rooms above hand down at start: words of each kind of notice, and where people get mail.

This room imports no room above it; each room's `AppConfig.ready()` fills these in.
"""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """The Dutch of one kind: subject and body of the mail, what to say on the phone, where to look.

    No names and no words of residents: a mail or a call list can be read by somebody else.
    `at_desk` is what the link to the desk's own page about it says (see DESK_PAGES).
    """

    subject: Words
    body: Words
    call: Words = ""
    where: str = "/mijn/"
    at_desk: Words = ""
    # On the own page, where nobody else reads along; there the mail's subject and body say less.
    on_page: Words = ""


@dataclass(frozen=True, slots=True)
class Letterbox:
    """Where somebody wants mail, the name to greet them with, and the language they like best."""

    name: str
    email: str
    language: str


class AddressBook:
    """Answers by the room of people: letterbox of who chose e-mail, and the channel of anyone."""

    def __init__(self) -> None:
        """Empty until people's `ready()`."""
        self.letterbox: Callable[[uuid.UUID], Letterbox | None] = lambda _participant: None
        self.channel: Callable[[uuid.UUID], str] = lambda _participant: "page"


class Worker(Protocol):
    """Who works at the desk, as this floor needs it (people.by.By is one)."""

    def holds(self, *roles: str) -> bool:
        """Whether one of these roles is held here now."""


# Of these things: the address where this worker does at the desk what the notice asks for.
DeskPages = Callable[[Collection[uuid.UUID], Worker], Mapping[uuid.UUID, str]]

ADDRESS_BOOK = AddressBook()
WORDS: dict[str, NoticeWords] = {}
DESK_PAGES: dict[str, DeskPages] = {}


def add(kinds: Mapping[str, NoticeWords]) -> None:
    """Join the kinds of one room; called from its `AppConfig.ready()`."""
    WORDS.update(kinds)
