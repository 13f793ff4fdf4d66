"""The groups of the neighbourhood at the desk: which there are, and writing one down."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.core.errors import Refused
from mekaar.core.pages import get, show
from mekaar.people import queries
from mekaar.people.actions.groups import confirm_member, decline_member, write_group
from mekaar.people.doors import desk as desk_door
from mekaar.people.forms.groups import GroupForm
from mekaar.people.models import Group
from mekaar.people.requests import PersonRequest


@desk_door
def groups(request: PersonRequest) -> HttpResponse:
    """The groups by name; who takes part stands on no page."""
    return show(
        request,
        "people/desk_groups.html",
        title=_("Groepen in de buurt"),
        lead=_(
            "Iedereen kan iets vragen aan alleen een groep. Wie erbij hoort, leest het."
            " Wie dat zijn, staat nergens."
        ),
        groups=queries.groups_here(request.by),
        wished=queries.wished_members(request.by),
    )


@desk_door
@require_POST
def member(request: PersonRequest, code: str) -> HttpResponse:
    """Say that somebody belongs to the group, or that it is not for them."""
    wish = get(queries.wished_members(request.by), code=code)
    if request.POST.get("do") == "decline":
        decline_member(wish, by=request.by)
    else:
        confirm_member(wish, by=request.by)
    return redirect("people:desk_groups")


@desk_door
def group_write(request: PersonRequest, code: str = "") -> HttpResponse:
    """Write a group down, or say it otherwise."""
    group = get(Group.objects.visible_to(request.by), code=code) if code else None
    initial = {}
    if group:
        place = group.meeting_place
        initial = {"name": group.name, "when": group.when, "meeting_place": place and place.code}
    form = GroupForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            write_group(form.wording(), by=request.by, group=group)
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, _("De groep staat erin."))
            return redirect("people:desk_groups")
    return show(
        request,
        "people/form.html",
        title=group.name if group else _("Een groep opschrijven"),
        form=form,
        button=_("Bewaar"),
        back="people:desk_groups",
    )
