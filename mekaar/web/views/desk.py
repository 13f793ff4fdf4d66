"""The desk in one look: whoever comes in, who was planned, who rang, whom to call."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.conversation.actions import saw_talks
from mekaar.conversation.queries import talks_today, wished
from mekaar.core.leaf import how_many
from mekaar.core.pages import show
from mekaar.notices.queries import people_to_call
from mekaar.people import queries as people
from mekaar.people.doors import desk as desk_door
from mekaar.people.forms.desk import FindForm
from mekaar.people.requests import PersonRequest
from mekaar.reports import queries as reports


@desk_door
def desk_home(request: PersonRequest) -> HttpResponse:
    """Names of today's people and how much waits; never what it is about.

    While somebody is being helped, who looks along sees nobody else's name here.
    """
    if request.visit:
        return show(request, "web/desk_helping.html", title=_("De balie"), find=FindForm())
    talks = talks_today(request.by.here)
    saw_talks(talks, by=request.by, why="who_comes")
    return show(
        request,
        "web/desk_home.html",
        title=_("De balie"),
        find=FindForm(),
        talks=talks,
        wishes=how_many(wished(request.by)),
        rings=how_many(people.waiting_rings()),
        calls=how_many(people_to_call()),
        reports=len(reports.waiting(request.by)),
        joining=how_many(people.wished_members(request.by)),
    )
