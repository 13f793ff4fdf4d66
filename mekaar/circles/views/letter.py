"""The letter of an invitation: its code, what is asked and what is not, yes or no (R-C12).

The code stands in no address. What is open is kept in the session, sealed, for half an hour.
"""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles import letters, opened
from mekaar.circles.actions import letter as actions
from mekaar.circles.forms.letter import GuestForm, LetterCodeForm
from mekaar.circles.models import SupportCircle
from mekaar.circles.queries.letter import Letter, open_letter
from mekaar.circles.views.door import alone
from mekaar.core.ids import tidy_code
from mekaar.core.pages import show
from mekaar.people import once
from mekaar.people.actions import limits
from mekaar.people.actions import sign_in as signing_in
from mekaar.people.by import By
from mekaar.people.doors import public
from mekaar.people.requests import PersonRequest

_CARD = "guest_card"


def _wait() -> str:
    return _("Dit ging te vaak mis. Wacht tien minuten. Of bel wie jou de brief gaf.")


def _unknown() -> str:
    return _("Deze code kennen we niet. Kijk nog eens goed in je brief.")


@public
def letter(request: PersonRequest) -> HttpResponse:
    """Type the code. Wrong, answered and never there are one answer, and guessing is limited."""
    alone(request)
    form = LetterCodeForm(request.POST or None)
    status = None
    if request.method == "POST" and form.is_valid():
        code = tidy_code(form.cleaned_data["code"])
        mine = limits.per_session(request, "letter", 5)
        guesses = limits.per_address(request, f"letter {code[:4]}", 5)
        if not limits.spend(mine, guesses, limits.per_address(request, "letter", 60)):
            form.add_error(None, _wait())
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif open_letter(letters.digest(code)):
            limits.give_back(mine, guesses)
            opened.keep(request.session, letters.digest(code))
            return redirect("circles:invitation")
        else:
            form.add_error("code", _unknown())
    return show(
        request,
        "circles/letter.html",
        title=_("Een brief met een code"),
        lead=_("Kreeg je een brief van iemand die je kent? Typ hier de code."),
        form=form,
        status=status,
    )


def _opened(request: PersonRequest) -> Letter | None:
    """The letter that was opened here; None when it was long ago, or is answered."""
    digest = opened.opened(request.session)
    return open_letter(digest) if digest else None


@public
def invitation(request: PersonRequest) -> HttpResponse:
    """Who asks you, how you are named, what is asked and what is not."""
    alone(request)
    found = _opened(request)
    if found is None:
        return _closed(request)
    return show(
        request,
        "circles/invitation.html",
        title=_("%(name)s vraagt je voor een steunkring") % {"name": found.asked_by},
        letter=found,
        reason=actions.why_not(found, by=request.by) if request.me else "",
    )


def _closed(request: PersonRequest) -> HttpResponse:
    opened.close(request.session)
    return redirect("circles:letter")


@public
def letter_yes(request: PersonRequest) -> HttpResponse:
    """ "Ja, ik doe mee": signed in as oneself; otherwise first with the own card, or as a guest."""
    alone(request)
    found = _opened(request)
    if found is None:
        return _closed(request)
    if request.me:
        return _as_oneself(request, found) if request.method == "POST" else _back_to_it()
    form = GuestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _as_guest(request, found, form)
    return show(
        request,
        "circles/letter_yes.html",
        title=_("Fijn dat je meedoet"),
        letter=found,
        form=form,
    )


def _back_to_it() -> HttpResponse:
    return redirect("circles:invitation")


def _as_oneself(request: PersonRequest, found: Letter) -> HttpResponse:
    circle = actions.take_seat(found.digest, by=request.by)
    opened.close(request.session)
    messages.success(request, _sits(found))
    return redirect("circles:circle_page", circle.code)


def _sits(found: Letter) -> str:
    return _("Je doet mee in de kring van %(name)s.") % {"name": found.asked_by}


def _as_guest(request: PersonRequest, found: Letter, form: GuestForm) -> HttpResponse:
    """A guest with a card, signed in, sitting down: all of it, or nothing."""
    said = form.cleaned_data
    came = actions.come_as_guest(found.digest, said["name"], get_language() or "nl")
    signing_in.sign_in(request, came.account, signing_in.Way.CARD, shared=said["shared"])
    circle = actions.take_seat(found.digest, by=By(me=came.guest))
    opened.close(request.session)
    card = {"whose": str(came.guest.id), "code": came.code, "kring": circle.code}
    once.put(request.session, _CARD, card)
    messages.success(request, _sits(found))
    return redirect("circles:guest_card")


@public
@require_POST
def letter_no(request: PersonRequest) -> HttpResponse:
    """ "Nee, dank je": no account, no name, no reason."""
    alone(request)
    found = _opened(request)
    if found is None:
        return _closed(request)
    actions.refuse(found.digest)
    messages.success(request, _("Dank je voor je antwoord. Van jou is niets bewaard."))
    return _closed(request)


@public
@require_POST
def letter_close(request: PersonRequest) -> HttpResponse:
    """Not now: who sits at this computer next does not read it."""
    messages.success(request, _("De brief is weer dicht. Je code blijft werken."))
    return _closed(request)


def guest_card(request: PersonRequest) -> HttpResponse:
    """The code of a guest's own card, shown once, to print or write down."""
    alone(request)
    shown = once.take(request.session, _CARD)
    if not shown or shown["whose"] != str(request.me.id):
        return redirect("people:card")
    circle = SupportCircle.objects.visible_to(request.by).filter(code=shown["kring"]).first()
    return show(
        request,
        "circles/guest_card.html",
        title=_("De kaart van %(name)s") % {"name": request.me.display_name},
        code=shown["code"],
        circle=circle,
    )
