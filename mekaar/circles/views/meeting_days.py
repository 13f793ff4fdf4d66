"""Choosing a day together, and who comes; for who phones somebody else types (R-C14, R-C18)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import days as actions
from mekaar.circles.actions.meeting import looked
from mekaar.circles.forms.meetings import AnswersForm, ComesForm, DaysForm
from mekaar.circles.models import PossibleDay, Seat
from mekaar.circles.queries import meetings as queries
from mekaar.circles.queries.seats import names
from mekaar.circles.rules import meetings as rules
from mekaar.circles.views.meeting_door import LEADS, RESIDENT, At, at
from mekaar.core.errors import NotThere, Refused
from mekaar.core.pages import get, show
from mekaar.people.requests import PersonRequest


def meeting_days(request: PersonRequest, code: str, which: str) -> HttpResponse:
    """The table of days and people; resident and facilitator put days ready here."""
    here = at(request, code, which)
    looked(here.circle, by=request.by)
    may = here.may()
    form = DaysForm(request.POST or None) if may["propose_days"] else None
    if request.method == "POST":
        if not rules.may_lead(here.seat):
            raise NotThere("")
        if form is None:
            raise Refused(_("Intussen is er een dag gekozen. Er is niets veranderd."))
        if form.is_valid():
            try:
                actions.add_days(here.meeting, form.moments(), by=request.by)
            except Refused as refusal:
                form.add_error(None, refusal.sentence)
            else:
                messages.success(request, _("Bewaard. Iedereen kan nu zeggen wat kan."))
                return redirect("circles:meeting_days", code, which)
    who = here.people(request)
    return show(
        request,
        "circles/meeting_days.html",
        title=_("Welke dag kan iedereen?"),
        circle=here.circle,
        meeting=here.meeting,
        form=form,
        poll=queries.poll(here.meeting, who, by=request.by),
        is_asking=here.circle.is_open and rules.is_asking(here.meeting),
        may=may,
        has_children=bool(who.children),
    )


def _day(request: PersonRequest, here: At, day: str) -> PossibleDay:
    """The day on which was pressed; who pressed too late reads what happened."""
    rows = PossibleDay.objects.visible_to(request.by).filter(meeting=here.meeting)
    found = rows.filter(code=day).select_related("meeting").first()
    if found is None:
        raise Refused(_("Intussen is deze dag weggehaald. Er is niets veranderd."))
    return found


@require_POST
def meeting_day_choose(request: PersonRequest, code: str, which: str, day: str) -> HttpResponse:
    """The resident chooses this day."""
    here = at(request, code, which, *RESIDENT)
    actions.choose_day(_day(request, here, day), by=request.by)
    messages.success(request, _("Deze dag is het geworden."))
    return redirect("circles:meeting_page", code, which)


@require_POST
def meeting_day_remove(request: PersonRequest, code: str, which: str, day: str) -> HttpResponse:
    """This day cannot be after all."""
    here = at(request, code, which, *LEADS)
    actions.remove_day(_day(request, here, day), by=request.by)
    messages.success(request, _("Deze dag is weg."))
    return redirect("circles:meeting_days", code, which)


def _whose(request: PersonRequest, here: At, seat: str) -> Seat:
    """The chair for which is typed: one's own, or for resident and facilitator anybody's."""
    rows = Seat.objects.visible_to(request.by).taken().filter(circle=here.circle)
    whose = get(rows, code=seat)
    if not rules.may_answer_for(here.seat, whose):
        raise NotThere("")
    return whose


def meeting_answers(request: PersonRequest, code: str, which: str, seat: str = "") -> HttpResponse:
    """What I can; or what somebody who phones can, marked with the hand that typed it."""
    here = at(request, code, which)
    whose = _whose(request, here, seat) if seat else here.seat
    days = queries.days_of(here.meeting, by=request.by)
    answers = queries.answers_of(whose, here.meeting, by=request.by)
    form = AnswersForm(request.POST or None, days=days, answers=answers)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_days(here.meeting, whose, form.said(), by=request.by)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Bewaard."))
            return redirect("circles:meeting_days", code, which)
    if request.method != "POST" and not (days and rules.is_asking(here.meeting)):
        return redirect("circles:meeting_days", code, which)
    title = _("Welke dagen kun jij?")
    if whose.id != here.seat.id:
        title = _("Welke dagen kan %(name)s?") % {"name": names([whose])[whose.id]}
    return show(
        request, "circles/meeting_answers.html", title=title, circle=here.circle,
        meeting=here.meeting, form=form, is_mine=whose.id == here.seat.id,
    )  # fmt: skip


def _comes(*, comes: bool, said: Callable[[], str]) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: PersonRequest, code: str, which: str) -> HttpResponse:
        here = at(request, code, which, Seat.Chair.MEMBER)
        actions.say_comes(here.meeting, here.seat, comes=comes, by=request.by)
        messages.success(request, said())
        return redirect("circles:meeting_page", code, which)

    return view


meeting_i_come = _comes(comes=True, said=lambda: _("Fijn dat je komt."))
meeting_i_stay = _comes(comes=False, said=lambda: _("Goed. Je bent later ook welkom."))


def meeting_comes(request: PersonRequest, code: str, which: str, seat: str) -> HttpResponse:
    """Whether a member who phones comes."""
    here = at(request, code, which, *LEADS)
    whose = _whose(request, here, seat)
    if not rules.may_say_comes(here.seat, whose, here.meeting) and request.method != "POST":
        return redirect("circles:meeting_page", code, which)
    form = ComesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            comes = form.cleaned_data["comes"] == "yes"
            actions.say_comes(here.meeting, whose, comes=comes, by=request.by)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Bewaard."))
            return redirect("circles:meeting_page", code, which)
    return show(
        request, "circles/meeting_form.html", circle=here.circle, meeting=here.meeting, form=form,
        title=_("Komt %(name)s?") % {"name": names([whose])[whose.id]},
    )  # fmt: skip


def _presence(*, is_there: bool) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: PersonRequest, code: str, which: str, seat: str) -> HttpResponse:
        here = at(request, code, which, *LEADS)
        whose = _whose(request, here, seat)
        actions.note_presence(here.meeting, whose, is_there=is_there, by=request.by)
        return redirect("circles:meeting_page", code, which)

    return view


meeting_is_there = _presence(is_there=True)
meeting_is_not_there = _presence(is_there=False)
