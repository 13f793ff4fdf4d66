"""Who is asked for the circle, the letter they get, and who goes (R-C12)."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import seats as actions
from mekaar.circles.forms.resident import InviteForm
from mekaar.circles.models import Seat
from mekaar.circles.queries.circle import around
from mekaar.circles.views.door import Here, enter
from mekaar.core.pages import get, show
from mekaar.people import once
from mekaar.people.requests import PersonRequest

RESIDENT = Seat.Chair.RESIDENT
# Where who has a letter answers it (views of the chairs).
LETTERS = "/brief/"


def people(request: PersonRequest, code: str) -> HttpResponse:
    """Everybody who sits there or is asked, for the resident."""
    here = enter(request, code, RESIDENT)
    return show(
        request,
        "circles/people.html",
        title=_("Wie zitten er in je kring?"),
        lead=_("Jij kiest. Niemand anders vraagt iemand, en niemand komt er zomaar bij."),
        circle=here.circle,
        table=around(here.circle, request.by),
    )


def invite(request: PersonRequest, code: str) -> HttpResponse:
    """Ask somebody: a letter comes out, which the resident gives away."""
    here = enter(request, code, RESIDENT)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        seat = actions.invite(here.circle, form.invited(), by=request.by)
        if seat.is_child:
            messages.success(request, _("%(name)s doet mee.") % {"name": seat.name})
            return redirect("circles:people", here.circle.code)
        return _write(request, here, seat)
    return show(
        request,
        "circles/invite.html",
        title=_("Vraag iemand voor je kring"),
        lead=_("Je krijgt een brief op papier. Die geef je zelf. Wij sturen niets."),
        form=form,
        circle=here.circle,
    )


def _seat(request: PersonRequest, here: Here, code: str) -> Seat:
    return get(Seat.objects.visible_to(request.by).filter(circle=here.circle), code=code)


@require_POST
def write_letter(request: PersonRequest, code: str, one: str) -> HttpResponse:
    """A new letter; the code of the old one works no more."""
    here = enter(request, code, RESIDENT)
    return _write(request, here, _seat(request, here, one))


def _write(request: PersonRequest, here: Here, seat: Seat) -> HttpResponse:
    written = actions.write_letter(seat, by=request.by)
    once.put(request.session, "letter", {"seat": str(seat.id), "code": written})
    return redirect("circles:letter_page", here.circle.code, seat.code)


def letter(request: PersonRequest, code: str, one: str) -> HttpResponse:
    """The letter itself; its code is shown for ten minutes and kept nowhere."""
    here = enter(request, code, RESIDENT)
    seat = _seat(request, here, one)
    written = once.look(request.session, "letter")
    if not written or written["seat"] != str(seat.id):
        return redirect("circles:people", here.circle.code)
    address = settings.PUBLIC_URL.rstrip("/") + LETTERS
    # Behind the #: a browser does not send it, so the code stands in no log.
    picture = segno.make(f"{address}#{written['code']}", error="m")
    return show(
        request,
        "circles/letter_print.html",
        title=_("Een brief voor %(name)s") % {"name": seat.name},
        circle=here.circle,
        seat=seat,
        asked_by=request.by.me.display_name,
        code=written["code"],
        address=address.removeprefix("https://").removeprefix("http://"),
        picture=picture.svg_data_uri(scale=4, border=4),
    )


@require_POST
def remove(request: PersonRequest, code: str, one: str) -> HttpResponse:
    """One action, no reason."""
    here = enter(request, code, RESIDENT)
    actions.remove(_seat(request, here, one), by=request.by)
    messages.success(request, _("Gedaan. Je hoeft geen reden te geven."))
    return redirect("circles:people", here.circle.code)
