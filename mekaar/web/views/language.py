"""The language of the pages: Dutch, or English (decision 7 of the product)."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from mekaar.core.errors import NotThere
from mekaar.people.doors import public
from mekaar.people.going import onward
from mekaar.people.requests import PersonRequest


@public
def language(request: PersonRequest, code: str) -> HttpResponse:
    """This browser reads pages in this language until it is closed; back to where one came from.

    A link and not a form, so that it works on every page for everybody: it changes nothing of
    anybody. It is kept in the one session that there is (L-19: one cookie).

    Raises NotThere for a language that the house does not speak.
    """
    if code not in dict(settings.LANGUAGES):
        raise NotThere("")
    request.session["language"] = code
    return redirect(onward(request, "/"))
