"""Who asks, for whom, and where: told to the database before any view runs."""

import uuid
from collections.abc import Callable
from http import HTTPStatus

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from mekaar.core import db
from mekaar.core.languages import spoken_here
from mekaar.core.prepared import prepared
from mekaar.people import second_step, sessions, shift
from mekaar.people.actions import answered
from mekaar.people.by import By
from mekaar.people.doors import WHOSE
from mekaar.people.ended import over
from mekaar.people.guest_pages import not_for_guests
from mekaar.people.lock import closed
from mekaar.people.models import LONGEST_VISIT_TIME, DeskVisit, Participant, RoleHeld
from mekaar.people.requests import PersonRequest
from mekaar.people.too_much import too_much
from mekaar.places.queries import of_visitors

# The pages of a resident.
RESIDENTS = "/mijn/"

GetResponse = Callable[[PersonRequest], HttpResponseBase]


class WhoAndWhere:
    """Set participant and neighbourhood for the transaction, and name them on the request.

    Roles count only after the second step; a visit only while a shift is on. A locked screen gets
    the lock page, whatever it asked for.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: PersonRequest) -> HttpResponseBase:
        """Serve the request as this person in this neighbourhood."""
        request.visit = request.here = None
        request.me = request.resident = None  # type: ignore[assignment]  # nobody, see requests.py
        request.roles = request.roles_waiting = frozenset()
        if request.user.is_authenticated:
            self._sign_in(request)
        else:
            _receive(request)
        with translation.override(_language(request)):
            response = (
                over(request)
                or closed(request)
                or not_for_guests(request)
                or _of_another(request)
                or too_much(request)
                or self._once(request)
            )
        if request.me and not request.user.is_authenticated:
            # Somebody left, in whatever way: no copy stays in a browser that others use too.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def _once(self, request: PersonRequest) -> HttpResponseBase:
        """A form that was done before leads where it led (actions/answered.py)."""
        key = answered.key_of(request)
        if key and (again := answered.before(key)):
            return again
        response = self.get_response(request)
        if key:
            answered.keep(key, response)
        return response

    def _sign_in(self, request: PersonRequest) -> None:
        account = request.user
        db.step_in(account.participant_id, account.neighbourhood_id)
        found = _participant(account.participant_id or uuid.UUID(int=0))
        if not found:
            # Erased meanwhile, or made without a participant: nobody, until signed in again.
            request.user = AnonymousUser()  # type: ignore[assignment]  # as Django does itself
            _receive(request)
            return
        me = request.me = request.resident = found[0]
        request.here = me.neighbourhood
        sessions.touch(request.session)
        held = frozenset(_held_by(me.id))
        if second_step.is_done(request.session):
            request.roles = held
            if held:
                sessions.of_staff(request.session)
        else:
            request.roles_waiting = held
        request.visit = _open_visit(request)
        if request.visit:
            request.resident = request.visit.resident
        request.by = By(me=me, roles=request.roles, visit=request.visit)


def _of_another(request: PersonRequest) -> HttpResponse | None:
    """409 when a form at the desk was made for another than who is being helped now.

    A second tab, or a visit that ended meanwhile: without this the words or the "wis alles" of the
    one would be of the other. Forms carry the resident's code (`WHOSE`) beside the CSRF token.
    """
    if request.method != "POST" or request.me is None or not request.path.startswith(RESIDENTS):
        return None
    # Without a shift a form says nothing; one that was carried over from the desk still does.
    unsaid = None if shift.is_on(request.session) else request.resident.code
    if request.POST.get(WHOSE, unsaid) == request.resident.code:
        return None
    request.refused = True  # type: ignore[attr-defined]  # nothing is kept
    sentence = _(
        "Dit formulier hoorde bij iemand anders. Er is niets bewaard. Open de bladzijde opnieuw."
    )
    return render(request, "refused_409.html", {"sentence": sentence}, status=HTTPStatus.CONFLICT)


def _receive(request: PersonRequest) -> None:
    """A visitor reads the pages of the chosen neighbourhood, or of the only one there is."""
    request.here = of_visitors(request.session.get("neighbourhood", ""))
    if request.here:
        db.step_in(None, request.here.id)


def _open_visit(request: PersonRequest) -> DeskVisit | None:
    """The visit this host or connector has open, as long as the walls count it too."""
    if not request.roles & {RoleHeld.Role.HOST, RoleHeld.Role.CONNECTOR}:
        return None
    if not shift.is_on(request.session):
        return None
    return next(iter(_visits_of(request.me.id)), None)


@prepared
def _participant(one: uuid.UUID) -> QuerySet[Participant]:
    return Participant.objects.select_related("neighbourhood").filter(id=one)


@prepared
def _held_by(one: uuid.UUID) -> QuerySet[RoleHeld, str]:
    return RoleHeld.objects.now().filter(participant=one).values_list("role", flat=True)


@prepared
def _visits_of(helper: uuid.UUID) -> QuerySet[DeskVisit]:
    still_open = DeskVisit.objects.filter(
        helper=helper, ended_at=None, started_at__gt=Now() - LONGEST_VISIT_TIME
    )
    return still_open.select_related("resident")


def _language(request: PersonRequest) -> str:
    """What this browser chose; otherwise what this person said to like best; otherwise Dutch."""
    wanted = request.session.get("language") or (request.me.language if request.me else "")
    return spoken_here(wanted)
