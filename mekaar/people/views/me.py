"""What is known of me, to read and to change; the same pages at the desk, read back."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mekaar.core.pages import get, show
from mekaar.core.text import tidy_line
from mekaar.people import actions, queries, writing
from mekaar.people.details import way_of
from mekaar.people.forms.me import (
    LANGUAGES,
    BuildingForm,
    GuestReachForm,
    LanguageForm,
    NameForm,
    ReachForm,
    said_at_the_door,
)
from mekaar.people.looks import looked
from mekaar.people.models import Group, Participant
from mekaar.people.requests import PersonRequest
from mekaar.people.rules import is_guest


def me(request: PersonRequest) -> HttpResponse:
    """Everything that is known of me as a person, with a way to change each."""
    looked(request, "people.participant.seen", thing=request.resident.id)
    resident = queries.person(request.resident.id)
    said, kept = dict(LANGUAGES), queries.reach_of(resident.id)
    return show(
        request,
        "people/me.html",
        title=_("Mijn gegevens") if not request.visit else _("Gegevens"),
        lead=_("Alleen een naam is nodig. Al het andere mag leeg blijven."),
        person=resident,
        guest=is_guest(resident),
        reach=kept,
        way=way_of(resident, kept) if kept else "",
        language=said.get(resident.language, resident.language),
        languages=[
            said.get(code, code) for code in resident.languages if code != resident.language
        ],
        groups=[one.group for one in queries.groups_for(resident) if one.takes_part],
        draft=resident.state == Participant.State.DRAFT,
    )


def _edit(
    request: PersonRequest,
    form: Form,
    *,
    title: str,
    lead: str = "",
    seen: str = "people.participant.seen",
) -> HttpResponse:
    looked(request, seen, thing=request.resident.id)
    return show(
        request,
        "people/form.html",
        title=title,
        lead=lead,
        form=form,
        button=_("Lees het terug") if request.visit else _("Bewaar"),
        back="people:me",
    )


def _saved(request: PersonRequest) -> HttpResponse:
    messages.success(request, _("Het is bewaard."))
    return redirect("people:me")


def name(request: PersonRequest) -> HttpResponse:
    """The name to be called by."""
    form = NameForm(request.POST or None, initial={"display_name": request.resident.display_name})
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt je naam zo?")):
            return page
        actions.rename(request.resident, form.cleaned_data["display_name"], by=request.by)
        return _saved(request)
    return _edit(request, form, title=_("Hoe je genoemd wilt worden"))


def reach(request: PersonRequest) -> HttpResponse:
    """How and when to reach me, or not; who rang at the door said it there already."""
    rang = queries.ring_of(request.GET.get("bel", ""), by=request.by) if request.visit else None
    initial = _kept_reach(request) or (said_at_the_door(rang.reach) if rang else {})
    form_of = GuestReachForm if is_guest(request.resident) else ReachForm
    form = form_of(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt dit zo?")):
            return page
        actions.change_reach(request.resident, form.reach(), by=request.by)
        return _saved(request)
    lead = _("Jij kiest. Niemand belt of mailt als jij dat niet wilt.")
    title = _("Hoe we je bereiken")
    return _edit(request, form, title=title, lead=lead, seen="people.reach.seen")


def _kept_reach(request: PersonRequest) -> dict[str, Any]:
    kept = queries.reach_of(request.resident.id)
    if kept is None:
        return {}
    return {"kind": kept.kind, "phone": kept.phone, "email": kept.email, "words": kept.words}


def language(request: PersonRequest) -> HttpResponse:
    """The language I like to talk in, and who helps me."""
    resident = request.resident
    initial = {
        "language": resident.language,
        "languages": resident.languages,
        "language_helper": resident.language_helper,
    }
    form = LanguageForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt dit zo?")):
            return page
        actions.change_languages(resident, form.chosen(), by=request.by)
        return _saved(request)
    return _edit(request, form, title=_("Mijn taal"))


def building(request: PersonRequest) -> HttpResponse:
    """The building I live in, if I want to say."""
    resident = request.resident
    initial = {"building": resident.building.code if resident.building else ""}
    form = BuildingForm(request.POST or None, initial=initial, participant=resident)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt dit zo?")):
            return page
        actions.change_building(resident, form.cleaned_data["building"], by=request.by)
        return _saved(request)
    lead = _("Dan kunnen we mensen vinden die dichtbij zijn. Je huisnummer vragen we niet.")
    return _edit(request, form, title=_("Waar ik woon"), lead=lead)


def groups(request: PersonRequest) -> HttpResponse:
    """The groups of the neighbourhood, to join and to leave; nobody sees a list of members."""
    if request.method == "POST":
        code = tidy_line(request.POST.get("group", ""))
        group = get(Group.objects.visible_to(request.by), code=code)
        if request.POST.get("do") == "join":
            actions.join_group(request.resident, group, by=request.by)
        else:
            actions.leave_group(request.resident, group, by=request.by)
        return redirect("people:groups")
    return show(
        request,
        "people/groups.html",
        title=_("Groepen"),
        lead=_("Je kunt iets vragen aan alleen een groep. Wie erbij hoort, leest het."),
        memberships=queries.groups_for(request.resident),
    )


def become_known(request: PersonRequest) -> HttpResponse:
    """Somebody from the notebook was spoken with and wants to be known here."""
    if request.method == "POST":
        actions.become_known(request.resident, by=request.by)
        messages.success(request, _("Fijn dat je meedoet."))
    return redirect("people:me")
