"""The language of the pages: Dutch, or English (decision 7 of the product)."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from mekaar.core.errors import NotThere
from mekaar.people.doors import public
from mekaar.people.going import onward
from mekaar.people.requests import PersonRequest

_A_YEAR = 365 * 24 * 60 * 60


@public
def language(request: PersonRequest, code: str) -> HttpResponse:
    """This browser reads pages in this language from now on; back to the page one came from.

    A link and not a form, so that it works on every page for everybody: it changes nothing of
    anybody.

    Raises NotThere for a language that the house does not speak.
    """
    if code not in dict(settings.LANGUAGES):
        raise NotThere("")
    answer = redirect(onward(request, "/"))
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=_A_YEAR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer
