"""Signing in by card or by mailed code, and signing out."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mekaar.core.ids import tidy_code
from mekaar.core.pages import show
from mekaar.people import passkeys, queries, second_step, sessions
from mekaar.people.actions import limits
from mekaar.people.actions import sign_in as actions
from mekaar.people.doors import NEXT, public
from mekaar.people.ended import KEPT, carried
from mekaar.people.ended import sign_in_page as _page
from mekaar.people.forms.sign_in import (
    CardCodeForm,
    MailedSignInForm,
    MailForm,
    PasskeySignInForm,
    SharedForm,
)
from mekaar.people.going import onward, wanted
from mekaar.people.lock import go_on as show_kept
from mekaar.people.lock import wait, waiting
from mekaar.people.models import Account
from mekaar.people.requests import PersonRequest

# To one mail address in an hour, whoever asks: a letter box is not to be filled either.
MOST_MAILS = 30


def _wait() -> str:
    return _("Dit ging te vaak mis. Wacht tien minuten. Of kom langs, dan helpen we je.")


def _wait_for_desk() -> str:
    return _("Deze kaart werkt zodra de balie klaar is met helpen. Probeer het dan nog eens.")


def _unknown() -> str:
    return _("Deze code kennen we niet. Kijk nog eens goed op je kaart.")


@public
def sign_in(request: PersonRequest) -> HttpResponse:
    """One page, with every way to sign in: card, mail, passkey."""
    if request.me and request.method != "POST":
        return redirect(onward(request))
    form = CardCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = tidy_code(form.cleaned_data["code"])
        mine = limits.per_session(request, "card", 5)
        guesses = limits.per_address(request, f"card {code[:4]}", 5)
        if not limits.spend(mine, guesses, limits.per_address(request, "card", 60)):
            form.add_error(None, _wait())
            return _page(request, form, MailForm(), status=HTTPStatus.TOO_MANY_REQUESTS)
        card = actions.card_with(code)
        if card and not actions.waits_for_desk(card):
            limits.give_back(mine, guesses)
            return _come_in(request, card.account, actions.Way.CARD, form)
        form.add_error("code", _wait_for_desk() if card else _unknown())
    return _page(request, form, MailForm())


def _come_in(
    request: PersonRequest, account: Account, way: actions.Way, form: SharedForm
) -> HttpResponse:
    """Begin the session; staff go past their second step. What was typed before waits."""
    kept = request.POST.get(KEPT, "")
    onto = reverse("people:go_on") if kept else onward(request)
    kept = kept or waiting(request)
    shared = form.cleaned_data["shared"] or sessions.is_shared(request.session)
    actions.sign_in(request, account, way, shared=shared)
    if kept:
        wait(request, kept)
    both_steps = second_step.is_done(request.session)
    if not both_steps and account.participant_id and queries.has_roles(account.participant_id):
        return redirect(f"{reverse('people:second_step')}?{urlencode({NEXT: onto})}")
    return redirect(onto)


@public
def mail(request: PersonRequest) -> HttpResponse:
    """Mail a code to this address; the answer is the same whether we know it or not."""
    form = MailForm(request.POST or None)
    if request.method != "POST":
        return redirect("people:sign_in")
    if not form.is_valid():
        return _page(request, CardCodeForm(), form)
    email = form.cleaned_data["email"]
    # Few from one place, so that nobody keeps another out of their mail by asking for codes.
    mine = limits.per_address(request, f"mail {email.casefold()}", 3, minutes=15)
    of_all = limits.per_text("mail", email, MOST_MAILS, minutes=60)
    if not limits.spend(mine, of_all, limits.per_address(request, "mail", 20)):
        form.add_error(None, _wait())
        return _page(request, CardCodeForm(), form, status=HTTPStatus.TOO_MANY_REQUESTS)
    actions.mail_sign_in_code(request, email)
    if request.POST.get(KEPT):
        return _ask_mailed_code(request, MailedSignInForm())
    return redirect(f"{reverse('people:mail_code')}?{urlencode({NEXT: wanted(request)})}")


@public
def mail_code(request: PersonRequest) -> HttpResponse:
    """The code from the mail."""
    form = MailedSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.use_mailed_code(request, form.cleaned_data["code"])
        if row and row.account and not row.email:
            return _come_in(request, row.account, actions.Way.MAIL, form)
        form.add_error(
            "code", _("Deze code klopt niet, of is te oud. Vraag anders een nieuwe code.")
        )
    return _ask_mailed_code(request, form)


def _ask_mailed_code(request: PersonRequest, form: MailedSignInForm) -> HttpResponse:
    return show(
        request,
        "people/mail_code.html",
        title=_("Kijk in je mail"),
        lead=_(
            "Kennen we je mailadres? Dan krijg je nu een code. Die werkt een kwartier."
            " Krijg je niets? Kijk bij de ongewenste mail. Of bel ons."
        ),
        form=form,
        carried=carried(request),
    )


@public
def passkey_question(request: PersonRequest) -> JsonResponse:
    """What the browser asks a key; passkey.js fetches it."""
    return JsonResponse(passkeys.to_sign_in())


@public
def passkey(request: PersonRequest) -> HttpResponse:
    """Sign in with a key that asked for finger, face or PIN: both steps at once."""
    form = PasskeySignInForm(request.POST or None)
    if request.method != "POST":
        return redirect("people:sign_in")
    if not limits.spend(limits.per_address(request, "passkey", 30)):
        messages.error(request, _wait())
        return redirect("people:sign_in")
    account = passkeys.whose(form.cleaned_data["credential"]) if form.is_valid() else None
    if account:
        return _come_in(request, account, actions.Way.PASSKEY, form)
    messages.error(request, _("Met deze sleutel lukt het niet. Kies een andere manier."))
    return redirect("people:sign_in")


def go_on(request: PersonRequest) -> HttpResponse:
    """After signing in again: what was typed before is still there, for who typed it."""
    return show_kept(request, waiting(request))


def sign_out(request: PersonRequest) -> HttpResponse:
    """Sign out here, or everywhere."""
    if request.method != "POST":
        return show(request, "people/sign_out.html", title=_("Afmelden"))
    if "overal" in request.POST:
        actions.sign_out_everywhere(request.me, by=request.by)
        return _out_everywhere(request)
    actions.sign_out(request)
    messages.success(request, _("Je bent afgemeld. Tot ziens!"))
    return redirect(settings.LOGOUT_REDIRECT_URL or "/")


def sign_out_everywhere(request: PersonRequest) -> HttpResponse:
    """Out on every device, in one step; at the desk for who is helped there (invariant 15)."""
    if request.method != "POST":
        return redirect("people:me")
    actions.sign_out_everywhere(request.resident, by=request.by)
    if request.resident == request.me:
        return _out_everywhere(request)
    told = _("%(name)s is overal afgemeld.") % {"name": request.resident.display_name}
    messages.success(request, capfirst(told))
    return redirect("people:me")


def _out_everywhere(request: PersonRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("Je bent overal afgemeld, ook op andere apparaten."))
    return redirect(settings.LOGOUT_REDIRECT_URL or "/")
