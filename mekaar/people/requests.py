"""The request as pages of this house know it: who asks, whose page it is, where."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from mekaar.people.by import By
from mekaar.people.models import Account, DeskVisit, Participant
from mekaar.places.models import Neighbourhood


class PersonRequest(HttpRequest):
    """A request after `WhoAndWhere`: `me` is signed in, `resident` is whose page it is.

    At the desk `visit` is open and `resident` is the one being helped; otherwise both are the same.
    """

    user: Account
    htmx: HtmxDetails
    # Both are there on every page behind the door; on public pages of nobody they are None, and
    # such a page asks `request.user.is_authenticated` first.
    me: Participant
    resident: Participant
    visit: DeskVisit | None
    here: Neighbourhood | None
    # Roles that count now; staff without the second step have theirs in `roles_waiting`.
    roles: frozenset[str]
    roles_waiting: frozenset[str]
    by: By
    number: str
