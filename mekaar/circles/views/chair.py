"""The circle's page as far as one's own chair goes."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.circles.queries.chairs import part_of
from mekaar.circles.views.door import enter
from mekaar.core.pages import show
from mekaar.people.requests import PersonRequest


def circle_page(request: PersonRequest, code: str) -> HttpResponse:
    """One's own part."""
    here = enter(request, code)
    return show(
        request,
        "circles/chair.html",
        title=here.circle.name or _("Een steunkring"),
        chair=here,
        circle=here.circle,
        part=part_of(here.circle, here.seat, request.by),
    )
