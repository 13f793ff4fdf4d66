"""The agenda: made by two, suggested to by members, on one sheet of paper (R-C17)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import agenda as actions
from mekaar.circles.actions.meeting import looked
from mekaar.circles.forms.meetings import PointForm, PointWordsForm, SuggestionForm
from mekaar.circles.models import AgendaPoint, Agreement, Seat, Suggestion, SupportCircle
from mekaar.circles.queries import meetings as queries
from mekaar.circles.rules import meetings as rules
from mekaar.circles.views.meeting_door import LEADS, RESIDENT, At, at, come_in, keeps_words
from mekaar.core.errors import NotThere, Refused
from mekaar.core.pages import show
from mekaar.people.requests import PersonRequest


@keeps_words(*LEADS)
def meeting_agenda(request: PersonRequest, code: str, which: str) -> HttpResponse:
    """Make the agenda: points in their order, and apart what it is rather not about."""
    here = at(request, code, which, *LEADS)
    if request.method != "POST" and not here.may()["make_agenda"]:
        return redirect("circles:meeting_page", code, which)
    looked(here.circle, by=request.by)
    form = PointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_point(here.meeting, said["sort"], said["words"], by=request.by)
        except Refused as refusal:
            form.add_error("words", refusal.sentence)
        else:
            messages.success(request, _("Het staat op de agenda."))
            return redirect("circles:meeting_agenda", code, which)
    return show(request, "circles/meeting_agenda.html", form=form, **_agenda(request, here))


def _agenda(request: PersonRequest, here: At) -> dict[str, Any]:
    who = here.people(request)
    agenda = queries.agenda(here.meeting, by=request.by)
    words = [one.words for one in agenda.points]
    may = here.may()
    suggested = []
    if here.here.is_resident:
        suggested = queries.suggestions(here.circle, who, by=request.by)
    return {
        "title": _("De agenda"),
        "circle": here.circle,
        "meeting": here.meeting,
        "may": may,
        "agenda": agenda,
        "suggested": suggested,
        "broken": queries.broken(here.meeting, words, by=request.by) if may["make_agenda"] else [],
        "resident_name": who.name(who.seats[0].id),
    }


def _point(request: PersonRequest, here: At, point: str) -> AgendaPoint | None:
    rows = AgendaPoint.objects.visible_to(request.by).filter(meeting=here.meeting, code=point)
    return rows.select_related("meeting").first()


def _gone() -> Refused:
    return Refused(_("Intussen is dit punt weggehaald. Er is niets veranderd."))


@keeps_words(*LEADS)
def meeting_point(request: PersonRequest, code: str, which: str, point: str) -> HttpResponse:
    """A point in other words."""
    here = at(request, code, which, *LEADS)
    now = _point(request, here, point)
    if now is None and request.method != "POST":
        raise NotThere("")
    form = PointWordsForm(request.POST or None, initial={"words": now.words if now else ""})
    if request.method == "POST" and form.is_valid():
        try:
            if now is None:
                raise _gone()
            actions.reword_point(now, form.cleaned_data["words"], by=request.by)
        except Refused as refusal:
            form.add_error("words", refusal.sentence)
        else:
            messages.success(request, _("Bewaard."))
            return redirect("circles:meeting_agenda", code, which)
    return show(
        request, "circles/meeting_form.html", title=_("In andere woorden"), circle=here.circle,
        meeting=here.meeting, form=form, to_agenda=True,
    )  # fmt: skip


def _point_button(
    action: Callable[..., None], said: Callable[[], str]
) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: PersonRequest, code: str, which: str, point: str) -> HttpResponse:
        here = at(request, code, which, *LEADS)
        now = _point(request, here, point)
        if now is None:
            raise _gone()
        action(now, by=request.by)
        messages.success(request, said())
        return redirect("circles:meeting_agenda", code, which)

    return view


meeting_point_up = _point_button(actions.move_point_up, lambda: _("Dit punt komt eerder."))
meeting_point_remove = _point_button(actions.remove_point, lambda: _("Dit punt is weg."))


@require_POST
def meeting_bring_back(
    request: PersonRequest, code: str, which: str, agreement: str
) -> HttpResponse:
    """An agreement that did not work out becomes a point."""
    here = at(request, code, which, *LEADS)
    rows = Agreement.objects.visible_to(request.by).filter(circle=here.circle)
    found = rows.filter(code=agreement).first()
    if found is None:
        raise _gone()
    actions.bring_back(found, here.meeting, by=request.by)
    messages.success(request, _("Het staat op de agenda."))
    return redirect("circles:meeting_agenda", code, which)


def meeting_agenda_paper(request: PersonRequest, code: str, which: str) -> HttpResponse:
    """The agenda on one sheet, for who may read it."""
    here = at(request, code, which)
    if not rules.may_see_agenda(here.seat, here.meeting):
        raise NotThere("")
    looked(here.circle, by=request.by)
    return show(
        request,
        "circles/meeting_agenda_paper.html",
        title=_("Agenda"),
        circle=here.circle,
        meeting=here.meeting,
        agenda=queries.agenda(here.meeting, by=request.by),
    )


@keeps_words(Seat.Chair.MEMBER)
def suggestions(request: PersonRequest, code: str) -> HttpResponse:
    """A member suggests a point; the resident reads them. Nobody else (R-C17)."""
    here = come_in(request, code, Seat.Chair.RESIDENT, Seat.Chair.MEMBER)
    form = SuggestionForm(request.POST or None) if here.is_member else None
    if request.method == "POST" and form is None:
        raise NotThere("")
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.suggest(here.circle, form.cleaned_data["words"], by=request.by)
        except Refused as refusal:
            form.add_error("words", refusal.sentence)
        else:
            messages.success(request, _("Bewaard. Alleen jullie twee zien dit."))
            return redirect("circles:suggestions", code)
    who = queries.people(here.circle, here.seat, by=request.by)
    coming = queries.next_meeting(here.circle, by=request.by)
    return show(
        request,
        "circles/suggestions.html",
        title=_("Voorstellen voor de agenda"),
        circle=here.circle,
        form=form,
        suggested=queries.suggestions(here.circle, who, by=request.by),
        draft=coming if coming and rules.is_draft(coming) and here.is_resident else None,
        resident_name=who.name(who.seats[0].id),
    )


def _suggestion(request: PersonRequest, circle: SupportCircle, which: str) -> Suggestion:
    rows = Suggestion.objects.visible_to(request.by).filter(circle=circle, code=which)
    found = rows.first()
    if found is None:
        raise Refused(_("Dit voorstel is er niet meer. Er is niets veranderd."))
    return found


@require_POST
def suggestion_take_over(
    request: PersonRequest, code: str, which: str, suggestion: str
) -> HttpResponse:
    """The resident makes it a point."""
    here = at(request, code, which, *RESIDENT)
    found = _suggestion(request, here.circle, suggestion)
    actions.take_over(found, here.meeting, by=request.by)
    messages.success(request, _("Het staat op de agenda."))
    return redirect("circles:meeting_agenda", code, which)


@require_POST
def suggestion_let_be(request: PersonRequest, code: str, suggestion: str) -> HttpResponse:
    """The resident leaves it, or the member takes it back."""
    here = come_in(request, code, Seat.Chair.RESIDENT, Seat.Chair.MEMBER)
    actions.let_be(_suggestion(request, here.circle, suggestion), by=request.by)
    messages.success(request, _("Goed. Dit voorstel is weg."))
    return redirect("circles:suggestions", code)
