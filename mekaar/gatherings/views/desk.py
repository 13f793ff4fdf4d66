"""The desk plans, leads and writes down; each press of a button is one action."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mekaar.core.pages import get, show
from mekaar.gatherings import actions
from mekaar.gatherings import queries as read
from mekaar.gatherings.forms import GatheringForm, HarvestForm
from mekaar.gatherings.models import Gathering
from mekaar.people import writing
from mekaar.people.doors import desk
from mekaar.people.requests import PersonRequest


def _one(request: PersonRequest, code: str) -> Gathering:
    return get(read.of_desk(request.by), code=code)


@desk
def desk_list(request: PersonRequest) -> HttpResponse:
    """What is planned, what waits for its harvest, and what is done."""
    return show(
        request,
        "gatherings/desk_list.html",
        title=_("Bijeenkomsten"),
        lead=_("De tafel “Met Mekaar”, inspiratiesessies en wat jullie verder samen doen."),
        leaf=read.at_work(request.by, after=request.GET.get("na", "")),
        done=read.done(request.by),
    )


@desk
def gathering_new(request: PersonRequest) -> HttpResponse:
    """Plan one, or the same for several weeks."""
    form = GatheringForm(request.POST or None, places=read.places_for(request.by))
    if request.method == "POST" and form.is_valid():
        if page := writing.looked_over(request, form, title=_("Plan een bijeenkomst")):
            return page
        made = actions.plan(form.plan(), weeks=form.cleaned_data["weeks"], by=request.by)
        messages.success(request, _("Gepland: %(n)d.") % {"n": len(made)})
        return redirect("gatherings:desk_list")
    return show(
        request, "gatherings/gathering_form.html", title=_("Plan een bijeenkomst"), form=form
    )


@desk
def gathering_edit(request: PersonRequest, code: str) -> HttpResponse:
    """Change what was planned, until it begins."""
    gathering = _one(request, code)
    form = GatheringForm(
        request.POST or None, places=read.places_for(request.by), gathering=gathering
    )
    if request.method == "POST" and form.is_valid():
        if page := writing.looked_over(request, form, title=_("Verander deze bijeenkomst")):
            return page
        actions.change(gathering, form.plan(), by=request.by)
        messages.success(request, _("Bewaard."))
        return redirect("gatherings:gathering_page", code)
    return show(
        request,
        "gatherings/gathering_form.html",
        title=_("Verander deze bijeenkomst"),
        form=form,
        gathering=gathering,
    )


@desk
def gathering_page(request: PersonRequest, code: str) -> HttpResponse:
    """All of it, to lead it by and to print; and what can be done now."""
    gathering = _one(request, code)
    return show(
        request,
        "gatherings/gathering_page.html",
        title=gathering.title,
        lead=gathering.about,
        gathering=gathering,
        harvest=read.harvest_of(gathering),
        slug=request.me.neighbourhood.slug,
        may_write=read.gathers_at(gathering.meeting_place_id),
    )


@desk
def harvest(request: PersonRequest, code: str) -> HttpResponse:
    """Write down what helped, where it is hard, and how many came."""
    gathering = _one(request, code)
    form = HarvestForm(request.POST or None, harvest=read.harvest_of(gathering))
    title = _("De oogst van %(title)s") % {"title": gathering.title}
    if request.method == "POST" and form.is_valid():
        if page := writing.looked_over(request, form, title=title):
            return page
        actions.write_harvest(gathering, **form.cleaned_data, by=request.by)
        messages.success(request, _("Bewaard. Anderen lezen het nog niet."))
        return redirect("gatherings:gathering_page", code)
    return show(
        request,
        "gatherings/harvest.html",
        title=title,
        lead=_("Schrijf het samen op, voor iedereen opstaat."),
        form=form,
        gathering=gathering,
    )


def _press(act: Callable[..., None], said: str | Promise) -> Callable[..., HttpResponse]:
    """One button: do it, say so, and back to the page."""

    @desk
    @require_POST
    def pressed(request: PersonRequest, code: str) -> HttpResponse:
        act(_one(request, code), by=request.by)
        messages.success(request, str(said))
        return redirect("gatherings:gathering_page", code)

    return pressed


begin = _press(actions.begin, gettext_lazy("De bijeenkomst is begonnen. Veel plezier."))
cancel = _press(actions.cancel, gettext_lazy("De bijeenkomst gaat niet door. De website zegt het."))
publish = _press(actions.publish, gettext_lazy("De oogst is gedeeld."))
take_back = _press(actions.take_back, gettext_lazy("De oogst is niet meer te lezen voor anderen."))
