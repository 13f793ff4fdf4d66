"""The public pages: the first page, a neighbourhood, who does what, our promises."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mekaar.core.errors import NotThere
from mekaar.core.pages import show
from mekaar.places import queries
from mekaar.places.requests import HereRequest


@login_not_required
def home(request: HereRequest) -> HttpResponse:
    """Where and when you can come and whom you can call, then three doors (R-A15)."""
    if request.here is None:
        return show(
            request,
            "places/choose.html",
            title=_("Welke buurt is van jou?"),
            neighbourhoods=queries.all_neighbourhoods(),
        )
    return show(
        request,
        "places/home.html",
        title=_("Kom binnen in %(name)s") % {"name": request.here.name},
        lead=_("Hier helpen buren elkaar. Jij zegt wat je wilt, in je eigen woorden."),
    )


@login_not_required
def neighbourhood_page(request: HereRequest, slug: str) -> HttpResponse:
    """One neighbourhood among more: remembered for this visit, so that its hours stand on top."""
    if slug not in {one.slug for one in queries.all_neighbourhoods()}:
        raise NotThere("")
    if request.here is None or request.here.slug != slug:
        request.session["neighbourhood"] = slug
    return redirect("places:home")


@login_not_required
def who(request: HereRequest) -> HttpResponse:
    """Who carries which responsibility, with a phone number (R-A20)."""
    if request.here is None:
        return redirect("places:home")
    return show(
        request,
        "places/who.html",
        title=_("Wie doet wat"),
        lead=_("Deze mensen kun je altijd bellen. Bellen mag ook als je twijfelt."),
        responsibilities=queries.responsibilities(request.here),
    )


@login_not_required
@require_safe
def worry(request: HereRequest) -> HttpResponse:
    """ "Ik maak me zorgen": three steps and three numbers (L-09, invariant 28).

    There is nothing to fill in, and it stores nothing: no row, no journal line, no count, and
    nothing of who opened it. Nobody's texts are searched for signs either.
    """
    return show(
        request,
        "places/worry.html",
        title=_("Ik maak me zorgen om iemand"),
        lead=_("Dat je het merkt, is al veel. Je hoeft het niet alleen te dragen."),
        to_call=queries.about_worries(request.here) if request.here else [],
    )


@login_not_required
def poster(request: HereRequest) -> HttpResponse:
    """For on the door, on A4: pictures first, for who reads little Dutch (J2 step 1, R-A15)."""
    if request.here is None:
        return redirect("places:home")
    return show(
        request,
        "places/poster.html",
        title=_("Kom binnen"),
        welcomes=queries.WELCOMES,
    )


@login_not_required
def privacy(request: HereRequest) -> HttpResponse:
    """The promises about what somebody tells, in plain Dutch."""
    return show(
        request,
        "places/privacy.html",
        title=_("Onze beloften over wat je vertelt"),
        lead=_("Wat je vertelt, blijft van jou. Dit beloven we."),
        here=request.here,
    )


@login_not_required
def accessibility(request: HereRequest) -> HttpResponse:
    """The accessibility statement (L-11)."""
    return show(
        request,
        "places/accessibility.html",
        title=_("Is deze plek voor iedereen te gebruiken?"),
        lead=_("Dat is de bedoeling. Lukt iets niet? Dan horen we het graag."),
    )
