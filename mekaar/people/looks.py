"""Who looked at a record and who changed it, in plain Dutch sentences (L-10, invariant 19)."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.core.dates import say_day, say_time
from mekaar.journal import queries as journal
from mekaar.journal.actions import record
from mekaar.journal.models import Entry
from mekaar.journal.words import REASONS, VERBS
from mekaar.people.models import Participant
from mekaar.people.requests import PersonRequest

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who stands in the journal, with the name that may be shown."""

    id: uuid.UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Look:
    """One line of the journal as the resident reads it."""

    code: str
    moment: datetime.datetime
    sentence: str


def looked(request: PersonRequest, verb: str, *, thing: uuid.UUID | None = None) -> None:
    """Write down that a helper looks at the resident's pages now; one's own pages need no line."""
    if request.visit:
        line = request.by.line(verb, whose=request.resident.id, thing=thing)
        record(line, by=request.by.id, here=request.by.here)


def people_in_journal(resident: Participant) -> list[Known]:
    """Who stands in this resident's journal with a name, to choose from."""
    found = _names(journal.people_in(resident.id)).values()
    return sorted((one for one in found if one.name), key=lambda one: one.name.casefold())


def latest(
    resident: Participant, lines: QuerySet[Entry], *, most: int = ON_A_PAGE
) -> tuple[list[Look], str]:
    """The newest of these lines as sentences, and the code from which older ones follow (or "")."""
    rows = list(lines[: most + 1])
    looks = sentences(resident, rows[:most])
    return looks, rows[most - 1].code if len(rows) > most else ""


def sentences(resident: Participant, entries: Iterable[Entry]) -> list[Look]:
    """Journal lines as sentences: "Ria keek op dinsdag 3 maart naar jouw vraag, omdat …"."""
    rows = list(entries)
    names = _names(journal.actors(rows))
    return [Look(row.code, row.made_at, _sentence(row, resident, names)) for row in rows]


def _sentence(entry: Entry, resident: Participant, names: dict[uuid.UUID, Known]) -> str:
    words = str(VERBS.get(entry.verb) or _("deed iets met jouw gegevens"))
    did, _space, what = words.partition(" ")
    text = _("%(who)s %(did)s op %(when)s %(what)s") % {
        "who": _who(entry, resident, names),
        "did": did,
        "when": _when(entry.made_at),
        "what": what,
    }
    helped = entry.on_behalf_of == entry.whose and entry.by != entry.whose
    if helped and not entry.verb.endswith((".seen", ".opened", ".closed")):
        text = _("%(text)s, namens jou") % {"text": text}
    reason = str(REASONS.get(entry.why, ""))
    return f"{text}, {reason}." if reason else f"{text}."


def _who(entry: Entry, resident: Participant, names: dict[uuid.UUID, Known]) -> str:
    if entry.by == resident.id:
        return _("Jij")
    if entry.by is None:
        return _("De beheerder")
    known = names.get(entry.by)
    if known is None:
        return _("Iemand die gewist is")
    return known.name or _("Een buurtgenoot")


def _when(moment: datetime.datetime) -> str:
    day = say_day(timezone.localtime(moment).date())
    return _("%(day)s om %(time)s") % {"day": day, "time": say_time(moment)}


def _names(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Known]:
    """Names of who stands in the lines that may be read; the wall gives no others.

    A name is given of who holds or held a role, and of who said yes as I did; not before (R-A14).
    """
    wanted = list(ids)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, code, name FROM wall.names_in_journal(%s::uuid[])", [wanted])
        return {row[0]: Known(*row) for row in cursor.fetchall()}
