"""Which pages a guest in a circle has: one's own, and those of the room of circles.

Everything else that asks to be signed in is of the neighbourhood: for a guest it is not there.
"""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from mekaar.people.guest_doors import OPEN, OPEN_ROOMS
from mekaar.people.requests import PersonRequest
from mekaar.people.rules import is_guest


def not_for_guests(request: PersonRequest) -> HttpResponse | None:
    """404 for a guest at a page of the neighbourhood; None for everybody else and elsewhere."""
    if request.me is None or not is_guest(request.me) or _is_open(request.path_info):
        return None
    request.refused = True  # type: ignore[attr-defined]  # nothing is kept
    return render(request, "refused_404.html", {"sentence": ""}, status=HTTPStatus.NOT_FOUND)


def _is_open(path: str) -> bool:
    """Public pages are open to a guest as to every visitor; what is no page answers for itself."""
    try:
        found = resolve(path)
    except Resolver404:
        return True
    if not getattr(found.func, "login_required", True):
        return True
    return found.view_name in OPEN or found.app_name in OPEN_ROOMS
