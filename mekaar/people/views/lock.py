"""Shift and lock of the desk screen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.core.pages import show
from mekaar.people import actions, shift
from mekaar.people.actions import limits, sign_in
from mekaar.people.doors import DESK_ROLES, holding
from mekaar.people.forms.desk import ShiftForm, UnlockForm
from mekaar.people.going import onward, wanted
from mekaar.people.lock import go_on, keep, lock_page
from mekaar.people.requests import PersonRequest

_at_desk = holding(*DESK_ROLES)


@_at_desk
def begin_shift(request: PersonRequest) -> HttpResponse:
    """Choose four digits for this shift."""
    form = ShiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        shift.begin(request.session, form.cleaned_data["digits"])
        return redirect(onward(request, "/balie/"))
    return show(
        request,
        "people/begin_shift.html",
        title=_("Je dienst begint"),
        lead=_("Na twee minuten stil gaat het scherm op slot. Zo leest niemand mee."),
        form=form,
        verder=wanted(request),
    )


@_at_desk
def end_shift(request: PersonRequest) -> HttpResponse:
    """The shift is over: the open visit closes, the session ends."""
    if request.method != "POST":
        return redirect("people:desk")
    if request.visit:
        actions.close_visit(request.visit, by=request.by)
    sign_in.sign_out(request)
    messages.success(request, _("Je dienst is klaar. Dank je wel."))
    return redirect("places:home")


def lock(request: PersonRequest) -> HttpResponse:
    """Lock the screen now; what the page sent along is kept sealed until the digits are typed."""
    if not shift.is_on(request.session):
        return redirect("people:begin_shift")
    shift.lock(request.session)
    return lock_page(request, kept=keep(request, where=wanted(request) or reverse("people:desk")))


def unlock(request: PersonRequest) -> HttpResponse:
    """Four digits open the screen; five wrong tries end the session."""
    if not shift.is_on(request.session):
        return redirect("people:begin_shift")
    if request.method != "POST":
        return lock_page(request)
    form = UnlockForm(request.POST)
    tries = limits.per_session(request, "unlock", shift.TRIES, minutes=shift.TRIES_COUNT_MINUTES)
    may_try = form.is_valid() and limits.spend(tries)
    if may_try and shift.unlock(request.session, form.cleaned_data["digits"]):
        limits.give_back(tries)
        return go_on(request, form.cleaned_data["kept"])
    if limits.is_spent(tries):
        sign_in.sign_out(request)
        messages.error(request, _("Vijf keer verkeerd. Meld je opnieuw aan."))
        return redirect("people:sign_in")
    if not form.errors:
        form.add_error("digits", _("Deze cijfers kloppen niet."))
    return lock_page(request, form=form)


@require_POST
def awake(request: PersonRequest) -> HttpResponse:
    """Somebody types: the two minutes begin again (the middleware does that; 204)."""
    return HttpResponse(status=204, content_type="text/plain")
