"""Dates as people write and say them: "3 mrt", "03-03-2027", "dinsdag 3 maart", "3 March"."""

import calendar
import datetime
import re
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

_DUTCH = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
          "september", "oktober", "november", "december"]  # fmt: skip
_ENGLISH = ["january", "february", "march", "april", "may", "june", "july", "august",
            "september", "october", "november", "december"]  # fmt: skip
_SHORT = {"mrt": 3} | {
    month[:3]: number for names in (_DUTCH, _ENGLISH) for number, month in enumerate(names, 1)
}

MONTHS = [pgettext_lazy("maand", "januari"), pgettext_lazy("maand", "februari"),
          pgettext_lazy("maand", "maart"), pgettext_lazy("maand", "april"),
          pgettext_lazy("maand", "mei"), pgettext_lazy("maand", "juni"),
          pgettext_lazy("maand", "juli"), pgettext_lazy("maand", "augustus"),
          pgettext_lazy("maand", "september"), pgettext_lazy("maand", "oktober"),
          pgettext_lazy("maand", "november"), pgettext_lazy("maand", "december")]  # fmt: skip

WEEKDAYS = [gettext_lazy("maandag"), gettext_lazy("dinsdag"), gettext_lazy("woensdag"),
            gettext_lazy("donderdag"), gettext_lazy("vrijdag"), gettext_lazy("zaterdag"),
            gettext_lazy("zondag")]  # fmt: skip
DAYPARTS = [pgettext_lazy("dagdeel", "ochtend"), pgettext_lazy("dagdeel", "middag"),
            pgettext_lazy("dagdeel", "avond"), pgettext_lazy("dagdeel", "nacht")]  # fmt: skip

_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{2}|\d{4}))?$")
_WORDS = re.compile(r"(\d{1,2})\s*([a-z]{3,9})\.?(?:\s+'?(\d{2}|\d{4}))?$")
_WEEKDAY = re.compile(r"^(?:ma|di|wo|do|vr|za|zo)[a-z]{0,7}[.,]?\s+(?=\d)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")

_SOON = {"vandaag": 0, "morgen": 1, "overmorgen": 2, "today": 0, "tomorrow": 1}

_HOURS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
          "twaalf"]  # fmt: skip
_CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:\s*uur)?$")
_SPOKEN = re.compile(r"(half |kwart over |kwart voor )?([a-z]+|\d{1,2})(?: uur)?$")
_MINUTES = {"half ": -30, "kwart over ": 15, "kwart voor ": -15}
# Neighbours meet by day: "drie uur" is in the afternoon.
_FIRST_HOUR = 8

# 29 February comes back within so many years (1896, 1904).
_LEAP = 8
_SOME_WEEKS = datetime.timedelta(weeks=6)


def today() -> datetime.date:
    """The date where the neighbours are (Europe/Amsterdam)."""
    return timezone.localdate()


def parse(typed: str, *, past: bool = False, ahead: bool = False) -> datetime.date | None:
    """The date somebody wrote, or None. Day before month, as in Dutch.

    Without a year it is the one closest to today; with `past` the last one that has been, with
    `ahead` the first one to come. Today is both.
    """
    text = _WEEKDAY.sub("", typed.strip().lower())
    if text in _SOON:
        return today() + datetime.timedelta(days=_SOON[text])
    if found := _ISO.match(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(text):
        return _meant(int(found[1]), int(found[2]), found[3], past=past, ahead=ahead)
    if found := _WORDS.match(text):
        month = _SHORT.get(found[2][:3])
        said = found[2].replace("mrt", "maart")
        if month and any(names[month - 1].startswith(said) for names in (_DUTCH, _ENGLISH)):
            return _meant(int(found[1]), month, found[3], past=past, ahead=ahead)
    return None


def parse_time(typed: str) -> datetime.time | None:
    """The time somebody wrote, "10.30", "half elf" or "kwart over twee", or None."""
    text = " ".join(typed.lower().replace("é", "e").split())
    if found := _CLOCK.match(text):
        return _time(int(found[1]) * 60 + int(found[2] or 0), sixty=int(found[2] or 0) < 60)
    found = _SPOKEN.match(text)
    if not found or not (found[1] or found[2] in _HOURS):
        return None
    hour = _HOURS.index(found[2]) + 1 if found[2] in _HOURS else int(found[2])
    minutes = hour * 60 + _MINUTES.get(found[1] or "", 0)
    by_day = minutes if minutes >= _FIRST_HOUR * 60 or hour > len(_HOURS) else minutes + 12 * 60
    return _time(by_day)


def _time(minutes: int, *, sixty: bool = True) -> datetime.time | None:
    if not sixty or not 0 <= minutes < 24 * 60:
        return None
    return datetime.time(*divmod(minutes, 60))


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _meant(
    day: int, month: int, year: str | None, *, past: bool, ahead: bool
) -> datetime.date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    now = today()
    dates = [_date(now.year + shift, month, day) for shift in range(-_LEAP, _LEAP + 1)]
    fitting = [
        date for date in dates if date and (not past or date <= now) and (not ahead or date >= now)
    ]
    return min(fitting, key=lambda date: abs(date - now), default=None)


def example_ahead() -> str:
    """A day some weeks from now as one writes it, "3 januari": an example that is always right."""
    day = today() + _SOME_WEEKS
    return f"{day.day} {MONTHS[day.month - 1]}"


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def write_day(day: datetime.date) -> str:
    """ "3 maart 2027": as one writes it in a form, and as `parse` reads it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_day(day: datetime.date) -> str:
    """ "dinsdag 3 maart", with the year when it is another one."""
    return _said(day, day.year != today().year, get_language())


@lru_cache(maxsize=1024)
def _said(day: datetime.date, with_year: bool, _language: str | None) -> str:
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if with_year else text


def say_time(moment: datetime.time | datetime.datetime) -> str:
    """ "10.05 uur", at the clock of the neighbours."""
    if isinstance(moment, datetime.datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return _("%(time)s uur") % {"time": f"{moment.hour}.{moment:%M}"}


def say_dayparts(bits: int | None) -> str:
    """The chosen dayparts in words: "dinsdagochtend en dinsdagmiddag, vrijdagavond"."""
    if not bits:
        return _("het maakt niet uit wanneer")
    days = []
    for weekday, name in enumerate(WEEKDAYS):
        parts = [part for part in range(4) if bits >> (weekday * 4 + part) & 1]
        if parts:
            days.append(
                _and(
                    [_("%(day)s%(part)s") % {"day": name, "part": DAYPARTS[part]} for part in parts]
                )
            )
    return ", ".join(days)


def _and(words: list[str]) -> str:
    return _(" en ").join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
