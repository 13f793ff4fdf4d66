"""Which doors are open to whom. Everything is closed unless a decorator here opens it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from mekaar.core.errors import NotThere
from mekaar.core.forms import ONCE
from mekaar.people import shift
from mekaar.people.models import RoleHeld
from mekaar.people.requests import PersonRequest

P = ParamSpec("P")
View = Callable[Concatenate[PersonRequest, P], HttpResponse]

NEXT = "verder"
CSRF = "csrfmiddlewaretoken"
# The field that says of whom a form at the desk is (middleware.py).
WHOSE = "van_wie"
# What `form_marks` puts in every form: the page's, and no words of anybody.
MARKS = frozenset({CSRF, ONCE, WHOSE})


def public(view: View[P]) -> View[P]:
    """Open to everybody, also without an account."""
    return login_not_required(view)


def holding(*roles: str, on_shift: bool = False) -> Callable[[View[P]], View[P]]:
    """Open to who holds one of these roles here now; for others the page is not there.

    Without the second step it leads there first; `on_shift` also asks who works at the desk to
    begin a shift, because such a page shows other people on a screen that is shared.
    """

    def door(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.roles & set(roles):
                at_desk = on_shift and bool(request.roles & set(DESK_ROLES))
                if at_desk and not shift.is_on(request.session):
                    return _first("people:begin_shift", request)
                return view(request, *args, **kwargs)
            if request.roles_waiting & set(roles):
                return _first("people:second_step", request)
            raise NotThere("")

        guarded.roles = roles  # type: ignore[attr-defined]  # read by the tests of the doors
        return guarded  # type: ignore[return-value]  # the same call; mypy names its first argument

    return door


def _first(name: str, request: PersonRequest) -> HttpResponse:
    """Another page first, and from there back to this one."""
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({NEXT: request.get_full_path()})}")


DESK_ROLES = (RoleHeld.Role.HOST, RoleHeld.Role.CONNECTOR)
desk = holding(*DESK_ROLES, on_shift=True)
connector = holding(RoleHeld.Role.CONNECTOR, on_shift=True)
