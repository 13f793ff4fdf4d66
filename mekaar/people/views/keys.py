"""How somebody signs in: mail address, keys, card, and signing out everywhere. For oneself only."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mekaar.core.errors import NotThere, Refused
from mekaar.core.pages import show
from mekaar.people import passkeys, queries
from mekaar.people import second_step as step
from mekaar.people.actions import limits, mail_address
from mekaar.people.actions import second_step as actions
from mekaar.people.actions import sign_in as sign_in_actions
from mekaar.people.forms.sign_in import MailedCodeForm, MailForm, PasskeyNameForm
from mekaar.people.requests import PersonRequest


def _require_own(request: PersonRequest) -> None:
    """At the desk these would be the helper's own; and staff change them after their second step.

    Raises Refused.
    """
    if request.visit:
        raise Refused(
            _("Dit doet ieder zelf, aangemeld met de eigen kaart. Sluit eerst dit bezoek af.")
        )
    if request.roles_waiting and not step.may_set_up(request.session, request.user):
        raise Refused(_("Doe eerst de tweede stap van het aanmelden."))


def ways(request: PersonRequest) -> HttpResponse:
    """Every way in which I sign in, to add and to take away."""
    _require_own(request)
    return show(
        request,
        "people/ways.html",
        title=_("Zo meld jij je aan"),
        keys=passkeys.all_of(request.user),
        account=request.user,
        open_since=queries.sessions_since(request.user),
        form=PasskeyNameForm(),
    )


def passkey_question(request: PersonRequest) -> JsonResponse:
    """What the browser asks a new key; passkey.js fetches it."""
    _require_own(request)
    return JsonResponse(passkeys.to_add(request.user))


def add_passkey(request: PersonRequest) -> HttpResponse:
    """Keep a new key."""
    _require_own(request)
    form = PasskeyNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if actions.add_passkey(request.user, given["name"], given["credential"], by=request.by):
            sign_in_actions.second_step_done(request, request.user)
            messages.success(request, _("De sleutel is bewaard. Je kunt je er nu mee aanmelden."))
            return redirect("people:ways")
    messages.error(request, _("De sleutel is niet bewaard. Probeer het nog eens."))
    return redirect("people:ways")


def remove_passkey(request: PersonRequest, number: int) -> HttpResponse:
    """Take a key away."""
    _require_own(request)
    if number not in {key.id for key in passkeys.all_of(request.user)}:
        raise NotThere("")
    if request.method == "POST":
        actions.remove_passkey(request.user, number, by=request.by)
        messages.success(request, _("De sleutel is weg."))
    return redirect("people:ways")


def mail_address_new(request: PersonRequest) -> HttpResponse:
    """A mail address to sign in with; a code shows that it is yours."""
    _require_own(request)
    form = MailForm(request.POST or None, initial={"email": request.user.email})
    status = None
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if limits.spend(limits.per_text("new address", str(request.user.pk), 5, minutes=60)):
            sign_in_actions.mail_address_code(request, request.user, email)
            return redirect("people:mail_address_code")
        form.add_error(None, _("Dit ging te vaak mis. Wacht een uur."))
        status = HTTPStatus.TOO_MANY_REQUESTS
    return show(
        request,
        "people/form.html",
        title=_("Aanmelden met je mail"),
        lead=_("We sturen een code naar dit adres. Zo weten we dat het van jou is."),
        status=status,
        form=form,
        button=_("Stuur de code"),
        back="people:ways",
    )


def mail_address_code(request: PersonRequest) -> HttpResponse:
    """The code that was mailed to the new address."""
    _require_own(request)
    form = MailedCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = sign_in_actions.use_mailed_code(request, form.cleaned_data["code"])
        if row and row.email and row.account_id == request.user.pk:
            mail_address.change(request.user, row.email, by=request.by)
            messages.success(request, _("Voortaan kun je je aanmelden met je mail."))
            return redirect("people:ways")
        form.add_error("code", _("Deze code klopt niet, of is te oud."))
    return show(
        request,
        "people/form.html",
        title=_("Kijk in je mail"),
        form=form,
        button=_("Klaar"),
        back="people:ways",
    )


def mail_address_remove(request: PersonRequest) -> HttpResponse:
    """Sign in with mail no longer."""
    _require_own(request)
    if request.method == "POST":
        mail_address.change(request.user, None, by=request.by)
        messages.success(request, _("Je mailadres is weg."))
    return redirect("people:ways")
