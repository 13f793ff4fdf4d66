"""Who may do what with an introduction (R-A14). The wall says the same; see double_yes.py."""

import re
import unicodedata
import uuid

from mekaar.exchange.models import Ask, Introduction, Offer, Side
from mekaar.people.by import By

State = Introduction.State

# Names that are also a word: at the beginning of a sentence nobody can tell which it is.
_ALSO_WORDS = {"wil", "roos", "ton", "mei", "hoop"}
_TITLES = {"meneer", "mevrouw", "de", "van", "den", "der", "het"}
# Eight digits with whatever marks between them; an e-mail address, also one that is spelt out.
_WAY_TO_REACH = re.compile(r"(\d[\W_]*){8,}|@|[(\[{]\s*at\s*[)\]}]|apenstaart", re.IGNORECASE)
# From so many letters a name is found however it is written; of one letter it says nothing.
_LONG, _SHORTEST = 4, 2


def may_introduce(by: By, ask: Ask, offer: Offer) -> bool:
    """A connector, for two others: who is one of the two does not introduce."""
    two = {ask.participant_id, offer.participant_id}
    return by.holds("connector") and len(two) == 2 and by.id not in two


def may_handle(by: By) -> bool:
    """A connector of the neighbourhood, also of a colleague's introduction."""
    return by.holds("connector")


def how_answered(by: By, side: Side, *, other: uuid.UUID | None = None) -> str | None:
    """How an answer by this person would be written: on screen, at the desk, after a call.

    None when this person may not give or write it. `other` is the other of the two, where known:
    who is one of the two never writes the answer of the other.
    """
    if by.id == side.participant_id:
        return Side.How.SCREEN
    if by.id == other:
        return None
    if by.is_at_desk_for(side.participant_id):
        return Side.How.DESK
    return Side.How.PHONE if by.holds("connector") else None


def may_answer(side: Side, answer: str) -> bool:
    """Once asked: yes or no; a yes can still become a no until the other said yes too."""
    if side.asked_at is None or side.introduction.state not in Introduction.GOING_ON:
        return False
    return side.answer == "" or (side.answer == Side.Answer.YES and answer == Side.Answer.NO)


def may_take_back(by: By, ask: Ask) -> bool:
    """The asker (or who helps the asker now), and a connector."""
    return by.acts_for(ask.participant_id) or by.holds("connector")


def may_end(by: By, side: Side) -> bool:
    """Either of the two, at any time, without a reason."""
    return by.acts_for(side.participant_id) and side.introduction.state == State.INTRODUCED


def gives_away(told: str, name: str, *, building: str = "", place: str = "") -> bool:
    """Whether words for one hold the other's name, building, phone number or e-mail address.

    A building that is called as the place where they meet gives nothing away.
    """
    if _WAY_TO_REACH.search(told):
        return True
    told, meets_at = _plain(told), set(_words(place.casefold()))
    home = [part for part in _words(building.casefold()) if part not in meets_at]
    return any(_names(told, part) for part in _words(name)) or any(
        len(part) >= _LONG and part not in _TITLES and part in _words(told.casefold())
        for part in home
    )


def _plain(text: str) -> str:
    """The same without accents: "Dékker" is Dekker."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", _plain(text))


def _names(told: str, part: str) -> bool:
    plain = part.casefold()
    if plain in _TITLES or len(part) < _SHORTEST:
        return False
    if len(part) >= _LONG and plain not in _ALSO_WORDS:
        return plain in _words(told.casefold())
    for found in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", told):
        begins = re.search(r"(^|[.?!:]\s*)$", told[: found.start()]) is not None
        if part[0].isupper() and not (begins and plain in _ALSO_WORDS):
            return True
    return False
