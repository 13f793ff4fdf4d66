"""Where to go after a step: the page somebody came for, when it is one of this house."""

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme

from mekaar.people.doors import NEXT
from mekaar.people.requests import PersonRequest


def wanted(request: PersonRequest) -> str:
    """The page that was asked for, or nothing."""
    asked = request.POST or request.GET
    path = asked.get(NEXT) or request.GET.get(NEXT) or request.GET.get("next") or ""
    own = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if own else ""


def onward(request: PersonRequest, otherwise: str = "") -> str:
    """The page that was asked for, or another."""
    return wanted(request) or otherwise or str(settings.LOGIN_REDIRECT_URL)
