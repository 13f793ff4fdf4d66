"""What can be reported, and how it is found: by the code that stands on the page one reads.

Every look-up goes through the walls: what somebody cannot read, they cannot report either.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mekaar.answers.models import Experience, Question
from mekaar.core.errors import NotThere
from mekaar.core.text import has_null
from mekaar.exchange.models import Arrangement, Ask, Idea, Offer, Side
from mekaar.people.by import By
from mekaar.reports.models import Kind


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of what is reported: what it is, and the words."""

    label: str | Promise
    words: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What is reported: its kind and id, and its words as they can be read now."""

    kind: str
    id: uuid.UUID
    words: list[Words]


def find(what: str, code: str, *, by: By) -> Thing:
    """What stands on a page under this code, as far as this person reads it and did not write it.

    Raises NotThere.
    """
    look = _FROM_A_PAGE.get(what)
    found = look(code, by) if look and not has_null(code) else None
    if found is None:
        raise NotThere("")
    return found


def read(kind: str, thing: uuid.UUID) -> list[Words]:
    """The words of a reported thing, for who may read them now; none when they are gone."""
    row = _MODELS[kind].objects.filter(id=thing).first()
    return _words(row) if row else []


_Reported = Ask | Offer | Side | Arrangement | Experience | Question

_MODELS: Mapping[str, type[_Reported]] = {
    Kind.ASK: Ask,
    Kind.OFFER: Offer,
    Kind.TELLING: Side,
    Kind.ARRANGEMENT: Arrangement,
    Kind.EXPERIENCE: Experience,
    Kind.QUESTION: Question,
}


def _words(row: _Reported) -> list[Words]:
    match row:
        case Ask():
            said = [
                (_("De vraag"), row.words),
                (_("Wat deze buur zelf doet"), row.self_part),
                (_("Wie er naast deze buur staat"), row.beside_me),
            ]
        case Offer():
            said = [(_("Wat deze buur wil doen"), row.words)]
        case Side():
            said = [(_("Wat de buurtverbinder zei"), row.told)]
        case Question():
            said = [(_("Wat deze buur vraagt"), row.words)]
        case Experience():
            said = [
                (_("Wat deze buur meemaakte"), row.happened),
                (_("Wat deze buur hielp"), row.helped),
                (_("Wat deze buur nu anders zou doen"), row.otherwise),
            ]
        case _:
            said = [(_("De afspraak"), row.words), (_("Waar"), row.place)]
    return [Words(label, words) for label, words in said if words]


def _ask(code: str, by: By) -> Thing | None:
    others = Ask.objects.open().exclude(participant_id__in=by.ids)
    row = others.filter(code=code).first()
    return Thing(Kind.ASK, row.id, [_words(row)[0]]) if row else None


def _idea(code: str, by: By) -> Thing | None:
    """The words in an idea are those of an offer that its giver lets neighbours read."""
    idea = Idea.objects.visible_to(by).filter(code=code).first()
    readable = Offer.objects.readable_by_neighbours()
    row = readable.filter(id=idea.offer_id).first() if idea else None
    return Thing(Kind.OFFER, row.id, _words(row)) if row else None


def _offer(code: str, by: By) -> Thing | None:
    row = Offer.objects.kept_by(by).exclude(participant_id__in=by.ids).filter(code=code).first()
    return Thing(Kind.OFFER, row.id, _words(row)) if row else None


def _telling(code: str, by: By) -> Thing | None:
    row = Side.objects.visible_to(by).filter(code=code).first()
    return Thing(Kind.TELLING, row.id, _words(row)) if row else None


def _arrangement(code: str, by: By) -> Thing | None:
    row = Arrangement.objects.visible_to(by).filter(code=code).first()
    if row is None or row.proposer_id in by.ids:
        return None
    return Thing(Kind.ARRANGEMENT, row.id, _words(row))


def _experience(code: str, by: By) -> Thing | None:
    at_desk = by.holds("host", "connector")
    row = Experience.objects.read_by(by, at_desk=at_desk).filter(code=code).first()
    return Thing(Kind.EXPERIENCE, row.id, _words(row)) if row else None


def _question(code: str, by: By) -> Thing | None:
    at_desk = by.holds("host", "connector")
    row = Question.objects.read_by(by, at_desk=at_desk).filter(code=code).first()
    return Thing(Kind.QUESTION, row.id, _words(row)) if row else None


# The word in the address (Dutch, as every address).
_FROM_A_PAGE: dict[str, Callable[[str, By], Thing | None]] = {
    "vraag": _ask,
    "idee": _idea,
    "aanbod": _offer,
    "kennismaking": _telling,
    "afspraak": _arrangement,
    "ervaring": _experience,
    "ervaringsvraag": _question,
}
