"""What every page knows: who, where, the first meeting place with hours and phone (R-A15)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mekaar.core.addresses import address
from mekaar.language import speech
from mekaar.people import shift
from mekaar.people.doors import NEXT
from mekaar.people.models import RoleHeld
from mekaar.places import queries

_DESK = {RoleHeld.Role.HOST, RoleHeld.Role.CONNECTOR}


@dataclass(frozen=True)
class Item:
    """One link of a menu; `here` is what `aria-current` says: this page, or a page under it."""

    words: str
    href: str
    here: str = ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Values for the base template; at most one query, and only when a page is drawn.

    A locked screen knows nobody: no name of who was being helped, no way on but the digits.
    """
    here = getattr(request, "here", None)
    session = getattr(request, "session", None)
    visit = getattr(request, "visit", None)
    values: dict[str, Any] = {
        "me": getattr(request, "me", None),
        "resident": None,
        "visit": None,
        "at_desk": False,
        "roles": frozenset(),
        "here": here,
        "place_name": here.name if here else "Mekaar",
        "front": SimpleLazyObject(lambda: queries.front(here)),
        "menu": [],
        "other_languages": _other_languages(request),
        "is_tryout": here.live_since is None if here else SimpleLazyObject(_nothing_is_live),
        "foot_links": _items("", _foot(here is not None, alone=visit is None)),
        "my_place": _address("web:my_place"),
        "voice_url": _address("web:aloud") if speech.is_here() else "",
    }
    if session is None or shift.is_locked(session):
        return values
    return values | _of_person(request, at_desk=shift.is_on(session))


def _nothing_is_live() -> bool:
    return not queries.is_anything_live()


def _of_person(request: HttpRequest, *, at_desk: bool) -> dict[str, Any]:
    me = getattr(request, "me", None)
    visit = getattr(request, "visit", None)
    roles: frozenset[str] = getattr(request, "roles", frozenset())
    return {
        "resident": getattr(request, "resident", None),
        "visit": visit,
        "roles": roles,
        "menu": _items(request.path, _menu(me is not None, roles, helping=visit is not None)),
        "end_visit": _address("people:end_visit"),
        "at_desk": at_desk,
        "lock_url": _address("people:lock") if at_desk else "",
        "awake_url": _address("people:awake") if at_desk else "",
    }


def _menu(known: bool, roles: frozenset[str], *, helping: bool) -> list[tuple[str, str]]:
    if not known:
        return [
            (_("Ik heb een vraag"), "people:door_ask"),
            (_("Iets doen"), "people:door_do"),
            (_("Iets beginnen"), "people:door_start"),
            (_("Aanmelden"), "people:sign_in"),
        ]
    # While helping, /mijn/ is the place of the resident: the banner leads there.
    items = [] if helping else [(_("Mijn plek"), "web:my_place")]
    if roles & _DESK:
        items.append((_("De balie"), "web:desk_home"))
    elif RoleHeld.Role.VOLUNTEER_COORDINATOR in roles:
        items.append((_("Meldingen"), "reports:open_list"))
    if RoleHeld.Role.PROCESS_FACILITATOR in roles and not helping:
        items.append((_("Kringen"), "circles:circle_list"))
    if RoleHeld.Role.BACK_UP in roles and not helping:
        items.append((_("Achterwacht"), "answers:back_up_list"))
    if RoleHeld.Role.CONNECTOR in roles:
        items.append((_("Verbinden"), "exchange:overview"))
    return items


def _foot(somewhere: bool, *, alone: bool) -> list[tuple[str, str]]:
    # The same for everybody, so that it tells nothing of who has a letter; not while helping
    # somebody, because a letter is opened alone.
    items = [
        *([(_("Ik kreeg een brief met een code"), "circles:letter")] if alone else []),
        (_("Ik maak me zorgen"), "places:worry"),
        (_("Onze beloften over wat je vertelt"), "places:privacy"),
        (_("Privacy en jouw rechten"), "web:privacy"),
        (_("Is deze plek voor iedereen te gebruiken?"), "places:accessibility"),
    ]
    return [(_("Wie doet wat"), "places:who"), *items] if somewhere else items


@dataclass(frozen=True)
class OtherLanguage:
    """A language in which this page can be read as well."""

    code: str
    name: str
    href: str


def _other_languages(request: HttpRequest) -> list[OtherLanguage]:
    back = urlencode({NEXT: request.get_full_path()})
    return [
        OtherLanguage(code, name, f"{address('web:language', code)}?{back}")
        for code, name in settings.LANGUAGES
        if code != get_language()
    ]


def _items(path: str, wanted: list[tuple[str, str]]) -> list[Item]:
    found = [(words, _address(name)) for words, name in wanted]
    return [Item(words, href, here=_here(href, path)) for words, href in found if href]


def _here(href: str, path: str) -> str:
    if href == path:
        return "page"
    return "true" if path.startswith(href) else ""


def _address(name: str) -> str:
    """The address, or nothing when that room is not built in this house."""
    try:
        return address(name)
    except NoReverseMatch:
        return ""
