"""The lock page of the desk screen: nothing of the previous person, nothing typed is lost."""

import json

from cryptography.fernet import InvalidToken
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from mekaar.core.pages import show
from mekaar.people import shift
from mekaar.people.doors import MARKS, NEXT, WHOSE
from mekaar.people.forms.desk import UnlockForm
from mekaar.people.keys import box
from mekaar.people.requests import PersonRequest

# What a locked screen still answers: the lock itself, and leaving.
_STILL_OPEN = {"people:lock", "people:unlock", "people:sign_out"}
_UNTIL_FORGOTTEN = 60 * 60 * 3


def closed(request: PersonRequest) -> HttpResponse | None:
    """The lock page when this session's screen is locked; otherwise the two minutes begin again."""
    if not shift.is_on(request.session):
        return None
    if not shift.is_locked(request.session):
        shift.touch(request.session)
        return None
    if _name_of(request) in _STILL_OPEN:
        return None
    shift.lock(request.session)
    return lock_page(request, kept=keep(request))


def lock_page(
    request: PersonRequest, *, kept: str = "", form: UnlockForm | None = None
) -> HttpResponse:
    """Four digits, and no word about who was being helped."""
    return show(
        request,
        "people/lock.html",
        title=_("Het scherm is op slot"),
        form=form or UnlockForm(initial={"kept": kept}),
    )


def keep(request: PersonRequest, *, where: str = "") -> str:
    """The page asked for and what was typed, sealed: L-11, no form loses its words to a clock."""
    if request.method not in {"GET", "HEAD", "POST"} or request.FILES:
        return ""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in (MARKS - {WHOSE}) | {NEXT}
        for value in values
    ]
    if {name for name, _value in typed} == {WHOSE}:
        typed = []  # a button, and not a word
    text = json.dumps([str(request.user.pk), where or request.get_full_path(), typed])
    return box("lock").encrypt(text.encode()).decode()


def kept(request: PersonRequest, token: str) -> tuple[str, list[tuple[str, str]]]:
    """Where this account was, and what it had typed there; the desk when it cannot be read."""
    desk = reverse("people:desk")
    try:
        text = box("lock").decrypt(token.encode(), ttl=_UNTIL_FORGOTTEN)
    except (InvalidToken, UnicodeEncodeError):
        return desk, []
    account, path, typed = json.loads(text)
    if account != str(request.user.pk) or not url_has_allowed_host_and_scheme(path, None):
        return desk, []
    return path, [(name, value) for name, value in typed]


def go_on(request: PersonRequest, token: str) -> HttpResponse:
    """After the right digits: back to where you were, with what was typed still there."""
    path, typed = kept(request, token)
    if not typed:
        return HttpResponseRedirect(path)
    return show(
        request,
        "people/go_on.html",
        title=_("Je bent er weer"),
        path=path,
        carried=typed,
    )


def _name_of(request: PersonRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
