"""Pages for everybody: which gatherings there are, one of them, and a calendar of them."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mekaar.core.errors import NotThere
from mekaar.core.ical import KIND, feed
from mekaar.core.pages import public_file, show
from mekaar.core.text import has_null
from mekaar.gatherings import event
from mekaar.gatherings import queries as read
from mekaar.gatherings.views.here import named
from mekaar.people.doors import public
from mekaar.people.requests import PersonRequest


@public
@require_safe
def public_list(request: PersonRequest, slug: str) -> HttpResponse:
    """What is to come, and of what was: what it harvested."""
    here = named(request, slug)
    return show(
        request,
        "gatherings/public_list.html",
        title=_("Kom erbij in %(name)s") % {"name": here.name},
        lead=_(
            "Iedereen is welkom. Je hoeft je niet aan te melden, en niemand schrijft op wie er is."
        ),
        slug=slug,
        leaf=read.coming(here.id, after=request.GET.get("na", "")),
        before=read.with_harvest(here.id),
    )


@public
@require_safe
def public_page(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    """One gathering: when, where, what about; and afterwards what helped and where it is hard."""
    here = named(request, slug)
    gathering = None if has_null(code) else read.public_one(here.id, code)
    if gathering is None:
        raise NotThere("")
    published = gathering.state == gathering.State.PUBLISHED
    return show(
        request,
        "gatherings/public_page.html",
        title=gathering.title,
        lead=gathering.about,
        slug=slug,
        gathering=gathering,
        harvest=read.harvest_of(gathering) if published else None,
        json_ld=event.json_ld(gathering, slug, here.name),
    )


@public
@require_safe
def calendar(request: PersonRequest, slug: str) -> HttpResponse:
    """What a telephone fetches: every public gathering to come, and nothing of anybody."""
    here = named(request, slug)
    moments = [event.moment(one, slug) for one in read.for_calendar(here.id)]
    name = _("Bijeenkomsten in %(name)s") % {"name": here.name}
    return public_file(request, feed(name, moments), kind=KIND)
