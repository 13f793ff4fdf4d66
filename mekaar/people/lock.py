"""The lock page of the desk screen: nothing of the previous person, nothing typed is lost."""

import json

from cryptography.fernet import InvalidToken
from django.conf import settings
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
_WAITING = "waiting"


def closed(request: PersonRequest) -> HttpResponse | None:
    """The lock page when this session's screen is locked; otherwise the two minutes begin again."""
    if not shift.is_on(request.session):
        return None
    if not shift.is_locked(request.session):
        shift.touch(request.session)
        return None
    if name_of(request) in _STILL_OPEN:
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


def keep(request: PersonRequest, *, where: str = "", whose: str = "") -> str:
    """The page asked for and what was typed, sealed: L-11, no form loses its words to a clock.

    `whose`: the account that typed, when nobody is signed in any more.
    """
    if request.method not in {"GET", "HEAD", "POST"} or request.FILES or from_elsewhere(request):
        return ""
    typed = typed_in(request)
    if {name for name, _value in typed} == {WHOSE}:
        typed = []  # a button, and not a word
    text = json.dumps([whose or str(request.user.pk), where or request.get_full_path(), typed])
    return box("lock").encrypt(text.encode()).decode()


def typed_in(request: PersonRequest) -> list[tuple[str, str]]:
    """What was typed in this form, field by field."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in (MARKS - {WHOSE}) | {NEXT}
        for value in values
    ]


def from_elsewhere(request: PersonRequest) -> bool:
    """Whether the browser says that the page of another site sent this: its words are not yours."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}


def _opened(request: PersonRequest, token: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Where this account was and what it had typed there; None when it is not theirs, or old."""
    try:
        text = box("lock").decrypt(token.encode(), ttl=_UNTIL_FORGOTTEN)
    except (InvalidToken, UnicodeEncodeError):
        return None
    account, path, typed = json.loads(text)
    if account != str(request.user.pk) or not url_has_allowed_host_and_scheme(path, None):
        return None
    return path, [(name, value) for name, value in typed]


def go_on(request: PersonRequest, token: str) -> HttpResponse:
    """After the digits, or after signing in again: back, with what was typed still there.

    What was typed for somebody at the desk waits until that person's pages are open again.
    """
    path, typed = _opened(request, token) or (_home(request), [])
    if not typed:
        return HttpResponseRedirect(path)
    whose = dict(typed).get(WHOSE, request.resident.code)
    if whose != request.resident.code:
        wait(request, token, whose)
        return show(request, "people/go_on_later.html", title=_("Je bent er weer"))
    wait(request, token)
    return show(
        request,
        "people/go_on.html",
        title=_("Je bent er weer"),
        path=path,
        carried=typed,
        home=_home(request),
    )


def wait(request: PersonRequest, token: str, whose: str = "") -> None:
    """Keep this, sealed, in the session of who typed it; it goes when the session goes."""
    request.session[_WAITING] = {"token": token, "whose": whose}


def waiting(request: PersonRequest) -> str:
    """What was typed before this session, or for who is helped; sealed."""
    return str(request.session.get(_WAITING, {}).get("token", ""))


def waits_for(request: PersonRequest, whose: str) -> bool:
    """Whether something was typed at the desk for this resident and waits: told once."""
    if request.session.get(_WAITING, {}).get("whose") != whose:
        return False
    wait(request, waiting(request))
    return True


def _home(request: PersonRequest) -> str:
    at_desk = shift.is_on(request.session)
    return reverse("people:desk") if at_desk else str(settings.LOGIN_REDIRECT_URL)


def name_of(request: PersonRequest) -> str:
    """The name of the address that was asked for."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
