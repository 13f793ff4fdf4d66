"""Erasing everything of a person, in one step with one page that says what goes (L-17)."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mekaar.core.dates import today
from mekaar.core.pages import show
from mekaar.people import actions, queries
from mekaar.people.actions import sign_in
from mekaar.people.doors import public
from mekaar.people.forms.me import EraseForm
from mekaar.people.requests import PersonRequest


def erase(request: PersonRequest) -> HttpResponse:
    """One confirmation, then everything is gone; at the desk the visit ends, else the session."""
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at_desk = request.visit is not None
        actions.erase(request.resident, by=request.by)
        if at_desk:
            messages.success(request, _("Alles is gewist."))
            return redirect("people:desk")
        sign_in.sign_out(request)
        return redirect("people:erased")
    return show(
        request,
        "people/erase.html",
        title=_("Alles van mij wissen"),
        lead=_("Je hoeft geen reden te geven. Dit kan niet ongedaan worden gemaakt."),
        form=form,
        until=queries.gone_from_backups(settings.BACKUP_DAYS, today=today()),
        name=request.resident.display_name,
    )


@public
def erased(request: PersonRequest) -> HttpResponse:
    """What somebody reads who is not known here any more."""
    return show(
        request,
        "people/erased.html",
        title=_("Alles is gewist"),
        lead=_("We weten niets meer van je. Je bent altijd weer welkom."),
        until=queries.gone_from_backups(settings.BACKUP_DAYS, today=today()),
    )
