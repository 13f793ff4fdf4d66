"""Pages for what went wrong: each says in plain Dutch what to do next."""

import logging
import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from mekaar.core import db
from mekaar.core.pages import show
from mekaar.people.lock import typed_in
from mekaar.people.requests import PersonRequest

log = logging.getLogger("mekaar.web.away")

# Seconds after which a browser or a proxy may ask again.
AGAIN_AFTER = 30


def tampered(request: PersonRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the session ended, or somebody else's page sent it.

    What a visitor typed on a page of ours that is open to everybody is still there (L-11).
    """
    if typed := _typed_by_visitor(request):
        return show(
            request,
            "people/go_on.html",
            title=_("Je bent er weer"),
            status=403,
            path=request.get_full_path(),
            carried=typed,
            home=reverse("places:home"),
        )
    sentence = _(
        "Deze bladzijde was te lang open. Ga terug, laad haar opnieuw en probeer het nog eens."
    )
    return render(request, "refused_403.html", {"sentence": sentence}, status=403)


def _typed_by_visitor(request: PersonRequest) -> list[tuple[str, str]]:
    """The words of a form that is open to everybody, when the browser says it was our own page."""
    match = request.resolver_match
    open_to_all = match is not None and getattr(match.func, "login_required", True) is False
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not open_to_all or not ours or request.user.is_authenticated or request.FILES:
        return []
    return typed_in(request)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: too much at once, too many fields, or a request that did not arrive whole.

    Django also calls it when a session could not be kept: 503 when the database was the cause.
    """
    if why := db.away(exception):
        return _away(getattr(request, "number", ""), why)
    sentence = _("Wat je stuurde is te groot, of kwam niet heel aan. Maak het korter of kleiner.")
    return render(request, "refused_409.html", {"sentence": sentence}, status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing for you; the same page."""
    return render(request, "refused_404.html", {}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake, with the number that stands in the log; 503 when the database is away."""
    number = getattr(request, "number", "")
    if why := db.away(sys.exc_info()[1]):
        return _away(number, why)
    # Without the request: no context, so no question to a database that may be the cause.
    return HttpResponse(render_to_string("broken_500.html", {"number": number}), status=500)


def _away(number: str, why: str) -> HttpResponse:
    """503: nothing was kept, and the same form may be sent again, for it counts once."""
    log.warning("request %s: the database does not serve (%s)", number or "-", why)
    response = HttpResponse(
        render_to_string("away_503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE
    )
    response.headers["Retry-After"] = str(AGAIN_AFTER)
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django adds a traceback
    return response
