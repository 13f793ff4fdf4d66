"""Mijn plek: what asks for an answer first, then everything that is mine."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.queries.chairs import MyChair, my_chairs
from mekaar.conversation.queries import my_conversation
from mekaar.core.pages import get, show
from mekaar.exchange import queries as exchange
from mekaar.exchange.queries.afterwards import my_lasting_contacts, my_questions_back
from mekaar.exchange.queries.arrangement import my_arrangements
from mekaar.exchange.queries.introduction import my_introductions
from mekaar.exchange.rules.ask import may_read_neighbours
from mekaar.notices import actions as notices
from mekaar.notices.models import Notice
from mekaar.notices.queries import newest_waiting, waiting_for, words_of
from mekaar.notices.registry import NoticeWords
from mekaar.people.looks import looked
from mekaar.people.models import Participant
from mekaar.people.requests import PersonRequest
from mekaar.people.rules import is_guest


def my_place(request: PersonRequest) -> HttpResponse:
    """The resident's own page; at the desk the page of who is being helped."""
    looked(request, "web.place.seen")
    resident = request.resident
    if is_guest(resident):
        return _place_of_guest(request)
    title = _("De plek van %(name)s") if request.visit else _("Dag %(name)s")
    return show(
        request,
        "web/my_place.html",
        title=title % {"name": resident.display_name},
        conversation=my_conversation(resident),
        asks=exchange.my_asks(resident),
        offers=exchange.my_offers(resident),
        introductions=my_introductions(resident),
        arrangements=my_arrangements(resident),
        questions=my_questions_back(resident),
        lasting_contacts=my_lasting_contacts(resident),
        reads_board=may_read_neighbours(request.roles | request.roles_waiting),
        notices=_waiting(resident),
        chairs=_chairs(request),
    )


def _chairs(request: PersonRequest) -> list[MyChair]:
    """Circles of others in which I sit or am asked: only on one's own page, never at the desk."""
    return [] if request.visit else my_chairs()


def _place_of_guest(request: PersonRequest) -> HttpResponse:
    """What waits, and one's own: a guest asks, offers and talks nothing here."""
    guest = request.resident
    return show(
        request,
        "web/guest_place.html",
        title=_("Dag %(name)s") % {"name": guest.display_name},
        notices=_waiting(guest),
        chairs=_chairs(request),
    )


def _waiting(resident: Participant) -> list[tuple[Notice, NoticeWords]]:
    return [(one, words_of(one)) for one in newest_waiting(resident.id)]


@require_POST
def notice_read(request: PersonRequest, code: str) -> HttpResponse:
    """Read, and gone from the page; at the desk it was read aloud."""
    notices.finish(get(waiting_for(request.resident.id), code=code), by=request.by)
    return redirect("web:my_place")
