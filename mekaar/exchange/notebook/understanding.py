"""What a row of the notebook says: who, how to reach them, what they look for, what they can."""

import datetime
import hashlib
import hmac
import re
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from mekaar.core import dates
from mekaar.core.errors import Refused
from mekaar.core.forms import tidy_phone
from mekaar.exchange.notebook.reading import Rows

# Words that a heading may hold, per column. The first column that fits is taken.
_HEADINGS = {
    "name": r"\bnaam|\bwie\b|bezoeker|deelnemer|bewoner",
    "phone": r"tel|mobiel|nummer|06|bel",
    "seeks": r"zoek|vraa?g|nodig|wens|wil\b",
    "can": r"\bkan\b|kunn|aanbod|bied|wil doen|doet",
    "date": r"datum|wanneer|dag\b|sinds",
    "reach": r"bereik|opmerking|bijzonder|notitie",
}


@dataclass(frozen=True)
class Understood:
    """One row as we understood it. `trouble` stops it; `remarks` only ask for a look."""

    number: int
    name: str = ""
    phone: str = ""
    seeks: str = ""
    can: str = ""
    reach: str = ""
    noted_on: datetime.date | None = None
    trouble: str = ""
    remarks: tuple[str, ...] = ()
    original: tuple[str, ...] = field(default=(), compare=False)

    @property
    def date_text(self) -> str:
        """The date as it stands in the form where a person mends the row."""
        day = self.noted_on
        return f"{day.day}-{day.month}-{day.year}" if day else ""

    @property
    def digest(self) -> str:
        """A keyed digest of what the row says, to know it again without keeping it."""
        said = "\n".join(
            re.sub(r"\W+", " ", part).strip().casefold()
            for part in (self.name, self.phone, self.seeks, self.can)
        )
        key = f"mekaar.notebook:{settings.SECRET_KEY}".encode()
        return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


def columns(heading: list[str]) -> dict[str, int]:
    """Which column holds what, by the words of the heading.

    Raises Refused when no column looks like a name.
    """
    found: dict[str, int] = {}
    for what, pattern in _HEADINGS.items():
        for place, title in enumerate(heading):
            if place not in found.values() and re.search(pattern, title.casefold()):
                found[what] = place
                break
    if "name" not in found:
        raise Refused(
            _(
                "We zien geen kolom met namen. Zet het woord 'naam' boven die kolom."
            )
        )
    return found


def understand(rows: Rows) -> list[Understood]:
    """Every row below the heading, with what is wrong with it; a row told twice is taken once."""
    place = columns(rows[0])
    seen: dict[str, int] = {}
    result = []
    for number, row in enumerate(rows[1:], 2):
        said = {what: row[at] if at < len(row) else "" for what, at in place.items()}
        one = _row(number, said, tuple(row))
        if not one.trouble and one.digest in seen:
            one = _row(number, said, tuple(row), twice=seen[one.digest])
        elif not one.trouble:
            seen[one.digest] = number
        result.append(one)
    return result


def _row(
    number: int, said: dict[str, str], original: tuple[str, ...], *, twice: int | None = None
) -> Understood:
    remarks = []
    phone = tidy_phone(said.get("phone", "")) or ""
    reach = said.get("reach", "")
    if said.get("phone") and not phone:
        remarks.append(_("Het telefoonnummer begrijpen we niet. Het staat nu bij 'bereikbaar'."))
        reach = f"{said['phone']} {reach}".strip()
    noted_on = dates.parse(said.get("date", ""), past=True)
    if said.get("date") and noted_on is None:
        remarks.append(_("De datum begrijpen we niet."))
    elif noted_on and noted_on > dates.today():
        remarks.append(_("De datum ligt in de toekomst."))
        noted_on = None
    return Understood(
        number=number,
        name=said.get("name", "")[:80],
        phone=phone,
        seeks=said.get("seeks", "")[:2000],
        can=said.get("can", "")[:2000],
        reach=reach[:200],
        noted_on=noted_on,
        trouble=_trouble(said, twice),
        remarks=tuple(remarks),
        original=original,
    )


def _trouble(said: dict[str, str], twice: int | None) -> str:
    """Why the row cannot be taken, or nothing."""
    name = said.get("name", "")
    if not name:
        return _("Er staat geen naam.")
    if not any(letter.isalpha() for letter in name):
        return _("In de naam staan geen letters.")
    if len(name) > 80:
        return _("De naam is te lang.")
    if twice:
        return _("Dit is dezelfde regel als regel %(number)d.") % {"number": twice}
    return ""
