"""A talk at the place you choose."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.conversation import actions, queries, rules
from mekaar.conversation.forms import TalkForm
from mekaar.conversation.models import Encounter
from mekaar.core.pages import get, show
from mekaar.people import writing
from mekaar.people.requests import PersonRequest


def _talk(request: PersonRequest, code: str) -> Encounter:
    mine = Encounter.objects.visible_to(request.by).filter(participant=request.resident)
    return get(mine, code=code)


def talk_list(request: PersonRequest) -> HttpResponse:
    """My talks: to come, and those that have been."""
    actions.looked(request.resident, "conversation.encounter.seen", by=request.by)
    return show(
        request,
        "conversation/talk_list.html",
        title=_("Praten"),
        lead=_("Jij kiest waar, en met wie erbij. Er zit geen klok op een gesprek."),
        talks=queries.talks_of(request.resident),
    )


def talk_new(request: PersonRequest) -> HttpResponse:
    """Say that you want to talk, and where (R-C04, R-C09)."""
    form = TalkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt de plek zo?")):
            return page
        now = "now" in request.POST and request.by.is_at_desk_for(request.resident.id)
        talk = actions.wish_encounter(request.resident, form.wish(), by=request.by, now=now)
        if talk.state == Encounter.State.HELD:
            messages.success(request, _("Goed. Jullie praten nu. Neem de tijd."))
            return redirect("conversation:card_page")
        messages.success(request, _("Bewaard. De buurtverbinder spreekt met jou een dag af."))
        return redirect("conversation:talk_page", talk.code)
    return show(
        request,
        "conversation/talk_edit.html",
        title=_("Waar wil je praten?"),
        form=form,
        is_new=True,
        may_begin_now=request.by.is_at_desk_for(request.resident.id),
    )


def talk_page(request: PersonRequest, code: str) -> HttpResponse:
    """One talk: when, where and with whom; exactly the buttons that may be pressed."""
    talk = _talk(request, code)
    actions.looked(request.resident, "conversation.encounter.seen", by=request.by)
    reading = request.by.after_reading_back()
    return show(
        request,
        "conversation/talk_page.html",
        title=_("Ons gesprek"),
        talk=queries.talk(talk),
        may_change=rules.may_change_place(reading, talk),
        may_hold=rules.may_hold(request.by, talk),
    )


def talk_place(request: PersonRequest, code: str) -> HttpResponse:
    """Choose another place: only the resident does (R-C09)."""
    talk = _talk(request, code)
    initial = {
        "place": talk.place,
        "by_phone": talk.by_phone,
        "language_helper": talk.language_helper,
    }
    form = TalkForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt de plek zo?")):
            return page
        actions.change_place(talk, form.wish(), by=request.by)
        messages.success(request, _("De nieuwe plek is bewaard."))
        return redirect("conversation:talk_page", talk.code)
    actions.looked(request.resident, "conversation.encounter.seen", by=request.by)
    return show(
        request,
        "conversation/talk_edit.html",
        title=_("Waar wil je praten?"),
        form=form,
        is_new=False,
        may_begin_now=False,
    )


@require_POST
def talk_held(request: PersonRequest, code: str) -> HttpResponse:
    """We have talked."""
    actions.hold_encounter(_talk(request, code), by=request.by)
    messages.success(request, _("Genoteerd: jullie hebben gepraat."))
    return redirect("conversation:card_page")


@require_POST
def talk_withdraw(request: PersonRequest, code: str) -> HttpResponse:
    """Not any more; one step, no reason."""
    actions.withdraw_encounter(_talk(request, code), by=request.by)
    messages.success(request, _("Het gesprek is ingetrokken. Je hoeft geen reden te geven."))
    return redirect("conversation:talk_list")
