"""The board: asks that their owners let the neighbourhood read, without a name (R-A08)."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.core.errors import NotThere
from mekaar.core.pages import show
from mekaar.exchange import queries
from mekaar.exchange.rules import ask as rules
from mekaar.people.requests import PersonRequest


def board(request: PersonRequest) -> HttpResponse:
    """Asks in the order in which they came in; nothing about who, nothing about how many.

    Raises NotThere for who reads nobody's words (invariant 18).
    """
    if not rules.may_read_neighbours(request.roles | request.roles_waiting):
        raise NotThere("")
    leaf = queries.board(request.by, after=request.GET.get("na", ""))
    return show(request, "exchange/board.html", title=_("Vragen uit de buurt"), leaf=leaf)
