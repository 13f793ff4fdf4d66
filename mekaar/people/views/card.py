"""The printed A5 card: own words, a number to call, a code to sign in (J1)."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mekaar.core.pages import show
from mekaar.people import actions, once, queries
from mekaar.people.forms.desk import CardForm
from mekaar.people.looks import looked
from mekaar.people.paper import for_paper
from mekaar.people.requests import PersonRequest
from mekaar.people.sessions import stored


def card(request: PersonRequest) -> HttpResponse:
    """Choose what stands on the card; printing makes a new code and ends the older one."""
    words = queries.card_words(request.resident.id)
    form = CardForm(request.POST or None, words=words)
    if request.method == "POST" and form.is_valid():
        stays = stored(request.session.session_key)
        printed = actions.print_card(request.resident, by=request.by, stays=stays)
        shown = {
            "whose": str(request.resident.id),
            "code": printed.code,
            "words": form.on_the_card(),
        }
        once.put(request.session, "card", shown)
        return redirect("people:card_print")
    looked(request, "people.card.seen")
    return show(
        request,
        "people/card.html",
        title=_("Een kaart om mee te nemen"),
        lead=_("Met de code op de kaart kun je je aanmelden, zonder mail en zonder telefoon."),
        form=form,
    )


@for_paper
def card_print(request: PersonRequest) -> HttpResponse:
    """The card itself, shown once."""
    shown = once.take(request.session, "card")
    if not shown or shown["whose"] != str(request.resident.id):
        return redirect("people:card")
    looked(request, "people.card.seen")
    address = settings.PUBLIC_URL.rstrip("/") + reverse("people:sign_in")
    # Behind the #: a browser does not send it, so the code stands in no log.
    whom, number = queries.whom_to_call()
    picture = segno.make(f"{address}#{shown['code']}", error="m")
    return show(
        request,
        "people/card_print.html",
        title=_("De kaart van %(name)s") % {"name": request.resident.display_name},
        words=shown["words"],
        code=shown["code"],
        address=address.removeprefix("https://").removeprefix("http://"),
        whom=whom,
        number=number,
        picture=picture.svg_data_uri(scale=4, border=4),
    )


def card_end(request: PersonRequest) -> HttpResponse:
    """The card is lost, or not wanted any more."""
    if request.method == "POST":
        stays = stored(request.session.session_key)
        actions.end_card(request.resident, by=request.by, stays=stays)
        messages.success(request, _("De code op de kaart werkt niet meer."))
    return redirect("people:card")
