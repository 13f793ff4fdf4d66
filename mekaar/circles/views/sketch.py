"""The network sketch: drawn by the resident; read by the facilitator while it is shown (R-C11)."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import sketch as actions
from mekaar.circles.actions.looking import saw_circle
from mekaar.circles.forms.resident import SketchForm
from mekaar.circles.models import Seat, SketchedPerson, SupportCircle
from mekaar.circles.queries.shown import is_sketch_shown
from mekaar.circles.queries.sketch import sketch_of
from mekaar.circles.views.door import Here, enter
from mekaar.core.errors import NotThere
from mekaar.core.pages import get, show
from mekaar.people.requests import PersonRequest

RESIDENT, FACILITATOR = Seat.Chair.RESIDENT, Seat.Chair.FACILITATOR


def _enter(request: PersonRequest, code: str) -> Here:
    """The resident in every circle; the facilitator while it is shown and nothing rests.

    Raises NotThere: to the facilitator a sketch that is not shown is not there.
    """
    here = enter(request, code, RESIDENT, FACILITATOR)
    if not here.is_resident:
        if not here.circle.is_open or not is_sketch_shown(here.circle, request.by):
            raise NotThere("")
        saw_circle(here.circle, by=request.by, verb="circles.sketch.seen")
    return here


def sketch(request: PersonRequest, code: str) -> HttpResponse:
    """Who stands around me, in rings: as a list that is also drawn."""
    return _page(request, _enter(request, code), "circles/sketch.html")


def sketch_print(request: PersonRequest, code: str) -> HttpResponse:
    """The same on paper."""
    return _page(request, _enter(request, code), "circles/sketch_print.html")


def _page(request: PersonRequest, here: Here, template: str) -> HttpResponse:
    mine = here.is_resident
    return show(
        request,
        template,
        title=_("Wie er om me heen staan") if mine else _("De tekening"),
        chair=here,
        circle=here.circle,
        may_draw=mine and here.circle.is_open,
        sketch=sketch_of(here.circle, request.by),
        is_shown=is_sketch_shown(here.circle, request.by),
    )


def draw(request: PersonRequest, code: str) -> HttpResponse:
    """Somebody more."""
    here = enter(request, code, RESIDENT)
    form = SketchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.draw(here.circle, form.drawn(), by=request.by)
        return redirect("circles:sketch", here.circle.code)
    return _form(request, here.circle, form, _("Wie staat er om je heen?"))


def redraw(request: PersonRequest, code: str, one: str) -> HttpResponse:
    """Another name, or another place."""
    here = enter(request, code, RESIDENT)
    person = _person(request, here, one)
    first = {"name": person.name, "kind": person.kind, "ring": person.ring}
    form = SketchForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.redraw(person, form.drawn(), by=request.by)
        return redirect("circles:sketch", here.circle.code)
    return _form(request, here.circle, form, _("Verander de tekening"))


def _form(
    request: PersonRequest, circle: SupportCircle, form: SketchForm, title: str
) -> HttpResponse:
    return show(request, "circles/sketch_form.html", title=title, form=form, circle=circle)


def _person(request: PersonRequest, here: Here, code: str) -> SketchedPerson:
    people = SketchedPerson.objects.visible_to(request.by).filter(circle=here.circle)
    return get(people, code=code)


@require_POST
def rub_out(request: PersonRequest, code: str, one: str) -> HttpResponse:
    """Out of the drawing."""
    here = enter(request, code, RESIDENT)
    actions.rub_out(_person(request, here, one), by=request.by)
    return redirect("circles:sketch", here.circle.code)
