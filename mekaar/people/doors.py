"""Which doors are open to whom. Everything is closed unless a decorator here opens it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse

from mekaar.core.errors import NotThere
from mekaar.people.models import RoleHeld
from mekaar.people.requests import PersonRequest

P = ParamSpec("P")
View = Callable[Concatenate[PersonRequest, P], HttpResponse]


def public(view: View[P]) -> View[P]:
    """Open to everybody, also without an account."""
    return login_not_required(view)


def holding(*roles: str) -> Callable[[View[P]], View[P]]:
    """Open to who holds one of these roles here now; for others the page is not there."""

    def door(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.roles & set(roles):
                raise NotThere("")
            return view(request, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]  # read by the tests of the doors
        return guarded

    return door


desk = holding(RoleHeld.Role.HOST, RoleHeld.Role.CONNECTOR)
connector = holding(RoleHeld.Role.CONNECTOR)
