"""Whom to tell about a hole in a promise (RFC 9116)."""

import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from mekaar.core.errors import NotThere
from mekaar.people.doors import public
from mekaar.people.requests import PersonRequest

_HOLDS = datetime.timedelta(days=180)


@public
def security_txt(request: PersonRequest) -> HttpResponse:
    """The contact that this deployment names, in the words that tools read.

    Raises NotThere when it names none.
    """
    if not settings.SECURITY_CONTACT:
        raise NotThere("")
    until = (timezone.now() + _HOLDS).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.PUBLIC_URL.rstrip('/')}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
