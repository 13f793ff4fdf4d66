"""A session that was over while somebody typed: sign in again, nothing is lost (L-11, ADR 22)."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mekaar.core.pages import show
from mekaar.people.doors import NEXT
from mekaar.people.forms.sign_in import CardCodeForm, MailForm, SharedForm
from mekaar.people.going import wanted
from mekaar.people.lock import keep, name_of
from mekaar.people.requests import PersonRequest
from mekaar.people.sessions import SessionStore

# Where what was typed stands on the pages of signing in.
KEPT = "kept"
_SIGN_OUT = "people:sign_out"
_UNLOCK = "people:unlock"
_NOTHING_TYPED = {"people:lock", "people:awake"}


def over(request: PersonRequest) -> HttpResponse | None:
    """What to answer to a form whose session was over; None when it was not.

    What was typed goes along sealed on the page, and only the same person sees it again.
    """
    session = request.session
    whose = session.ended_of if isinstance(session, SessionStore) else ""
    if request.method != "POST" or not whose:
        return None
    name = name_of(request)
    if name in _NOTHING_TYPED:
        return None
    if name == _SIGN_OUT:
        return redirect("places:home")
    locked = request.POST.get(KEPT, "") if name == _UNLOCK else ""
    return sign_in_page(
        request,
        CardCodeForm(),
        MailForm(),
        kept=locked or keep(request, whose=whose),
        status=HTTPStatus.FORBIDDEN,
    )


def sign_in_page(
    request: PersonRequest,
    form: CardCodeForm,
    mail: MailForm,
    *,
    kept: str = "",
    status: int | None = None,
) -> HttpResponse:
    """One page, with every way to sign in; `kept` is what somebody had typed, sealed."""
    lead = _("Geen kaart en geen mail? Kom langs of bel. Dan regelen we het samen.")
    if kept:
        lead = _("Je was een tijd stil. Wat je typte, is er nog. Meld je aan en ga verder.")
    return show(
        request,
        "people/sign_in.html",
        title=_("Aanmelden"),
        lead=lead,
        status=status or (HTTPStatus.UNPROCESSABLE_ENTITY if mail.errors else None),
        form=form,
        mail=mail,
        key=SharedForm(auto_id="key_%s"),
        carried=carried(request, kept),
    )


def carried(request: PersonRequest, kept: str = "") -> list[tuple[str, str]]:
    """What every form of signing in takes along: where to go on, and what was typed."""
    kept = kept or request.POST.get(KEPT, "")
    return [(NEXT, wanted(request)), *([(KEPT, kept)] if kept else [])]
