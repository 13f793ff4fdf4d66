"""Pages to print for a resident: at the desk in that resident's language, not in the helper's."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.utils import translation

from mekaar.core.languages import spoken_here
from mekaar.people.requests import PersonRequest

_P = ParamSpec("_P")
_View = Callable[Concatenate[PersonRequest, _P], HttpResponse]


def for_paper(view: _View[_P]) -> _View[_P]:
    """A page that a resident takes along. On one's own screen the language is one's own choice."""

    @wraps(view)
    def shown(request: PersonRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        if not request.visit:
            return view(request, *args, **kwargs)
        with translation.override(spoken_here(request.resident.language)):
            return view(request, *args, **kwargs)

    return shown
