"""Meetings of a circle: the list, one meeting through its phases, how it ended."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import meeting as actions
from mekaar.circles.forms.meetings import EndForm, WhenWhereForm
from mekaar.circles.models import CircleMeeting
from mekaar.circles.queries import meetings as queries
from mekaar.circles.queries.talks_to_come import talks_to_come
from mekaar.circles.rules import meetings as rules
from mekaar.circles.views.meeting_door import LEADS, RESIDENT, At, at, come_in, keeps_words
from mekaar.core.errors import Refused
from mekaar.core.pages import show
from mekaar.people.by import By
from mekaar.people.requests import PersonRequest

State = CircleMeeting.State


def meeting_list(request: PersonRequest, code: str) -> HttpResponse:
    """The meeting to come, and those that were."""
    here = come_in(request, code)
    actions.looked(here.circle, by=request.by)
    every = queries.meetings_of(here.circle, by=request.by)
    coming = next((one for one in every if not rules.is_over(one)), None)
    return show(
        request,
        "circles/meeting_list.html",
        title=_("Bijeenkomsten"),
        chair=here,
        circle=here.circle,
        coming=coming,
        earlier=[one for one in every if rules.is_over(one)],
        may_plan=coming is None and rules.may_plan(here.seat, here.circle),
        may_suggest=here.circle.is_open and rules.may_suggest(here.seat),
    )


def meeting_new(request: PersonRequest, code: str) -> HttpResponse:
    """A new meeting: the resident says where and perhaps when, the facilitator begins with days."""
    here = come_in(request, code, *LEADS)
    coming = queries.next_meeting(here.circle, by=request.by)
    if coming and request.method != "POST":
        return redirect("circles:meeting_page", code, coming.code)
    form = WhenWhereForm(request.POST or None) if here.is_resident else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            made = actions.plan_meeting(here.circle, by=request.by)
            if form and (form.cleaned_data["place"] or form.at()):
                actions.place_first(made, form.cleaned_data["place"], form.at(), by=request.by)
        except Refused as refusal:
            if form is None:
                raise
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("De bijeenkomst staat klaar. Er is nog niets vast."))
            page = "meeting_page" if form and form.at() else "meeting_days"
            return redirect(f"circles:{page}", code, made.code)
    return show(
        request, "circles/meeting_new.html", title=_("Een nieuwe bijeenkomst"),
        circle=here.circle, form=form,
    )  # fmt: skip


def meeting_page(request: PersonRequest, code: str, which: str) -> HttpResponse:
    """One meeting, each chair with what that chair may do."""
    here = at(request, code, which)
    actions.looked(here.circle, by=request.by)
    who = here.people(request)
    may = here.may()
    agenda = queries.agenda(here.meeting, by=request.by) if may["see_agenda"] else None
    talks = talks_to_come(who.seats, by=request.by) if may["begin"] else []
    table = []
    if not rules.is_draft(here.meeting):
        table = queries.round_the_table(here.meeting, who, by=request.by)
    return show(
        request,
        "circles/meeting_page.html",
        title=_("Bijeenkomst %(number)d") % {"number": here.meeting.number},
        circle=here.circle,
        meeting=here.meeting,
        seat=here.seat,
        chair=here.here,
        may=may,
        agenda=agenda,
        is_asking=rules.is_asking(here.meeting),
        is_running=rules.is_running(here.meeting),
        is_over=rules.is_over(here.meeting),
        table=table,
        mine=next((one for one in table if one.is_me), None),
        were_there=[one.name for one in table if one.was_there],
        children=who.children,
        talks_to_come=[who.name(one.id) for one in talks],
        has_facilitator=any(one.chair == one.Chair.FACILITATOR for one in who.seats),
        resident_name=who.name(who.seats[0].id),
    )


def meeting_place(request: PersonRequest, code: str, which: str) -> HttpResponse:
    """Where and when: the resident's (R-C09)."""
    here = at(request, code, which, *RESIDENT)
    form = WhenWhereForm(request.POST or None, meeting=here.meeting)
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data["place"]
        try:
            actions.place_meeting(here.meeting, place, form.at(), by=request.by)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Plek en tijd zijn bewaard."))
            return redirect("circles:meeting_page", code, which)
    return show(
        request, "circles/meeting_form.html", title=_("Waar en wanneer"), circle=here.circle,
        meeting=here.meeting, form=form,
    )  # fmt: skip


@keeps_words(*LEADS)
def meeting_end(request: PersonRequest, code: str, which: str) -> HttpResponse:
    """How it was; after every phase, and each answer is good (invariant 29)."""
    here = at(request, code, which, *LEADS)
    if request.method != "POST" and not rules.may_end(here.seat, here.meeting):
        return redirect("circles:meeting_page", code, which)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.end(here.meeting, said["outcome"], said["words"], by=request.by)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Bewaard. Fijn dat jullie er waren."))
            return redirect("circles:meeting_page", code, which)
    return show(
        request, "circles/meeting_form.html", title=_("Klaar voor vandaag"), circle=here.circle,
        meeting=here.meeting, form=form,
        lead=_("Stoppen kan altijd. Bij elkaar zijn is al genoeg."),
    )  # fmt: skip


def _button(
    action: Callable[..., CircleMeeting], said: Callable[[], str], chairs: tuple[str, ...]
) -> Callable[[PersonRequest, str, str], HttpResponse]:
    """A button of the meeting's page: do it, say it, come back to the page."""

    @require_POST
    def view(request: PersonRequest, code: str, which: str) -> HttpResponse:
        here: At = at(request, code, which, *chairs)
        action(here.meeting, by=request.by)
        messages.success(request, said())
        return redirect("circles:meeting_page", code, which)

    return view


def _alone(meeting: CircleMeeting, *, by: By) -> CircleMeeting:
    return actions.time_alone(meeting, wanted=True, by=by)


def _not_alone(meeting: CircleMeeting, *, by: By) -> CircleMeeting:
    return actions.time_alone(meeting, wanted=False, by=by)


meeting_release = _button(
    actions.release, lambda: _("De agenda is klaar. Iedereen hoort het."), RESIDENT
)
meeting_take_back = _button(
    actions.back_to_draft, lambda: _("Je kunt de agenda weer veranderen."), RESIDENT
)
meeting_call_off = _button(
    actions.call_off, lambda: _("De bijeenkomst gaat niet door. Iedereen hoort het."), RESIDENT
)
meeting_begin = _button(actions.begin, lambda: _("Jullie zijn bij elkaar."), LEADS)
meeting_think_along = _button(actions.think_along, lambda: _("Nu denken jullie mee."), LEADS)
meeting_support = _button(
    actions.support, lambda: _("Nu gaat het over wie wat kan doen."), RESIDENT
)
meeting_alone = _button(
    _alone, lambda: _("Er is ook tijd zonder beroepskrachten. Het staat op de agenda."), RESIDENT
)
meeting_not_alone = _button(
    _not_alone, lambda: _("Goed. Er is geen aparte tijd zonder beroepskrachten."), RESIDENT
)
