"""What a row of the notebook says: who, how to reach them, what they look for, what they can."""

import datetime
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _

from mekaar.core import dates
from mekaar.core.errors import Refused
from mekaar.core.forms import phone_in, tidy_phone
from mekaar.exchange.notebook.headings import heading_of
from mekaar.exchange.notebook.reading import Rows

MOST_IN_NAME = 80
MOST_IN_WORDS = 2000
MOST_IN_REACH = 200
_FIRST_DAY = datetime.date(2000, 1, 1)


@dataclass(frozen=True)
class Understood:
    """One row as we understood it. `trouble` stops it; `remarks` only ask for a look.

    `known_as` is the digest of the row as it was read, also after a person mended it.
    """

    number: int
    name: str = ""
    phone: str = ""
    seeks: str = ""
    can: str = ""
    date: str = ""
    reach: str = ""
    noted_on: datetime.date | None = None
    trouble: str = ""
    remarks: tuple[str, ...] = ()
    known_as: str = ""

    @property
    def digest(self) -> str:
        """A keyed digest of what the row says, to know it again without keeping it.

        Capitals, spaces and marks do not count. Nor does the date: "3 mrt" is another day a year
        later.
        """
        said = [re.sub(r"\W+", " ", part).strip().casefold() for part in (self.name, self.seeks)]
        said += [re.sub(r"\D", "", self.phone), re.sub(r"\W+", " ", self.can).strip().casefold()]
        key = f"mekaar.notebook:{settings.SECRET_KEY}".encode()
        return hmac.new(key, "\n".join(said).encode(), hashlib.sha256).hexdigest()

    @property
    def digests(self) -> set[str]:
        """By which digests the row is known: what was read, and what a person made of it."""
        return {self.digest, self.known_as or self.digest}


@dataclass(frozen=True)
class Notebook:
    """The rows, and the headings of the columns that we do not take over."""

    rows: list[Understood]
    unused: list[str]


def understand(rows: Rows) -> Notebook:
    """Every row below the heading, with what is wrong with it; a row told twice is taken once.

    Raises Refused when no column looks like a name.
    """
    heading = heading_of(rows)
    if heading is None:
        raise Refused(_("We zien geen kolom met namen. Zet het woord 'naam' boven die kolom."))
    found = []
    for number, cells in rows.items():
        if number > heading.number:
            row = understood(number, heading.sort(cells))
            found.append(replace(row, known_as=row.digest))
    if not found:
        raise Refused(_("In dit bestand staan geen regels onder de kop. Kijk of het klopt."))
    return Notebook(mark_twice(found), heading.unused)


def mark_twice(rows: Iterable[Understood]) -> list[Understood]:
    """The same rows; one that says what an earlier one said is in trouble."""
    seen: dict[str, int] = {}
    marked = []
    for row in rows:
        first = seen.get(row.digest)
        if first is not None and not row.trouble:
            sentence = _("Dit is dezelfde regel als regel %(number)d.") % {"number": first}
            marked.append(replace(row, trouble=sentence))
        else:
            marked.append(row)
            seen.setdefault(row.digest, row.number)
    return marked


def understood(number: int, said: Mapping[str, list[str]]) -> Understood:
    """One row; `said` holds per kind of column the cells that say something."""
    remarks = []
    phone, reach = _reach([*said.get("phone", []), *said.get("reach", [])])
    if said.get("phone") and not phone:
        remarks.append(_("Het telefoonnummer begrijpen we niet. Het staat nu bij 'bereikbaar'."))
    noted_on = _day(said.get("date", []))
    if said.get("date") and noted_on is None:
        remarks.append(_("De datum begrijpen we niet. Zo bewaren we de regel zonder datum."))
    row = Understood(
        number=number,
        name=" ".join(said.get("name", [])),
        phone=phone,
        seeks="; ".join(said.get("seeks", [])),
        can="; ".join(said.get("can", [])),
        date=_say(noted_on) or " ".join(said.get("date", [])),
        reach=reach,
        noted_on=noted_on,
        remarks=tuple(remarks),
    )
    return replace(row, trouble=_trouble(row))


def _say(day: datetime.date | None) -> str:
    return f"{day.day}-{day.month}-{day.year}" if day else ""


def _day(cells: list[str]) -> datetime.date | None:
    """The first date among the cells that can be one in a notebook: not later than today."""
    found = (dates.parse(cell, past=True) for cell in cells)
    return next((day for day in found if day and _FIRST_DAY <= day <= dates.today()), None)


def _reach(cells: list[str]) -> tuple[str, str]:
    """The first phone number among the cells, and everything else they say."""
    phone, rest = "", []
    for cell in cells:
        has_words = any(letter.isalpha() for letter in cell)
        whole = "" if has_words else tidy_phone(cell) or ""
        if not phone:
            phone = whole or phone_in(cell)[0]
            if phone == whole != "":
                continue
        rest.append(cell)
    return phone, " ".join(rest)


def _trouble(row: Understood) -> str:
    """Why the row cannot be taken, or nothing."""
    if not row.name:
        return _("Er staat geen naam.")
    if not any(letter.isalpha() for letter in row.name):
        return _("In de naam staan geen letters.")
    too_long = (
        (row.name, MOST_IN_NAME, _("De naam")),
        (row.seeks, MOST_IN_WORDS, _("Wat iemand zoekt")),
        (row.can, MOST_IN_WORDS, _("Wat iemand kan")),
        (row.reach, MOST_IN_REACH, _("Hoe iemand te bereiken is")),
    )
    for words, most, what in too_long:
        if len(words) > most:
            return _("%(what)s is te lang. Maak het korter dan %(most)d tekens.") % {
                "what": what,
                "most": most,
            }
    return ""
