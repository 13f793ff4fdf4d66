"""The second step of staff, and setting one up: paper list, app, key."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mekaar.core.errors import NotThere
from mekaar.core.pages import show
from mekaar.people import once, queries
from mekaar.people import second_step as step
from mekaar.people.actions import limits
from mekaar.people.actions import second_step as actions
from mekaar.people.actions.sign_in import second_step_done
from mekaar.people.doors import NEXT
from mekaar.people.ended import carried
from mekaar.people.forms.sign_in import AppCodeForm, SecondStepForm, StartCodeForm
from mekaar.people.going import onward, wanted
from mekaar.people.models import Account
from mekaar.people.requests import PersonRequest


def _require_staff(request: PersonRequest) -> None:
    """For who holds no role there is no second step.

    Raises NotThere.
    """
    if not request.roles and not request.roles_waiting:
        raise NotThere("")


def _first(name: str, path: str) -> HttpResponse:
    """Another page first, and from there on to this path."""
    return redirect(f"{reverse(name)}?{urlencode({NEXT: path})}")


@dataclass(frozen=True, slots=True)
class Tried:
    """How typing a code went: nothing was typed yet, it was right, wrong, or too often wrong."""

    right: bool = False
    wrong: bool = False
    status: HTTPStatus | None = None


def _try(
    request: PersonRequest,
    form: SecondStepForm | StartCodeForm,
    what: str,
    is_right: Callable[[Account, str], bool],
) -> Tried:
    """Look at a typed code, eight times in ten minutes; a right one counts for nothing."""
    if request.method != "POST" or not form.is_valid():
        return Tried()
    mine = limits.per_text(what, str(request.user.pk), 8)
    if not limits.spend(mine):
        form.add_error(None, _("Dit ging te vaak mis. Wacht tien minuten."))
        return Tried(status=HTTPStatus.TOO_MANY_REQUESTS)
    if not is_right(request.user, form.cleaned_data["code"]):
        return Tried(wrong=True)
    limits.give_back(mine)
    return Tried(right=True)


def second_step(request: PersonRequest) -> HttpResponse:
    """A code of the app or the paper list, or a key; without any yet: set one up first."""
    _require_staff(request)
    if step.is_done(request.session):
        return redirect(onward(request))
    if not step.kinds_of(request.user):
        return redirect(
            f"{reverse('people:second_step_set_up')}?{urlencode({NEXT: onward(request)})}"
        )
    form = SecondStepForm(request.POST or None)
    tried = _try(request, form, "second step", actions.use_code)
    if tried.right:
        second_step_done(request, request.user)
        return redirect(onward(request))
    if tried.wrong:
        form.add_error("code", _("Deze code klopt niet, of is al gebruikt."))
    return show(
        request,
        "people/second_step.html",
        title=_("Nog één stap"),
        lead=_("Jij ziet ook dingen van anderen. Daarom vragen we nog een code."),
        status=tried.status,
        form=form,
        verder=wanted(request),
        key=Form(),
        carried=carried(request),
        operator=queries.number_of_operator(),
    )


def _may_set_up(request: PersonRequest) -> bool:
    """With a second step done; or, without one yet, after the start code."""
    _require_staff(request)
    return step.may_set_up(request.session, request.user)


def _start(request: PersonRequest) -> HttpResponse:
    """The start code that came with the role: a card alone sets up no second step."""
    form = StartCodeForm(request.POST or None)
    tried = _try(request, form, "start code", actions.is_start_code)
    if tried.right:
        step.start(request.session, request.user)
        address = reverse("people:second_step_set_up")
        return redirect(f"{address}?{urlencode({NEXT: wanted(request)})}")
    if tried.wrong:
        form.add_error("code", _("Deze startcode klopt niet, of is al gebruikt."))
    return show(
        request,
        "people/second_step.html",
        title=_("Je startcode"),
        lead=_("Je hebt hier een taak. De startcode kreeg je van de beheerder, bij die taak."),
        start=True,
        status=tried.status,
        form=form,
        verder=wanted(request),
        operator=queries.number_of_operator(),
    )


def set_up(request: PersonRequest) -> HttpResponse:
    """Choose: a paper list, an app, a key. One is enough."""
    if not _may_set_up(request):
        return redirect("people:second_step") if step.kinds_of(request.user) else _start(request)
    return show(
        request,
        "people/second_step_set_up.html",
        title=_("Kies je tweede stap"),
        lead=_("Zo kan niemand met alleen jouw kaart bij wat anderen vertelden. Eén is genoeg."),
        kinds=step.kinds_of(request.user),
        verder=wanted(request),
    )


def paper_list(request: PersonRequest) -> HttpResponse:
    """A list of ten codes, shown once to print."""
    if not _may_set_up(request):
        return redirect("people:second_step")
    if request.method == "POST":
        codes = actions.make_paper_list(request.user, by=request.by)
        second_step_done(request, request.user)
        once.put(request.session, "paper_list", codes)
        return redirect(
            f"{reverse('people:second_step_list')}?{urlencode({NEXT: wanted(request)})}"
        )
    codes = once.take(request.session, "paper_list")
    if not codes:
        return redirect("people:second_step_set_up")
    return show(
        request,
        "people/second_step_list.html",
        title=_("Jouw papieren lijst"),
        lead=_("Print deze lijst nu. Hierna laten we haar niet meer zien. Streep af wat op is."),
        codes=[f"{code[:4]} {code[4:]}" for code in codes],
        onward=onward(request),
    )


def app(request: PersonRequest) -> HttpResponse:
    """An app on the phone that shows six digits."""
    if not _may_set_up(request):
        return redirect("people:second_step")
    secret = once.look(request.session, "app") or generate_totp_secret()
    once.put(request.session, "app", secret)
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if actions.add_app(request.user, secret, form.cleaned_data["code"], by=request.by):
            once.take(request.session, "app")
            second_step_done(request, request.user)
            messages.success(request, _("Je app werkt. Voortaan vragen we zijn zes cijfers."))
            return redirect(onward(request))
        form.add_error("code", _("Deze cijfers kloppen niet. Wacht op de volgende zes."))
    address = get_adapter().build_totp_url(request.user, secret)
    return show(
        request,
        "people/second_step_app.html",
        title=_("Een app met zes cijfers"),
        form=form,
        picture=segno.make(address).svg_data_uri(scale=5, border=4),
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        verder=wanted(request),
    )
