"""Who looked at a record and who changed it, in plain Dutch sentences (L-10, invariant 19)."""

import datetime
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

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

_NAME = Participant._meta.get_field("display_name")
ON_A_PAGE = 50
# On one page to print: more lines than anybody has, and still a page that a browser can hold.
ON_PAPER = 2000
# Lines of one visit are told together from this many on.
FEW = 3
A_VISIT = datetime.timedelta(minutes=30)
# Where a room above finds how the resident calls somebody in its own lines, by the name of that
# room: a member of the circle has no name in a journal otherwise (circles fills it in).
CALLED: dict[str, Callable[[uuid.UUID, set[uuid.UUID]], Mapping[uuid.UUID, str]]] = {}
# Whoever opens or closes somebody's pages looks at them; everything else that is not seen is done.
_A_LOOK = frozenset({"people.visit.opened", "people.visit.closed"})


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who stands in the journal, with the name that may be shown."""

    id: uuid.UUID
    code: str
    name: str


# By person; or by room and person, for the lines of that room only.
Names = dict[uuid.UUID | tuple[str, uuid.UUID], Known]


@dataclass(frozen=True, slots=True)
class Look:
    """What the resident reads: one line of the journal, or a visit with each of its lines."""

    code: str
    moment: datetime.datetime
    sentence: str
    each: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells: the looks, and the code from which older ones follow (or "")."""

    looks: list[Look]
    older: str = ""

    @property
    def is_folded(self) -> bool:
        """Whether some lines stand together, so that paper would not show each of them."""
        return any(look.each for look in self.looks)


def looked(request: PersonRequest, verb: str, *, thing: uuid.UUID | None = None) -> None:
    """Write down that a helper looks at the resident's pages now; one's own pages need no line."""
    if request.visit:
        line = request.by.line(verb, whose=request.resident.id, thing=thing)
        record(line, by=request.by.id, here=request.by.here)


def people_in_journal(resident: Participant) -> list[Known]:
    """Who stands in this resident's journal with a name, to choose from."""
    found = _names(journal.people_in(resident.id)).values()
    return sorted((one for one in found if one.name), key=lambda one: one.name.casefold())


def latest(resident: Participant, lines: QuerySet[Entry]) -> Told:
    """The newest of these lines, those of one visit told together."""
    rows, older = _newest(lines, ON_A_PAGE)
    return Told(sentences(resident, rows), older)


def whole(resident: Participant, lines: QuerySet[Entry]) -> Told:
    """All of these lines, each by itself, to be printed; up to a limit that the page tells of."""
    rows, older = _newest(lines, ON_PAPER)
    told = [Look(row.code, row.made_at, text) for row, text in _each(resident, rows)]
    return Told(told, older)


def _newest(lines: QuerySet[Entry], most: int) -> tuple[list[Entry], str]:
    rows = list(lines[: most + 1])
    return rows[:most], rows[most - 1].code if len(rows) > most else ""


def _each(resident: Participant, rows: list[Entry]) -> list[tuple[Entry, str]]:
    names = _names_in(rows, resident)
    return [(row, _sentence(row, resident, names)) for row in rows]


def sentences(resident: Participant, entries: Iterable[Entry]) -> list[Look]:
    """Journal lines as sentences: "Ria keek op dinsdag 3 maart naar jouw vraag, omdat …"."""
    rows = list(entries)
    names = _names_in(rows, resident)
    looks: list[Look] = []
    for lines in _visits([(row, _sentence(row, resident, names)) for row in rows]):
        if len(lines) < FEW:
            looks += [Look(entry.code, entry.made_at, text) for entry, text in lines]
        else:
            looks.append(_visit(lines, resident, names))
    return looks


def _visits(lines: list[tuple[Entry, str]]) -> list[list[tuple[Entry, str]]]:
    """Looks of one visit together, where the newest of them stood; a change stays a line alone.

    The lines come newest first. Somebody who looked again within half an hour, for the same
    reason, was still there.
    """
    found: list[list[tuple[Entry, str]]] = []
    open_now: dict[tuple[uuid.UUID | None, str, datetime.date], list[tuple[Entry, str]]] = {}
    for entry, text in lines:
        key = (entry.by, entry.why, timezone.localtime(entry.made_at).date())
        visit = open_now.get(key)
        if not _is_look(entry) or not entry.why:
            found.append([(entry, text)])
        elif visit and visit[-1][0].made_at - entry.made_at < A_VISIT:
            visit.append((entry, text))
        else:
            open_now[key] = [(entry, text)]
            found.append(open_now[key])
    return found


def _is_look(entry: Entry) -> bool:
    return entry.verb.endswith(".seen") or entry.verb in _A_LOOK


def _visit(lines: list[tuple[Entry, str]], resident: Participant, names: Names) -> Look:
    newest, first = lines[0][0], lines[-1][0].made_at
    said = _("%(who)s keek op %(day)s van %(from)s tot %(to)s in jouw bladzijden") % {
        "who": _who(newest, resident, names),
        "day": say_day(timezone.localtime(first).date()),
        "from": say_time(first),
        "to": say_time(newest.made_at),
    }
    reason = str(REASONS.get(newest.why, ""))
    summary = f"{said}, {reason}." if reason else f"{said}."
    return Look(newest.code, newest.made_at, summary, tuple(each for _entry, each in lines))


def _sentence(entry: Entry, resident: Participant, names: Names) -> str:
    words = str(VERBS.get(entry.verb) or _("deed iets met jouw gegevens"))
    did, _space, what = words.partition(" ")
    text = _("%(who)s %(did)s op %(when)s %(what)s") % {
        "who": _who(entry, resident, names),
        "did": did,
        "when": _when(entry.made_at),
        "what": what,
    }
    helped = entry.on_behalf_of == entry.whose and entry.by != entry.whose
    if helped and not _is_look(entry):
        text = _("%(text)s, namens jou") % {"text": text}
    reason = str(REASONS.get(entry.why, ""))
    return f"{text}, {reason}." if reason else f"{text}."


def _names_in(rows: list[Entry], resident: Participant) -> Names:
    """The names, and for lines of some rooms how the resident calls who has none here."""
    found: Names = dict(_names(journal.actors(rows)).items())
    for room, called in CALLED.items():
        actors = journal.actors(row for row in rows if _room(row) == room)
        nameless = {one for one in actors if one in found and not found[one].name}
        if nameless:
            for who, name in called(resident.id, nameless).items():
                found[room, who] = replace(found[who], name=name)
    return found


def _room(entry: Entry) -> str:
    return entry.verb.partition(".")[0]


def _who(entry: Entry, resident: Participant, names: Names) -> str:
    if entry.by == resident.id:
        return _("Jij")
    if entry.by is None:
        return _("De beheerder")
    known = names.get((_room(entry), entry.by)) or names.get(entry.by)
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
        return {who: Known(who, code, _NAME.opened(name)) for who, code, name in cursor.fetchall()}
