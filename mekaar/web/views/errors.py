"""Pages for what went wrong: each says in plain Dutch what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def tampered(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the session ended, or somebody else's page sent it."""
    sentence = _(
        "Deze bladzijde was te lang open. Ga terug, laad haar opnieuw en probeer het nog eens."
    )
    return render(request, "refused_403.html", {"sentence": sentence}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing for you; the same page."""
    return render(request, "refused_404.html", {}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake, with the number that stands in the log."""
    number = getattr(request, "number", "")
    return render(request, "broken_500.html", {"number": number}, status=500)
