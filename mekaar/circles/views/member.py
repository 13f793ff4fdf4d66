"""What a member does on their own chair: talk, line, coming sometimes, yes, leaving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import chairs, decision, talks
from mekaar.circles.forms.chairs import LineForm
from mekaar.circles.models import ReleasedLine, Seat
from mekaar.circles.views.door import Here, enter
from mekaar.core.pages import show
from mekaar.people.requests import PersonRequest

Chair = Seat.Chair
YES = "ja"


def _back(here: Here) -> HttpResponse:
    return redirect("circles:circle_page", here.circle.code)


@require_POST
def talk(request: PersonRequest, code: str) -> HttpResponse:
    """ "Hoeft niet voor mij", or a talk after all (R-C15)."""
    here = enter(request, code, Chair.MEMBER)
    if request.POST.get("hoeft") == "niet":
        talks.waive_talk(here.circle, here.seat, by=request.by)
        messages.success(request, _("Goed. Een voorgesprek hoeft niet."))
    else:
        talks.want_talk(here.circle, here.seat, by=request.by)
        messages.success(request, _("Goed. Jullie spreken samen iets af."))
    return _back(here)


def line(request: PersonRequest, code: str) -> HttpResponse:
    """The one line for the circle, or other words for it (R-C16)."""
    here = enter(request, code, Chair.MEMBER)
    kept = ReleasedLine.objects.visible_to(request.by).filter(seat=here.seat).first()
    form = LineForm(request.POST or None, initial={"words": kept.words if kept else ""})
    if request.method == "POST" and form.is_valid():
        talks.release_line(here.circle, here.seat, form.cleaned_data["words"], by=request.by)
        messages.success(request, _("Bewaard. De kring leest jouw zin."))
        return _back(here)
    return show(
        request,
        "circles/line.html",
        title=_("Eén zin voor de kring"),
        lead=_("Wat je in het voorgesprek vertelde, blijft tussen jullie. Deze zin niet."),
        form=form,
        circle=here.circle,
    )


@require_POST
def line_share(request: PersonRequest, code: str) -> HttpResponse:
    """The new facilitator may read it (J12)."""
    here = enter(request, code, Chair.MEMBER)
    talks.share_line(here.circle, by=request.by)
    messages.success(request, _("Bewaard. De procesbegeleider leest jouw zin."))
    return _back(here)


@require_POST
def line_away(request: PersonRequest, code: str) -> HttpResponse:
    """No line any more."""
    here = enter(request, code, Chair.MEMBER)
    talks.take_back_line(here.circle, here.seat, by=request.by)
    messages.success(request, _("Jouw zin is weg."))
    return _back(here)


@require_POST
def sometimes(request: PersonRequest, code: str) -> HttpResponse:
    """Some meetings only, or all that are possible."""
    here = enter(request, code, Chair.MEMBER)
    only = request.POST.get("soms") == YES
    chairs.comes_sometimes(here.circle, here.seat, only=only, by=request.by)
    messages.success(request, _("Bewaard. Allebei is goed."))
    return _back(here)


@require_POST
def start_yes(request: PersonRequest, code: str) -> HttpResponse:
    """One's own yes to begin, on every chair, or taken back (R-C10)."""
    here = enter(request, code)
    if request.POST.get("begin") == YES:
        decision.say_yes(here.circle, here.seat, by=request.by)
        messages.success(request, _("Jouw ja is bewaard."))
    else:
        decision.take_back_yes(here.circle, here.seat, by=request.by)
        messages.success(request, _("Jouw ja is weg. Je hoeft niet te zeggen waarom."))
    return _back(here)


@require_POST
def leave(request: PersonRequest, code: str) -> HttpResponse:
    """Go, at once: no question, no reason."""
    here = enter(request, code, Chair.MEMBER, Chair.FACILITATOR)
    chairs.leave(here.circle, by=request.by)
    messages.success(request, _("Je doet niet meer mee in deze kring. Bedankt dat je er was."))
    return redirect("web:my_place")


@require_POST
def answer_call(request: PersonRequest, code: str) -> HttpResponse:
    """The resident says whether a call after some weeks is welcome."""
    here = enter(request, code, Chair.RESIDENT)
    chairs.answer_call(here.circle, yes=request.POST.get("bellen") == YES, by=request.by)
    messages.success(request, _("Bewaard. Je kunt het altijd anders zeggen."))
    return _back(here)
