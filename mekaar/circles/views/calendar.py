"""Meetings in one's own calendar, by a secret address."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import calendar as actions
from mekaar.circles.forms.chairs import FeedForm
from mekaar.circles.queries.calendar import calendar_of
from mekaar.circles.queries.chairs import feed_of
from mekaar.circles.views.door import enter
from mekaar.core.errors import NotThere
from mekaar.core.ical import KIND
from mekaar.core.pages import show
from mekaar.people import once
from mekaar.people.doors import public
from mekaar.people.requests import PersonRequest

_ONCE = "calendar"


@public
def calendar(request: PersonRequest, secret: str) -> HttpResponse:  # of nobody
    """What a telephone fetches; an address that is not (any more) one is not there."""
    found = calendar_of(actions.digest(secret))
    if found is None:
        raise NotThere("")
    return HttpResponse(found, content_type=KIND, headers={"Referrer-Policy": "no-referrer"})


def feed_page(request: PersonRequest, code: str) -> HttpResponse:
    """Make a calendar, or a new address for it; the address is shown once."""
    here = enter(request, code)
    feed = feed_of(here.seat, request.by)
    form = FeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with_place = form.cleaned_data["with_place"]
        secret = actions.make_feed(here.circle, with_place=with_place, by=request.by)
        once.put(request.session, _ONCE, {"whose": str(here.seat.id), "secret": secret})
        return redirect("circles:feed", here.circle.code)
    return show(
        request,
        "circles/feed.html",
        title=_("In je eigen agenda"),
        lead=_("Je telefoon kan de dagen ophalen bij een geheim adres."),
        form=form,
        circle=here.circle,
        feed=feed,
        address=_shown_once(request, str(here.seat.id)),
    )


def _shown_once(request: PersonRequest, whose: str) -> str:
    shown = once.take(request.session, _ONCE)
    if not shown or shown["whose"] != whose:
        return ""
    return settings.PUBLIC_URL.rstrip("/") + reverse("circles:calendar", args=[shown["secret"]])


@require_POST
def feed_place(request: PersonRequest, code: str) -> HttpResponse:
    """With or without the place; the address stays."""
    here = enter(request, code)
    with_place = request.POST.get("plek") == "ja"
    actions.change_feed(here.circle, with_place=with_place, by=request.by)
    messages.success(request, _("Bewaard."))
    return redirect("circles:feed", here.circle.code)


@require_POST
def feed_stop(request: PersonRequest, code: str) -> HttpResponse:
    """The address stops working."""
    here = enter(request, code)
    actions.stop_feed(here.circle, by=request.by)
    messages.success(request, _("Het adres werkt niet meer."))
    return redirect("circles:feed", here.circle.code)
