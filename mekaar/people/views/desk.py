"""The desk: finding somebody, opening and closing their pages, the door, the phone, the printer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mekaar.core.leaf import cut
from mekaar.core.pages import get, show
from mekaar.journal.actions import Line, record
from mekaar.notices.models import Notice
from mekaar.notices.queries import first_of_each
from mekaar.people import actions, queries
from mekaar.people.actions import notices
from mekaar.people.doors import desk as desk_door
from mekaar.people.forms.desk import FindForm, NewPersonForm, VisitForm
from mekaar.people.lock import waits_for
from mekaar.people.models import DeskVisit, Doorbell, Participant
from mekaar.people.requests import PersonRequest


@desk_door
def desk(request: PersonRequest) -> HttpResponse:
    """Find somebody by name: the first ten, then "typ meer letters"."""
    form = FindForm(request.GET or None)
    typed = form.cleaned_data["name"] if form.is_valid() else ""
    return show(
        request,
        "people/desk.html",
        title=_("Wie zit er voor je?"),
        form=form,
        typed=typed,
        found=queries.find_people(typed, here=request.by.here),
        fewest=queries.FEWEST_LETTERS,
    )


@desk_door
def new_person(request: PersonRequest) -> HttpResponse:
    """Somebody new: only a name; then their pages are open.

    Who rang gave a name at the door; it stands there already, and may still be another one. How to
    reach them stands in the form that comes next; nothing of it is kept before they say yes.
    """
    rang = queries.ring_of(request.GET.get("bel", ""), by=request.by)
    initial = {"display_name": rang.name if rang else ""}
    form = NewPersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        person = actions.add_participant(form.cleaned_data["display_name"], by=request.by)
        actions.open_visit(person, DeskVisit.Why.CAME_BY, by=request.by)
        messages.success(request, _("De naam staat erin. De rest mag, maar hoeft niet."))
        if rang:
            return redirect(f"{reverse('people:reach')}?bel={rang.code}")
        return redirect("web:my_place")
    return show(
        request,
        "people/new_person.html",
        title=_("Iemand die we nog niet kennen"),
        lead=_("Vraag alleen een naam. Meer is niet nodig om te beginnen."),
        form=form,
    )


@desk_door
def open_visit(request: PersonRequest, code: str) -> HttpResponse:
    """Say why these pages are opened; the resident reads that later.

    Nothing is chosen beforehand, but for who comes from the list to call (`?why=`).
    """
    others = Participant.objects.visible_to(request.by).exclude(id=request.by.id)
    person = get(others, code=code)
    form = VisitForm(request.POST or None, initial={"why": request.GET.get("why", "")})
    if request.method == "POST" and form.is_valid():
        actions.open_visit(person, form.cleaned_data["why"], by=request.by)
        return redirect("people:go_on" if waits_for(request, person.code) else "web:my_place")
    return show(
        request,
        "people/open_visit.html",
        title=_("De bladzijden van %(name)s openen") % {"name": person.display_name},
        lead=_("%(name)s kan later lezen dat jij keek, en waarom.")
        % {"name": capfirst(person.display_name)},
        form=form,
        person=person,
    )


@desk_door
def end_visit(request: PersonRequest) -> HttpResponse:
    """Close the pages of who was helped."""
    if request.method == "POST" and request.visit:
        actions.close_visit(request.visit, by=request.by)
        messages.success(request, _("Afgesloten. Op dit scherm staat niets meer van de vorige."))
    return redirect("people:desk")


@desk_door
def rings(request: PersonRequest) -> HttpResponse:
    """Who rang at the door of the site and waits for an answer."""
    return show(
        request,
        "people/rings.html",
        title=_("Wie heeft aangebeld"),
        lead=_("Deze mensen willen iemand spreken. Sprak je ze? Dan gaat hun bericht weg."),
        leaf=cut(queries.rings(), "made_at", after=request.GET.get("na", "")),
    )


@desk_door
def answer_ring(request: PersonRequest, code: str) -> HttpResponse:
    """Somebody spoke with who rang."""
    if request.method == "POST":
        bell = get(Doorbell.objects.visible_to(request.by), code=code)
        actions.answer_doorbell(bell, by=request.by)
        messages.success(request, _("Klaar. Het bericht is weg."))
    return redirect("people:rings")


@desk_door
def calls(request: PersonRequest) -> HttpResponse:
    """Whom to call, because they chose that: one card for each person, with all there is to say.

    Each look at a number is written down once a day.
    """
    firsts = first_of_each(Notice.Channel.CALL)
    leaf = cut(firsts, "made_at", after=request.GET.get("na", ""))
    found = queries.calls(leaf.items, by=request.by)
    ids = [call.person.id for call in found]
    for whose in queries.not_yet_logged("people.reach.seen", ids, by=request.by):
        line = Line("people.reach.seen", whose=whose, why="call_list")
        record(line, by=request.by.id, here=request.by.here)
    return show(
        request,
        "people/calls.html",
        title=_("Wie je kunt bellen"),
        lead=_("Deze mensen kozen ervoor om gebeld te worden."),
        calls=found,
        leaf=leaf,
    )


@desk_door
def notice_done(request: PersonRequest, code: str) -> HttpResponse:
    """Called: with one click off the list."""
    notice = get(Notice.objects.visible_to(request.by), code=code)
    if request.method == "POST":
        notices.finish_notice(notice, by=request.by)
        messages.success(request, _("Van de lijst gehaald."))
    return redirect("people:calls")


@desk_door
def who_does_what(request: PersonRequest) -> HttpResponse:
    """Who holds which role here now."""
    return show(
        request,
        "people/who_does_what.html",
        title=_("Wie doet hier wat"),
        held=queries.who_does_what(request.by.here),
    )
