"""The chain of the journal: proof that no line was changed, taken out or put in between (L-10).

Every line has a link: SHA-256 over the link before it and the whole line, made by the database at
commit. Here the same is computed anew, in another language than it was made in. Who can rewrite the
whole database can rewrite the whole chain too; therefore its head goes to the log every night, and
`mekaar journal verify --heads FILE` holds the chain against heads that were kept elsewhere.

Lines go after some years (retention.py). The chain then begins at the anchor of the last day that
went: its number and hash stand for everything before it (ADR 18).
"""

import datetime
import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from mekaar.journal.models import Anchor, Entry, Link

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ended: its number and hash."""

    neighbourhood: uuid.UUID
    number: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.neighbourhood} {self.number} {self.hash.hex()}"

    @classmethod
    def read(cls, line: str) -> "Head":
        """Raises ValueError: not the line of a head."""
        here, number, found = line.split()[-3:]
        return cls(uuid.UUID(here), int(number), bytes.fromhex(found))


def digest(before: bytes, entry: Entry) -> bytes:
    """The link of this line: 32 bytes."""
    moment = (entry.made_at - _EPOCH) // datetime.timedelta(microseconds=1)
    whole = [
        entry.id, entry.neighbourhood_id, entry.code, moment, entry.verb, entry.by or "-",
        entry.whose or "-", entry.on_behalf_of or "-", entry.why, entry.thing or "-",
    ]  # fmt: skip
    return hashlib.sha256(before + "|".join(map(str, whole)).encode()).digest()


def head(here: uuid.UUID) -> Head | None:
    """The head of the chain of a neighbourhood now; None before the first line."""
    links, anchors = (
        Link.objects.filter(neighbourhood=here),
        Anchor.objects.filter(neighbourhood=here),
    )
    last = links.order_by("-number").first() or anchors.order_by("-number").first()
    return Head(here, last.number, bytes(last.hash)) if last else None


def faults(here: uuid.UUID, heads: list[Head]) -> Iterator[str]:
    """What is wrong with the chain of a neighbourhood, in Dutch; nothing when it is whole.

    `heads` were kept outside the database; those of other neighbourhoods are passed over.
    """
    kept = {one.number: one.hash for one in heads if one.neighbourhood == here}
    for anchor in Anchor.objects.filter(neighbourhood=here):
        if kept.setdefault(anchor.number, bytes(anchor.hash)) != bytes(anchor.hash):
            yield _("regel %(number)s: het ankerpunt is veranderd") % {"number": anchor.number}
    yield from _broken(here, kept)
    if loose := _without_link(here):
        yield _("regels die niet in de keten staan: %(number)s") % {"number": loose}


def _beginning(here: uuid.UUID) -> Anchor | None:
    """The anchor before the first line that is left; None when nothing went yet, or wrongly."""
    first = Link.objects.filter(neighbourhood=here).order_by("number").first()
    anchors = Anchor.objects.filter(neighbourhood=here).order_by("-number", "day")
    return (anchors.filter(number=first.number - 1) if first else anchors).first()


def _begins_wrong(beginning: Anchor, kept: dict[int, bytes]) -> Iterator[str]:
    """Lines went that were not past the years of this neighbourhood, or others than was kept."""
    said = {"number": beginning.number}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s < wall.journal_since(%s)", [beginning.day, beginning.neighbourhood_id]
        )
        if not cursor.fetchone()[0]:
            yield _("tot en met regel %(number)s is te vroeg weggehaald") % said
    if kept.get(beginning.number, bytes(beginning.hash)) != bytes(beginning.hash):
        yield _("regel %(number)s is niet die van het ankerpunt") % said


def _broken(here: uuid.UUID, kept: dict[int, bytes]) -> Iterator[str]:
    before, number = b"", 0
    if beginning := _beginning(here):
        before, number = bytes(beginning.hash), beginning.number
        yield from _begins_wrong(beginning, kept)
    for link, entry in _links(here):
        number += 1
        said = {"number": number}
        if link.number != number:
            yield _("regel %(number)s ontbreekt") % said
            return
        if entry is None:
            yield _("regel %(number)s is weggehaald") % said
        elif digest(before, entry) != bytes(link.hash):
            yield _("regel %(number)s is veranderd") % said
        before = bytes(link.hash)
        if kept.get(number, before) != before:
            yield _("regel %(number)s is niet die van het ankerpunt") % said
    for missing in sorted(one for one in kept if one > number):
        yield _("regel %(number)s is er niet meer, wel een ankerpunt") % {"number": missing}


def _links(here: uuid.UUID) -> Iterator[tuple[Link, Entry | None]]:
    after = 0
    while links := list(
        Link.objects.filter(neighbourhood=here, number__gt=after).order_by("number")[:_AT_ONCE]
    ):
        entries = Entry.objects.in_bulk([link.entry for link in links])
        yield from ((link, entries.get(link.entry)) for link in links)
        after = links[-1].number


def _without_link(here: uuid.UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM journal_entry e WHERE e.neighbourhood_id = %s AND NOT EXISTS"
            " (SELECT FROM journal_link l WHERE l.neighbourhood_id = %s AND l.entry = e.id)",
            [here, here],
        )
        return int(cursor.fetchone()[0])
