"""Where and when you can come and whom you can call: one read for the head of every page."""

import datetime
from dataclasses import dataclass
from operator import attrgetter

from django.core.cache import cache
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from mekaar.core import dates
from mekaar.places.models import MeetingPlace, Neighbourhood, Responsibility

# Who changes the hours sees it everywhere within this time.
_FRONT_SECONDS = 60

# "Welkom" on the door poster, by language code. Nobody who speaks these has checked them yet: the
# page says so, and the Dutch stands first (product decision 7).
WELCOMES = (
    ("ar", "أهلاً وسهلاً"),
    ("tr", "Hoş geldiniz"),
    ("uk", "Ласкаво просимо"),
    ("pl", "Zapraszamy"),
    ("ti", "እንቋዕ ብደሓን መጻእኩም"),
    ("en", "Welcome"),
)


@dataclass(frozen=True)
class Hour:
    """One weekly opening as it is said."""

    weekday: int
    opens: datetime.time
    closes: datetime.time
    what: str

    @property
    def day(self) -> str:
        """ "dinsdag"."""
        return str(dates.WEEKDAYS[self.weekday])

    @property
    def times(self) -> str:
        """ "10.00 tot 12.30 uur"."""
        return _("%(opens)s tot %(closes)s uur") % {
            "opens": _said(self.opens),
            "closes": _said(self.closes),
        }


@dataclass(frozen=True)
class Place:
    """A meeting place with its week."""

    name: str
    address: str
    town: str
    phone: str
    about: str
    first: bool
    week: tuple[Hour, ...]

    @property
    def title(self) -> str:
        """The name as the first word of a line: "Buurthuis De Linde"."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def dial(self) -> str:
        """The number as a telephone wants it."""
        return "".join(letter for letter in self.phone if letter.isdigit() or letter == "+")

    @cached_property
    def today(self) -> str:
        """One sentence: open now or later today, or when the next time is."""
        now = timezone.localtime()
        later = [
            hour for hour in self.week if hour.weekday == now.weekday() and hour.closes > now.time()
        ]
        if later:
            times = _(" en van ").join(hour.times for hour in later)
            return _("Vandaag open van %(times)s.") % {"times": times}
        following = self._following(now.weekday())
        if following is None:
            return _("Bel eerst even: er zijn geen vaste tijden.")
        been = any(hour.weekday == now.weekday() for hour in self.week)
        closed = _("Nu dicht.") if been else _("Vandaag dicht.")
        return _("%(closed)s %(day)s weer open om %(time)s uur.") % {
            "closed": closed,
            "day": following.day.capitalize(),
            "time": _said(following.opens),
        }

    def _following(self, weekday: int) -> Hour | None:
        coming = sorted(self.week, key=lambda hour: ((hour.weekday - weekday - 1) % 7, hour.opens))
        return coming[0] if coming else None


@dataclass(frozen=True)
class Front:
    """What stands first on every page: the neighbourhood and its meeting places."""

    name: str
    slug: str
    controller: str
    places: tuple[Place, ...]

    @property
    def first(self) -> Place | None:
        """The meeting place to go to first."""
        chosen = [place for place in self.places if place.first]
        return next(iter(chosen or self.places), None)

    @property
    def others(self) -> list[Place]:
        """The other meeting places."""
        return [place for place in self.places if place is not self.first]


def _said(time: datetime.time) -> str:
    return f"{time.hour}.{time:%M}"


def all_neighbourhoods() -> list[Neighbourhood]:
    """Every neighbourhood of this house, by name."""
    return list(Neighbourhood.objects.order_by("name", "id"))


def is_anything_live() -> bool:
    """Whether real people may be in any neighbourhood of this house."""
    return Neighbourhood.objects.filter(live_since__isnull=False).exists()


def of_visitors(slug: str) -> Neighbourhood | None:
    """The neighbourhood whose pages a visitor reads: the chosen one, or the only one there is."""
    wanted = Q(slug=slug) if slug else Q()
    # Two are enough to know that there is not only one, however many there are.
    found = list(Neighbourhood.objects.filter(wanted)[:2])
    if slug and not found:
        return of_visitors("")
    return found[0] if len(found) == 1 else None


def front(here: Neighbourhood | None) -> Front | None:
    """The meeting places with their hours; every page shows them: read once a minute."""
    if here is None:
        return None
    key = f"front-{here.id}"
    found: Front | None = cache.get(key)
    if found is None:
        found = _front(here)
        cache.set(key, found, timeout=_FRONT_SECONDS)
    return found


def _front(here: Neighbourhood) -> Front:
    rows = (
        MeetingPlace.objects.filter(neighbourhood=here)
        .order_by(F("first").desc(), "name", "id", "hours__weekday", "hours__opens")
        .values_list("id", "name", "address", "phone", "about", "first")
        .annotate(
            weekday=F("hours__weekday"),
            opens=F("hours__opens"),
            closes=F("hours__closes"),
            what=F("hours__what"),
        )
    )
    places: dict[object, tuple[tuple[str, str, str, str, bool], list[Hour]]] = {}
    for key, *about, weekday, opens, closes, what in rows:
        _about, week = places.setdefault(key, (tuple(about), []))
        if weekday is not None:
            week.append(Hour(weekday, opens, closes, what))
    return Front(
        name=here.name,
        slug=here.slug,
        controller=here.controller,
        places=tuple(
            Place(
                name=name,
                address=address,
                town=here.town,
                phone=phone,
                about=about,
                first=first,
                week=tuple(sorted(week, key=attrgetter("weekday", "opens"))),
            )
            for (name, address, phone, about, first), week in places.values()
        ),
    )


def confidant(here: Neighbourhood) -> Responsibility | None:
    """Whom to call about unwanted behaviour (L-07)."""
    found = Responsibility.objects.filter(neighbourhood=here, role="confidant")
    return found.order_by("made_at", "id").first()


def responsibilities(here: Neighbourhood) -> list[Responsibility]:
    """Who carries what: role, phone, and a name only if that person agrees (R-A20)."""
    return list(Responsibility.objects.filter(neighbourhood=here).order_by("made_at", "id"))


# Whom to call about a worry, in the order of the page (L-09).
_ABOUT_WORRIES = ("worry_contact", "confidant", "back_up")


def about_worries(here: Neighbourhood) -> list[Responsibility]:
    """Who of the organisations here weighs a worry together with whoever has it."""
    found = Responsibility.objects.filter(neighbourhood=here, role__in=_ABOUT_WORRIES)
    return sorted(found, key=lambda one: (_ABOUT_WORRIES.index(one.role), one.made_at, one.id))
