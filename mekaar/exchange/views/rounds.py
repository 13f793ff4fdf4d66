"""A round for a table: asking for it, how far it is, stopping it, reading and printing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.core.pages import show
from mekaar.exchange import actions, queries
from mekaar.people.doors import connector
from mekaar.people.requests import PersonRequest


@connector
def round_page(request: PersonRequest) -> HttpResponse:
    """How far the round is; else what of it holds at this moment.

    A script that looks again gets only how far it is.
    """
    now = queries.round_now(request.by)
    is_busy = now.latest is not None and now.latest.is_unfinished
    if request.htmx:
        step = f"{now.latest.state}-{now.latest.step}" if now.latest else ""
        is_new = request.GET.get("stap") != step
        again = "exchange/_round_again.html"
        return show(request, again, title="", now=now, is_busy=is_busy, is_new=is_new)
    found = None
    if now.ready and not is_busy:
        found = queries.paper(now.ready, by=request.by, after=request.GET.get("na", ""))
    return show(
        request,
        "exchange/round.html",
        title=_("Een ronde voor de tafel"),
        now=now,
        is_busy=is_busy,
        paper=found,
    )


@connector
@require_POST
def round_make(request: PersonRequest) -> HttpResponse:
    """Make a round; the page shows how far it is."""
    actions.ask_for_round(by=request.by)
    return redirect("exchange:round")


@connector
@require_POST
def round_stop(request: PersonRequest) -> HttpResponse:
    """Stop the round that is being made."""
    if actions.stop_round(by=request.by):
        messages.success(request, _("De ronde is gestopt. Er is niets van bewaard."))
    return redirect("exchange:round")
